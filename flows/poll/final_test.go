package poll_test

import (
	"testing"

	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/store"
)

// TestFinal: where a ballot stays it does, whichever way it is tried to change it;
// the same given again is no change, and lost nothing.
func TestFinal(t *testing.T) {
	for name, change := range map[string]func(*poll.Poll){
		"named": func(p *poll.Poll) {}, "secret": func(p *poll.Poll) { p.Secret = true }, "by home": func(p *poll.Poll) { p.PerHome = true },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			p := w.open(func(p *poll.Poll) { p.Final = true; change(p) })
			first, err := w.cast(p.ID, sample.WangGuihua, "", "a")
			if err != nil {
				t.Fatal(err)
			}
			_, err = w.cast(p.ID, sample.WangGuihua, first.Receipt, "b")
			wantRefusal(t, err, "投了就不能改")
			switch again, err := w.cast(p.ID, sample.WangGuihua, first.Receipt, "a"); {
			case p.Secret:
				wantRefusal(t, err, "投了就不能改")
			case err != nil || !again.Again || again.Receipt != first.Receipt:
				t.Errorf("the same again: %+v %v", again, err)
			}
			w.view(func(tx store.Reader) {
				if b, ok := poll.BallotAt(tx, p, first.Receipt); !ok || b.Marks[0] != 1 || poll.Live(tx, p.ID).Took != 1 {
					t.Errorf("the ballot is %+v", b)
				}
			})
		})
	}
}

// TestFinalOfOwners: an owner's ballot stays; their own still beats a proxy's.
func TestFinalOfOwners(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	draft := w.draftOwners("company")
	draft.Final = true
	p := w.opened(draft)
	const unit = "3栋1单元301"
	w.mustOnline(p.ID, sample.WangGuihua, unit, agree)
	w.mustOnline(p.ID, sample.WangGuihua, unit, agree)
	_, err := w.online(p.ID, sample.WangGuihua, unit, against)
	wantRefusal(t, err, "投了就不能改")
	_, err = w.online(p.ID, sample.WangGuihua, unit+"+3栋2单元501", against)
	wantRefusal(t, err, "投了就不能改")
	w.mustOnline(p.ID, sample.WangGuihua, "3栋2单元501", against)
	w.passes(p.Closes.Sub(w.now) + day)
	if r := w.poll(p.ID).Result.Items[0].Owners; r.Mixed != 1 || r.Yes.Area != 89_510 {
		t.Errorf("%+v", r)
	}
}
