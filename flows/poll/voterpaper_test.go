package poll_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

func (w *world) enter(id string, h sample.Hero, by sample.Hero, marks ...int) (v cast.VoterVote, err error) {
	w.Helper()
	w.update(func(tx store.Tx) {
		v, err = cast.EnterVoterPaper(tx, counted, id, cast.VoterPaper{Whom: voice.Whom{Person: h.ID}, Marks: marks, Photo: "photo"}, person(tx, by))
	})
	return v, err
}

// TestPaperAndOnline goes through the orders in which two ballots of one voter come.
func TestPaperAndOnline(t *testing.T) {
	tests := []struct {
		name          string
		first, second string // how: o online, p paper
		refused       string
		fate          poll.Fate
		stands        string // the option that counts
		asides        int
	}{
		{"paper after online", "o", "p", "", poll.Aside, "a", 2},
		{"paper after paper", "p", "p", "", poll.Aside, "a", 2},
		{"online after paper", "p", "o", "纸质票", "", "a", 0},
		{"online after online", "o", "o", "", "", "b", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			p := w.open(nil)
			var fate poll.Fate
			var err error
			for i, how := range []string{tt.first, tt.second} {
				marks := [][]int{{1, 0, 0}, {0, 1, 0}}[i]
				if how == "p" {
					var v cast.VoterVote
					v, err = w.enter(p.ID, sample.WangGuihua, sample.XiaoZhou, marks...)
					fate = v.Fate
				} else {
					_, err = w.say(p.ID, sample.WangGuihua, marks...)
					fate = ""
				}
			}
			if tt.refused != "" {
				wantRefusal(t, err, tt.refused)
			} else if err != nil || fate != tt.fate {
				t.Errorf("the second came to %q, %v; want %q", fate, err, tt.fate)
			}
			w.passes(96 * time.Hour)
			r := w.poll(p.ID).Result
			if r.Took != 1 || r.First[0] != tt.stands || len(r.Asides) != tt.asides {
				t.Errorf("%d took part, first %q, asides %q", r.Took, r.First, r.Asides)
			}
			if said := strings.Join(r.Asides, ""); strings.Contains(said, "王桂花") || strings.Contains(said, "301") {
				t.Errorf("the result tells whose: %s", said)
			}
		})
	}
}

func TestVoterPaperRefusals(t *testing.T) {
	w := newWorld(t)
	p := w.open(nil)
	secret := w.open(func(p *poll.Poll) { p.Secret = true })
	yesno := w.open(of(poll.Proposal))
	seats := w.open(of(poll.Seats, poll.Option{Label: "重阳宴", Seats: 1}))
	refused := func(want string, id string, h, by sample.Hero, marks ...int) {
		t.Helper()
		_, err := w.enter(id, h, by, marks...)
		wantRefusal(t, err, want)
	}
	refused("归您管", p.ID, sample.WangGuihua, sample.XiaoLin, 1, 0, 0)
	refused("归您管", p.ID, sample.WangGuihua, sample.LiuChunfeng, 1, 0, 0)
	refused("不在里面", p.ID, sample.LiDashan, sample.XiaoZhou, 1, 0, 0)
	refused("什么也没有选", p.ID, sample.WangGuihua, sample.XiaoZhou, 0, 0, 0)
	refused("选了2项", p.ID, sample.WangGuihua, sample.XiaoZhou, 1, 1, 0)
	refused("登记领票", secret.ID, sample.WangGuihua, sample.XiaoZhou, 1, 0, 0)
	if _, err := w.say(seats.ID, sample.WangGuihua, 1); err != nil {
		t.Fatal(err)
	}
	refused("报过名了", seats.ID, sample.WangGuihua, sample.XiaoZhou, 1)
	refused("没有找到", "99", sample.WangGuihua, sample.XiaoZhou, 1, 0, 0)
	if _, err := w.enter(yesno.ID, sample.WangGuihua, sample.XiaoZhou, 0, 0, 0); err != nil {
		t.Errorf("a paper that cannot be read: %v", err)
	}
	w.update(func(tx store.Tx) {
		paper := cast.VoterPaper{Whom: voice.Whom{Person: sample.WangGuihua.ID}, Marks: poll.Marks{1, 0, 0}}
		_, err := cast.EnterVoterPaper(tx, counted, p.ID, paper, person(tx, sample.XiaoZhou))
		wantRefusal(t, err, "照片")
	})
	w.passes(96 * time.Hour)
	refused("截止", p.ID, sample.WangGuihua, sample.XiaoZhou, 1, 0, 0)
	if r := w.poll(yesno.ID).Result; r.Took != 1 || r.Invalid() != 1 {
		t.Errorf("%d took part, %d invalid; want 1 and 1", r.Took, r.Invalid())
	}
}

// residents adds people to 桂花苑3栋 who can vote.
func (w *world) residents(n int) (ids []string) {
	w.update(func(tx store.Tx) {
		for i := range n {
			id := fmt.Sprintf("x-old-%d", i)
			directory.PutPerson(tx, directory.Person{ID: id, Born: 1940, Trust: directory.Vouched,
				Ties: []directory.Tie{{Home: sample.GuihuaYuan3 + "/1/101", As: directory.Family}}})
			ids = append(ids, id)
		}
	})
	return ids
}

// boxed is a secret poll with papers, and what staff do with them.
type boxed struct {
	*world
	poll.Poll
	ids []string // who can still take a paper
}

func newBoxed(t *testing.T, voters int) *boxed {
	w := newWorld(t)
	ids := w.residents(voters)
	return &boxed{w, w.open(func(p *poll.Poll) { p.Secret = true }), ids}
}

func (b *boxed) hand(id string, by sample.Hero) (err error) {
	b.update(func(tx store.Tx) { _, err = cast.HandOut(tx, b.ID, voice.Whom{Person: id}, person(tx, by)) })
	return err
}

// do hands one out (h), enters one (e) or waits until the last day (d).
func (b *boxed) do(what rune) (err error) {
	switch what {
	case 'h':
		err = b.hand(b.ids[0], sample.XiaoZhou)
		b.ids = b.ids[1:]
	case 'e':
		b.update(func(tx store.Tx) {
			_, err = cast.EnterBoxed(tx, counted, b.ID, poll.Marks{0, 1, 0}, person(tx, sample.XiaoZhou))
		})
	case 'd':
		b.now = b.Closes.Add(-24 * time.Hour)
	}
	return err
}

// TestBallotBox: never more papers than went out, and none while it could be told
// whose it is.
func TestBallotBox(t *testing.T) {
	b := newBoxed(t, 13)
	for i, s := range []struct{ do, refused string }{
		{"e", "还没有人领"},
		{"hhhh", ""}, {"e", "票箱要等"}, {"h", ""}, {"eee", ""},
		{"h", ""}, {"e", "票箱要等"}, {"hhhh", ""}, {"eeeeeee", ""}, {"e", "不能再多了"},
		{"h", ""}, {"e", "票箱要等"}, {"d", ""}, {"h", ""}, {"e", ""},
		{"h", "不再发纸质票"},
	} {
		for _, what := range s.do {
			if err := b.do(what); s.refused != "" {
				wantRefusal(t, err, s.refused)
			} else if err != nil {
				t.Fatalf("step %d %c: %v", i, what, err)
			}
		}
	}
	if _, err := b.cast(b.ID, sample.WangGuihua, "", "a"); err != nil {
		t.Fatal(err)
	}
	b.update(func(tx store.Tx) {
		if live := poll.Live(tx, b.ID); live.Took != 13 {
			t.Errorf("the roll has %d", live.Took)
		}
	})
	b.passes(96 * time.Hour)
	r := b.poll(b.ID).Result
	want := []string{"领出纸质票12张，交回登记了11张。", "领了纸质票没有交回：1张。"}
	if r.Took != 12 || !slices.Equal(r.Asides, want) {
		t.Errorf("%d ballots, %q; want 12, %q", r.Took, r.Asides, want)
	}
}

// TestHandOutRefusals: one way to vote for each, and only by who holds the poll.
func TestHandOutRefusals(t *testing.T) {
	b := newBoxed(t, 1)
	id := b.ids[0]
	if err := b.do('h'); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, b.hand(id, sample.XiaoZhou), "已经领过")
	wantRefusal(t, b.hand(sample.LiDashan.ID, sample.XiaoZhou), "不在里面")
	wantRefusal(t, b.hand(sample.WangGuihua.ID, sample.XiaoLin), "归您管")
	wantRefusal(t, b.hand(sample.WangGuihua.ID, sample.LiuChunfeng), "归您管")
	b.update(func(tx store.Tx) {
		late, _ := directory.GetPerson(tx, id)
		_, err := cast.Cast(tx, counted, b.ID, late, cast.Said{Marks: b.Picked("a")}, "")
		wantRefusal(t, err, "领过纸质票")
		_, err = cast.EnterBoxed(tx, counted, b.ID, poll.Marks{0, 1, 0}, person(tx, sample.XiaoLin))
		wantRefusal(t, err, "归您管")
	})
	if _, err := b.cast(b.ID, sample.WangGuihua, "", "a"); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, b.hand(sample.WangGuihua.ID, sample.XiaoZhou), "网上投过")
	named := b.open(nil)
	b.update(func(tx store.Tx) {
		_, err := cast.HandOut(tx, named.ID, voice.Whom{Person: sample.WangGuihua.ID}, person(tx, sample.XiaoZhou))
		wantRefusal(t, err, "是记名的")
	})
}

// TestOwnerNobodyKnows: somebody of whom only the register of owners knows may vote
// on paper, once, by whichever of their homes; and is who joins by their number.
func TestOwnerNobodyKnows(t *testing.T) {
	w := newWorld(t)
	w.register("楼栋,房号,业主,手机号,面积,类型\n3栋,1单元101,秦长风,19911110000,90,住宅\n3栋,2单元101,秦长风,19911110000,90,住宅\n3栋,2单元102,许大暑,,90,住宅\n3栋,1单元102,许大暑,,90,住宅\n")
	p := w.open(nil)
	strict := w.assembly(0)
	p2 := w.open(nil)
	enter := func(id, home, name string) (v cast.VoterVote, err error) {
		w.update(func(tx store.Tx) {
			paper := cast.VoterPaper{Whom: voice.Whom{Home: sample.GuihuaYuan3 + home, Name: name}, Marks: poll.Marks{1, 0, 0}, Photo: "photo"}
			v, err = cast.EnterVoterPaper(tx, counted, id, paper, person(tx, sample.XiaoZhou))
		})
		return v, err
	}
	_, err := enter(p.ID, "/1/101", "秦长风")
	wantRefusal(t, err, "截止")
	_, err = enter(strict.ID, "/1/101", "秦长风")
	wantRefusal(t, err, "哪一年出生")
	_, err = enter(p2.ID, "/1/101", "秦长")
	wantRefusal(t, err, "没有找到")
	for _, tt := range []struct {
		home, name string
		fate       poll.Fate
	}{
		{"/1/101", "秦长风", poll.Counted}, {"/1/101", "秦长风", poll.Aside}, {"/2/101", "秦长风", poll.Aside},
		{"/2/102", "许大暑", poll.Counted}, {"/1/102", "许大暑", poll.Aside},
	} {
		if v, err := enter(p2.ID, tt.home, tt.name); err != nil || v.Fate != tt.fate {
			t.Errorf("%s of %s: %q, %v; want %q", tt.name, tt.home, v.Fate, err, tt.fate)
		}
	}
	w.update(func(tx store.Tx) {
		who, known := directory.PersonByPhone(tx, "19911110000")
		if _, voted := voice.VotedIn(tx, p2, who); !known || !voted {
			t.Errorf("by their number: known %v, voted %v", known, voted)
		}
	})
}

// TestSignUpAgain: staff sign up again, at the end of the line, who withdrew; not who is
// in it.
func TestSignUpAgain(t *testing.T) {
	w := newWorld(t)
	p := w.open(of(poll.Seats, poll.Option{Label: "重阳宴", Seats: 1}))
	for _, h := range []sample.Hero{sample.WangGuihua, sample.LiuChunfeng} {
		if _, err := w.say(p.ID, h, 1); err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.enter(p.ID, sample.WangGuihua, sample.XiaoZhou, 1)
	wantRefusal(t, err, "报过名了")
	if _, err := w.say(p.ID, sample.WangGuihua, 0); err != nil {
		t.Fatal(err)
	}
	w.view(func(tx store.Reader) {
		if done := tell.Done(tx, p, person(tx, sample.WangGuihua)); done != "退出了" {
			t.Errorf("who withdrew has %q", done)
		}
	})
	v, err := w.enter(p.ID, sample.WangGuihua, sample.XiaoZhou, 1)
	if err != nil || !strings.Contains(v.Place, "候补第1位") {
		t.Errorf("%q, %v", v.Place, err)
	}
	w.say(p.ID, sample.LiuChunfeng, 0)
	w.passes(p.Closes.Sub(w.now) + day)
	if r := w.poll(p.ID); !strings.Contains(ballot.Verdict(r), "一共1人报名") {
		t.Error(ballot.Verdict(r))
	}
}

// TestOneOwnerOneVote: the owner a paper is of is who has the owner's number, whatever
// name they gave; where only the register knows them, and somebody of the home writes
// to us, nobody becomes a new voter before staff have said that it is another.
func TestOneOwnerOneVote(t *testing.T) {
	const home, number = sample.GuihuaYuan3 + "/1/101", "19955550011"
	paper := func(w *world, id string, whom voice.Whom) (v cast.VoterVote, err error) {
		w.update(func(tx store.Tx) {
			v, err = cast.EnterVoterPaper(tx, counted, id, cast.VoterPaper{Whom: whom, Marks: poll.Marks{0, 1, 0}, Photo: "a photo"}, person(tx, sample.XiaoZhou))
		})
		return v, err
	}
	for _, tt := range []struct{ name, listed, theirs string }{
		{"the number of the register", number, number}, {"no number in the register", "", number}, {"another number", number, "19955550012"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.update(func(tx store.Tx) { // whoever else the sample has there
				for p := range (directory.Audience{Place: home}).People(tx) {
					p.Ties = nil
					directory.PutPerson(tx, p)
				}
			})
			w.register(strings.Replace(ownersOfYuan, "周远山,,", "周远山,"+tt.listed+",", 1))
			p := w.open(func(p *poll.Poll) { p.Newcomers = true })
			zhou := w.newcomer("z", "老周", home)
			w.update(func(tx store.Tx) {
				zhou.Phone = tt.theirs
				directory.PutPerson(tx, zhou)
			})
			if err := w.votes(p.ID, zhou.ID); err != nil {
				t.Fatal(err)
			}
			whom := voice.Whom{Home: home, Name: "周远山"}
			v, err := paper(w, p.ID, whom)
			if tt.listed == tt.theirs {
				if err != nil || v.Fate != poll.Aside {
					t.Errorf("%+v, %v; want it put aside", v, err)
				}
				return
			}
			wantRefusal(t, err, "有人在网上用过")
			w.update(func(tx store.Tx) {
				h := voice.FindHolder(tx, p, "3-1-101 周远山", person(tx, sample.XiaoZhou))
				if len(h.Maybe) != 1 || h.Maybe[0] != (voice.Known{Person: zhou.ID, Name: "老周"}) {
					t.Errorf("%+v", h)
				}
				if h = voice.HolderOf(tx, p, zhou.ID, person(tx, sample.XiaoZhou)); !h.Voted || h.Paper {
					t.Errorf("it is them: %+v", h)
				}
			})
			whom.New = true
			if v, err := paper(w, p.ID, whom); err != nil || v.Fate != poll.Counted {
				t.Errorf("another: %+v, %v", v, err)
			}
		})
	}
}
