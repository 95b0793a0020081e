package joining_test

import (
	"testing"

	"yishi/bot/directory"
	"yishi/bot/directory/directorytest"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/store"
)

const (
	home301 = sample.HeYuan + "/1/1/301"
	home302 = sample.HeYuan + "/1/1/302"
	other   = sample.HetangLi + "/1/1/301"
)

func TestJoinRefuses(t *testing.T) {
	w := directorytest.Street(t)
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
		w.Do(func(tx store.Tx) {
			p := directory.NewPerson(tx, directory.Person{})
			if c.agreed {
				p = directory.Agree(tx, p, directory.ConsentVersion)
			}
			_, err := joining.Join(tx, p, c.home, c.as, directory.Claimed)
			directorytest.Refused(t, err, c.words)
		})
	}
}

func TestSeveralHomesAndSeveralPeopleInOne(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		in := func(home string) int { return directory.Count(tx, directory.Audience{Place: home}) }
		before, there := in(home301), in(home302)
		p := directorytest.Guest(tx, "何一")
		p = directorytest.Must[directory.Person](t)(joining.Join(tx, p, home301, directory.Owner, directory.Claimed))
		p = directorytest.Must[directory.Person](t)(joining.Join(tx, p, home302, directory.Owner, directory.Claimed))
		p = directorytest.Must[directory.Person](t)(joining.Join(tx, p, home302, directory.Owner, directory.Claimed))
		if len(p.Ties) != 2 || in(home301) != before+1 || in(home302) != there+1 {
			t.Errorf("ties %v, %d and %d in the homes", p.Ties, in(home301), in(home302))
		}
		p = directorytest.Must[directory.Person](t)(joining.Leave(tx, p, home301))
		if len(p.Ties) != 1 || in(home301) != before {
			t.Errorf("after leaving: %v", p.Ties)
		}
		_, err := joining.Leave(tx, p, home301)
		directorytest.Refused(t, err, "没有登记")
	})
}

func TestAHomeCannotBeFilledWithClaims(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		var err error
		joined := 0
		for ; err == nil && joined < 20; joined++ {
			_, err = joining.Join(tx, directorytest.Guest(tx, ""), home301, directory.Family, directory.Claimed)
		}
		directorytest.Refused(t, err, "已经很多")
		if _, err := joining.Join(tx, directorytest.Guest(tx, ""), home301, directory.Family, directory.Vouched); err != nil {
			t.Errorf("who is vouched for may still join: %v", err)
		}
	})
}

// Trust proved for one home says nothing about another.
func TestTrustBelongsToTheTie(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		owners := directory.Audience{Place: sample.HetangLi, Owners: true, MinTrust: directory.Verified}
		wang, _ := directory.GetPerson(tx, sample.WangGuihua.ID)
		wang = directorytest.Must[directory.Person](t)(joining.Join(tx, wang, other, directory.Owner, directory.Claimed))
		if owners.Has(tx, wang) {
			t.Error("a claim makes her an owner there")
		}
		if wang.TrustAt(sample.GuihuaYuan) != directory.Verified || wang.TrustAt(sample.HetangLi) != directory.Claimed {
			t.Errorf("trusted %d at home and %d there", wang.TrustAt(sample.GuihuaYuan), wang.TrustAt(sample.HetangLi))
		}
		lin, _ := directory.GetPerson(tx, sample.XiaoLin.ID)
		wang = directorytest.Must[directory.Person](t)(joining.Confirm(tx, lin, wang, other, directory.Verified))
		if !owners.Has(tx, wang) {
			t.Error("staff saw the papers")
		}
	})
}

func TestALeadersWordReachesAsFarAsTheBuilding(t *testing.T) {
	w := directorytest.Street(t)
	const mine = sample.GuihuaYuan3 + "/1/201"
	w.Do(func(tx store.Tx) {
		liu, _ := directory.GetPerson(tx, sample.LiuChunfeng.ID)
		p := directorytest.Guest(tx, "")
		p = directorytest.Must[directory.Person](t)(joining.Join(tx, p, other, directory.Owner, directory.Claimed))
		_, err := joining.Confirm(tx, liu, p, other, directory.Vouched)
		directorytest.Refused(t, err, "不能为他作证")
		p = directorytest.Must[directory.Person](t)(joining.Join(tx, p, mine, directory.Tenant, directory.Claimed))
		p = directorytest.Must[directory.Person](t)(joining.Confirm(tx, liu, p, mine, directory.Vouched))
		if p.TrustAt(mine) != directory.Vouched || p.TrustAt(other) != directory.Claimed {
			t.Errorf("ties %+v", p.Ties)
		}
		p = directorytest.Must[directory.Person](t)(joining.Join(tx, p, mine, directory.Owner, directory.Claimed))
		if p.TrustAt(mine) != directory.Claimed {
			t.Error("vouched for as a tenant, claims to own")
		}
		_, err = joining.Confirm(tx, liu, liu, sample.LiuChunfeng.Home, directory.Vouched)
		directorytest.Refused(t, err, "给自己")
		_, err = joining.Confirm(tx, liu, p, mine, directory.Verified)
		directorytest.Refused(t, err, "不能为他作证")
	})
}

// claim is what somebody says who knows a hero's name, number and home.
func claim(t *testing.T, tx store.Tx, p directory.Person, h sample.Hero) (directory.Person, joining.Claim) {
	t.Helper()
	p, c, err := joining.FileClaim(tx, p, h.Home, h.As, h.Name, h.Phone)
	if err != nil {
		t.Fatal(err)
	}
	return p, c
}

// A match with the register is a claim, and no more, until the number is proved.
func TestTheRegisterKnowsTheNewcomer(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		p, c := claim(t, tx, directorytest.Guest(tx, ""), sample.Newcomer)
		if c.Listed != directory.Owner || p.TrustAt(sample.Newcomer.Home) != directory.Claimed {
			t.Errorf("joined as %+v, %+v", p, c)
		}
		pr := joining.Proof{Person: p.ID, Phone: c.Phone, Home: c.Home, Way: joining.BySMS}
		p = directorytest.Must[directory.Person](t)(joining.Prove(tx, pr, nil))
		if p.TrustAt(sample.Newcomer.Home) != directory.Vouched || !p.Proved {
			t.Errorf("proved as %+v", p)
		}
	})
	w = directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		p, c := claim(t, tx, directorytest.Guest(tx, ""), sample.Newcomer)
		pr := joining.Proof{Person: p.ID, Phone: c.Phone, Home: c.Home, Way: joining.BySMS}
		owns := func(home, name, phone string) bool { return home == c.Home && name == c.Name && phone == c.Phone }
		if p = directorytest.Must[directory.Person](t)(joining.Prove(tx, pr, owns)); p.TrustAt(sample.Newcomer.Home) != directory.Verified {
			t.Errorf("an owner of the register proved as %+v", p)
		}
	})
}

// Whoever has no account yet is not who comes with their name, number and room: not
// until the number is proved, or somebody says so who may give all that is theirs.
func TestWordsMakeNobodySomebodyElse(t *testing.T) {
	w := directorytest.Street(t)
	h := sample.LiuChunfeng
	w.Do(func(tx store.Tx) {
		_, p, _ := directory.Meet(tx, chat, "")
		p, c := claim(t, tx, directory.Agree(tx, p, directory.ConsentVersion), h)
		if c.Whose != h.ID || p.ID == h.ID || len(p.Roles) > 0 || p.TrustAt(h.Home) != directory.Claimed {
			t.Fatalf("became %+v by words, %+v", p, c)
		}
		zhou, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
		other := directory.NewPerson(tx, directory.Person{Roles: []directory.Role{{Role: directory.BuildingLeader, Place: sample.GuihuaYuan3}}})
		p = directorytest.Must[directory.Person](t)(joining.Accept(tx, other, c, c.As, directory.Vouched))
		if p.ID == h.ID || p.TrustAt(h.Home) != directory.Vouched || len(p.Roles) > 0 {
			t.Fatalf("a leader's word gave another leader's role: %+v", p)
		}
		c, _ = joining.GetClaim(tx, h.Home, p.ID)
		p = directorytest.Must[directory.Person](t)(joining.Accept(tx, zhou, c, c.As, directory.Vouched))
		if p.ID != h.ID || len(p.Roles) != 1 || len(directory.AccountsOf(tx, h.ID)) != 1 {
			t.Errorf("staff know her: %+v", p)
		}
	})
}

// What is compared is limited: who tries numbers is told nothing after a few.
func TestTheRegisterCannotBeGuessed(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		p, h := directorytest.Guest(tx, ""), sample.Newcomer
		for range 5 {
			wrong := h
			wrong.Name = "何旧人"
			if _, c := claim(t, tx, p, wrong); c.Listed != "" {
				t.Errorf("matched %+v", c)
			}
		}
		if _, c := claim(t, tx, p, h); c.Listed != "" {
			t.Errorf("still compared: %+v", c)
		}
	})
}

// Whoever has moved out does not come in again by what the register had of them.
func TestWhoLeftIsNotInTheRegister(t *testing.T) {
	w := directorytest.Street(t)
	h := sample.LiDashan
	w.Do(func(tx store.Tx) {
		li, _ := directory.GetPerson(tx, h.ID)
		directorytest.Must[directory.Person](t)(joining.Leave(tx, li, h.Home))
		if _, c := claim(t, tx, directorytest.Guest(tx, ""), h); c.Listed != "" || c.Whose != "" {
			t.Errorf("the register has %+v", c)
		}
	})
}
