package meaning

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"yishi/bot/meaning/wording"
)

// calls are the numbers that a machine may say to call.
var calls = []string{"110", "119", "120"}

// Check makes what a machine understood of text safe to use. An intent that does not
// exist is nonsense and refused; any other field that cannot be loses itself alone.
// What was not said is replaced by what was: a machine may leave words out, never add
// any, nor drop a negation.
func (r *Rules) Check(u Understanding, text string, c Context) (Understanding, error) {
	text = wording.Clip(text, MaxText)
	i := r.by[u.Intent]
	if u.Intent != None && (i == nil || i.Staff && !c.Staff) {
		return u, fmt.Errorf("the model gave an intent that does not exist")
	}
	if i == nil || !slices.ContainsFunc(c.Open, func(t Titled) bool { return t.ID == u.Match && t.Pool == i.Pool }) {
		u.Match = ""
	}
	if !slices.Contains(calls, u.Call) {
		u.Call = ""
	}
	u.Urgent = u.Urgent || u.Call != ""
	if i != nil && i.Sort != nil && !i.has(u.Category) {
		u.Category = i.Sort(r.lexicon.Find(text))
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
	return u
}

// sure is above which confidence the rules want no second opinion.
const sure = 0.85

// Sure reports whether the rules, who gave u, need nobody's help with it.
func (r *Rules) Sure(u Understanding) bool { return u.Intent != None && u.Confidence > sure }

// join is what to go by of what the rules, not sure, and a checked machine made of
// text, and whether it is the machine's: it never makes light of what is urgent, but
// may be the one who sees it.
func (r *Rules) join(ours, theirs Understanding, text string) (u Understanding, machine bool) {
	call, danger := cmp.Or(ours.Call, theirs.Call), ours.Urgent || theirs.Urgent && r.alarm != nil
	switch {
	case danger && theirs.Intent != r.alarm.Name && ours.Intent == r.alarm.Name:
		theirs.Intent = None // it has understood that it is urgent, not what it is
		u = ours
	case danger && theirs.Intent != r.alarm.Name:
		theirs.Intent, theirs.Subject, theirs.Where, theirs.Match = r.alarm.Name, "", Where(text), ""
		u = theirs.fitting(r.alarm)
	case theirs.Intent == None && ours.Intent != None:
		u = ours
	default:
		u = theirs
		u.Offered = theirs.Intent != ours.Intent && theirs.Intent != None && r.by[theirs.Intent].Acts
	}
	u.When, u.Urgent, u.Call = ours.When, danger, call
	return u, theirs.Intent != None
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
