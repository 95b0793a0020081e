package directory_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/directorytest"
	"yishi/store"
)

var wechat = bot.Address{Channel: "wechat/main", Chat: "o-1"}

func TestMeetMakesAGuestOnce(t *testing.T) {
	w := directorytest.New(t)
	var first directory.Person
	w.Do(func(tx store.Tx) {
		a, p, isNew := directory.Meet(tx, wechat, " 小何 ")
		if !isNew || p.Nick != "小何" || p.Name != "" || p.Trust != directory.Guest || a.Person != p.ID || !directory.NeedsConsent(p) {
			t.Errorf("met %+v with %+v, new %v", p, a, isNew)
		}
		first = p
	})
	w.Restart()
	// Meeting a known account writes nothing.
	before := w.Store.Commits()
	w.Do(func(tx store.Tx) {
		if _, p, isNew := directory.Meet(tx, wechat, "另一个名字"); isNew || !cmp.Equal(p, first) {
			t.Errorf("met %+v, new %v", p, isNew)
		}
	})
	if n := w.Store.Commits() - before; n != 0 {
		t.Errorf("%d commits", n)
	}
}

func TestSeenWritesOnceAnHour(t *testing.T) {
	w := directorytest.New(t)
	start := w.Now
	w.Do(func(tx store.Tx) { directory.Meet(tx, wechat, "") })
	w.Now = start.Add(3 * time.Hour)
	w.Do(func(tx store.Tx) {
		a, _ := directory.GetAccount(tx, wechat.Channel, wechat.Chat)
		if a = directory.Seen(tx, a); !a.LastIn.Equal(start) {
			t.Errorf("the only account was written anew, last seen %v", a.LastIn)
		}
		directory.PutAccount(tx, directory.Account{Channel: "web", Chat: "1", Person: a.Person})
	})
	for _, c := range []struct{ after, lastIn time.Duration }{
		{59 * time.Minute, 0}, {time.Hour, time.Hour}, {90 * time.Minute, time.Hour}, {3 * time.Hour, 3 * time.Hour},
	} {
		w.Now = start.Add(c.after)
		w.Do(func(tx store.Tx) {
			a, _ := directory.GetAccount(tx, wechat.Channel, wechat.Chat)
			if a = directory.Seen(tx, a); !a.LastIn.Equal(start.Add(c.lastIn)) {
				t.Errorf("after %v: last seen %v", c.after, a.LastIn)
			}
		})
	}
	w.Do(func(tx store.Tx) {
		a, _ := directory.GetAccount(tx, wechat.Channel, wechat.Chat)
		a.Gone = true
		directory.PutAccount(tx, a)
		if a = directory.Seen(tx, a); a.Gone {
			t.Error("who writes is still gone")
		}
	})
}

func TestAccountsOfPutsTheLastUsedFirst(t *testing.T) {
	w := directorytest.New(t)
	w.Do(func(tx store.Tx) {
		p := directorytest.Guest(tx, "")
		for _, a := range []directory.Account{
			{Channel: "web", Chat: "1", LastIn: tx.Now().Add(-time.Hour)},
			{Channel: "wechat/main", Chat: "2", LastIn: tx.Now(), Gone: true},
			{Channel: "telegram/main", Chat: "3", LastIn: tx.Now()},
		} {
			a.Person = p.ID
			directory.PutAccount(tx, a)
		}
		var order []string
		for _, a := range directory.AccountsOf(tx, p.ID) {
			order = append(order, a.Channel)
		}
		if diff := cmp.Diff([]string{"telegram/main", "web", "wechat/main"}, order); diff != "" {
			t.Error(diff)
		}
	})
}

func TestLinkAccountKeepsTheWayToTheGuest(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		a, g, _ := directory.Meet(tx, wechat, "路人")
		if err := directory.LinkAccount(tx, a, "xwang"); err != nil {
			t.Fatal(err)
		}
		if _, p, isNew := directory.Meet(tx, wechat, ""); isNew || p.ID != "xwang" {
			t.Errorf("the account belongs to %s", p.ID)
		}
		if of := directory.AccountsOf(tx, g.ID); len(of) != 1 || of[0].Chat != "o-1" {
			t.Errorf("the guest is reached at %v", of)
		}
		if former := directory.IDsOf(tx, "xwang"); !cmp.Equal(former, []string{"xwang", g.ID}) {
			t.Errorf("formerly %v", former)
		}
		if left, _ := directory.GetPerson(tx, g.ID); left.Name != "" {
			t.Errorf("of the guest is left %+v", left)
		}
	})
}

func TestAGuestOfAGuest(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		a, first, _ := directory.Meet(tx, wechat, "")
		_, second, _ := directory.Meet(tx, bot.Address{Channel: "web", Chat: "1"}, "")
		if err := directory.LinkAccount(tx, a, second.ID); err != nil {
			t.Fatal(err)
		}
		for _, a := range directory.AccountsOf(tx, second.ID) {
			if err := directory.LinkAccount(tx, a, "xwang"); err != nil {
				t.Fatal(err)
			}
		}
		for _, id := range []string{first.ID, second.ID} {
			if got := directory.Resolve(tx, id); got != "xwang" {
				t.Errorf("%s is %s", id, got)
			}
			if n := len(directory.AccountsOf(tx, id)); n != 2 {
				t.Errorf("%s is reached at %d accounts", id, n)
			}
		}
	})
}

func TestLinkAccountRefuses(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		a := directory.Account{Channel: "web", Chat: "1", Person: "xli"}
		directory.PutAccount(tx, a)
		directorytest.Refused(t, directory.LinkAccount(tx, a, "xwang"), "已经登记过")
		directorytest.Refused(t, directory.LinkAccount(tx, a, "nobody"), "没有找到")
		if err := directory.LinkAccount(tx, a, "xli"); err != nil {
			t.Error(err)
		}
	})
}

func TestConsent(t *testing.T) {
	if len(directory.ConsentText) > 2048 {
		t.Error("the text does not fit into one message")
	}
	w := directorytest.New(t)
	w.Do(func(tx store.Tx) {
		p := directory.NewPerson(tx, directory.Person{})
		if p = directory.Agree(tx, p, directory.ConsentVersion); directory.NeedsConsent(p) || !p.Agreed.Equal(tx.Now()) {
			t.Errorf("after agreeing: %+v", p)
		}
		if p = directory.Withdraw(tx, p); !directory.NeedsConsent(p) {
			t.Errorf("after withdrawing: %+v", p)
		}
	})
}
