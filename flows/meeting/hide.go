package meeting

import (
	"regexp"

	"yishi/bot/directory"
	"yishi/bot/meaning/mask"
	"yishi/flows/issue"
	"yishi/store"
)

// hide writes what is talked about and decided as everybody may read it: once, when it is
// given to the public.
func (m Meeting) hide(tx store.Reader) {
	names := m.names(tx)
	for i := range m.Topics {
		t := &m.Topics[i]
		t.Public = hide(t.words(), names)
		for j := range t.Decided {
			t.Decided[j].Public = hide(t.Decided[j].Text, names)
		}
	}
}

// names are those that might be named: of the table, of who reported what is talked
// about, and of whoever lives there, where these are not a whole town's.
func (m Meeting) names(tx store.Reader) (names []string) {
	add := func(name string) {
		if len([]rune(name)) > 1 {
			names = append(names, name)
		}
	}
	add(nameOf(tx, m.By))
	for _, s := range m.Seats {
		add(nameOf(tx, s.Person))
	}
	for _, t := range m.Topics {
		if i, ok := issue.Get(tx, t.Issue); ok {
			add(nameOf(tx, i.Reporter))
		}
	}
	if at, _ := directory.GetPlace(tx, m.Place); at.Kind == directory.Street {
		return names
	}
	for p := range (directory.Audience{Place: m.Place}).People(tx) {
		add(p.Name)
	}
	return names
}

var hidden = regexp.MustCompile(`〔(人|号|房)[0-9]+〕`)

// hide takes out of words what names somebody.
func hide(words string, names []string) string {
	text := mask.Sentence(words, names).Text
	return hidden.ReplaceAllStringFunc(text, func(mark string) string {
		return map[string]string{"人": "某某", "号": "（号码）", "房": "某户"}[hidden.FindStringSubmatch(mark)[1]]
	})
}
