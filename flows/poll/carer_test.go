package poll_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// caredFor are residents who let 张小满 act for them, and vote if votes.
func (w *world) caredFor(n int, votes bool) (ids []string) {
	w.update(func(tx store.Tx) {
		zhang := person(tx, sample.ZhangXiaoman)
		for p := range (directory.Audience{Place: sample.WangGuihua.Home[:len("1/1/2/3")], MinAge: 18, MinTrust: directory.Claimed}).People(tx) {
			if len(ids) == n {
				return
			}
			if p.ID == zhang.ID {
				continue
			}
			if _, err := directory.GiveCare(tx, p, zhang, "邻居", votes); err != nil {
				w.Fatal(err)
			}
			ids = append(ids, p.ID)
		}
	})
	return ids
}

// votesFor has 张小满 vote for somebody.
func (w *world) votesFor(id, whose, pick string) (err error) {
	marks := w.pressed(id, pick)
	w.update(func(tx store.Tx) {
		p, failed := directory.ActingFor(tx, person(tx, sample.ZhangXiaoman), whose)
		if err = failed; err == nil {
			_, err = cast.Cast(tx, poll.RandomCodes, id, p, cast.Said{Marks: marks}, "")
		}
	})
	return err
}

func TestVotingForAnother(t *testing.T) {
	lets := func(p *poll.Poll) { p.Carers = true }
	for _, tt := range []struct {
		name   string
		change func(*poll.Poll)
		votes  bool
		want   string
	}{
		{"the poll does not allow it", nil, true, "要本人投"},
		{"the person has not agreed to it", lets, false, "还没有同意"},
		{"the poll allows it", lets, true, ""},
	} {
		w := newWorld(t)
		p := w.open(tt.change)
		err := w.votesFor(p.ID, w.caredFor(1, tt.votes)[0], "a")
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// As many as by mandates; who votes oneself is not among them any more.
func TestVotingForAnotherIsCapped(t *testing.T) {
	w := newWorld(t)
	p := w.open(func(p *poll.Poll) { p.Carers = true })
	ids := w.caredFor(voice.MostMandates+1, true)
	for _, id := range ids[:voice.MostMandates] {
		if err := w.votesFor(p.ID, id, "a"); err != nil {
			t.Fatal(err)
		}
		if err := w.votesFor(p.ID, id, "b"); err != nil {
			t.Fatal("to change it:", err)
		}
	}
	last := ids[voice.MostMandates]
	wantRefusal(t, w.votesFor(p.ID, last, "a"), "最多替3位")
	if err := w.votes(p.ID, ids[0]); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, w.votesFor(p.ID, ids[0], "b"), "自己投过了")
	if err := w.votesFor(p.ID, last, "a"); err != nil {
		t.Error("after one of them voted:", err)
	}
	w.view(func(tx store.Reader) {
		v, _ := poll.Roll.Get(tx, store.Key(p.ID, last))
		if v.Person != last || v.By != sample.ZhangXiaoman.ID {
			t.Errorf("the roll says %s by %s", v.Person, v.By)
		}
	})
	w.passes(p.Closes.Sub(w.now) + 24*time.Hour)
	r := w.poll(p.ID).Result
	if r.Trusted.Cared != voice.MostMandates || r.Took != voice.MostMandates+1 {
		t.Errorf("%d took part, %d by others", r.Took, r.Trusted.Cared)
	}
	if !slices.ContainsFunc(r.Asides, func(s string) bool { return strings.Contains(s, "本人后来自己投的：1张") }) {
		t.Errorf("the result says %q", r.Asides)
	}
}

// Own paper, too, replaces what another voted; and two records of one person have their own.
func TestOwnBallotReplacesACarers(t *testing.T) {
	w := newWorld(t)
	p := w.open(func(p *poll.Poll) { p.Carers = true })
	ids := w.caredFor(2, true)
	for _, id := range ids {
		if err := w.votesFor(p.ID, id, "a"); err != nil {
			t.Fatal(err)
		}
	}
	marks := w.pressed(p.ID, "b")
	w.update(func(tx store.Tx) {
		zhou, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
		paper := cast.VoterPaper{Whom: voice.Whom{Person: ids[0]}, Marks: marks, Photo: "p"}
		v, err := cast.EnterVoterPaper(tx, poll.RandomCodes, p.ID, paper, zhou)
		if err != nil || v.Fate != poll.Counted {
			t.Errorf("the paper was %s, %v", v.Fate, err)
		}
	})
	wantRefusal(t, w.votesFor(p.ID, ids[0], "a"), "自己投过了")
	w.update(func(tx store.Tx) { cast.Merge(tx, ids[0], ids[1]) })
	w.view(func(tx store.Reader) {
		v, ok := poll.Roll.Get(tx, store.Key(p.ID, ids[1]))
		if !ok || v.By != "" || v.Hand.Way != poll.Paper {
			t.Errorf("what stands is %+v", v)
		}
	})
}

func (w *world) pressed(id, key string) poll.Marks {
	p := w.poll(id)
	return p.Pressed(key)
}
