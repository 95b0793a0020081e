package app

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/bot/directory/sample/sampletest"
	"yishi/bot/house"
	"yishi/flows/people"
	"yishi/store"
)

// line is a channel of the town: what was said in each of its chats.
type line struct {
	name string
	mu   sync.Mutex
	said map[string][]bot.Out
}

func (l *line) Channel() string                        { return l.name }
func (l *line) Run(context.Context, bot.Handler) error { return nil }
func (l *line) Render(out bot.Out) []bot.Out           { return []bot.Out{out} }
func (l *line) Limits() bot.Limits                     { return bot.Limits{Buttons: true} }
func (l *line) Send(_ context.Context, to bot.Address, out bot.Out) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said[to.Chat] = append(l.said[to.Chat], out)
	return fmt.Sprint(len(l.said[to.Chat])), nil
}

// heard is all that was said in a chat.
func (l *line) heard(chat string) []bot.Out {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.said[chat])
}

// town is the sample street with three channels and the numbers of its telephones.
type town struct {
	*testing.T
	db     store.Store
	h      *house.House
	lines  map[string]*line
	phones map[string]string // the last code that came to a number
	now    time.Time
	n      int
}

func newTown(t *testing.T, sends bool) *town {
	t.Helper()
	o := &town{T: t, lines: map[string]*line{}, phones: map[string]string{}, now: inTheOffice}
	o.db = sampletest.Open(t, func() time.Time { return o.now })
	var sms people.Send
	if sends {
		sms = func(_ context.Context, phone, code string) error {
			o.phones[phone] = code
			return nil
		}
	}
	kits := kitsWith(config.Config{PublicURL: "http://here"}, func(all func() []house.Kit) []house.Kit {
		return []house.Kit{people.Kit(people.Config{Send: sms, Kits: all})}
	})
	var adapters []bot.Adapter
	for _, name := range []string{"wechat/main", "telegram/main", "web"} {
		o.lines[name] = &line{name: name, said: map[string][]bot.Out{}}
		adapters = append(adapters, o.lines[name])
	}
	o.h = house.New(house.Config{Store: o.db, Adapters: adapters, Kits: kits})
	return o
}

func (o *town) update(fn func(tx store.Tx) error) {
	o.Helper()
	if err := o.db.Update(context.Background(), fn); err != nil {
		o.Fatal(err)
	}
}

// someone is an account on a channel.
type someone struct {
	o    *town
	line *line
	chat string
}

func (o *town) someone(channel string) *someone {
	o.n++
	return &someone{o, o.lines[channel], fmt.Sprint("chat", o.n)}
}

// does has somebody say or press things, and gives the last that they heard.
func (s *someone) does(kind bot.Kind, what ...string) string {
	s.o.Helper()
	for _, text := range what {
		s.o.n++
		s.o.now = s.o.now.Add(time.Second)
		in := bot.In{ID: fmt.Sprint(s.o.n), At: s.o.now, Address: bot.Address{Channel: s.line.name, Chat: s.chat}, From: s.chat, Name: "王桂花", Kind: kind, Text: text}
		if _, err := s.o.h.Inbox.Handle(context.Background(), in); err != nil {
			s.o.Fatal(err)
		}
		if err := s.o.h.Settle(context.Background()); err != nil {
			s.o.Fatal(err)
		}
	}
	return s.heard()
}

func (s *someone) says(what ...string) string { return s.does(bot.Text, what...) }

func (s *someone) heard() string {
	all := s.line.heard(s.chat)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].Text
}

// is makes an account a person's of the sample.
func (s *someone) is(h sample.Hero) *someone {
	s.o.update(func(tx store.Tx) error {
		a, _, _ := directory.Meet(tx, bot.Address{Channel: s.line.name, Chat: s.chat}, "")
		return directory.LinkAccount(tx, a, h.ID)
	})
	return s
}

func (s *someone) person() (p directory.Person) {
	s.o.update(func(tx store.Tx) error {
		a, _ := directory.GetAccount(tx, s.line.name, s.chat)
		p, _ = directory.GetPerson(tx, directory.Resolve(tx, a.Person))
		return nil
	})
	return p
}

// claims has somebody register as another.
func (s *someone) claims(h sample.Hero, name, phone string) string {
	home := h.Home
	if home == "" {
		home = sample.GuihuaYuan3 + "/2/502"
	}
	var where [2]string
	s.o.update(func(tx store.Tx) error {
		building, _ := directory.Enclosing(tx, home, directory.Building)
		where[0] = directory.FullName(tx, building.ID)
		where[1] = strings.TrimPrefix(directory.FullName(tx, home), where[0])
		return nil
	})
	if heard := s.says("取消", "登记"); strings.Contains(heard, "您同意吗") {
		s.says("同意")
	}
	s.says(where[0], where[1], "业主")
	if strings.Contains(s.heard(), "怎么称呼您") {
		s.says(name)
	}
	return s.says(phone, "登记")
}

var sixDigits = regexp.MustCompile(`\d{6}`)

// code is the last one that somebody was sent.
func (s *someone) code() string { return sixDigits.FindString(s.heard()) }

// linkCode is the code in the words that give one.
func linkCode(words string) string {
	_, code, _ := strings.Cut(words, "连接码：")
	code, _, _ = strings.Cut(code, "，")
	return code
}

// attempt is one way to become somebody else. It gives who tried.
type attempt struct {
	name string
	sms  bool
	try  func(o *town) (who *someone, target sample.Hero)
}

// attempts are those with a story of their own; the others are made of a table.
func attempts() (all []attempt) {
	wang, liu := sample.WangGuihua, sample.LiuChunfeng
	add := func(name string, sms bool, try func(o *town) (*someone, sample.Hero)) {
		all = append(all, attempt{name, sms, try})
	}
	for _, channel := range []string{"wechat/main", "telegram/main", "web"} {
		for _, h := range []sample.Hero{wang, liu, sample.LiDashan, sample.XiaoZhou, sample.LaoChen} {
			for name, before := range map[string]func(o *town){
				"before they wrote": func(*town) {},
				"after they wrote":  func(o *town) { o.someone("wechat/main").is(h).says("菜单") },
				"after they erased": func(o *town) { o.someone("wechat/main").is(h).says("删除我的资料", "1") },
				"after they sold it": func(o *town) {
					o.update(func(tx store.Tx) error {
						if p, _ := directory.GetPerson(tx, h.ID); h.Home != "" {
							_, err := joining.Leave(tx, p, h.Home)
							return err
						}
						return nil
					})
				},
			} {
				add(channel+", as "+h.Name+" "+name, channel == "web", func(o *town) (*someone, sample.Hero) {
					before(o)
					thief := o.someone(channel)
					thief.claims(h, h.Name, h.Phone)
					thief.says("核实码", "123456", "111111", "000000", "１２３４５６", "654321", "999999")
					return thief, h
				})
			}
		}
	}
	add("with the code that came for another who tried", false, func(o *town) (*someone, sample.Hero) {
		real := o.someone("wechat/main").is(wang)
		first, thief := o.someone("web"), o.someone("telegram/main")
		first.claims(wang, wang.Name, wang.Phone)
		code := real.code()
		thief.claims(wang, wang.Name, "")
		thief.says("核实码", code)
		return thief, wang
	})
	add("with a code that was used", false, func(o *town) (*someone, sample.Hero) {
		real, own := o.someone("wechat/main").is(wang), o.someone("web")
		own.claims(wang, wang.Name, wang.Phone)
		code := real.code()
		own.says(code)
		thief := o.someone("telegram/main")
		thief.claims(wang, wang.Name, wang.Phone)
		thief.says(code)
		return thief, wang
	})
	add("with a code six minutes later", false, func(o *town) (*someone, sample.Hero) {
		real, thief := o.someone("wechat/main").is(wang), o.someone("web")
		thief.claims(wang, wang.Name, wang.Phone)
		code := real.code()
		o.now = o.now.Add(6 * time.Minute)
		thief.says(code)
		return thief, wang
	})
	add("with the right code after five wrong ones", false, func(o *town) (*someone, sample.Hero) {
		real, thief := o.someone("wechat/main").is(wang), o.someone("web")
		thief.claims(wang, wang.Name, wang.Phone)
		code := real.code()
		thief.says("111111", "222222", "333333", "444444", "555555", "核实码", code)
		return thief, wang
	})
	add("after 不是我, with the code all the same", false, func(o *town) (*someone, sample.Hero) {
		real, thief := o.someone("wechat/main").is(wang), o.someone("web")
		thief.claims(wang, wang.Name, wang.Phone)
		code := real.code()
		real.says("2")
		thief.says(code)
		return thief, wang
	})
	add("after 不是我, again and again", false, func(o *town) (*someone, sample.Hero) {
		real, thief := o.someone("wechat/main").is(wang), o.someone("web")
		for range 3 {
			thief.claims(wang, wang.Name, wang.Phone)
			real.says("2")
		}
		thief.says("核实码", "123456")
		return thief, wang
	})
	add("pressing 是我 oneself", false, func(o *town) (*someone, sample.Hero) {
		o.someone("wechat/main").is(wang).says("菜单")
		thief := o.someone("web")
		thief.claims(wang, wang.Name, wang.Phone)
		thief.does(bot.Press, "isme:y:"+thief.person().ID+":"+wang.Home)
		thief.says("1", "是")
		return thief, wang
	})
	add("by a link to 是我", false, func(o *town) (*someone, sample.Hero) {
		thief := o.someone("web")
		thief.claims(wang, wang.Name, wang.Phone)
		thief.does(bot.Scan, "isme-"+thief.person().ID, "isme_"+thief.person().ID, "isme")
		thief.says("是")
		return thief, wang
	})
	add("proving one's own number, then claiming another's", true, func(o *town) (*someone, sample.Hero) {
		thief := o.someone("web")
		thief.claims(wang, wang.Name, "13800000000")
		code := o.phones["13800000000"]
		thief.claims(wang, wang.Name, wang.Phone)
		thief.says("取消", "核实码", code)
		return thief, wang
	})
	add("with one's own number and another's name", true, func(o *town) (*someone, sample.Hero) {
		thief := o.someone("web")
		thief.claims(liu, liu.Name, "13800000000")
		thief.says(o.phones["13800000000"])
		return thief, liu
	})
	add("by a leader's word, as one whose papers were seen", false, func(o *town) (*someone, sample.Hero) {
		leader, thief := o.someone("telegram/main").is(liu), o.someone("web")
		thief.claims(wang, wang.Name, wang.Phone)
		leader.says("核实", "1")
		return thief, wang
	})
	add("by a leader's code, as one whose papers were seen", false, func(o *town) (*someone, sample.Hero) {
		leader, thief := o.someone("telegram/main").is(liu), o.someone("web")
		thief.claims(wang, wang.Name, wang.Phone)
		leader.says("核实", "当面给他一个核实码")
		code := leader.code()
		thief.says("取消", "核实码", code)
		return thief, wang
	})
	add("with a code a leader gave to another", false, func(o *town) (*someone, sample.Hero) {
		leader, honest, thief := o.someone("telegram/main").is(liu), o.someone("web"), o.someone("web")
		honest.claims(sample.ZhangXiaoman, "张某", "")
		leader.says("核实", "当面给他一个核实码")
		thief.claims(wang, wang.Name, wang.Phone)
		thief.says("核实码", leader.code())
		return thief, wang
	})
	add("as the leader, vouched for by herself", false, func(o *town) (*someone, sample.Hero) {
		leader, thief := o.someone("telegram/main").is(liu), o.someone("web")
		thief.claims(liu, liu.Name, liu.Phone)
		leader.says("2", "核实", "1", "认人", "3-1-102", "1")
		return thief, liu
	})
	add("by a nickname", false, func(o *town) (*someone, sample.Hero) {
		thief := o.someone("telegram/main")
		thief.says("我是王桂花", "投票", "我的资料", "核实", "认人")
		return thief, wang
	})
	add("with a link code that was used, and one that is late", false, func(o *town) (*someone, sample.Hero) {
		real, own, thief := o.someone("wechat/main").is(wang), o.someone("web"), o.someone("telegram/main")
		code := linkCode(real.says("换地方用"))
		own.says("连到这里", code)
		thief.says("连到这里", code)
		late := linkCode(real.says("换地方用"))
		o.now = o.now.Add(6 * time.Minute)
		thief.says("连到这里", late)
		return thief, wang
	})
	for name, card := range map[string]string{
		"another's contact, or one that was forwarded":   "", // that is all that a channel says of them
		"a number of another country of the same digits": "+" + wang.Phone, "a number that another uses": "+86" + liu.Phone,
	} {
		add("by a contact, "+name, false, func(o *town) (*someone, sample.Hero) {
			target := wang
			if card != "" && card != "+"+wang.Phone {
				target = liu
			}
			thief := o.someone("telegram/main")
			thief.claims(target, target.Name, target.Phone)
			thief.does(bot.Contact, card)
			thief.says("是", "核实码", "123456", "取消", "改资料", "手机号")
			thief.does(bot.Contact, card)
			return thief, target
		})
	}
	add("by guessing codes of staff and links", false, func(o *town) (*someone, sample.Hero) {
		thief := o.someone("web")
		for _, code := range []string{"AAAAAAAAAAAA", "GHSQ2345", "222222222222", "xzhou", "YISHI"} {
			thief.says("工作码", code, "取消")
			thief.does(bot.Scan, "s_"+code)
		}
		return thief, sample.XiaoZhou
	})
	return all
}

// Of all the ways to become somebody else none leads to their account, role or home.
func TestNobodyBecomesSomebodyElse(t *testing.T) {
	all := attempts()
	if len(all) < 40 {
		t.Fatalf("only %d attempts", len(all))
	}
	for _, sms := range []bool{false, true} {
		var o *town
		for _, a := range all {
			if a.sms != sms || testing.Short() && strings.HasPrefix(a.name, "wechat") {
				continue
			}
			t.Run(a.name, func(t *testing.T) {
				o = newTown(t, sms)
				who, target := a.try(o)
				p := who.person()
				if p.ID == "" || p.ID == target.ID || len(p.AllRoles()) > 0 || p.Proved && p.Phone == target.Phone {
					t.Errorf("became %+v", p)
				}
				for _, tie := range p.Ties {
					if p.TrustAt(tie.Home) > directory.Claimed && (target.Trust >= directory.Verified && p.TrustAt(tie.Home) >= directory.Verified || !strings.Contains(a.name, "leader")) {
						t.Errorf("is trusted: %+v", p.Ties)
					}
				}
				o.update(func(tx store.Tx) error {
					mine := slices.ContainsFunc(directory.AccountsOf(tx, target.ID), func(x directory.Account) bool { return x.Chat == who.chat })
					if mine {
						t.Error("has their account")
					}
					return nil
				})
			})
		}
	}
}

// With all that, whoever is the person comes in: else nothing was tried above.
func TestWhoeverIsThePersonComesIn(t *testing.T) {
	wang, liu := sample.WangGuihua, sample.LiuChunfeng
	o := newTown(t, false)
	real, own := o.someone("wechat/main").is(wang), o.someone("web")
	own.claims(wang, wang.Name, wang.Phone)
	if own.says(real.code()); own.person().ID != wang.ID {
		t.Errorf("with the code she is %+v", own.person())
	}
	third := o.someone("telegram/main")
	if third.says("连到这里", linkCode(real.says("换地方用"))); third.person().ID != wang.ID {
		t.Errorf("with a link code she is %+v", third.person())
	}
	staff, leader := o.someone("telegram/main").is(sample.XiaoZhou), o.someone("web")
	leader.claims(liu, liu.Name, liu.Phone)
	if staff.says("核实", "1"); leader.person().ID != liu.ID || len(leader.person().Roles) != 1 {
		t.Errorf("known by staff she is %+v", leader.person())
	}
	own = o.someone("telegram/main")
	own.does(bot.Contact, "+86"+sample.ZhangXiaoman.Phone)
	if own.says("1"); !strings.Contains(own.heard(), "您同意吗") {
		t.Errorf("who shows a number hears %s", own.heard())
	}
	o = newTown(t, true)
	own = o.someone("wechat/main")
	own.claims(liu, liu.Name, liu.Phone)
	if own.says(o.phones[liu.Phone]); own.person().ID != liu.ID {
		t.Errorf("with the code of her telephone she is %+v", own.person())
	}
}
