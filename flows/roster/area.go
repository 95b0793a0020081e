package roster

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/roster/lists"
	"yishi/store"
)

// What lies above buildings is added by those who keep the register of what it lies in:
// an estate by the community, a community by the street. A street lies in nothing: whoever
// keeps that of another street adds it, and has no right in it; who works there comes by a
// code from the command line, as for every street.

// level is a kind of place above buildings.
type level struct {
	kind, word, in string
	ends           []string // a name ends in one of these; the first is added to one that does not
	below          string   // what is added next, as an example
}

var levels = []level{
	{directory.Street, "街道", "", []string{"街道", "镇", "乡"}, "加社区"},
	{directory.Community, "社区", directory.Street, []string{"社区", "村"}, "加小区"},
	{directory.Estate, "小区", directory.Community, nil, "加楼栋"},
}

func levelOf(kind string) level {
	return levels[slices.IndexFunc(levels, func(l level) bool { return l.kind == kind })]
}

// beginArea begins with what kind of place is to be added, and what was said behind it.
func beginArea(kind string) func(*talk.Call) error {
	return func(call *talk.Call) error {
		given := talk.Given{"kind": kind}
		if rest := strings.TrimSpace(call.Rest); rest != "" {
			given["name"] = rest
		}
		call.Start("addarea", given)
		return nil
	}
}

// next says what comes after a place was added.
func (l level) next(name string) string {
	if l.kind == directory.Street {
		return "\n那里的工作人员，请管系统的人用命令行发工作码：yishi staff add。"
	}
	example := name + "1栋"
	if l.kind == directory.Community {
		example = "桂花苑"
	}
	return "\n接着回复「" + l.below + "」，比如「" + l.below + " " + example + "」。"
}

// ground is what a sentence of staff adds above the buildings.
type ground struct {
	Why  string     `json:"why,omitempty"` // it cannot be made, and why
	Not  bool       `json:"not,omitempty"` // nor any other by whoever asks
	Name string     `json:"name,omitempty"`
	In   []talk.Opt `json:"in,omitempty"` // in which it can lie
}

func (a ground) inWords() string {
	if len(a.In) == 0 || a.In[0].Label == "" {
		return ""
	}
	return a.In[0].Label + "的"
}

// readArea reads what is to be added; what stands before it may say in what: 桂花社区
// 梧桐里.
func readArea(tx store.Reader, by directory.Person, l level, words string) ground {
	a := ground{Name: strings.TrimSpace(words)}
	for _, p := range around(tx, by, l) {
		if name, cut := strings.CutPrefix(a.Name, p.Name); cut && strings.TrimSpace(name) != "" {
			a.In = []talk.Opt{{Key: p.ID, Label: p.Name}}
			a.Name = strings.TrimSpace(name)
			break
		}
		a.In = append(a.In, talk.Opt{Key: p.ID, Label: p.Name, Wide: true})
	}
	if len(l.ends) > 0 && !slices.ContainsFunc(l.ends, func(end string) bool { return strings.HasSuffix(a.Name, end) }) {
		a.Name += l.ends[0]
	}
	n := utf8.RuneCountInString(a.Name)
	switch {
	case l.in == "" && !keepsAStreet(tx, by), l.in != "" && len(a.In) == 0:
		return ground{Not: true, Why: "您管的地方不能加" + l.word + "，要" + above(l) + "的工作人员来加。"}
	case n < 2 || n > lists.MostName || !strings.ContainsFunc(a.Name, han) || strings.ContainsAny(a.Name, "，。？！,?!\n"):
		return ground{Why: "「" + words + "」不像" + l.word + "的名字。"}
	}
	for _, in := range a.parents() {
		if known, there := lists.NewTree(tx).Find(in, l.kind, a.Name); there && len(a.parents()) == 1 {
			return ground{Why: directory.FullName(tx, known) + "已经有了，不用加。"}
		}
	}
	return a
}

// above is whose it is to add one of a level.
func above(l level) string {
	if l.in == "" {
		return "街道"
	}
	return levelOf(l.in).word
}

func han(r rune) bool { return r >= '一' && r <= '鿿' }

// parents are the places it may lie in; a street lies in none.
func (a ground) parents() (ids []string) {
	for _, o := range a.In {
		ids = append(ids, o.Key)
	}
	if len(ids) == 0 {
		return []string{""}
	}
	return ids
}

// around are the places in which somebody may add one of a level, by length of name so
// that the longer one is read first.
func around(tx store.Reader, by directory.Person, l level) (list []directory.Place) {
	for p := range directory.AboveBuildings(tx) {
		if p.Kind == l.in && directory.May(by, directory.KeepRegister, p.ID) {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b directory.Place) int { return len(b.Name) - len(a.Name) })
	return list
}

// put makes the place.
func (a ground) put(tx store.Tx, by directory.Person, l level) (string, error) {
	in := a.parents()[0]
	if in == "" && !keepsAStreet(tx, by) || in != "" && !directory.May(by, directory.KeepRegister, in) {
		return "", directory.ErrNotYours
	}
	t := lists.NewTree(tx)
	if known, there := t.Find(in, l.kind, a.Name); there {
		return "", bot.Refuse("%s已经有了，不用加。", directory.FullName(tx, known))
	}
	id := t.Add(in, l.kind, a.Name)
	audit.Log(tx, by.ID, "add place", id, l.kind)
	return id, lists.PutPlaces(tx, t.Fresh())
}

// keepsAStreet reports whether somebody keeps the register of a whole street.
func keepsAStreet(tx store.Reader, by directory.Person) bool {
	return slices.ContainsFunc(directory.PlacesOf(by, directory.KeepRegister), func(id string) bool {
		p, _ := directory.GetPlace(tx, id)
		return p.Kind == directory.Street
	})
}
