package poll_test

import (
	"slices"
	"strings"
	"testing"

	"yishi/bot/audit"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/store"
)

// TestMendedPaperOfAPart: what was entered wrongly for a part is put right or struck
// with all that was counted of it, by somebody else too, and the log has both.
func TestMendedPaperOfAPart(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company"))
	w.mustPaper(p.ID, "3栋1单元301", 1)
	w.mustPaper(p.ID, "3栋2单元501", 1)
	w.mustPaper(p.ID, "3栋1单元101", 1)
	mend := func(unit string, m cast.Mending, by sample.Hero) (err error) {
		w.update(func(tx store.Tx) { err = cast.MendPaper(tx, p.ID, unit, m, person(tx, by)) })
		return err
	}
	live := func() (l poll.Part) {
		w.view(func(tx store.Reader) { l = poll.Live(tx, p.ID) })
		return l
	}
	before := live()
	wantRefusal(t, mend("3栋1单元101", cast.Mending{Marks: poll.Marks{2}}, sample.LiuChunfeng), "没有找到归您管")
	wantRefusal(t, mend("5栋2单元402", cast.Mending{Strike: true}, sample.XiaoZhou), "没有登记着的纸质票")
	wantRefusal(t, mend("3栋1单元101", cast.Mending{Marks: poll.Marks{1}}, sample.XiaoZhou), "和原来登记的一样")
	for _, m := range []struct {
		unit string
		cast.Mending
	}{{"3栋1单元101", cast.Mending{Marks: poll.Marks{2}}}, {"3栋1单元301", cast.Mending{Strike: true}}} {
		if err := mend(m.unit, m.Mending, sample.XiaoZhou); err != nil {
			t.Fatal(err)
		}
	}
	if l := live(); l.Took != 2 || l.Persons != before.Persons || l.Area != before.Area-89510 || l.Paper != 2 {
		t.Errorf("%+v; the owner of the part that was struck takes part by another", l)
	}
	if err := mend("3栋2单元501", cast.Mending{Strike: true}, sample.XiaoZhou); err != nil {
		t.Fatal(err)
	}
	if l := live(); l.Took != 1 || l.Persons != before.Persons-1 || l.Paper != 1 {
		t.Errorf("%+v", l)
	}
	w.mustOnline(p.ID, sample.WangGuihua, "3栋1单元301", 1) // struck: she votes herself
	w.view(func(tx store.Reader) {
		var done []string
		for a := range audit.Acts(tx, w.now.AddDate(-1, 0, 0), w.now.AddDate(1, 0, 0)) {
			if strings.HasPrefix(a.Action, "mended") || strings.HasPrefix(a.Action, "struck") {
				done = append(done, a.By+" "+a.Action)
			}
		}
		if want := []string{"xzhou mended paper ballot", "xzhou struck paper ballot", "xzhou struck paper ballot"}; !slices.Equal(done, want) {
			t.Error(done)
		}
	})
	w.passes(p.Ends().Sub(w.now))
	p = w.poll(p.ID)
	if i := p.Result.Items[0]; i.Owners.No.Persons != 1 || i.Owners.Yes.Persons != 1 {
		t.Errorf("%+v", i)
	}
	want := []string{"登记时写错、截止前改正的纸质票，一共3张：", "桂花苑3栋的一户：登记时写错了，改过来了。", "桂花苑3栋的一户：登记错了，划掉了。", "桂花苑3栋的一户：登记错了，划掉了。"}
	if !slices.Equal(p.Result.Asides, want) {
		t.Errorf("%q", p.Result.Asides)
	}
	wantRefusal(t, mend("3栋1单元101", cast.Mending{Strike: true}, sample.XiaoZhou), "截止")
}
