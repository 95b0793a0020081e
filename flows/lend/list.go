package lend

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk"
	"yishi/store"
)

// ever are the things somebody had to do with, under all their ids.
func ever(tx store.Reader, person string) (all []Thing) {
	for _, id := range directory.IDsOf(tx, person) {
		all = slices.AppendSeq(all, things.By(tx, "person", store.Key(id)))
	}
	return all
}

// of are those of them that are still about.
func of(tx store.Reader, person string) []Thing {
	return slices.DeleteFunc(ever(tx, person), func(t Thing) bool { return t.State == Gone || t.State == Lost || t.State == Withdrawn })
}

func ownedBy(tx store.Reader, person string) []Thing {
	ids := directory.IDsOf(tx, person)
	return slices.DeleteFunc(of(tx, person), func(t Thing) bool { return !slices.Contains(ids, t.Owner) })
}

func borrowedBy(tx store.Reader, person string) []Thing {
	ids := directory.IDsOf(tx, person)
	return slices.DeleteFunc(of(tx, person), func(t Thing) bool { return !slices.Contains(ids, t.Borrower) })
}

// here are the things of neighbours; those called like some words, if there are any.
func here(tx store.Reader, who directory.Person, words string) (list []Thing, fits bool, err error) {
	place, err := shed(tx, who)
	if err != nil {
		return nil, false, err
	}
	var like []Thing
	for t := range things.By(tx, "place", store.Key(place)) {
		switch t.State {
		case Offered, Asked, Promised, Out:
		default:
			continue
		}
		if is(tx, t.Owner, who) {
			continue
		}
		list = append(list, t)
		if alike(t.What, words) {
			like = append(like, t)
		}
	}
	if len(like) > 0 {
		return like, true, nil
	}
	return list, false, nil
}

// alike reports whether words may mean a thing.
func alike(what, words string) bool {
	return words != "" && (strings.Contains(what, words) || strings.Contains(words, what) || wording.Similar(what, words) >= 0.5)
}

// now says how a thing stands, to those who might want it.
func (t Thing) now(tx store.Reader) string {
	switch t.State {
	case Offered:
		if t.Days == 0 {
			return "「" + t.What + "」，送人。"
		}
		return fmt.Sprintf("「%s」，一次最多借%d天。", t.What, t.Days)
	case Asked, Promised:
		return "「" + t.What + "」有邻居先要了。要是没有借成，还会在清单里。"
	case Out:
		return "「" + t.What + "」借出去了，" + bot.Day(t.Due) + "还。"
	}
	return "「" + t.What + "」不在清单里了。"
}

// label is a thing in the list of all.
func (t Thing) label() string {
	switch {
	case t.State == Out:
		return t.What + "（借出，" + bot.Day(t.Due) + "还）"
	case t.State != Offered:
		return t.What + "（有人先要了）"
	case t.Days == 0:
		return t.What + "（送）"
	}
	return t.What + "（借）"
}

// options are things to choose from, those to be had first.
func options(list []Thing) []talk.Opt {
	slices.SortStableFunc(list, func(a, b Thing) int { return rank(a) - rank(b) })
	var opts []talk.Opt
	for _, t := range list[:min(len(list), 8)] {
		opts = append(opts, talk.Opt{Key: t.ID(), Label: t.label(), Wide: true})
	}
	return opts
}

func rank(t Thing) int {
	if t.State == Offered {
		return 0
	}
	return 1
}

// card is a thing as one of the two sees it, with what they can do.
func card(tx store.Reader, who directory.Person, id string) (text string, opts []talk.Opt) {
	t, ok := Get(tx, id)
	if !ok {
		return string(errPast), nil
	}
	add := func(verb, label string) { opts = append(opts, talk.Opt{Key: verb, Label: label}) }
	with := nameOf(tx, t.Borrower)
	if is(tx, t.Borrower, who) {
		switch t.State {
		case Out:
			add("said", "我还了")
			return "「" + t.What + "」是向" + nameOf(tx, t.Owner) + "借的，" + bot.Day(t.Due) + "还。", opts
		case Promised:
			add("drop", "不要了")
			return nameOf(tx, t.Owner) + "答应给您「" + t.What + "」，还没有交给您。", opts
		}
		add("drop", "不要了")
		return "「" + t.What + "」，主人还没有回。", opts
	}
	switch t.State {
	case Asked:
		add("yes", t.yes())
		add("no", "这次不行")
		text = t.askedWords(tx)
	case Promised:
		add("hand", "交给他了")
		add("fail", "没给成")
		text = "您答应把「" + t.What + "」给" + with + "。"
	case Out:
		add("back", "收到了")
		add("more", "再借一周")
		add("lost", "找不到了")
		return "「" + t.What + "」借给了" + with + "，" + bot.Day(t.Due) + "还。", opts
	default:
		text = t.now(tx)
	}
	add("off", "收回")
	return text, opts
}

func (t Thing) yes() string {
	if t.Days == 0 {
		return "送给他"
	}
	return "借给他"
}

func (t Thing) ownersButtons() []bot.Button {
	return []bot.Button{button(t.yes(), "yes", t), button("这次不行", "no", t)}
}
