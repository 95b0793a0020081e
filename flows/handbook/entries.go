package handbook

import (
	"embed"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
	"yishi/store"
)

//go:embed words
var files embed.FS

var (
	words  = wording.Lists{FS: files}
	humans = meaning.NewList("human", words.List("human"))
	asks   = meaning.NewList("ask", words.List("ask"))
)

const (
	mostEntries = 200 // at one place
	mostAnswer  = 300 // characters: what is read at a glance
)

// Keep writes an answer, or writes it anew.
func Keep(tx store.Tx, by directory.Person, e Entry) (Entry, error) {
	e.Ask, e.Text = plainAsk(e.Ask), strings.TrimSpace(e.Text)
	switch {
	case !directory.May(by, directory.KeepContact, e.Place):
		return e, directory.ErrNotYours
	case utf8.RuneCountInString(e.Text) > mostAnswer:
		return e, bot.Refuse("太长了，居民一眼看不完。请简单些，%d个字以内。", mostAnswer)
	case e.No == 0 && entries.Count(tx, "place", store.Key(e.Place)) >= mostEntries:
		return e, bot.Refuse("这里已经写了%d条，先删掉几条。", mostEntries)
	}
	e = put(tx, e, by.ID)
	audit.Log(tx, by.ID, "keep answer", e.Place, e.ID())
	return e, nil
}

// put writes an answer; one to just the same question there takes its place.
func put(tx store.Tx, e Entry, by string) Entry {
	if e.No == 0 {
		if old, ok := same(tx, e); ok {
			e.No = old.No
		} else {
			e.No = store.Next(tx, "answer")
		}
	}
	e.By, e.Made = by, tx.Now()
	entries.Put(tx, e)
	return e
}

// plainAsk is a question without what is only polite.
func plainAsk(s string) string {
	return strings.Trim(strings.TrimPrefix(strings.TrimSpace(s), "请问"), " ，,？?。")
}

// same is what a place has on just the same question.
func same(tx store.Reader, e Entry) (Entry, bool) {
	for old := range entries.By(tx, "place", store.Key(e.Place)) {
		if old.Ask == e.Ask {
			return old, true
		}
	}
	return Entry{}, false
}

// Drop takes an answer out.
func Drop(tx store.Tx, by directory.Person, id string) error {
	e, ok := Get(tx, id)
	switch {
	case !ok:
		return bot.Refuse("这一条已经没有了。")
	case !directory.May(by, directory.KeepContact, e.Place):
		return directory.ErrNotYours
	}
	entries.Delete(tx, store.Key(e.No))
	audit.Log(tx, by.ID, "drop answer", e.Place, e.ID())
	return nil
}

// keptBy are the answers that somebody may change, place by place.
func keptBy(tx store.Reader, by directory.Person) (list []Entry) {
	for e := range entries.All(tx) {
		if directory.May(by, directory.KeepContact, e.Place) {
			list = append(list, e)
		}
	}
	return list
}

// holds reports whether an answer has not come to its end.
func (e Entry) holds(now time.Time) bool { return e.Ends.IsZero() || now.Before(e.Ends) }

// here are the answers that hold for somebody, those of the closest place first.
func here(tx store.Reader, who directory.Person) (list []Entry) {
	at := []string{}
	for place := directory.HomeOf(who); place != ""; place = directory.Parent(place) {
		at = append(at, place)
	}
	if len(at) == 0 { // who lives nowhere yet is told where there is one street only
		if streets := directory.Children(tx, ""); len(streets) == 1 {
			return slices.DeleteFunc(slices.Collect(entries.All(tx)), func(e Entry) bool { return !e.holds(tx.Now()) })
		}
	}
	for _, place := range at {
		for e := range entries.By(tx, "place", store.Key(place)) {
			if e.holds(tx.Now()) {
				list = append(list, e)
			}
		}
	}
	return list
}

// best is the answer that fits a question best.
func best(tx store.Reader, who directory.Person, question string) (a house.Answer) {
	for _, e := range here(tx, who) {
		if fit := meaning.Fit(question, e.Ask) * (1 - 0.05*(1-wording.Similar(question, e.Ask))); fit > a.Fit {
			a = house.Answer{Fit: fit, Flow: "known", Of: e.ID()}
		}
	}
	return a
}
