package course

import (
	"slices"
	"time"

	"yishi/bot/directory"
	"yishi/store"
)

// Standing is how somebody stands to a course.
type Standing string

const (
	NotIn   Standing = ""
	In      Standing = "in"
	Waiting Standing = "waiting"
	Asked   Standing = "asked" // whether they go along into the course theirs was merged with
	Gone    Standing = "gone"
)

// Pupil is one person in one course.
type Pupil struct {
	Course uint64   `json:"course"`
	Person string   `json:"person"`
	State  Standing `json:"state"`
	N      uint64   `json:"n"`      // order of arrival
	Ticket uint64   `json:"ticket"` // what the receipt says
	Share  int      `json:"share,omitempty"`
	Score  int      `json:"score,omitempty"` // 1 to 5, at the end
	Word   string   `json:"word,omitempty"`

	Got    int       `json:"got,omitempty"`    // received of the share, less what was given back
	Had    int       `json:"had,omitempty"`    // Got before it was last noted
	Paid   bool      `json:"paid,omitempty"`   // of former days: Got is Share
	Told   time.Time `json:"told,omitzero"`    // when they were told what to pay
	Nudged bool      `json:"nudged,omitempty"` // and were reminded
}

var pupils = store.NewTable("pupil", func(p *Pupil) string { return store.Key(p.Course, p.Person) },
	store.Index[Pupil]{Name: "line", Keys: func(p *Pupil) []string {
		return []string{store.Key(p.Course, string(p.State), p.N)}
	}},
	store.Index[Pupil]{Name: "person", Keys: func(p *Pupil) []string { return []string{store.Key(p.Person)} }},
)

// Line is who stands so to a course, in order of arrival, each person once: two
// guests may have turned out to be one.
func Line(tx store.Tx, c Course, in Standing) []Pupil {
	var line []Pupil
	once := map[string]bool{}
	for p := range pupils.By(tx, "line", store.Key(c.No, string(in))) {
		if who := directory.Resolve(tx, p.Person); !once[who] {
			once[who] = true
			line = append(line, p)
		}
	}
	return line
}

// Find is how a person stands to a course.
func Find(tx store.Tx, c Course, who directory.Person) Pupil {
	best := Pupil{Course: c.No, Person: who.ID}
	order := []Standing{NotIn, Gone, Waiting, Asked, In}
	for _, id := range directory.IDsOf(tx, who.ID) {
		p, ok := GetPupil(tx, c, id)
		if ok && slices.Index(order, p.State) > slices.Index(order, best.State) {
			best = p
		}
	}
	return best
}

// Mine are the courses in which a person stands so.
func Mine(tx store.Tx, who directory.Person, in ...Standing) []Course {
	var mine []Course
	for _, id := range directory.IDsOf(tx, who.ID) {
		for _, p := range PupilsOf(tx, id) {
			c, ok := courses.Get(tx, store.Key(p.Course))
			known := slices.ContainsFunc(mine, func(m Course) bool { return m.No == c.No })
			if ok && !known && slices.Contains(in, Find(tx, c, who).State) {
				mine = append(mine, c)
			}
		}
	}
	slices.SortFunc(mine, func(a, b Course) int { return int(a.No) - int(b.No) })
	return mine
}

// Clash is the first of a person's courses at the same time as c.
func Clash(tx store.Tx, c Course, who directory.Person) (Course, bool) {
	for _, o := range Mine(tx, who, In, Waiting) {
		if o.No != c.No && (o.State == Open || o.State == Confirmed) && o.Slot.Clashes(c.Slot) {
			return o, true
		}
	}
	return Course{}, false
}

// PutPupil keeps how somebody stands to a course.
func PutPupil(tx store.Tx, p Pupil) { pupils.Put(tx, p) }

// GetPupil is how somebody stands to a course under one of their ids.
func GetPupil(tx store.Tx, c Course, id string) (Pupil, bool) {
	return pupils.Get(tx, store.Key(c.No, id))
}

// PupilsOf is all that is known of somebody under one of their ids.
func PupilsOf(tx store.Tx, id string) []Pupil {
	return slices.Collect(pupils.By(tx, "person", store.Key(id)))
}
