// Package course is what is kept of the elder university (老年大学): terms, their
// courses, who is in them, what that costs, and how all of it is called. Residents
// vote which courses open, sign up, share the teacher's fee, come to class, and say
// in the end how it was.
//
//	term    listing ──▶ voting ──▶ voted ──▶ enrolling ──deadline──▶ settling ──▶ running ──▶ over
//	           └──────── without a vote ────────┘
//	course  candidate ──▶ open ──▶ confirmed ──last class──▶ over
//	           └▶ left      ├▶ cancelled   (too few pupils)
//	                        └▶ merged      (into another, for those who agree)
//
// The fee is shared in whole fen: everybody pays the same, and of the fen that do
// not divide those who signed up first pay one more each, so that the shares
// always add up to the fee. It is fixed once, for a whole term at the same moment.
// No money moves here: staff tick who has paid.
//
// How a term goes on is flows/course/school's, what happens in its classes
// flows/course/class's. Staff are talked with in flows/course/manage, residents in
// flows/course/attend. The vote itself is a poll and left to flows/poll; sending to
// the outbox; who lives where to the directory.
package course

import (
	"strconv"
	"time"

	"yishi/bot/directory"
	"yishi/store"
)

// TermState is where a term is in its life.
type TermState string

const (
	Listing   TermState = "listing" // candidates are entered
	Voting    TermState = "voting"
	Voted     TermState = "voted" // staff are to draw the line
	Enrolling TermState = "enrolling"
	Settling  TermState = "settling" // the deadline is over, some courses have too few pupils
	Running   TermState = "running"
	TermOver  TermState = "over"
)

// Term is one term of the elder university.
type Term struct {
	No       uint64             `json:"no"`
	Name     string             `json:"name"` // 2027年春季
	For      directory.Audience `json:"for"`  // who may vote and sign up
	State    TermState          `json:"state"`
	By       string             `json:"by"`
	Poll     string             `json:"poll,omitempty"`
	Deadline time.Time          `json:"deadline,omitzero"` // of signing up
	Settle   time.Time          `json:"settle,omitzero"`   // when what is undecided decides itself
	Starts   time.Time          `json:"starts,omitzero"`   // no class before this day
	Weeks    int                `json:"weeks,omitempty"`   // classes of each course
	Changed  string             `json:"changed,omitempty"` // since signing up began
	Posts    []string           `json:"posts,omitempty"`   // messages of the outbox to groups
}

// ID is the term's number as text.
func (t Term) ID() string { return strconv.FormatUint(t.No, 10) }

// State is where a course is in its life.
type State string

const (
	Candidate State = "candidate"
	NotChosen State = "left"
	Open      State = "open" // for signing up
	Confirmed State = "confirmed"
	Cancelled State = "cancelled"
	Merged    State = "merged"
	Over      State = "over"
)

// Course is one course of a term.
type Course struct {
	No      uint64 `json:"no"`
	Term    uint64 `json:"term"`
	Name    string `json:"name"`
	Teacher string `json:"teacher"`
	Slot    Slot   `json:"slot"`
	Where   string `json:"where"`
	Bring   string `json:"bring,omitempty"`
	Fee     int    `json:"fee"` // of the teacher for the term, in fen
	Least   int    `json:"least"`
	Most    int    `json:"most"`

	State  State     `json:"state"`
	Option string    `json:"option,omitempty"` // its key in the poll
	Votes  int       `json:"votes,omitempty"`
	Into   uint64    `json:"into,omitempty"` // the course it was merged into
	First  time.Time `json:"first,omitzero"` // the first class, once confirmed
	Weeks  int       `json:"weeks,omitempty"`
	Skips  []int     `json:"skips,omitempty"` // weeks without class; each is made up at the end

	Moved map[int]time.Time `json:"moved,omitempty"` // by week: when it is held instead
}

// ID is the course's number as text, for buttons and references.
func (c Course) ID() string { return strconv.FormatUint(c.No, 10) }

// Topic is what of courses somebody may stop being told.
const Topic = "course"

var (
	terms   = store.NewTable("term", func(t *Term) string { return store.Key(t.No) })
	courses = store.NewTable("course", func(c *Course) string { return store.Key(c.No) },
		store.Index[Course]{Name: "term", Keys: func(c *Course) []string { return []string{store.Key(c.Term, c.No)} }},
		store.Index[Course]{Name: "state", Keys: func(c *Course) []string { return []string{store.Key(string(c.State), c.No)} }},
		store.Index[Course]{Name: "name", Keys: func(c *Course) []string { return []string{store.Key(c.Name, c.No)} }},
	)
)

// Get returns the course with this id.
func Get(tx store.Reader, id string) (Course, bool) {
	no, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return Course{}, false
	}
	return courses.Get(tx, store.Key(no))
}

// Of are the courses of a term that stand so; in the order they were entered.
func Of(tx store.Reader, t Term, in ...State) []Course {
	var list []Course
	for c := range courses.By(tx, "term", store.Key(t.No)) {
		for _, s := range in {
			if c.State == s {
				list = append(list, c)
			}
		}
	}
	return list
}

// TermOf is the term of a course.
func TermOf(tx store.Reader, c Course) Term {
	t, _ := terms.Get(tx, store.Key(c.Term))
	return t
}

// Put keeps a course.
func Put(tx store.Tx, c Course) { courses.Put(tx, c) }

// PutTerm keeps a term.
func PutTerm(tx store.Tx, t Term) { terms.Put(tx, t) }

// Delete forgets a course that was only listed.
func Delete(tx store.Tx, c Course) { courses.Delete(tx, store.Key(c.No)) }

// DeleteTerm forgets a term of which nothing but the list was there.
func DeleteTerm(tx store.Tx, t Term) { terms.Delete(tx, store.Key(t.No)) }

// Opened are the courses that take sign-ups at this moment.
func Opened(tx store.Reader) []Course {
	var list []Course
	for c := range courses.By(tx, "state", store.Key(string(Open))) {
		if t := TermOf(tx, c); t.State == Enrolling && tx.Now().Before(t.Deadline) {
			list = append(list, c)
		}
	}
	return list
}
