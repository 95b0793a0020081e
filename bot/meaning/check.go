package meaning

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"yishi/bot/meaning/wording"
)

// Check makes what a machine understood of text safe to use. Words that are
// not in the lists are nonsense and refused. What was not said is replaced by
// what was: a machine may leave words out, never add any, nor drop a negation.
func (r *Rules) Check(u Understanding, text string, c Context) (Understanding, error) {
	text = wording.Clip(text, MaxText)
	i := r.by[u.Intent]
	if u.Intent != None && (i == nil || i.Staff && !c.Staff) {
		return u, fmt.Errorf("the model gave an intent that does not exist")
	}
	if u.Category != "" && !slices.ContainsFunc(r.intents, func(i Intent) bool { return i.has(u.Category) }) {
		return u, fmt.Errorf("the model gave a category that does not exist")
	}
	if u.Match != "" && !slices.ContainsFunc(c.Open, func(t Titled) bool { return t.ID == u.Match }) {
		return u, fmt.Errorf("the model gave something open that does not exist")
	}
	if u.What == "" || !shortened(u.What, text) {
		u.What = what(text)
	}
	if u.Where != "" && !strings.Contains(text, u.Where) {
		u.Where = Where(text)
	}
	if u.Subject != "" && !strings.Contains(wording.Fold(text), wording.Fold(u.Subject)) {
		u.Subject = ""
	}
	u.Confidence = min(max(u.Confidence, 0), 1)
	return u.fitting(i), nil
}

// fitting keeps only what belongs to the intent.
func (u Understanding) fitting(i *Intent) Understanding {
	switch {
	case i == nil || len(i.Kinds) == 0:
		u.Category, u.Where = "", ""
	case !i.has(u.Category):
		u.Category = i.Kinds[len(i.Kinds)-1].Key
	}
	if i == nil || i.Pool == "" {
		u.Match = ""
	}
	return u
}

// shortened reports whether short is text with words left out, in the same order
// and with as many negations.
func shortened(short, text string) bool {
	rest := letters(text)
	for _, r := range letters(short) {
		i := slices.Index(rest, r)
		if i < 0 {
			return false
		}
		rest = rest[i+1:]
	}
	return len(letters(short)) >= 2 && negations(short) == negations(text)
}

func letters(s string) []rune {
	var run []rune
	for _, r := range wording.Fold(s) {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			run = append(run, r)
		}
	}
	return run
}

func negations(s string) int {
	n := 0
	for _, r := range s {
		if strings.ContainsRune("不没未别无", r) {
			n++
		}
	}
	return n
}
