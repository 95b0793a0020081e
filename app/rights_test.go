package app

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/adapters/web"
	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/flows/issue"
	"yishi/flows/poll"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

var inTheOffice = time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)

// office is the sample street with all capabilities, and people who press what is
// not theirs.
type office struct {
	*testing.T
	db store.Store
	h  *house.House
	n  int
}

func newOffice(t *testing.T) *office {
	t.Helper()
	now := func() time.Time { return inTheOffice }
	db, err := bolt.Open(filepath.Join(storetest.Memory(t), "yishi.db"), bolt.Options{Create: true, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	o := &office{T: t, db: db}
	o.update(func(tx store.Tx) error { _, err := FillSample(tx); return err })
	a := web.New(web.Config{PublicURL: "http://here", Secret: []byte(strings.Repeat("s", 32)), Store: db, Now: now})
	o.h = house.New(house.Config{Store: db, Adapters: []bot.Adapter{a}, Kits: Kits(config.Config{PublicURL: "http://here"})})
	for _, hero := range sample.Heroes {
		o.update(func(tx store.Tx) error {
			return directory.LinkAccount(tx, directory.Account{Channel: "web", Chat: hero.ID}, hero.ID)
		})
	}
	return o
}

func (o *office) update(fn func(tx store.Tx) error) {
	o.Helper()
	if err := o.db.Update(context.Background(), fn); err != nil {
		o.Fatal(err)
	}
}

// says has somebody say, press or scan something, and gives what they hear.
func (o *office) says(who string, kind bot.Kind, text string) (heard string) {
	o.Helper()
	o.n++
	in := bot.In{
		ID: store.Key(o.n), At: inTheOffice, Address: bot.Address{Channel: "web", Chat: who}, From: who, Kind: kind, Text: text, Claim: true,
	}
	answer, err := o.h.Inbox.Handle(context.Background(), in)
	if err != nil {
		o.Fatal(err)
	}
	if answer.Out != nil {
		heard = answer.Out.Text
		for _, b := range answer.Out.Buttons {
			heard += "\n[" + b.Label + "]"
		}
	}
	return heard + answer.Toast
}

// trace is what somebody has set going: acts, messages, a conversation.
func (o *office) trace(who string) (acts, sent int, talking bool) {
	_ = o.db.View(context.Background(), func(tx store.Reader) error {
		for range audit.Acts(tx, time.Time{}, inTheOffice.AddDate(1, 0, 0)) {
			acts++
		}
		for _, n := range outbox.Pending(tx) {
			sent += n
		}
		_, talking = replay.Open(tx, bot.Address{Channel: "web", Chat: who})
		return nil
	})
	return acts, sent, talking
}

// Whatever staff do about something of their place, by a button they got or a link
// that anybody could write, nobody does who has no say there: neither a resident,
// nor their colleagues elsewhere, nor those beside them with another post.
func TestNobodyActsWhereTheyHaveNoSay(t *testing.T) {
	o := newOffice(t)
	for pressed, not := range o.staffsOwn() {
		kind, text := bot.Press, pressed
		if code, ok := strings.CutPrefix(pressed, "link "); ok {
			kind, text = bot.Scan, code
		}
		for _, who := range not {
			acts, sent, _ := o.trace(who.ID)
			heard := o.says(who.ID, kind, text)
			now, out, talking := o.trace(who.ID)
			if now != acts || out != sent || talking || heard == "" {
				o.Errorf("%s, %s: %d acts, %d messages, in a conversation %v, hears %q", pressed, who.Name, now-acts, out-sent, talking, heard)
				o.says(who.ID, bot.Text, "取消")
			}
		}
	}
}

// staffsOwn are the things, each with whose they are not.
func (o *office) staffsOwn() map[string][]sample.Hero {
	resident, elsewhere, property := sample.ZhangXiaoman, sample.XiaoLin, sample.LaoChen
	nobody := []sample.Hero{resident, elsewhere, property}
	all := map[string][]sample.Hero{}
	o.says(sample.WangGuihua.ID, bot.Text, "人工")
	o.update(func(tx store.Tx) error {
		for id := range tx.Scan("call", "", "") {
			all["call:"+id] = nobody
		}
		for no := range tx.Scan("issue", "", "") {
			if i, _ := issue.Get(tx, no); !directory.Within(i.Spot.Place, sample.GuihuaCommunity) {
				continue
			}
			for _, do := range []string{"take", "see", "answer", "close", "hand"} {
				all["issue:"+do+":"+no] = []sample.Hero{resident, elsewhere}
			}
		}
		for _, p := range append(poll.Current(tx), poll.Recent(tx, poll.KeepShown)...) {
			if !directory.Within(p.For.Place, sample.GuihuaCommunity) {
				continue
			}
			for _, do := range []string{"pollok:", "pollback:", "pollagain:", "paper:", "handout:", "ballotbox:", "door:", "deliver:", "mendpaper:", "absent:", "unreached:"} {
				all[do+p.ID] = nobody
			}
			all["absent:"+p.ID+":"+sample.GuihuaYuan3+":0"] = nobody
			all["unreached:"+p.ID+":"+sample.GuihuaYuan3+":0"] = nobody
			all["print:"+p.ID+"::"+sample.GuihuaYuan3] = []sample.Hero{resident, property}
			for _, flow := range []string{"cancelpoll", "extendpoll", "returnpoll", "paperballot", "mendpaper", "handout", "ballotbox", "door", "mandate", "deliver", "drawnumber"} {
				all["link "+talk.StartCode(flow, p.ID)] = nobody
			}
		}
		for _, what := range []string{"open:1", "add:1", "term:1", "few:1"} {
			all["course:"+what] = nobody
		}
		for _, flow := range []string{"terms", "addcourse", "editcourse", "coursevote", "opencourse", "fewcourse", "coursefee", "skipclass", "roll", "changeclass", "termdates", "stopcourse", "dropterm", "changelist"} {
			all["link "+talk.StartCode(flow, "1")] = nobody
		}
		for _, flow := range []string{"newpoll", "pollreview", "delegates", "ownersrules", "newnotice", "progress", "newterm", "work", "recall", "vouch"} {
			all["link "+talk.StartCode(flow, "")] = []sample.Hero{resident}
		}
		return nil
	})
	return all
}
