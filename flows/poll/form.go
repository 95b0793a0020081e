package poll

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/flows/poll/tally"
	"yishi/store"
)

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
	Address
	Kind      string
	Area      int64
	Owners    string
	Delivered string
	Way       string
	Said      []string // of each item
	Note      string
}

// FormOf reads the form of an owners' vote that is counted.
func FormOf(tx store.Tx, p Poll) (f Form, err error) {
	if !p.ByPart() || p.Result == nil {
		return f, bot.Refuse("%s没有官方表格：只有截止了的业主投票才有。", p.Name())
	}
	r := p.register(tx)
	reached := map[int]bool{}
	for _, no := range p.delivered(tx) {
		reached[no] = true
	}
	parts := owners.PartsOf(tx, r)
	slices.SortStableFunc(parts, func(a, b owners.Part) int { return addressOf(a.Unit).before(addressOf(b.Unit)) })
	for _, part := range parts {
		line, voted := p.formPart(tx, part, reached[part.No])
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
	aside, mended := overruled(tx, p.ID)
	for _, o := range aside {
		f.Aside = append(f.Aside, fmt.Sprintf("%s：%s算数，%s没有算（%s）。", o.Unit, o.Stands.words(), o.Lost.words(), p.StanceWords(o.Marks)))
	}
	for _, o := range mended {
		f.Aside = append(f.Aside, fmt.Sprintf("%s：%s，原来登记的是（%s）。", o.Unit, o.words(), p.StanceWords(o.Marks)))
	}
	f.Mandates = p.mandateLines(tx)
	return f, nil
}

func (p *Poll) formPart(tx store.Tx, part owners.Part, reached bool) (FormPart, bool) {
	line := FormPart{
		Address: addressOf(part.Unit), Kind: partKinds[part.Kind], Area: part.Area,
		Owners: ownerNames(part, true), Said: make([]string, len(p.Options)),
	}
	v, voted := roll.Get(tx, store.Key(p.ID, part.Unit))
	line.Delivered = p.deliveredWords(tx, part, reached, voted)
	if !voted {
		return line, false
	}
	line.Way = wayWords(v.Hand)
	for i, mark := range MarksOf(tx, *p, v) {
		line.Said[i] = stances[mark].words
	}
	return line, true
}

var partKinds = map[owners.Kind]string{
	owners.Home: "住宅", owners.Parking: "车位", owners.Developer: "开发商未售", owners.Other: "商铺和其他",
}

func (p *Poll) deliveredWords(tx store.Tx, part owners.Part, reached, voted bool) string {
	_, signed := deliveries.Get(tx, store.Key(p.ID, part.No))
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

func wayWords(h Hand) string {
	way := "线上"
	if h.Way == Paper {
		way = "纸质"
	}
	if h.Proxy {
		return "代投（" + way + "）"
	}
	return way
}

func (p *Poll) mandateLines(tx store.Tx) (lines []string) {
	from, to := store.Under(store.Key(p.ID))
	for m := range mandates.Range(tx, from, to) {
		who, _ := directory.GetPerson(tx, directory.Resolve(tx, m.Proxy))
		line := fmt.Sprintf("%s：委托%s代投，有书面委托书的照片", strings.Join(m.Units, "、"), who.Name)
		if m.Revoked {
			line += "，后来撤回了"
		}
		lines = append(lines, line+"。")
	}
	return lines
}

// Clause is the item of the law that an item of an owners' vote is decided by.
func (o Option) Clause() string {
	info, known := o.Subject.Info()
	if !known {
		return ""
	}
	return "《民法典》第二百七十八条第一款" + info.Item
}

// ItemVerdict says in two words what became of an item.
func (p *Poll) ItemVerdict(d tally.Decision) string {
	return strings.TrimSuffix(p.decisionWords(d), "。")
}

// Window is from when until when a result is public, and may be questioned: so many
// whole days after the day on which it was told.
func (p *Poll) Window() (from, to time.Time) {
	from = bot.Awake(p.Closes)
	return from, bot.Midnight(from).AddDate(0, 0, publicDays+1).Add(-time.Minute)
}
