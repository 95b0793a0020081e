package lists

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Clause is the item of the law that an item of an owners' vote is decided by.
func Clause(o poll.Option) string {
	info, known := o.Subject.Info()
	if !known {
		return ""
	}
	return "《民法典》第二百七十八条第一款" + info.Item
}

// Form is what the official form of an owners' vote has beside its result: every
// part, by whom and how it was voted. It has names, for staff alone.
type Form struct {
	Parts    []FormPart
	Sent     int      // ballots that were delivered, or came back
	Back     int      // that came back
	Aside    []string // a second ballot of a part, and which stands
	Mandates []string
}

// FormPart is one part of the register.
type FormPart struct {
	voice.Address
	Kind      string
	Area      int64
	Owners    string
	Delivered string
	Way       string
	Said      []string // of each item
	Note      string
}

// FormOf reads the form of an owners' vote that is counted.
func FormOf(tx store.Reader, p poll.Poll) (f Form, err error) {
	if !p.ByPart() || p.Result == nil {
		return f, bot.Refuse("%s没有官方表格：只有截止了的业主投票才有。", p.Name())
	}
	r := voice.Register(tx, p)
	reached := map[int]bool{}
	for _, no := range voice.Delivered(tx, p) {
		reached[no] = true
	}
	parts := owners.PartsOf(tx, r)
	slices.SortStableFunc(parts, func(a, b owners.Part) int { return voice.AddressOf(a.Unit).Before(voice.AddressOf(b.Unit)) })
	for _, part := range parts {
		line, voted := formPart(tx, p, part, reached[part.No])
		if !r.Counts(part) {
			line.Note = "车位不计票"
		}
		if voted {
			f.Back++
		}
		if voted || reached[part.No] && r.Counts(part) {
			f.Sent++
		}
		f.Parts = append(f.Parts, line)
	}
	aside, mended := poll.Overruled(tx, p.ID)
	for _, o := range aside {
		f.Aside = append(f.Aside, fmt.Sprintf("%s：%s算数，%s没有算（%s）。", o.Unit, o.Stands.Words(), o.Lost.Words(), ballot.StanceWords(p, o.Marks)))
	}
	for _, o := range mended {
		f.Aside = append(f.Aside, fmt.Sprintf("%s：%s，原来登记的是（%s）。", o.Unit, o.Words(), ballot.StanceWords(p, o.Marks)))
	}
	f.Mandates = mandateLines(tx, p)
	return f, nil
}

func formPart(tx store.Reader, p poll.Poll, part owners.Part, reached bool) (FormPart, bool) {
	line := FormPart{
		Address: voice.AddressOf(part.Unit), Kind: partKinds[part.Kind], Area: part.Area,
		Owners: ownerNames(part, true), Said: make([]string, len(p.Options)),
	}
	v, voted := poll.Roll.Get(tx, store.Key(p.ID, part.Unit))
	line.Delivered = deliveredWords(tx, p, part, reached, voted)
	if !voted {
		return line, false
	}
	line.Way = wayWords(v.Hand)
	for i, mark := range poll.MarksOf(tx, p, v) {
		line.Said[i] = poll.StanceOf[mark].Words
	}
	return line, true
}

var partKinds = map[owners.Kind]string{
	owners.Home: "住宅", owners.Parking: "车位", owners.Developer: "开发商未售", owners.Other: "商铺和其他",
}

func deliveredWords(tx store.Reader, p poll.Poll, part owners.Part, reached, voted bool) string {
	_, signed := voice.Deliveries.Get(tx, store.Key(p.ID, part.No))
	switch {
	case signed:
		return "上门送达，有签收照片"
	case reached:
		return "网上通知"
	case voted:
		return "自己来投"
	}
	return "没有送到"
}

func wayWords(h poll.Hand) string {
	way := "线上"
	if h.Way == poll.Paper {
		way = "纸质"
	}
	if h.Proxy {
		return "代投（" + way + "）"
	}
	return way
}

func mandateLines(tx store.Reader, p poll.Poll) (lines []string) {
	from, to := store.Under(store.Key(p.ID))
	for m := range voice.Mandates.Range(tx, from, to) {
		who, _ := directory.GetPerson(tx, directory.Resolve(tx, m.Proxy))
		line := fmt.Sprintf("%s：委托%s代投，有书面委托书的照片", strings.Join(m.Units, "、"), who.Name)
		if m.Revoked {
			line += "，后来撤回了"
		}
		lines = append(lines, line+"。")
	}
	return lines
}
