package poll_test

import (
	"bytes"
	"testing"
	"time"

	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/count"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// TestHeadEveryHour: while a poll is open there is a new head every hour, and what was
// noted of each is in the list; once it is closed nothing is kept that would tell in
// which hour a ballot came.
func TestHeadEveryHour(t *testing.T) {
	for _, secret := range []bool{false, true} {
		w := newWorld(t)
		p := w.open(func(p *poll.Poll) { p.Secret = secret })
		w.passes(time.Second)
		if _, ok := w.head(p.ID); ok {
			t.Error("a head before there was anything to tell")
		}
		w.passes(time.Hour)
		none, _ := w.head(p.ID)
		v, err := w.cast(p.ID, sample.WangGuihua, "", "b")
		if err != nil {
			t.Fatal(err)
		}
		if same, _ := w.head(p.ID); same != none {
			t.Error("a ballot is told at once")
		}
		w.passes(time.Hour)
		one, _ := w.head(p.ID)
		if _, err := w.cast(p.ID, sample.WangGuihua, v.Receipt, "a"); err != nil {
			t.Fatal(err)
		}
		w.passes(time.Hour)
		changed, _ := w.head(p.ID)
		w.passes(time.Hour)
		quiet, _ := w.head(p.ID)
		if none.Ballots != 0 || one.Ballots != 1 || changed.Ballots != 1 || changed.Root == one.Root || quiet.Root == changed.Root {
			t.Errorf("%+v %+v %+v %+v", none, one, changed, quiet)
		}
		w.passes(96 * time.Hour)
		var file bytes.Buffer
		w.view(func(tx store.Reader) {
			l, err := count.List(tx, p.ID)
			if err != nil || l.Write(&file, "") != nil {
				t.Fatal(err)
			}
			for _, kept := range tx.Scan("pollchain", "", "") {
				if bytes.Contains(kept, []byte(`"secret"`)) {
					t.Errorf("what blinds the heads is kept: %s", kept)
				}
			}
		})
		for _, noted := range []tell.Told{none, one, changed, quiet} {
			r, err := proof.Check(bytes.NewReader(file.Bytes()), proof.Published{Head: noted.Fingerprint})
			if err != nil || len(r.Findings) > 0 || len(r.List.Header.Heads) < 5 {
				t.Errorf("%v %v of %+v", err, r.Findings, r.List.Header.Heads)
			}
		}
	}
}

// head is the newest head of a poll.
func (w *world) head(id string) (h tell.Told, ok bool) {
	w.view(func(tx store.Reader) { h, ok = tell.HeadOf(tx, id) })
	return h, ok
}

// TestStruckBallotsAreCounted: papers that were struck are why there can be fewer.
func TestStruckBallotsAreCounted(t *testing.T) {
	w := newWorld(t)
	p := w.open(nil)
	w.passes(time.Second)
	if _, err := w.enter(p.ID, sample.WangGuihua, sample.XiaoZhou, 1, 0, 0); err != nil {
		t.Fatal(err)
	}
	w.passes(time.Hour)
	w.update(func(tx store.Tx) {
		if err := cast.MendVoterPaper(tx, p.ID, voice.Whom{Person: sample.WangGuihua.ID}, cast.Mending{Strike: true}, person(tx, sample.XiaoZhou)); err != nil {
			t.Fatal(err)
		}
	})
	w.passes(time.Hour)
	if h, _ := w.head(p.ID); h.Ballots != 0 || h.Struck != 1 {
		t.Errorf("%+v", h)
	}
	w.passes(96 * time.Hour)
	w.view(func(tx store.Reader) {
		l, err := count.List(tx, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := l.Write(&file, ""); err != nil {
			t.Fatal(err)
		}
		if r, err := proof.Check(&file, proof.Published{}); err != nil || len(r.Findings) > 0 {
			t.Error(err, r.Findings)
		}
	})
}
