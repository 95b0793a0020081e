package poll_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/lists"
	"yishi/flows/poll/run"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
	"yishi/store"
)

// TestABoxedPaperStays: whoever has its receipt, online it says what it said on paper;
// a ballot that came online is changed as before. That it was a paper is forgotten at
// the end.
func TestABoxedPaperStays(t *testing.T) {
	b := newBoxed(t, 6)
	for range 5 {
		if err := b.do('h'); err != nil {
			t.Fatal(err)
		}
	}
	var boxed cast.Boxed
	b.update(func(tx store.Tx) {
		var err error
		if boxed, err = cast.EnterBoxed(tx, poll.RandomCodes, b.ID, poll.Marks{0, 1, 0}, person(tx, sample.XiaoZhou)); err != nil {
			t.Fatal(err)
		}
	})
	mine, err := b.cast(b.ID, sample.WangGuihua, "", "a")
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.cast(b.ID, sample.WangGuihua, boxed.Receipt, "a")
	wantRefusal(t, err, "这张是纸质票")
	if v, err := b.cast(b.ID, sample.WangGuihua, mine.Receipt, "c"); err != nil || !v.Changed {
		t.Errorf("their own: %+v, %v", v, err)
	}
	marked := func() (keys []string) {
		b.view(func(tx store.Reader) {
			for key, kept := range tx.Scan("boxed", "", "") {
				keys = append(keys, strings.Clone(key)+string(kept))
			}
		})
		return keys
	}
	if got, want := marked(), []string{store.Key(b.ID, boxed.Receipt) + "{}"}; !slices.Equal(got, want) {
		t.Errorf("marked are %q, want %q", got, want)
	}
	b.view(func(tx store.Reader) {
		if x, _ := poll.BallotAt(tx, b.Poll, boxed.Receipt); !slices.Equal(x.Marks, b.Picked("b")) {
			t.Errorf("it says %v", x.Marks)
		}
	})
	b.passes(96 * time.Hour)
	if len(marked()) > 0 {
		t.Error("which ballots were papers is still known")
	}
	b.now = b.now.Add(25 * time.Hour)
	if done, err := store.CompactWanted(t.Context(), b.store); !done || err != nil {
		t.Fatal("nobody wanted the store compacted", err)
	}
	file, err := os.ReadFile(b.store.(interface{ Path() string }).Path())
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range bytes.Split(file, []byte(boxed.Receipt))[1:] {
		if !bytes.Contains(line[:12], []byte(`"b1"`)) { // what the ballot says; a small store has it twice
			t.Errorf("the file has the receipt elsewhere: %q", line[:12])
		}
	}
}

// TestReasons: nobody reads them before the closing, nor any that is too long.
func TestReasons(t *testing.T) {
	w := newWorld(t)
	p := w.open(of(poll.Proposal))
	if _, err := w.cast(p.ID, sample.WangGuihua, "", "b"); err != nil {
		t.Fatal(err)
	}
	give := func(why string) (err error) {
		w.update(func(tx store.Tx) { err = cast.GiveReason(tx, p.ID, person(tx, sample.WangGuihua), why) })
		return err
	}
	wantRefusal(t, give(strings.Repeat("长", cast.MostReason+1)), "太长")
	if err := give(strings.Repeat("长", cast.MostReason)); err != nil {
		t.Error(err)
	}
	if err := give("太吵"); err != nil {
		t.Error(err)
	}
	w.update(func(tx store.Tx) {
		_, err := cast.EnterVoterPaper(tx, counted, p.ID, cast.VoterPaper{
			Whom: voice.Whom{Person: sample.LiuChunfeng.ID}, Marks: p.Picked("b"), Photo: "a photo", Reason: strings.Repeat("长", 201),
		}, person(tx, sample.XiaoZhou))
		wantRefusal(t, err, "太长")
	})
	reasons := func() (all string) {
		w.view(func(tx store.Reader) {
			p, _ := poll.Get(tx, p.ID)
			all = strings.Join(lists.Reasons(tx, p), "\n")
		})
		return all
	}
	if got := reasons(); strings.Contains(got, "太吵") || !strings.Contains(got, "截止以后") {
		t.Errorf("while it is open: %q", got)
	}
	w.passes(96 * time.Hour)
	if got := reasons(); !strings.Contains(got, "太吵") {
		t.Errorf("after it: %q", got)
	}
}

// TestReviewOnlyTightens: where a place asks for a second look, none below it does
// without.
func TestReviewOnlyTightens(t *testing.T) {
	w := newWorld(t)
	w.update(func(tx store.Tx) {
		zhou := person(tx, sample.XiaoZhou)
		below, err := directory.GiveRole(tx, person(tx, sample.WangGuihua), directory.Role{Role: directory.Committee, Place: sample.GuihuaYuan})
		if err != nil {
			t.Fatal(err)
		}
		set := func(by directory.Person, place string, review bool) error {
			return run.SetReview(tx, place, review, by)
		}
		state := func() poll.State {
			p, err := run.Open(tx, w.draft(), below)
			if err != nil {
				t.Fatal(err)
			}
			return p.State
		}
		for _, step := range []struct {
			by     directory.Person
			place  string
			review bool
			why    string
			want   poll.State
		}{
			{below, sample.GuihuaYuan, false, "", poll.Opened},
			{zhou, sample.GuihuaCommunity, true, "", poll.Draft}, // though the estate had said no
			{below, sample.GuihuaYuan, false, "这里不能单独取消", poll.Draft},
			{below, sample.GuihuaYuan, true, "", poll.Draft},
			{zhou, sample.GuihuaCommunity, false, "", poll.Draft}, // the estate still asks
			{below, sample.GuihuaYuan, false, "", poll.Opened},
		} {
			if err := set(step.by, step.place, step.review); step.why != "" {
				wantRefusal(t, err, step.why)
			} else if err != nil {
				t.Error(err)
			}
			if got := state(); got != step.want {
				t.Errorf("%s %v: it is %s, want %s", step.place, step.review, got, step.want)
			}
		}
	})
}

// TestWhoMakesDelegates: who may hold the polls of the community, of people whose
// number is known to be theirs.
func TestWhoMakesDelegates(t *testing.T) {
	w := newWorld(t)
	stranger := w.newcomer("stranger", "路人", sample.GuihuaYuan3+"/2/501")
	w.update(func(tx store.Tx) {
		zhou := person(tx, sample.XiaoZhou)
		stranger.Phone = "19955550001"
		directory.PutPerson(tx, stranger)
		squatter := directory.NewPerson(tx, directory.Person{Name: "假人", Phone: sample.LiuChunfeng.Phone, Trust: directory.Claimed, Ties: stranger.Ties})
		below, _ := directory.GiveRole(tx, person(tx, sample.WangGuihua), directory.Role{Role: directory.Committee, Place: sample.GuihuaYuan})
		set := func(id string, is bool, by directory.Person) error {
			_, err := voice.SetDelegate(tx, id, is, by)
			return err
		}
		_, err := voice.FindDelegate(tx, sample.LiuChunfeng.Phone, below)
		wantRefusal(t, err, "您负责的社区里")
		wantRefusal(t, set(sample.LiuChunfeng.ID, true, below), "没有找到")
		_, err = voice.FindDelegate(tx, stranger.Phone, zhou)
		wantRefusal(t, err, "还没有核对过")
		wantRefusal(t, set(stranger.ID, true, zhou), "还没有核对过")
		d, err := voice.FindDelegate(tx, sample.LiuChunfeng.Phone, zhou)
		if err != nil || d.ID == squatter.ID || d.Name != sample.LiuChunfeng.Name || !strings.Contains(d.Home, "桂花苑") {
			t.Errorf("%+v, %v", d, err)
		}
		if err := set(d.ID, true, zhou); err != nil {
			t.Error(err)
		}
		if err := set(d.ID, false, zhou); err != nil {
			t.Error(err)
		}
	})
}

// TestNobodyVoted: whatever the kind, no votes decide nothing.
func TestNobodyVoted(t *testing.T) {
	projects := []poll.Option{{Label: "长椅", Cost: 100}, {Label: "凉亭", Cost: 200}}
	for name, change := range map[string]func(*poll.Poll){
		"choose": nil, "yesno": of(poll.Proposal), "rank": listed(poll.Ranking, 0, projects...),
		"score": listed(poll.Rating, 5, projects...), "budget": listed(poll.Budget, 0, projects...),
		"points": func(p *poll.Poll) { listed(poll.Budget, 0, projects...)(p); p.Purse = 10 },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			p := w.open(change)
			w.passes(96 * time.Hour)
			if q := w.poll(p.ID); q.Result.Decision != tally.Nobody || !strings.Contains(ballot.Verdict(q), "没有人投票") {
				t.Errorf("%s: %s", q.Result.Decision, ballot.Verdict(q))
			}
		})
	}
}

// TestBudgetsThatCannotBeCounted: what a million voters could not share is refused
// before anybody votes.
func TestBudgetsThatCannotBeCounted(t *testing.T) {
	for _, tt := range []struct {
		fund, cost, projects, purse int
		ok                          bool
	}{
		{1e10, 1e10, 12, 0, true}, // each votes for what they like
		{1e8, 1e8, 12, 100, true},
		{1e10, 1e10, 12, 100, false},
		{1e10, 1e8, 12, 100, true},
		{1e10, 1e9, 12, 100, false},
	} {
		w := newWorld(t)
		d := w.draft()
		d.Kind, d.Fund, d.Purse = poll.Budget, tt.fund, tt.purse
		d.Options = nil
		for i := range tt.projects {
			d.Options = append(d.Options, poll.Option{Key: string(rune('a' + i)), Label: "项目" + string(rune('甲'+i)), Cost: tt.cost})
		}
		d.Max = tt.projects
		w.update(func(tx store.Tx) {
			if _, err := run.Open(tx, d, person(tx, sample.XiaoZhou)); tt.ok && err != nil {
				t.Errorf("%+v: %v", tt, err)
			} else if !tt.ok {
				wantRefusal(t, err, "算不过来")
			}
		})
	}
}
