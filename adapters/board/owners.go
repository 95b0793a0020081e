package board

import (
	"fmt"
	"time"

	"yishi/adapters/poster"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/lists"
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
	"yishi/flows/tally/estate"
)

// ofOwners tells an owners' vote: persons and area of everything, item by item, and
// until when it may be questioned.
func ofOwners(out *poster.Result, p poll.Poll, until time.Time) {
	out.Label, out.Clause = weight(p), p.Worth()
	out.Register = p.Hash
	out.Challenge.To, out.Challenge.Contact = until, askAt(out.Org)
	for i, o := range p.Options {
		out.Items = append(out.Items, itemOf(p, o, p.Result.Items[i]))
	}
	out.Verdict, out.Outcome = ofItems(out.Items)
	all := p.Result.Items[0].Owners // who took part, and who did not, is the same of all items
	out.Turnout = weighed(all.Took, all.All, tally.TwoThirds)
	if s := p.Result.Items[0].Silence; s != nil {
		for _, f := range weighed(s.Took, s.All, tally.TwoThirds) {
			f.Label = "算上送到了没投的，" + f.Label
			out.Turnout = append(out.Turnout, f)
		}
	}
	out.Remarks = []string{silence("送到了没投", all.Silent) + silence("没送到", all.NotDelivered), "人数按户算，一位业主名下的几套算一户。"}
}

// ofItems says in a line what became of several items.
func ofItems(items []poster.Item) (string, poster.Outcome) {
	passed, alike := 0, true
	for _, item := range items {
		if item.Outcome == poster.Passed {
			passed++
		}
		alike = alike && item.Verdict == items[0].Verdict
	}
	switch n := len(items); {
	case n == 1 || alike && passed == 0:
		return items[0].Verdict, items[0].Outcome
	case passed == n:
		return fmt.Sprintf("%d件事都通过了", n), poster.Passed
	case passed == 0:
		return fmt.Sprintf("%d件事都没有通过", n), poster.Failed
	default:
		return fmt.Sprintf("%d件事，通过了%d件", n, passed), poster.Plain
	}
}

// silence says how many did not vote, by kind.
func silence(kind string, w estate.Weight) string {
	if w == (estate.Weight{}) {
		return kind + "的：没有。"
	}
	return fmt.Sprintf("%s的：%d户，%s平方米。", kind, w.Persons, tally.SquareMetres(w.Area))
}

// weight is what an owners' vote is worth.
func weight(p poll.Poll) string {
	if p.Formal {
		return "正式表决"
	}
	return "意向征询"
}

// outcome is what colour an item has: a survey that too few answered did not fail.
func outcome(p poll.Poll, d tally.Decision) poster.Outcome {
	if d == tally.NoQuorum && !p.Formal {
		return poster.Plain
	}
	return outcomes[d]
}

// itemOf tells an item with all kinds of not agreeing apart.
func itemOf(p poll.Poll, o poll.Option, c proof.Item) poster.Item {
	n, bar := c.Owners, c.Owners.Matter.Bar()
	held := c.Holds().Decision
	item := poster.Item{
		Label: o.Label, Outcome: outcome(p, held), Verdict: ballot.ItemVerdict(p, held),
		Clause: o.Asks() + "。依据" + lists.Clause(o) + "、第二款。",
		Rows: []poster.Row{
			{Label: "同意", First: true, Figures: weighed(n.Yes, n.Took, bar)},
			{Label: "不同意", Figures: weighed(n.No, n.Took, tally.Bar{})},
			{Label: "弃权", Figures: weighed(n.Abstain, n.Took, tally.Bar{})},
			{Label: "废票", Figures: weighed(n.Invalid, n.Took, tally.Bar{})},
		},
	}
	if n.Mixed > 0 {
		item.Remarks = append(item.Remarks, fmt.Sprintf("名下几套说法不一样的有%d户，算参加，不算同意。", n.Mixed))
	}
	if s := c.Silence; s != nil {
		item.Rows = append(item.Rows, poster.Row{Label: "算上送到了没投的，同意", Figures: weighed(s.Yes, s.Took, bar)})
		item.Remarks = append(item.Remarks, "不算没投的："+ballot.ItemVerdict(p, n.Decision)+"。", "算上没投的："+ballot.ItemVerdict(p, held)+"。"+s.ExplainSilence())
	}
	return item
}

// weighed is persons and area, each with what they are a part of and had to reach.
func weighed(part, of estate.Weight, bar tally.Bar) []poster.Figure {
	return []poster.Figure{
		{Label: "人数", Part: int64(part.Persons), Whole: int64(of.Persons), Unit: "户", Need: need(bar, part.Persons, of.Persons)},
		{Label: "面积", Part: part.Area, Whole: of.Area, Places: 3, Unit: "平方米", Need: need(bar, int(part.Area), int(of.Area))},
	}
}
