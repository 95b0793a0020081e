package attend

import (
	"embed"

	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
)

//go:embed words
var files embed.FS

var (
	words   = wording.Lists{FS: files}
	taught  = meaning.Things("course", words.List("course"))
	ofMine  = meaning.Things("own course", words.List("own"))
	ownOnly = meaning.NewLexicon(ofMine)
)

// intents are what people want who speak of courses.
func intents() []house.Intent {
	lists := []*meaning.List{taught, ofMine}
	return []house.Intent{{
		Intent: meaning.Intent{Name: "course", As: "signup", Means: "想上老年大学的课,或者问课程", Words: lists, Score: learning, Pool: meaning.Joined, Called: "课程"},
		Lead:   toCourses,
	}}
}

// learning is how much speaks for wanting to learn something.
func learning(s meaning.Said) int {
	named := s.Count(taught, ofMine)
	if named == 0 {
		return 0
	}
	return 2*named + 3*s.Asking() + s.Question()
}

// ofOwn reports whether somebody speaks of courses they have signed up for.
func ofOwn(text string) bool { return ownOnly.Find(text).Count(ofMine) > 0 }
