package poll_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/count"
	"yishi/flows/poll/polltest"
	"yishi/flows/poll/run"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
	"yishi/flows/tally/estate"
	"yishi/store"
)

const (
	day       = 24 * time.Hour
	agree     = 1
	against   = 2
	abstained = 3
	invalid   = 4
	nothing   = 0
)

// some are so many owners who own so much together and say the same.
type some struct {
	persons, parts int
	area           int64
	mark           int
}

// registerOf writes a register of such owners; with more parts than persons the
// rest is the developer's.
func registerOf(groups []some) string {
	var b strings.Builder
	b.WriteString("unit,owner,phone,area,kind\n")
	for g, s := range groups {
		for i := range s.parts {
			area := s.area / int64(s.parts)
			if i == 0 {
				area += s.area % int64(s.parts)
			}
			owner, kind := fmt.Sprintf("业主%d号%d", g, i), "home"
			if s.parts > s.persons {
				owner, kind = "样板置业", "developer"
			}
			fmt.Fprintf(&b, "%s,%s,,%s,%s\n", unitOf(g, i), owner, tally.Decimal(area, 3), kind)
		}
	}
	return b.String()
}

func unitOf(group, i int) string { return fmt.Sprintf("商铺%d组%03d", group, i) }

// draftOwners is a vote of owners on one item, from 16 days on for a week.
func (w *world) draftOwners(subjects ...poll.Subject) poll.Poll {
	p := poll.Poll{
		Kind: poll.Owners, Question: "业主投票", For: directory.Audience{Place: sample.GuihuaYuan},
		Opens: w.now.Add(16 * day), Closes: w.now.Add(23 * day),
	}
	for i, s := range subjects {
		p.Options = append(p.Options, poll.Option{Key: string(rune('a' + i)), Label: fmt.Sprintf("第%d件事", i+1), Subject: s})
	}
	return p
}

func (w *world) register(csv string) {
	w.Helper()
	w.update(func(tx store.Tx) {
		if err := polltest.Import(tx, csv, false); err != nil {
			w.Fatal(err)
		}
	})
}

// opened announces an owners' vote and passes to its opening.
func (w *world) opened(draft poll.Poll) (p poll.Poll) {
	w.Helper()
	w.update(func(tx store.Tx) {
		var err error
		if p, err = run.Open(tx, draft, person(tx, sample.XiaoZhou)); err != nil {
			w.Fatal(err)
		}
	})
	w.passes(16 * day)
	return w.poll(p.ID)
}

func (w *world) paper(id, unit string, proxy bool, marks ...int) (v cast.PartVote, err error) {
	w.update(func(tx store.Tx) {
		v, err = cast.EnterPaper(tx, poll.RandomCodes, id, cast.PaperBallot{Unit: unit, Marks: marks, Proxy: proxy, Photo: "photo"}, person(tx, sample.XiaoZhou))
	})
	return v, err
}

func (w *world) online(id string, h sample.Hero, unit string, marks ...int) (v []cast.PartVote, err error) {
	w.update(func(tx store.Tx) {
		v, err = cast.CastParts(tx, poll.RandomCodes, id, person(tx, h), strings.Split(unit, "+"), marks)
	})
	return v, err
}

// TestWorkedExamples takes examples of article 278 from the register through
// announcement, paper and closing to the result.
func TestWorkedExamples(t *testing.T) {
	const m2 = 1000
	of := func(n, area, took, tookArea, yes, yesArea int64) []some {
		group := func(persons, area int64, mark int) some { return some{int(persons), int(persons), area, mark} }
		groups := []some{group(yes, yesArea, agree)}
		if took > yes {
			groups = append(groups, group(took-yes, tookArea-yesArea, against))
		}
		if n > took {
			groups = append(groups, group(n-took, area-tookArea, nothing))
		}
		return groups
	}
	tests := []struct {
		name    string
		groups  []some
		subject poll.Subject
		want    tally.Decision
	}{
		{"exactly two thirds, just over half", of(300, 30000*m2, 200, 20000*m2, 101, 10000010), "company", tally.Passed},
		{"one person too few", of(300, 30000*m2, 199, 25000*m2, 190, 24000*m2), "company", tally.NoQuorum},
		{"exactly three quarters", of(300, 30000*m2, 200, 20000*m2, 150, 15000*m2), "raise", tally.Passed},
		{"74.5 % of persons", of(300, 30000*m2, 200, 20000*m2, 149, 16000*m2), "common", tally.Failed},
		{"using the fund", of(300, 30000*m2, 240, 24000*m2, 144, 14400*m2), "use", tally.Passed},
		{"raising the fund", of(300, 30000*m2, 240, 24000*m2, 144, 14400*m2), "raise", tally.Failed},
		{"many persons, little area", of(210, 30000*m2, 210, 30000*m2, 180, 12900*m2), "elect", tally.Failed},
		{"the developer is one person with 40 parts", []some{{41, 41, 4100 * m2, agree}, {19, 19, 1900 * m2, nothing}, {1, 40, 4000 * m2, nothing}}, "rules", tally.NoQuorum},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.register(registerOf(tt.groups))
			p := w.opened(w.draftOwners(tt.subject))
			w.update(func(tx store.Tx) {
				for g, s := range tt.groups {
					for i := range s.parts {
						if s.mark == nothing {
							break
						}
						paper := cast.PaperBallot{Unit: unitOf(g, i), Marks: poll.Marks{s.mark}, Photo: "photo"}
						if _, err := cast.EnterPaper(tx, poll.RandomCodes, p.ID, paper, person(tx, sample.XiaoZhou)); err != nil {
							t.Fatal(err)
						}
					}
				}
			})
			w.passes(7*day + poll.Grace)
			if got := w.poll(p.ID).Result.Items[0].Owners; got.Decision != tt.want {
				t.Errorf("%s, want %s: %+v", got.Decision, tt.want, got)
			}
		})
	}
}

func TestOwnersVoteRefusals(t *testing.T) {
	w := newWorld(t)
	open := func(change func(*poll.Poll)) (err error) {
		draft := w.draftOwners("company")
		change(&draft)
		w.update(func(tx store.Tx) { _, err = run.Open(tx, draft, person(tx, sample.XiaoZhou)) })
		return err
	}
	wantRefusal(t, open(func(*poll.Poll) {}), "没有业主名册")
	w.register(ownersOfYuan)
	wantRefusal(t, open(func(p *poll.Poll) { p.Opens = w.now.Add(15*day - time.Minute) }), "提前15天")
	wantRefusal(t, open(func(p *poll.Poll) { p.Closes = p.Opens.Add(5*day - time.Minute) }), "5到60天")
	wantRefusal(t, open(func(p *poll.Poll) { p.Closes = p.Opens.Add(60*day + time.Minute) }), "5到60天")
	wantRefusal(t, open(func(p *poll.Poll) { p.For.Place = sample.GuihuaCommunity }), "一个小区")
	wantRefusal(t, open(func(p *poll.Poll) { p.For.Place = sample.GuihuaYuan + "/4" }), "一套也没有")
	wantRefusal(t, open(func(p *poll.Poll) { p.Options[0].Label = "用甲公司还是乙公司" }), "二选一")
	wantRefusal(t, open(func(p *poll.Poll) { p.Options[0].Subject = "" }), "哪一类")
	wantRefusal(t, open(func(p *poll.Poll) { p.Secret = true }), "不能不记名")
	if err := open(func(p *poll.Poll) { p.Opens, p.Closes = w.now.Add(15*day), w.now.Add(75*day) }); err != nil {
		t.Errorf("15 days before and 60 days long: %v", err)
	}
}

// TestWhichBallotWins goes through the pairs of ballots for one part.
func TestWhichBallotWins(t *testing.T) {
	const unit = "3栋1单元301"
	own := func(w *world, id string, mark int) (cast.PartVote, error) {
		v, err := w.online(id, sample.WangGuihua, unit, mark)
		return append(v, cast.PartVote{})[0], err
	}
	proxy := func(w *world, id string, mark int) (cast.PartVote, error) {
		v, err := w.online(id, sample.ZhangXiaoman, unit, mark)
		return append(v, cast.PartVote{})[0], err
	}
	ownPaper := func(w *world, id string, mark int) (cast.PartVote, error) { return w.paper(id, unit, false, mark) }
	proxyPaper := func(w *world, id string, mark int) (cast.PartVote, error) { return w.paper(id, unit, true, mark) }
	type hand = func(*world, string, int) (cast.PartVote, error)
	tests := []struct {
		name          string
		first, second hand
		fate          poll.Fate
		stands        int
		asides        int // lines of the result
	}{
		{"the owner changes online", own, own, poll.Altered, against, 0},
		{"the proxy changes online", proxy, proxy, poll.Altered, against, 0},
		{"the owner after the proxy", proxy, own, poll.Replaced, against, 2},
		{"the owner's paper after the proxy", proxy, ownPaper, poll.Replaced, against, 2},
		{"the owner after the proxy's paper", proxyPaper, own, poll.Replaced, against, 2},
		{"the proxy after the owner", own, proxy, poll.Aside, agree, 2},
		{"the proxy's paper after the owner's", ownPaper, proxyPaper, poll.Aside, agree, 2},
		{"paper after online", own, ownPaper, poll.Aside, agree, 2},
		{"online after paper", ownPaper, own, poll.Aside, agree, 2},
		{"paper after paper", ownPaper, ownPaper, poll.Aside, agree, 2},
	}
	w := newWorld(t)
	w.register(ownersOfYuan)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w.T = t
			p := w.opened(w.draftOwners("company"))
			w.mandate(p.ID, unit, sample.ZhangXiaoman)
			if _, err := tt.first(w, p.ID, agree); err != nil {
				t.Fatal(err)
			}
			v, err := tt.second(w, p.ID, against)
			if err != nil || v.Fate != tt.fate {
				t.Errorf("%q, %v; want %q", v.Fate, err, tt.fate)
			}
			w.passes(8 * day)
			r := w.poll(p.ID).Result
			yes := map[int]int{agree: 1}[tt.stands]
			if got := r.Items[0].Owners; got.Took.Persons != 1 || got.Yes.Persons != yes || len(r.Asides) != tt.asides {
				t.Errorf("%+v, aside %q", got, r.Asides)
			}
		})
	}
}

func (w *world) mandate(id, unit string, to sample.Hero) {
	w.Helper()
	w.update(func(tx store.Tx) {
		if err := cast.Mandate(tx, id, unit, to.Phone, "photo", person(tx, sample.XiaoZhou)); err != nil {
			w.Error(err)
		}
	})
}

func TestMandates(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company"))
	give := func(unit string, to sample.Hero, photo string, by sample.Hero) (err error) {
		w.update(func(tx store.Tx) { err = cast.Mandate(tx, p.ID, unit, to.Phone, photo, person(tx, by)) })
		return err
	}
	wantRefusal(t, give("3栋1单元301", sample.ZhangXiaoman, "", sample.XiaoZhou), "书面")
	wantRefusal(t, give("3栋1单元301", sample.ZhangXiaoman, "photo", sample.XiaoLin), "归您管")
	wantRefusal(t, give("3栋1单元301", sample.Hero{Phone: "19911112222"}, "photo", sample.XiaoZhou), "没有登记过")
	wantRefusal(t, give("3栋1单元301", sample.WangGuihua, "photo", sample.XiaoZhou), "自己投")
	for _, unit := range []string{"3栋1单元301", "3栋1单元101", "3栋2单元101"} {
		w.mandate(p.ID, unit, sample.ZhangXiaoman)
	}
	wantRefusal(t, give("5栋2单元402", sample.ZhangXiaoman, "photo", sample.XiaoZhou), "最多替3位")
	wantRefusal(t, give("3栋2单元501", sample.LiDashan, "photo", sample.XiaoZhou), "已经委托")

	var err error
	w.update(func(tx store.Tx) { _, err = cast.Revoke(tx, p.ID, "3栋1单元301", person(tx, sample.LiuChunfeng)) })
	wantRefusal(t, err, "没有找到")
	w.update(func(tx store.Tx) { _, err = cast.Revoke(tx, p.ID, "3栋1单元301", person(tx, sample.WangGuihua)) })
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.online(p.ID, sample.ZhangXiaoman, "3栋1单元301", agree)
	wantRefusal(t, err, "不归您投")
	_, err = w.paper(p.ID, "3栋1单元301", true, agree)
	wantRefusal(t, err, "没有登记过委托")
	w.mandate(p.ID, "5栋2单元402", sample.ZhangXiaoman)
	wantRefusal(t, give("5栋1单元101", sample.XiaoZhou, "photo", sample.XiaoZhou), "另一位同事")
	w.update(func(tx store.Tx) {
		unproved := person(tx, sample.ZhaoQiuju)
		unproved.Trust = directory.Claimed
		directory.PutPerson(tx, unproved)
	})
	wantRefusal(t, give("5栋1单元101", sample.ZhaoQiuju, "photo", sample.XiaoZhou), "先带身份证到社区核对")
}

// TestMandatesAreNoLadder: who has voted for owners whose mandates were revoked cannot
// go on to others: the ballots stand, so they count.
func TestMandatesAreNoLadder(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company"))
	for _, unit := range []string{"3栋1单元301", "3栋1单元101", "3栋2单元101"} {
		w.mandate(p.ID, unit, sample.ZhangXiaoman)
		w.mustOnline(p.ID, sample.ZhangXiaoman, unit, agree)
		w.update(func(tx store.Tx) {
			if _, err := cast.Revoke(tx, p.ID, unit, person(tx, sample.XiaoZhou)); err != nil {
				t.Error(err)
			}
		})
	}
	w.update(func(tx store.Tx) {
		err := cast.Mandate(tx, p.ID, "5栋2单元402", sample.ZhangXiaoman.Phone, "photo", person(tx, sample.XiaoZhou))
		wantRefusal(t, err, "最多替3位")
	})
	w.mustOnline(p.ID, sample.WangGuihua, "3栋1单元301", against) // the owner's own: one less
	w.mandate(p.ID, "5栋2单元402", sample.ZhangXiaoman)
}

// TestDeliveryIsTakenBack: what was recorded by mistake is taken back, once, and a lone
// number is nobody's door.
func TestDeliveryIsTakenBack(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company"))
	const unit = "3栋2单元101"
	w.update(func(tx store.Tx) {
		clerk := person(tx, sample.XiaoZhou)
		_, err := cast.Undeliver(tx, p.ID, unit, clerk)
		wantRefusal(t, err, "没有登记过送达")
		if _, err := cast.Deliver(tx, p.ID, unit, "photo", clerk); err != nil {
			t.Fatal(err)
		}
		_, err = cast.Undeliver(tx, p.ID, unit, person(tx, sample.XiaoLin))
		wantRefusal(t, err, "没有找到")
		if _, err := cast.Undeliver(tx, p.ID, unit, clerk); err != nil {
			t.Fatal(err)
		}
		if slip := cast.FindUnit(tx, p, "2", clerk); slip.Why == "" {
			t.Errorf("「2」 is the door %s", slip.Unit)
		}
	})
	w.passes(p.Closes.Sub(w.now) + day)
	if r := w.poll(p.ID).Result.Items[0].Owners; r.Silent.Persons != 0 {
		t.Errorf("%+v", r)
	}
}

func TestPaperRefusals(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company"))
	_, err := w.paper(p.ID, "9栋", false, agree)
	wantRefusal(t, err, "名册里没有")
	_, err = w.paper(p.ID, "地下车位001", false, agree)
	wantRefusal(t, err, "车位不计票")
	_, err = w.paper(p.ID, "3栋1单元101", false, nothing)
	wantRefusal(t, err, "还没有表态")
	_, err = w.paper(p.ID, "3栋1单元101", false, agree, agree)
	wantRefusal(t, err, "每一项")
	_, err = w.online(p.ID, sample.WangGuihua, "3栋1单元301", invalid)
	wantRefusal(t, err, "还没有表态")
	_, err = w.online(p.ID, sample.WangGuihua, "3栋1单元102", agree)
	wantRefusal(t, err, "不归您投")
	w.passes(8 * day)
	_, err = w.paper(p.ID, "3栋1单元101", false, agree)
	wantRefusal(t, err, "截止")
}

// TestTheRegisterIsFrozen changes the live register after the announcement: it
// changes nothing for this vote.
func TestTheRegisterIsFrozen(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company"))
	w.register(strings.ReplaceAll(ownersOfYuan, "王桂花,19900000001", "别人,"))
	if _, err := w.online(p.ID, sample.WangGuihua, "3栋1单元301+3栋2单元501", agree); err != nil {
		t.Error(err)
	}
	w.update(func(tx store.Tx) {
		if r, ok := owners.Get(tx, p.Register); !ok || r.Hash != p.Hash || !owners.Intact(tx, r) {
			t.Error("the register of the vote is not what its hash says")
		}
	})
}

// TestOwnRules counts with the owners' own rules: parking votes, and delivered
// silence goes with the majority; both results are told.
func TestOwnRules(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	w.update(func(tx store.Tx) {
		if err := voice.SetOwnRules(tx, sample.GuihuaYuan, true, true, person(tx, sample.XiaoZhou)); err != nil {
			t.Fatal(err)
		}
	})
	p := w.opened(w.draftOwners("company"))
	if _, err := w.paper(p.ID, "地下车位001", false, agree); err != nil {
		t.Error("parking has a vote:", err)
	}
	for _, unit := range []string{"3栋1单元301", "3栋2单元501", "3栋1单元102"} {
		if _, err := w.paper(p.ID, unit, false, agree); err != nil {
			t.Fatal(err)
		}
	}
	for _, unit := range []string{"3栋1单元101", "3栋2单元101", "5栋2单元402"} {
		w.update(func(tx store.Tx) {
			if _, err := cast.Deliver(tx, p.ID, unit, "photo", person(tx, sample.XiaoZhou)); err != nil {
				t.Fatal(err)
			}
		})
	}
	w.passes(8 * day)
	p = w.poll(p.ID)
	c := p.Result.Items[0]
	if c.Owners.Decision != tally.NoQuorum || c.Silence == nil || c.Silence.Decision != tally.Passed {
		t.Fatalf("without %s, with %+v", c.Owners.Decision, c.Silence)
	}
	w.update(func(tx store.Tx) {
		text := tell.ResultText(tx, p)
		for _, words := range []string{"不算没投的：参加的人不够，只能作参考", "跟多数走：通过了"} {
			if !strings.Contains(text, words) {
				t.Errorf("the result does not say %q:\n%s", words, text)
			}
		}
		for _, name := range []string{"王桂花", "301"} {
			if strings.Contains(text, name) {
				t.Errorf("the result gives away %q", name)
			}
		}
	})
}

// TestLiveIsWhatIsCounted votes in a random order, with changes and second ballots:
// the figures kept while it is open are those of a count.
func TestLiveIsWhatIsCounted(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company", "raise"))
	w.mandate(p.ID, "3栋1单元301", sample.ZhangXiaoman)
	units := []string{"3栋1单元301", "3栋2单元501", "3栋1单元102", "5栋2单元402", "3栋1单元101", "3栋2单元101", "5栋1单元101", "5栋1单元102"}
	dice := rand.New(rand.NewPCG(278, 1))
	for range 60 {
		unit, a, b := units[dice.IntN(len(units))], 1+dice.IntN(3), 1+dice.IntN(3)
		switch dice.IntN(3) {
		case 0:
			w.paper(p.ID, unit, false, a, b)
		case 1:
			w.online(p.ID, sample.WangGuihua, unit, a, b)
		default:
			w.online(p.ID, sample.ZhangXiaoman, unit, a, b)
		}
		w.update(func(tx store.Tx) {
			live, took := poll.Live(tx, p.ID), count.Count(tx, p).Items[1].Owners.Took
			if got := (estate.Weight{Persons: live.Persons, Area: live.Area}); got != took {
				t.Fatalf("live %+v, counted %+v", got, took)
			}
		})
	}
}

// TestTurnoutOfAnEstate has parts in buildings and outside of them.
func TestTurnoutOfAnEstate(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan + ",临街商铺1号,吴小店,,40,商铺\n")
	p := w.opened(w.draftOwners("company"))
	for _, unit := range []string{"临街商铺1号", "3栋1单元101"} {
		if _, err := w.paper(p.ID, unit, false, agree); err != nil {
			t.Fatal(err)
		}
	}
	w.update(func(tx store.Tx) {
		var of, took int
		for _, part := range poll.Turnout(tx, p, sample.GuihuaYuan) {
			of, took = of+part.Of, took+part.Took
		}
		if of != 9 || took != 2 || p.Electorate != 9 {
			t.Errorf("%d of %d took part, %d on the register", took, of, p.Electorate)
		}
	})
}

// TestManyParts: where freezing the register takes long the clerk has an answer at
// once, and is told when it is made.
func TestManyParts(t *testing.T) {
	w := newWorld(t)
	w.register(registerOf([]some{{3100, 3100, 310_000_000, agree}}))
	var p poll.Poll
	w.update(func(tx store.Tx) {
		var err error
		if p, err = run.Open(tx, w.draftOwners("use"), person(tx, sample.XiaoZhou)); err != nil {
			t.Fatal(err)
		}
	})
	if p.State != poll.Announced || p.Frozen || p.Hash != "" {
		t.Errorf("at once it is %+v", p)
	}
	w.update(func(tx store.Tx) {
		_, err := cast.Deliver(tx, p.ID, unitOf(0, 3099), "photo", person(tx, sample.XiaoZhou))
		wantRefusal(t, err, "准备名册")
	})
	w.passes(time.Second)
	if p = w.poll(p.ID); !p.Frozen || p.Hash == "" || p.Electorate != 3100 || p.All.Persons != 3100 {
		t.Errorf("behind it is %+v", p)
	}
	w.passes(16 * day)
	w.mustPaper(p.ID, unitOf(0, 3099), agree)
	if p = w.poll(p.ID); p.State != poll.Opened {
		t.Errorf("at its opening it is %s", p.State)
	}
}

// TestCarrying: who carries ballots records it for their own building alone, with a
// proof, and enters none.
func TestCarrying(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company"))
	deliver := func(unit, photo string, by sample.Hero) (err error) {
		w.update(func(tx store.Tx) { _, err = cast.Deliver(tx, p.ID, unit, photo, person(tx, by)) })
		return err
	}
	for _, ok := range []struct {
		unit string
		by   sample.Hero
	}{{"3栋1单元301", sample.LiuChunfeng}, {"5栋2单元402", sample.XiaoZhou}} {
		if err := deliver(ok.unit, "photo", ok.by); err != nil {
			t.Errorf("%s by %s: %v", ok.unit, ok.by.Name, err)
		}
	}
	wantRefusal(t, deliver("5栋2单元402", "photo", sample.LiuChunfeng), "不在您负责的楼里")
	wantRefusal(t, deliver("3栋1单元301", "", sample.LiuChunfeng), "照片")
	wantRefusal(t, deliver("9栋", "photo", sample.LiuChunfeng), "名册里没有")
	wantRefusal(t, deliver("3栋1单元301", "photo", sample.XiaoLin), "没有找到")
	wantRefusal(t, deliver("3栋1单元301", "photo", sample.WangGuihua), "没有找到")
	w.update(func(tx store.Tx) {
		paper := cast.PaperBallot{Unit: "3栋1单元301", Marks: poll.Marks{agree}, Photo: "photo"}
		_, err := cast.EnterPaper(tx, counted, p.ID, paper, person(tx, sample.LiuChunfeng))
		wantRefusal(t, err, "归您管")
	})
	w.passes(8 * day)
	wantRefusal(t, deliver("3栋1单元101", "photo", sample.LiuChunfeng), "截止")
	if got := w.poll(p.ID).Result.Items[0].Owners.Silent.Persons; got != 2 {
		t.Errorf("%d got the ballot and kept silent, want 2", got)
	}
}

// TestScope: where the owners of one building or stairway vote, nobody else is on the
// register, and who has parts elsewhere counts with those inside alone.
func TestScope(t *testing.T) {
	for _, tt := range []struct {
		name, place  string
		persons      int
		area         int64
		wang, li     bool // 王桂花 has 3-1-301 and 3-2-501, 李大山 lives in 5栋
		wangsBallots int
	}{
		{"the estate", sample.GuihuaYuan, 6, 766_445, true, false, 2},
		{"a building", sample.GuihuaYuan3, 4, 476_935, true, false, 2},
		{"a stairway", sample.GuihuaYuan3 + "/1", 3, 310_635, true, false, 1},
		{"another building", sample.GuihuaYuan + "/5", 2, 289_510, false, false, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.register(ownersOfYuan)
			draft := w.draftOwners("rebuild")
			draft.For.Place = tt.place
			p := w.opened(draft)
			if p.All.Persons != tt.persons || p.All.Area != tt.area {
				t.Errorf("%+v are on the register", p.All)
			}
			w.view(func(tx store.Reader) {
				wang, _ := voice.Eligible(tx, p, person(tx, sample.WangGuihua))
				li, why := voice.Eligible(tx, p, person(tx, sample.LiDashan))
				if wang != tt.wang || li != tt.li || !li && why == "" {
					t.Errorf("王桂花 %v, 李大山 %v %s", wang, li, why)
				}
			})
			if tt.wang {
				w.mustOnline(p.ID, sample.WangGuihua, "3栋1单元301", agree)
			}
			if _, err := w.online(p.ID, sample.WangGuihua, "3栋2单元501", agree); (err == nil) != (tt.wangsBallots == 2) {
				t.Errorf("for 3栋2单元501: %v", err)
			}
			w.passes(p.Closes.Sub(w.now) + day)
			if took := w.poll(p.ID).Result.Items[0].Owners.Took.Persons; took != min(1, tt.wangsBallots) {
				t.Errorf("%d took part", took)
			}
		})
	}
}

// TestScopeOfUnknownHomes: of which stairway a home is that is written without one
// nobody can say.
func TestScopeOfUnknownHomes(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan + "3栋,九〇九室,周外人,,88,住宅\n")
	w.update(func(tx store.Tx) {
		draft := w.draftOwners("rebuild")
		draft.For.Place = sample.GuihuaYuan3 + "/1"
		_, err := run.Open(tx, draft, person(tx, sample.XiaoZhou))
		wantRefusal(t, err, "对不上单元")
		draft.For.Place = sample.GuihuaYuan3
		if _, err := run.Open(tx, draft, person(tx, sample.XiaoZhou)); err != nil {
			t.Error(err)
		}
	})
}
