package app

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// record is what is kept of somebody, with the accounts that lead to them.
func (o *town) record(h sample.Hero) (p directory.Person, accounts []directory.Account) {
	o.update(func(tx store.Tx) error {
		p, _ = directory.GetPerson(tx, h.ID)
		accounts = directory.AccountsOf(tx, h.ID)
		return nil
	})
	return p, accounts
}

// cared is the number of the asking between two, as a stranger could guess it.
func (o *town) cared(h sample.Hero, by directory.Person) (c directory.Care) {
	o.update(func(tx store.Tx) error { c, _ = directory.GetCare(tx, h.ID, by.ID); return nil })
	return c
}

// Acting for somebody makes nobody them: without their yes nothing is done for them, and
// with it what is theirs alone stays theirs, and so do their roles.
func TestActingForAnotherMakesNobodyThem(t *testing.T) {
	wang, liu := sample.WangGuihua, sample.LiuChunfeng
	asks := func(o *town, h sample.Hero) (thief, real *someone) {
		real, thief = o.someone("wechat/main").is(h), o.someone("telegram/main").is(sample.ZhangXiaoman)
		real.says("菜单")
		thief.says("请人代办", "取消", "替我妈办事", h.Name+"，"+o.home(h))
		return thief, real
	}
	for _, tt := range []struct {
		name  string
		agree bool // the person has said yes
		try   func(o *town) (*someone, sample.Hero)
	}{
		{"by answering in the place of whom they asked", false, func(o *town) (*someone, sample.Hero) {
			thief, _ := asks(o, wang)
			c := o.cared(wang, thief.person())
			for n := range uint64(3) {
				thief.does(bot.Press, fmt.Sprintf("care:y:%s:%d", thief.person().ID, c.N-1+n))
			}
			thief.says("1", "同意", "帮我妈报修，灯不亮")
			return thief, wang
		}},
		{"by having a third press it", false, func(o *town) (*someone, sample.Hero) {
			thief, _ := asks(o, wang)
			c := o.cared(wang, thief.person())
			o.someone("web").does(bot.Press, fmt.Sprintf("care:v:%s:%d", thief.person().ID, c.N))
			return thief, wang
		}},
		{"by an old asking after a no", false, func(o *town) (*someone, sample.Hero) {
			thief, real := asks(o, wang)
			c := o.cared(wang, thief.person())
			real.says("不同意")
			real.does(bot.Press, fmt.Sprintf("care:y:%s:%d", thief.person().ID, c.N)) // pressed late, by mistake
			thief.says("帮我妈报修，灯不亮")
			return thief, wang
		}},
		{"by buttons that name whom they are for", false, func(o *town) (*someone, sample.Hero) {
			thief := o.someone("web")
			for _, token := range []string{"course:leave:1:", "course:along:1/y:", "course:show:1:", "notice:1:y:", "notice:1:n:", "vote:1:a:"} {
				thief.does(bot.Press, token+wang.ID)
			}
			return thief, wang
		}},
		{"by registering a child of that name", false, func(o *town) (*someone, sample.Hero) {
			thief := o.someone("telegram/main").is(sample.ZhangXiaoman)
			thief.says("登记孩子", wang.Name, "2018", "1", "帮"+wang.Name+"改资料", "取消", "帮"+wang.Name+"投票")
			return thief, wang
		}},
		{"by words of the counter", false, func(o *town) (*someone, sample.Hero) {
			thief := o.someone("web")
			thief.says("代办登记", o.home(wang)+wang.Name, "取消", "代办 "+o.home(wang)+wang.Name, "取消")
			return thief, wang
		}},
		{"with a yes, what is the person's alone", true, func(o *town) (*someone, sample.Hero) {
			thief, real := asks(o, wang)
			real.says("1")
			for _, what := range []string{"改资料", "我的资料", "删除我的资料", "登记住处", "连接码", "核实码", "登记", "投票", "我的投票", "退订", "谁看过我", "我的家人", "请人代办"} {
				thief.says("帮我妈"+what, "1", "同意", "取消")
			}
			return thief, wang
		}},
		{"with the yes of a leader, what leaders do", true, func(o *town) (*someone, sample.Hero) {
			thief, real := asks(o, liu)
			real.says("1")
			for _, what := range []string{"认人", "核实", "打印二维码", "开投票", "发通知", "工单", "撤登记"} {
				thief.says("帮"+liu.Name+what, "1", "取消")
			}
			return thief, liu
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := newTown(t, false)
			before := map[string]directory.Person{}
			for _, h := range []sample.Hero{wang, liu} {
				before[h.ID], _ = o.record(h)
			}
			who, target := tt.try(o)
			was := before[target.ID]
			now, accounts := o.record(target)
			if !reflect.DeepEqual(was.Ties, now.Ties) || !reflect.DeepEqual(was.AllRoles(), now.AllRoles()) || was.Name != now.Name || was.Phone != now.Phone {
				t.Errorf("what is kept of them was changed:\n%+v\n%+v", was, now)
			}
			for _, a := range accounts {
				if a.Chat == who.chat {
					t.Error("has their account")
				}
			}
			p := who.person()
			if p.ID == target.ID || len(p.AllRoles()) > 0 {
				t.Errorf("became %+v", p)
			}
			if c := o.cared(target, p); c.Holds(o.now) != tt.agree || c.Votes {
				t.Errorf("acts for them: %+v", c)
			}
		})
	}
}

// home is where somebody of the sample lives, in words.
func (o *town) home(h sample.Hero) (name string) {
	o.update(func(tx store.Tx) error { name = directory.FullName(tx, h.Home); return nil })
	return strings.TrimSpace(name)
}
