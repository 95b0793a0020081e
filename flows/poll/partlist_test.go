package poll_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yishi/bot/directory/sample"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/count"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// TestOwnersList: the list of an owners' vote has a line for each part with a vote,
// gives the result again without the register, is the same whenever it is made, and
// names nobody and no room.
func TestOwnersList(t *testing.T) {
	for _, silence := range []bool{false, true} {
		w := newWorld(t)
		w.register(ownersOfYuan)
		w.update(func(tx store.Tx) {
			if err := voice.SetOwnRules(tx, sample.GuihuaYuan, false, silence, person(tx, sample.XiaoZhou)); err != nil {
				t.Fatal(err)
			}
		})
		p := w.opened(w.draftOwners("company", "raise"))
		w.mustOnline(p.ID, sample.WangGuihua, "3栋1单元301", agree, against)
		w.mustOnline(p.ID, sample.WangGuihua, "3栋2单元501", against, against)
		w.mustPaper(p.ID, "3栋1单元101", agree, invalid)
		w.mustPaper(p.ID, "5栋1单元101", agree, abstained)
		w.update(func(tx store.Tx) {
			if _, err := cast.Deliver(tx, p.ID, "3栋2单元101", "photo", person(tx, sample.XiaoZhou)); err != nil {
				t.Fatal(err)
			}
		})
		w.passes(p.Closes.Sub(w.now) + day)
		p = w.poll(p.ID)
		var file bytes.Buffer
		w.view(func(tx store.Reader) {
			l, err := count.List(tx, p.ID)
			if err != nil {
				t.Fatal(err)
			}
			if err := l.Write(&file, ""); err != nil {
				t.Fatal(err)
			}
			if l.Root() != p.Root {
				t.Error("made again, the list has another root")
			}
			var said []string
			for _, b := range l.Ballots {
				said = append(said, b.Ballot)
			}
			slices.Sort(said)
			want := []string{"no,no", "silent", "undelivered", "undelivered", "undelivered", "yes,abstain", "yes,invalid", "yes,no"}
			if diff := cmp.Diff(want, said); diff != "" {
				t.Error(diff)
			}
		})
		report, err := proof.Check(bytes.NewReader(file.Bytes()), proof.Published{Root: p.Root})
		if err != nil || len(report.Findings) > 0 {
			t.Fatal(err, report.Findings)
		}
		if diff := cmp.Diff(p.Result.Items, report.Result.Figures); diff != "" {
			t.Error("counted from the list:", diff)
		}
		for _, word := range []string{"王桂花", "周远山", "样板", "单元", "19900000001", "TEST", p.Salt} {
			if strings.Contains(file.String(), word) {
				t.Errorf("the list tells %q", word)
			}
		}
	}
}

func (w *world) view(fn func(tx store.Reader)) {
	w.Helper()
	if err := w.store.View(context.Background(), func(tx store.Reader) error { fn(tx); return nil }); err != nil {
		w.Fatal(err)
	}
}

func (w *world) mustOnline(id string, h sample.Hero, unit string, marks ...int) {
	w.Helper()
	if _, err := w.online(id, h, unit, marks...); err != nil {
		w.Fatal(err)
	}
}

func (w *world) mustPaper(id, unit string, marks ...int) {
	w.Helper()
	if _, err := w.paper(id, unit, false, marks...); err != nil {
		w.Fatal(err)
	}
}
