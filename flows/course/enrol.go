package course

import (
	"fmt"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
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

// ids are all ids under which a person may have signed up.
func ids(tx store.Tx, who directory.Person) []string {
	return append([]string{who.ID}, directory.Formerly(tx, who.ID)...)
}

// Find is how a person stands to a course.
func Find(tx store.Tx, c Course, who directory.Person) Pupil {
	best := Pupil{Course: c.No, Person: who.ID}
	order := []Standing{NotIn, Gone, Waiting, Asked, In}
	for _, id := range ids(tx, who) {
		p, ok := pupils.Get(tx, store.Key(c.No, id))
		if ok && slices.Index(order, p.State) > slices.Index(order, best.State) {
			best = p
		}
	}
	return best
}

// Mine are the courses in which a person stands so.
func Mine(tx store.Tx, who directory.Person, in ...Standing) []Course {
	var mine []Course
	for _, id := range ids(tx, who) {
		for p := range pupils.By(tx, "person", store.Key(id)) {
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

// whyNot says why a person cannot sign up in a term, "" if they can.
func whyNot(tx store.Tx, t Term, who directory.Person) string {
	anyAge := t.For
	anyAge.MinAge = 0
	words := fmt.Sprintf("这一期老年大学是给%s的", whoFor(tx, t))
	switch {
	case t.For.Has(tx, who):
		return ""
	case len(who.Ties) == 0:
		return words + "。我还不知道您住在哪里，先回复「登记住处」，登记好就能报。"
	case anyAge.Seat(who) == "":
		return words + "，您登记的住处不在里面。要是搬过来了，回复「登记住处」。"
	case who.Born == 0:
		return words + "，我还不知道您哪一年出生。请告诉社区工作人员，补上就能报。"
	}
	return words + "，您这次还不能报。"
}

// taking finds a course that takes sign-ups, or leaves, at this moment.
func taking(tx store.Tx, id string) (Course, Term, error) {
	c, ok := Get(tx, id)
	t := termOf(tx, c)
	switch {
	case !ok || c.State == Candidate || c.State == NotChosen:
		return c, t, bot.Refuse("没有找到这门课。回复「课程」，看看有哪些。")
	case c.State == Cancelled:
		return c, t, bot.Refuse("「%s」人不够，没有开成。", c.Name)
	case t.State != Enrolling || !tx.Now().Before(t.Deadline):
		return c, t, bot.Refuse("「%s」%s已经截止报名，名单不能在这里改了。有难处请回复「人工」。", c.Name, bot.Moment(t.Deadline))
	}
	return c, t, nil
}

// Enrol signs a person up, or puts them on the waiting list. again: they were
// there before, and nothing has changed.
func Enrol(tx store.Tx, who directory.Person, id string) (p Pupil, again bool, err error) {
	c, t, err := taking(tx, id)
	if err != nil {
		return p, false, err
	}
	if p = Find(tx, c, who); p.State == In || p.State == Waiting {
		return p, true, nil
	}
	if why := whyNot(tx, t, who); why != "" {
		return p, false, bot.Refusal(why)
	}
	return admit(tx, c, p), false, nil
}

// admit gives somebody a place while there is one, or the last of the line.
func admit(tx store.Tx, c Course, p Pupil) Pupil {
	p.State, p.N = Waiting, tx.Seq()
	if len(Line(tx, c, In)) < c.Most {
		p.State = In
	}
	if p.Ticket == 0 {
		p.Ticket = store.Next(tx, "pupil "+c.ID())
	}
	pupils.Put(tx, p)
	return p
}

// Leave gives a place up, and to the next who waits. It returns how they stood.
func Leave(tx store.Tx, who directory.Person, id string) (Standing, error) {
	c, _, err := taking(tx, id)
	if err != nil {
		return NotIn, err
	}
	before := Find(tx, c, who)
	if before.State != In && before.State != Waiting {
		return before.State, bot.Refuse("您没有报「%s」，不用退。", c.Name)
	}
	release(tx, c, ids(tx, who))
	return before.State, nil
}

// release takes somebody, under all their ids, out of a course.
func release(tx store.Tx, c Course, ids []string) {
	for _, id := range ids {
		if p, ok := pupils.Get(tx, store.Key(c.No, id)); ok && p.State != Gone {
			p.State = Gone
			pupils.Put(tx, p)
			outbox.Recall(tx, ofPupil(c, id), "已经退课，没有再发")
		}
	}
	moveUp(tx, c)
}

// moveUp gives free places to those who have waited longest and tells them.
func moveUp(tx store.Tx, c Course) {
	free := c.Most - len(Line(tx, c, In))
	for _, p := range Line(tx, c, Waiting) {
		if free <= 0 {
			return
		}
		if who, _ := directory.GetPerson(tx, directory.Resolve(tx, p.Person)); Find(tx, c, who).State == In {
			continue // as somebody they were before we knew them
		}
		free--
		p.State, p.N = In, tx.Seq()
		pupils.Put(tx, p)
		tellPupil(tx, c, p, movedUpOut(tx, c))
	}
}

// Forget takes somebody who is to be erased out of what can still be left. A
// place whose fee is fixed stays, without a name.
func Forget(tx store.Tx, person string) {
	var left []Course
	for _, p := range slices.Collect(pupils.By(tx, "person", store.Key(person))) {
		c, ok := courses.Get(tx, store.Key(p.Course))
		if ok && c.State == Open && termOf(tx, c).State == Enrolling {
			left = append(left, c)
		}
		if p.Word != "" {
			p.Word = ""
			pupils.Put(tx, p)
		}
	}
	for _, c := range left {
		release(tx, c, []string{person})
	}
}
