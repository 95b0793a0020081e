package poll_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/lists"
	"yishi/flows/poll/run"
	"yishi/flows/tally"
	"yishi/store"
)

// printed makes a ticket as somebody who asks for it in a chat would.
func (w *world) printed(p poll.Poll, what lists.Print, place string, h sample.Hero) (code string) {
	w.update(func(tx store.Tx) { code = lists.NewTicket(tx, poll.RandomCodes, p, what, place, person(tx, h)).Code })
	return code
}

func (w *world) opens(code string) (names bool, why string) {
	w.update(func(tx store.Tx) {
		_, _, shown, err := lists.OpenTicket(tx, code)
		if names = shown; err != nil {
			why = err.Error()
		}
	})
	return names, why
}

// A ticket is good for a day, and as long as who has it may see what it leads to.
// Each time that it is opened is kept.
func TestTicketsEnd(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company"))
	list := w.printed(p, lists.PrintNotVoted, sample.GuihuaYuan, sample.XiaoZhou)
	door := w.printed(p, lists.PrintNotReached, sample.GuihuaYuan3, sample.LiuChunfeng)
	for _, tt := range []struct {
		code  string
		names bool
		why   string
	}{
		{list, true, ""}, {door, false, ""}, {"", false, "失效"}, {"NONSENSE", false, "失效"},
		{w.printed(p, lists.PrintNotVoted, sample.GuihuaYuan, sample.LiuChunfeng), false, "不归您"}, // all of the estate
		{w.printed(p, lists.PrintNotVoted, sample.GuihuaYuan3, sample.WangGuihua), false, "不归您"},
		{w.printed(p, lists.PrintForm, sample.GuihuaYuan, sample.XiaoZhou), false, "没有这一样"},
	} {
		if names, why := w.opens(tt.code); names != tt.names || !strings.Contains(why, tt.why) || (why == "") != (tt.why == "") {
			t.Errorf("%s: names %v, %s", tt.code, names, why)
		}
	}
	var opened []string
	w.update(func(tx store.Tx) {
		for a := range audit.Acts(tx, w.now, w.now.Add(time.Second)) {
			opened = append(opened, a.By+" "+a.Action)
		}
	})
	if want := []string{sample.XiaoZhou.ID + " print notvoted", sample.LiuChunfeng.ID + " print notreached"}; !slices.Equal(opened, want) {
		t.Errorf("the log has %v", opened)
	}

	w.update(func(tx store.Tx) {
		liu := person(tx, sample.LiuChunfeng)
		directory.TakeRole(tx, liu, directory.Role{Role: directory.BuildingLeader, Place: sample.GuihuaYuan3})
	})
	if _, why := w.opens(door); !strings.Contains(why, "不归您") {
		t.Errorf("who is no building leader any more: %s", why)
	}
	w.now = w.now.Add(25 * time.Hour)
	if _, why := w.opens(list); !strings.Contains(why, "失效") {
		t.Errorf("after a day: %s", why)
	}
	w.printed(p, lists.PrintNotVoted, sample.GuihuaYuan, sample.XiaoZhou)
	w.update(func(tx store.Tx) {
		if n := ticketsKept(tx); n != 1 {
			t.Errorf("%d tickets are kept", n)
		}
	})
}

// doors writes a list of doors as text.
func doors(list []lists.Stairway) (all []string) {
	for _, s := range list {
		for _, d := range s.Doors {
			all = append(all, d.Building+d.Unit+d.Room+" "+d.Who+" "+d.State)
		}
	}
	return all
}

// Whoever has voted is on no list; whose ballot was delivered is not on that of who was
// not reached; leaders see family names and their building.
func TestListsOfDoors(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company"))
	if _, err := w.paper(p.ID, "3栋1单元101", false, agree); err != nil {
		t.Fatal(err)
	}
	w.update(func(tx store.Tx) {
		if _, err := cast.Deliver(tx, p.ID, "5栋2单元402", "photo", person(tx, sample.XiaoZhou)); err != nil {
			t.Fatal(err)
		}
	})
	w.update(func(tx store.Tx) {
		got := doors(lists.NotVotedAt(tx, p, sample.GuihuaYuan, true))
		want := []string{
			"3栋1单元102 刘春风 还没有投", "3栋1单元301 王桂花 还没有投", "3栋2单元101 吴青、郑好 还没有投", "3栋2单元501 王桂花 还没有投",
			"5栋1单元101 样板置业 还没有投", "5栋1单元102 样板置业 还没有投", "5栋2单元402 李大山 票送到了",
		}
		if !slices.Equal(got, want) {
			t.Errorf("not voted: %q", got)
		}
		stairs := lists.NotReachedAt(tx, p, sample.GuihuaYuan3, false)
		if got, want := doors(stairs), []string{
			"3栋1单元102 刘＊＊ 还没有送到", "3栋1单元301 王＊＊ 还没有送到", "3栋2单元101 吴＊、郑＊ 还没有送到", "3栋2单元501 王＊＊ 还没有送到",
		}; !slices.Equal(got, want) || stairs[0].Of != 3 {
			t.Errorf("not reached: %q, of %d", got, stairs[0].Of)
		}
		w.checkSlips(lists.PapersOf(tx, p, sample.GuihuaYuan+"/5"))
	})
}

func (w *world) checkSlips(papers lists.Papers) {
	var slips []string
	for _, s := range papers.Slips {
		slips = append(slips, s.Building+s.Unit+s.Room+" "+s.Area)
	}
	if want := []string{"5栋1单元101 100平方米", "5栋1单元102 100平方米", "5栋2单元402 89.51平方米"}; !slices.Equal(slips, want) || papers.Blank != 0 {
		w.Errorf("slips %q, %d blank", slips, papers.Blank)
	}
	if !slices.Equal(papers.Options, []string{"同意", "不同意", "弃权"}) || len(papers.Items) != 1 || papers.Signer != "业主" {
		w.Errorf("the papers say %+v", papers)
	}
}

// Owners of one stairway vote among themselves: all of it is printed, and a place
// that is not in it is refused.
func TestPrintsOfAStairway(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	draft := w.draftOwners("rebuild")
	draft.For.Place = sample.GuihuaYuan3 + "/1"
	p := w.opened(draft)
	w.update(func(tx store.Tx) {
		if got := doors(lists.NotVotedAt(tx, p, p.For.Place, true)); len(got) != 3 || !strings.HasPrefix(got[0], "3栋1单元101") {
			t.Errorf("%q", got)
		}
		if n := len(lists.PapersOf(tx, p, p.For.Place).Slips); n != 3 {
			t.Errorf("%d slips", n)
		}
	})
	if _, why := w.opens(w.printed(p, lists.PrintPapers, sample.GuihuaYuan3, sample.XiaoZhou)); why == "" {
		t.Error("the papers of a vote are printed for a place that is not in it")
	}
}

// Of several estates each is told by its name, one after the other, and buildings
// stand as people count them.
func TestListsOfSeveralEstates(t *testing.T) {
	w := newWorld(t)
	w.update(func(tx store.Tx) {
		p, err := run.Open(tx, poll.Poll{
			Kind: poll.Proposal, Question: "办不办游园会？", For: directory.Audience{Place: sample.GuihuaCommunity}, Line: tally.Half, Closes: w.now.Add(day),
		}, person(tx, sample.XiaoZhou))
		if err != nil {
			t.Fatal(err)
		}
		var stairs []string
		people := 0
		for _, s := range lists.NotVotedAt(tx, p, sample.GuihuaCommunity, true) {
			stairs = append(stairs, s.Building+s.Unit)
			for _, d := range s.Doors {
				people += 1 + strings.Count(d.Who, "、")
			}
			if len(s.Doors) != s.Of {
				t.Errorf("%s%s: %d of %d", s.Building, s.Unit, len(s.Doors), s.Of)
			}
		}
		if of := directory.Count(tx, p.For); people != of || !slices.Contains(stairs, "和苑1栋1单元") || slices.Index(stairs, "桂花苑1栋1单元") < slices.Index(stairs, "和苑2栋1单元") ||
			slices.Index(stairs, "桂花苑10栋1单元") >= 0 && slices.Index(stairs, "桂花苑10栋1单元") < slices.Index(stairs, "桂花苑2栋1单元") {
			t.Errorf("%d people of %d, stairways %v", people, of, stairs)
		}
	})
}

// The form has every part, how its ballot came and what became of second ones.
func TestFormHasEveryPart(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company", "raise"))
	for unit, marks := range map[string][]int{"3栋1单元101": {agree, invalid}, "5栋2单元402": {agree, against}} {
		if _, err := w.paper(p.ID, unit, false, marks...); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.paper(p.ID, "5栋2单元402", false, against, against); err != nil {
		t.Fatal(err)
	}
	if _, err := w.online(p.ID, sample.WangGuihua, "3栋1单元301", agree, abstained); err != nil {
		t.Fatal(err)
	}
	w.update(func(tx store.Tx) {
		if _, err := lists.FormOf(tx, p); err == nil {
			t.Error("there is a form before there is a result")
		}
	})
	w.passes(7*day + poll.Grace)
	p = w.poll(p.ID)
	w.update(func(tx store.Tx) {
		f, err := lists.FormOf(tx, p)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, l := range f.Parts {
			lines = append(lines, strings.Join([]string{l.Building + l.Unit + l.Room, l.Kind, l.Owners, l.Delivered, l.Way, strings.Join(l.Said, "/"), l.Note}, "|"))
		}
		for _, want := range []string{
			"3栋1单元101|住宅|周远山|自己来投|纸质|同意/作废|", "3栋1单元301|住宅|王桂花|自己来投|线上|同意/弃权|",
			"3栋2单元501|住宅|王桂花|没有送到||/|", "5栋1单元101|开发商未售|样板置业|没有送到||/|", "地下车位001|车位|刘春风|没有送到||/|车位不计票",
		} {
			if !slices.Contains(lines, want) {
				t.Errorf("%s is not in\n%s", want, strings.Join(lines, "\n"))
			}
		}
		if len(lines) != 9 || f.Back != 3 || f.Sent != 3 || len(f.Aside) != 1 || !strings.Contains(f.Aside[0], "5栋2单元402") {
			t.Errorf("%d parts, %d sent, %d back, aside %q", len(lines), f.Sent, f.Back, f.Aside)
		}
	})
}

// ticketsKept counts the tickets in the store.
func ticketsKept(tx store.Reader) (n int) {
	for range tx.Scan("ticket", "", "\xff") {
		n++
	}
	return n
}
