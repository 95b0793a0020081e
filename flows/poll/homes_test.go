package poll_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// newcomer writes from a chat, and says that they live in a home.
func (w *world) newcomer(chat, name, home string) (who directory.Person) {
	w.Helper()
	w.update(func(tx store.Tx) {
		_, who, _ = directory.Meet(tx, bot.Address{Channel: "telegram/main", Chat: chat}, name)
		who = directory.Agree(tx, who, directory.ConsentVersion)
		who.Name, who.Born = name, 1980
		who = w.joins(tx, who, home)
	})
	return who
}

// vouch has somebody say that another lives in all their homes.
func vouch(tx store.Tx, by, who directory.Person) (_ directory.Person, err error) {
	for _, t := range who.Ties {
		if who, err = joining.Confirm(tx, by, who, t.Home, directory.Vouched); err != nil {
			break
		}
	}
	return who, err
}

func (w *world) joins(tx store.Tx, who directory.Person, home string) directory.Person {
	w.Helper()
	who, err := joining.Join(tx, who, home, directory.Family, directory.Claimed)
	if err != nil {
		w.Fatal(err)
	}
	return who
}

// votes has somebody vote for the first option; what they hear if they may not.
func (w *world) votes(id, who string) error {
	return w.gives(id, who, "", "a")
}

func (w *world) gives(id, who, receipt string, picks ...string) (err error) {
	p := w.poll(id)
	w.update(func(tx store.Tx) {
		x, _ := directory.GetPerson(tx, who)
		_, err = cast.Cast(tx, poll.RandomCodes, id, x, cast.Said{Marks: p.Picked(picks...)}, receipt)
	})
	return err
}

// byHome opens a poll in which each home has a vote.
func (w *world) byHome(kind poll.Kind) poll.Poll {
	p := w.open(func(p *poll.Poll) {
		of(kind)(p)
		p.PerHome, p.Opens, p.Closes = true, w.now.Add(240*time.Hour), w.now.Add(300*time.Hour)
	})
	w.passes(240 * time.Hour)
	return p
}

// TestLateInAHome: who says after the register is made that they live in a home of
// others does not vote for it, and the household does; in a poll that takes late
// comers they do once somebody has vouched for them.
func TestLateInAHome(t *testing.T) {
	for _, tt := range []struct {
		kind         poll.Kind
		why, vouched string
	}{{poll.Residents, "名册", "名册"}, {poll.Proposal, "后来登记到这一户", ""}} {
		t.Run(string(tt.kind), func(t *testing.T) {
			w := newWorld(t)
			p := w.byHome(tt.kind)
			stranger := w.newcomer("stranger", "路人", sample.WangGuihua.Home)
			wantRefusal(t, w.votes(p.ID, stranger.ID), tt.why)
			if p.Assembles() {
				w.update(func(tx store.Tx) {
					_, err := cast.Arrive(tx, p.ID, stranger)
					wantRefusal(t, err, tt.why)
				})
			}
			if err := w.votes(p.ID, sample.WangGuihua.ID); err != nil {
				t.Errorf("the household: %v", err)
			}
			later := w.newcomer("later", "新来的", sample.LiuChunfeng.Home)
			w.update(func(tx store.Tx) { later, _ = vouch(tx, person(tx, sample.XiaoZhou), later) })
			if err := w.votes(p.ID, later.ID); tt.vouched != "" {
				wantRefusal(t, err, tt.vouched)
			} else if err != nil {
				t.Errorf("vouched for: %v", err)
			}
			w.update(func(tx store.Tx) {
				if live := poll.Live(tx, p.ID); live.Late != 0 || tt.vouched != "" && live.Took != 1 {
					t.Errorf("%+v", live)
				}
			})
		})
	}
}

// TestOnePersonOneHome: nobody votes, or signs in, for one home after the other,
// whether they say that they live there too, or have moved, or are vouched for.
func TestOnePersonOneHome(t *testing.T) {
	w := newWorld(t)
	p := w.byHome(poll.Proposal)
	var homes []string
	w.update(func(tx store.Tx) {
		for _, seat := range p.For.IDs(tx) {
			homes = append(homes, seat)
		}
	})
	homes = slices.Compact(homes)
	empty := func(i int) string { return fmt.Sprintf("%s/8/80%d", sample.GuihuaYuan3, i) }
	w.update(func(tx store.Tx) {
		for i := range 3 {
			directory.PutPlace(tx, directory.Place{ID: empty(i), Kind: directory.Home, Name: fmt.Sprint("80", i)})
		}
	})
	hopper := w.newcomer("hopper", "路人", empty(1)) // where nobody was registered
	w.update(func(tx store.Tx) { hopper, _ = vouch(tx, person(tx, sample.XiaoZhou), hopper) })
	if err := w.votes(p.ID, hopper.ID); err != nil {
		t.Fatal(err)
	}
	for _, home := range []string{homes[0], empty(0)} { // before theirs, in order
		w.update(func(tx store.Tx) { hopper = w.joins(tx, hopper, home) })
		wantRefusal(t, w.votes(p.ID, hopper.ID), "只能投一家")
	}
	w.update(func(tx store.Tx) { hopper, _ = vouch(tx, person(tx, sample.XiaoZhou), hopper) })
	wantRefusal(t, w.votes(p.ID, hopper.ID), "只能投一家")

	wang := sample.WangGuihua
	w.update(func(tx store.Tx) { w.joins(tx, person(tx, wang), empty(0)) })
	if err := w.votes(p.ID, wang.ID); err != nil { // theirs is where they stood on the register
		t.Error(err)
	}
	w.update(func(tx store.Tx) {
		if _, voted := voice.VotedIn(tx, p, directory.Person{ID: "x", Ties: []directory.Tie{{Home: wang.Home, Trust: directory.Claimed}}}); !voted {
			t.Error("their home has not voted")
		}
		moved, err := joining.Leave(tx, person(tx, wang), wang.Home)
		if err != nil {
			t.Fatal(err)
		}
		directory.PutPerson(tx, moved)
	})
	wantRefusal(t, w.votes(p.ID, wang.ID), "只能投一家")
	w.update(func(tx store.Tx) {
		if live := poll.Live(tx, p.ID); live.Took != 2 {
			t.Errorf("%+v", live)
		}
	})
}

// TestSignInForOneHome: who signed in for a home does not vote for another, nor is
// anybody admitted for a home they came to later.
func TestSignInForOneHome(t *testing.T) {
	w := newWorld(t)
	p := w.byHome(poll.Residents)
	w.arrives(p.ID, sample.WangGuihua)
	stranger := w.newcomer("stranger", "路人", sample.LiuChunfeng.Home)
	w.update(func(tx store.Tx) {
		zhou := person(tx, sample.XiaoZhou)
		_, err := cast.Admit(tx, p.ID, voice.Whom{Person: stranger.ID}, zhou)
		wantRefusal(t, err, "后来登记")
		a, err := cast.Admit(tx, p.ID, voice.Whom{Home: sample.LiuChunfeng.Home}, zhou) // somebody of the household
		if err != nil || a.Before {
			t.Errorf("%+v, %v", a, err)
		}
		wang, _ := joining.Leave(tx, person(tx, sample.WangGuihua), sample.WangGuihua.Home)
		wang = w.joins(tx, wang, sample.ZhangXiaoman.Home)
		_, err = cast.Arrive(tx, p.ID, wang)
		wantRefusal(t, err, "一个人只能替一家")
	})
}

// TestPaperByHome: a paper of a home is of those who lived there, and who has voted
// for one home brings none for another.
func TestPaperByHome(t *testing.T) {
	w := newWorld(t)
	p := w.byHome(poll.Proposal)
	stranger := w.newcomer("stranger", "路人", sample.WangGuihua.Home)
	paper := func(whom voice.Whom) (err error) {
		w.update(func(tx store.Tx) {
			_, err = cast.EnterVoterPaper(tx, counted, p.ID, cast.VoterPaper{Whom: whom, Marks: p.Picked("b"), Photo: "a photo"}, person(tx, sample.XiaoZhou))
		})
		return err
	}
	wantRefusal(t, paper(voice.Whom{Person: stranger.ID}), "还没有人认过")
	if err := paper(voice.Whom{Person: sample.WangGuihua.ID}); err != nil {
		t.Error(err)
	}
	w.update(func(tx store.Tx) {
		wang, _ := joining.Leave(tx, person(tx, sample.WangGuihua), sample.WangGuihua.Home)
		wang = w.joins(tx, wang, sample.LiuChunfeng.Home)
		_, err := vouch(tx, person(tx, sample.XiaoZhou), wang)
		if err != nil {
			t.Fatal(err)
		}
	})
	wantRefusal(t, paper(voice.Whom{Person: sample.WangGuihua.ID}), "一个人只能替一家")
	if err := paper(voice.Whom{Home: sample.LiuChunfeng.Home}); err != nil {
		t.Error(err)
	}
}
