package course

import (
	"fmt"

	"yishi/bot/directory"
	"yishi/store"
)

// Rating is what the pupils of a course said.
type Rating struct {
	Sum, Count, Of int
	Words          []string
}

// RatingOf adds up what was said of a course.
func RatingOf(tx store.Reader, c Course) Rating {
	var r Rating
	for _, p := range Line(tx, c, In) {
		r.Of++
		if p.Score > 0 {
			r.Count++
			r.Sum += p.Score
		}
		if p.Word != "" {
			r.Words = append(r.Words, p.Word)
		}
	}
	return r
}

// Mean is the mean score with one digit, rounded to the nearest.
func (r Rating) Mean() string {
	tenths := (r.Sum*20 + r.Count) / (2 * r.Count)
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

// Before is the rating of the last course of that name around there.
func Before(tx store.Reader, t Term, name string) (Rating, bool) {
	var last Rating
	for c := range courses.By(tx, "name", store.Key(name)) {
		at := TermOf(tx, c).For.Place
		near := directory.Within(at, t.For.Place) || directory.Within(t.For.Place, at)
		if r := RatingOf(tx, c); c.State == Over && near && c.Term != t.No && r.Count > 0 {
			last = r
		}
	}
	return last, last.Count > 0
}

// RatingBeside stands beside a candidate that was given before.
func RatingBeside(tx store.Reader, t Term, name string) string {
	r, ok := Before(tx, t, name)
	if !ok {
		return ""
	}
	return fmt.Sprintf("，上次%s分（%d人评）", r.Mean(), r.Count)
}
