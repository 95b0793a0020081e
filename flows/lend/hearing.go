package lend

import (
	"embed"
	"regexp"
	"strings"
	"unicode/utf8"

	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
)

//go:embed words
var files embed.FS

var (
	words   = wording.Lists{FS: files}
	borrows = meaning.NewList("borrow", words.List("borrow"))
	offers  = meaning.NewList("offer", words.List("offer"))
	nots    = meaning.NewList("not lending", words.List("not"))
	gives   = words.List("give")
)

// intents are what people want who speak of lending and giving.
func intents() []house.Intent {
	return []house.Intent{
		{
			Intent: meaning.Intent{
				Name: "borrow", As: "question", Means: "想向邻居借东西,或者要别人送的东西", Words: []*meaning.List{borrows}, Why: []*meaning.List{nots}, Weight: 4,
			},
			Lead: wants,
		},
		{
			Intent: meaning.Intent{Name: "offer", As: "question", Means: "有东西借给邻居,或者送人", Words: []*meaning.List{offers}, Weight: 4},
			Lead:   has,
		},
	}
}

const (
	count = `(?:一|两|几|这|那)?(?:个|把|台|张|辆|件|只|套|本|架|条|根|部|些|点|下)?`
	ends  = `(?:用用|用一下|用|吗|呢|吧|么|的|可以|能|想|要|给|谁|送|借|闲|用不|[，。！？,.!?\s]|$)`
)

// namedForms find what a sentence wants or has, the surest first.
var namedForms = []*regexp.Regexp{
	regexp.MustCompile(`有(?:没有|人)?(?:要送|送|出借|借)?` + count + `(?:闲置的?|不用的)?([\p{Han}\w]+?)` + ends),
	regexp.MustCompile(`(?:送|捐)(?:给\p{Han}{1,4}?)?` + count + `([\p{Han}\w]+?)` + ends),
	regexp.MustCompile(`借(?:给我|我|用)?` + count + `([\p{Han}\w]+?)` + ends),
}

// named is the thing that a sentence speaks of; "" if it names none.
func named(text string) string {
	for _, form := range namedForms {
		m := form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		if n := utf8.RuneCountInString(m[1]); n >= 2 && n <= 10 && m[1] != "东西" && m[1] != "没有" {
			return m[1]
		}
	}
	return ""
}

// forGood reports whether something offered is given and not lent.
func forGood(text string) bool {
	for _, w := range gives {
		if strings.Contains(text, w) {
			return !strings.Contains(text, "借")
		}
	}
	return false
}
