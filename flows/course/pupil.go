package course

import (
	"slices"
	"time"

	"yishi/bot/directory"
	"yishi/flows/line"
	"yishi/store"
)

// Standing is how somebody stands to a course.
type Standing = line.Standing

const (
	NotIn            = line.None
	In      Standing = "in"
	Waiting          = line.Waiting
	Asked   Standing = "asked" // whether they go along into the course theirs was merged with
	Gone    Standing = "gone"
)

// Pupil is one person in one course.
type Pupil struct {
	Course uint64 `json:"course"`
	line.Place
	Ticket uint64 `json:"ticket"` // what the receipt says
	Share  int    `json:"share,omitempty"`
	Score  int    `json:"score,omitempty"` // 1 to 5, at the end
	Word   string `json:"word,omitempty"`

	Got    int       `json:"got,omitempty"`    // received of the share, less what was given back
	Had    int       `json:"had,omitempty"`    // Got before it was last noted
	Paid   bool      `json:"paid,omitempty"`   // of former days: Got is Share
	Told   time.Time `json:"told,omitzero"`    // when they were told what to pay
	Nudged bool      `json:"nudged,omitempty"` // and were reminded
}

// Pupils are the lines of all courses.
var Pupils = line.New("pupil", func(p *Pupil) (*uint64, *line.Place) { return &p.Course, &p.Place }, In, Gone)

// Line is who stands so to a course, in order of arrival.
func Line(tx store.Reader, c Course, in Standing) []Pupil { return Pupils.Line(tx, c.No, in) }

// Find is how a person stands to a course.
func Find(tx store.Reader, c Course, who directory.Person) Pupil {
	return Pupils.Find(tx, c.No, who.ID)
}

// Mine are the courses in which a person stands so.
func Mine(tx store.Reader, who directory.Person, in ...Standing) []Course {
	var mine []Course
	for _, p := range Pupils.Of(tx, who.ID) {
		c, ok := courses.Get(tx, store.Key(p.Course))
		known := slices.ContainsFunc(mine, func(m Course) bool { return m.No == c.No })
		if ok && !known && slices.Contains(in, Find(tx, c, who).State) {
			mine = append(mine, c)
		}
	}
	slices.SortFunc(mine, func(a, b Course) int { return int(a.No) - int(b.No) })
	return mine
}

// Clash is the first of a person's courses at the same time as c.
func Clash(tx store.Reader, c Course, who directory.Person) (Course, bool) {
	for _, o := range Mine(tx, who, In, Waiting) {
		if o.No != c.No && (o.State == Open || o.State == Confirmed) && o.Slot.Clashes(c.Slot) {
			return o, true
		}
	}
	return Course{}, false
}
