package board

import (
	"yishi/adapters/poster"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/lists"
	"yishi/flows/poll/tell"
	"yishi/flows/tally"
	"yishi/flows/tally/estate"
	"yishi/store"
)

// formOf is the official form of an owners' vote.
func formOf(tx store.Reader, p poll.Poll) (poster.Form, error) {
	kept, err := lists.FormOf(tx, p)
	if err != nil {
		return poster.Form{}, err
	}
	f := poster.Form{
		Estate: directory.FullName(tx, p.For.Place), Org: orgOf(tx, p), No: nameOf(p), Question: p.Question, Label: weight(p),
		Announced: p.Announced, Opened: p.Opens, Closed: p.Closes,
		Figures: []poster.FormFigure{
			{Label: "业主总人数", N: int64(p.All.Persons), Unit: "人"}, {Label: "专有部分总面积", N: p.All.Area, Places: 3, Unit: "平方米"},
			{Label: "计票的专有部分", N: int64(p.Electorate), Unit: "套"}, {Label: "发出（送达）票数", N: int64(kept.Sent), Unit: "张"},
			{Label: "收回票数", N: int64(kept.Back), Unit: "张"}, {Label: "重复没有算的", N: int64(len(kept.Aside)), Unit: "张"},
		},
		Notes: formNotes(p, kept),
	}
	for i, o := range p.Options {
		c := p.Result.Items[i]
		f.Items = append(f.Items, formItem(p, o, c.Owners, "只计收回的票"))
		if c.Silence != nil {
			f.Items = append(f.Items, formItem(p, o, *c.Silence, "按议事规则，送到了没投的算参加、跟多数"))
		}
	}
	for _, part := range kept.Parts {
		f.Parts = append(f.Parts, poster.FormPart{
			Home: poster.Home(part.Address), Kind: part.Kind, Area: part.Area, Owners: part.Owners,
			Delivered: part.Delivered, Way: part.Way, Said: part.Said, Note: part.Note,
		})
	}
	return f, nil
}

func formItem(p poll.Poll, o poll.Option, n estate.Owners, how string) poster.FormItem {
	subject, _ := o.Subject.Info()
	cell := func(label, of string, part, whole estate.Weight) poster.FormCell {
		w := weighed(part, whole, tally.Bar{})
		return poster.FormCell{Label: label, Of: of, Persons: w[0], Area: w[1]}
	}
	return poster.FormItem{
		Label: o.Label, Subject: subject.Name, Clause: lists.Clause(o) + "、第二款", How: how, Need: "三分之二以上参加，" + o.Asks(),
		Verdict: ballot.ItemVerdict(p, n.Decision),
		Cells: []poster.FormCell{
			cell("参加", "全体业主", n.Took, n.All), cell("同意", "参加的", n.Yes, n.Took), cell("不同意", "参加的", n.No, n.Took),
			cell("弃权", "参加的", n.Abstain, n.Took), cell("废票", "参加的", n.Invalid, n.Took),
			cell("名下几套说法不一样", "参加的", estate.Weight{Persons: n.Mixed}, n.Took),
			cell("送到了没投", "全体业主", n.Silent, n.All), cell("没送到", "全体业主", n.NotDelivered, n.All),
		},
	}
}

// formNotes say how the vote came about, one thing a line.
func formNotes(p poll.Poll, kept lists.Form) []poster.FormNote {
	notes := []poster.FormNote{
		{Label: "公告日", Text: poster.Moment(p.Announced) + "，业主名册同时定下，不再改"},
		{Label: "表决起止", Text: poster.Span(p.Opens, p.Closes)},
	}
	add := func(label, text string) {
		if text != "" {
			notes = append(notes, poster.FormNote{Label: label, Text: text})
		}
	}
	add("延长", p.Extended)
	from, to := tell.Window(p)
	add("公示期", poster.Span(from, to))
	add("名册指纹", p.Hash)
	add("选票名单指纹", p.Root)
	add("人数和面积", "按最高人民法院2020年的解释第八、九条：一个专有部分按一人算；同一买受人的几处按一人算，面积相加；开发商没有卖出、没有交付的合起来按一人算。")
	add("重复票", tell.WhichWins(p))
	for _, line := range kept.Aside {
		add("重复票", line)
	}
	if len(kept.Mandates) == 0 {
		add("委托", "没有登记委托。")
	}
	for _, line := range kept.Mandates {
		add("委托", line)
	}
	return notes
}
