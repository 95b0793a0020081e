package directory_test

import (
	"testing"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
)

const (
	home301 = sample.HeYuan + "/1/1/301"
	home302 = sample.HeYuan + "/1/1/302"
	other   = sample.HetangLi + "/1/1/301"
)

func TestJoinRefuses(t *testing.T) {
	w := newStreet(t)
	for _, c := range []struct {
		what, home, as string
		agreed         bool
		words          string
	}{
		{"no consent", home301, directory.Owner, false, "同意"},
		{"no such home", sample.HeYuan + "/1/1/999", directory.Owner, true, "没有找到这一户"},
		{"a building", sample.HeYuan + "/1", directory.Owner, true, "没有找到这一户"},
		{"no such tie", home301, "king", true, "租户"},
	} {
		w.do(func(tx store.Tx) {
			p := directory.NewPerson(tx, directory.Person{})
			if c.agreed {
				p = directory.Agree(tx, p, directory.ConsentVersion)
			}
			_, err := directory.Join(tx, p, c.home, c.as, directory.Claimed)
			refused(t, err, c.words)
		})
	}
}

func TestSeveralHomesAndSeveralPeopleInOne(t *testing.T) {
	w := newStreet(t)
	w.do(func(tx store.Tx) {
		in := func(home string) int { return directory.Count(tx, directory.Audience{Place: home}) }
		before, there := in(home301), in(home302)
		p := guest(tx, "何一")
		p = must[directory.Person](t)(directory.Join(tx, p, home301, directory.Owner, directory.Claimed))
		p = must[directory.Person](t)(directory.Join(tx, p, home302, directory.Owner, directory.Claimed))
		p = must[directory.Person](t)(directory.Join(tx, p, home302, directory.Owner, directory.Claimed))
		if len(p.Ties) != 2 || in(home301) != before+1 || in(home302) != there+1 {
			t.Errorf("ties %v, %d and %d in the homes", p.Ties, in(home301), in(home302))
		}
		p = must[directory.Person](t)(directory.Leave(tx, p, home301))
		if len(p.Ties) != 1 || in(home301) != before {
			t.Errorf("after leaving: %v", p.Ties)
		}
		_, err := directory.Leave(tx, p, home301)
		refused(t, err, "没有登记")
	})
}

func TestAHomeCannotBeFilledWithClaims(t *testing.T) {
	w := newStreet(t)
	w.do(func(tx store.Tx) {
		var err error
		joined := 0
		for ; err == nil && joined < 20; joined++ {
			_, err = directory.Join(tx, guest(tx, ""), home301, directory.Family, directory.Claimed)
		}
		refused(t, err, "已经很多")
		if _, err := directory.Join(tx, guest(tx, ""), home301, directory.Family, directory.Vouched); err != nil {
			t.Errorf("who is vouched for may still join: %v", err)
		}
	})
}

// Trust proved for one home says nothing about another.
func TestTrustBelongsToTheTie(t *testing.T) {
	w := newStreet(t)
	w.do(func(tx store.Tx) {
		owners := directory.Audience{Place: sample.HetangLi, Owners: true, MinTrust: directory.Verified}
		wang, _ := directory.GetPerson(tx, sample.WangGuihua.ID)
		wang = must[directory.Person](t)(directory.Join(tx, wang, other, directory.Owner, directory.Claimed))
		if owners.Has(tx, wang) {
			t.Error("a claim makes her an owner there")
		}
		if wang.TrustAt(sample.GuihuaYuan) != directory.Verified || wang.TrustAt(sample.HetangLi) != directory.Claimed {
			t.Errorf("trusted %d at home and %d there", wang.TrustAt(sample.GuihuaYuan), wang.TrustAt(sample.HetangLi))
		}
		lin, _ := directory.GetPerson(tx, sample.XiaoLin.ID)
		wang = must[directory.Person](t)(directory.VerifyPapers(tx, lin, wang))
		if !owners.Has(tx, wang) {
			t.Error("staff saw the papers")
		}
	})
}

func TestALeadersWordReachesAsFarAsTheBuilding(t *testing.T) {
	w := newStreet(t)
	const mine = sample.GuihuaYuan3 + "/1/201"
	w.do(func(tx store.Tx) {
		liu, _ := directory.GetPerson(tx, sample.LiuChunfeng.ID)
		p := guest(tx, "")
		p = must[directory.Person](t)(directory.Join(tx, p, other, directory.Owner, directory.Claimed))
		_, err := directory.VouchFor(tx, liu, p)
		refused(t, err, "不能为他作证")
		p = must[directory.Person](t)(directory.Join(tx, p, mine, directory.Tenant, directory.Claimed))
		p = must[directory.Person](t)(directory.VouchFor(tx, liu, p))
		if p.TrustAt(mine) != directory.Vouched || p.TrustAt(other) != directory.Claimed {
			t.Errorf("ties %+v", p.Ties)
		}
		p = must[directory.Person](t)(directory.Join(tx, p, mine, directory.Owner, directory.Claimed))
		if p.TrustAt(mine) != directory.Claimed {
			t.Error("vouched for as a tenant, claims to own")
		}
		_, err = directory.VouchFor(tx, liu, liu)
		refused(t, err, "给自己")
		_, err = directory.VerifyPapers(tx, liu, p)
		refused(t, err, "不能为他作证")
	})
}

func TestTheRegisterKnowsTheNewcomer(t *testing.T) {
	w := newStreet(t)
	w.do(func(tx store.Tx) {
		p := guest(tx, "新人")
		p = must[directory.Person](t)(directory.JoinByRegister(tx, p, "+86 199-0000-0010", " 何 新来"))
		if p.Name != "何新来" || p.TrustAt(sample.Newcomer.Home) != directory.Vouched {
			t.Errorf("joined as %+v", p)
		}
	})
}

func TestTheRegistersPersonGetsTheGuestsAccount(t *testing.T) {
	w := newStreet(t)
	h := sample.WangGuihua
	w.do(func(tx store.Tx) {
		_, p, _ := directory.Meet(tx, wechat, "")
		_, err := directory.JoinByRegister(tx, p, h.Phone, h.Name)
		refused(t, err, "同意")
		p = directory.Agree(tx, p, directory.ConsentVersion)
		p = must[directory.Person](t)(directory.JoinByRegister(tx, p, h.Phone, h.Name))
		if p.ID != h.ID || len(directory.AccountsOf(tx, h.ID)) != 1 || p.TrustAt(h.Home) != directory.Verified {
			t.Errorf("joined as %+v", p)
		}
		_, thief, _ := directory.Meet(tx, bot.Address{Channel: "web", Chat: "9"}, "")
		_, err = directory.JoinByRegister(tx, directory.Agree(tx, thief, 1), h.Phone, h.Name)
		refused(t, err, "已经有人登记")
	})
}

func TestTheRegisterCannotBeGuessed(t *testing.T) {
	w := newStreet(t)
	h := sample.Newcomer
	w.do(func(tx store.Tx) {
		p := guest(tx, "")
		for range 5 {
			_, err := directory.JoinByRegister(tx, p, h.Phone, "何旧人")
			refused(t, err, "没有对上")
		}
		_, err := directory.JoinByRegister(tx, p, h.Phone, h.Name)
		refused(t, err, "次数太多")
	})
}
