package course

import (
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/store"
)

// Attendance is how somebody stands to one class.
type Attendance string

const (
	NoWord Attendance = ""
	Here   Attendance = "here"
	Away   Attendance = "away" // said so before
)

// Mark is one pupil at one class.
type Mark struct {
	Course uint64     `json:"course"`
	Week   int        `json:"week"`
	Person string     `json:"person"`
	State  Attendance `json:"state"`
	Wrong  int        `json:"wrong,omitempty"` // codes typed that were not right
	By     string     `json:"by,omitempty"`    // of staff who signed them in
	Was    Attendance `json:"was,omitempty"`   // before that
}

var marks = store.NewTable("mark", func(m *Mark) string { return store.Key(m.Course, m.Week, m.Person) })

func markOf(tx store.Tx, c Course, week int, person string) Mark {
	m, ok := marks.Get(tx, store.Key(c.No, week, person))
	if !ok {
		m = Mark{Course: c.No, Week: week, Person: person}
	}
	return m
}

const (
	signAround = time.Hour // before and after a class one can sign in
	mostWrong  = 5
)

// sitting is a class somebody can sign in to now.
type sitting struct {
	course Course
	class  Class
	mark   Mark
}

// sittings are the classes a person can sign in to at this moment.
func sittings(tx store.Tx, who directory.Person) []sitting {
	var now []sitting
	for _, c := range Mine(tx, who, In) {
		if c.State != Confirmed {
			continue
		}
		for _, k := range c.Classes() {
			if !tx.Now().Before(k.At.Add(-signAround)) && !tx.Now().After(k.Ends.Add(signAround)) {
				now = append(now, sitting{c, k, markOf(tx, c, k.Week, Find(tx, c, who).Person)})
			}
		}
	}
	return now
}

// Signed is what came of a code.
type Signed struct {
	Course  Course `json:"course"`
	Class   Class  `json:"class"`
	OK      bool   `json:"ok"`
	Already bool   `json:"already,omitempty"`
	Left    int    `json:"left,omitempty"` // more tries
}

// MaySign refuses who has no class now.
func MaySign(tx store.Tx, who directory.Person) error {
	now := sittings(tx, who)
	if len(now) > 0 {
		return nil
	}
	if c, k, ok := nextClass(tx, who); ok {
		return bot.Refuse("现在没有您的课，还不能签到。下一次是「%s」，%s。上课前1小时起可以签到。", c.Name, bot.Moment(k.At))
	}
	return bot.Refuse("您现在没有在上的课，不用签到。回复「课程」，看看有什么课。")
}

// nextClass is the class a person has next.
func nextClass(tx store.Tx, who directory.Person) (next Course, class Class, ok bool) {
	for _, c := range Mine(tx, who, In) {
		if k, more := c.Next(tx.Now()); more && c.State == Confirmed && (!ok || k.At.Before(class.At)) {
			next, class, ok = c, k, true
		}
	}
	return next, class, ok
}

// Sign signs a person in by the code on the board. A wrong code counts, so it is
// no refusal.
func Sign(tx store.Tx, who directory.Person, code string) (Signed, error) {
	if err := MaySign(tx, who); err != nil {
		return Signed{}, err
	}
	now := sittings(tx, who)
	code = digits(code)
	for _, s := range now {
		b, drawn := boards.Get(tx, store.Key(s.course.No, s.class.Week))
		if s.mark.Wrong < mostWrong && drawn && b.Code == code {
			already := s.mark.State == Here
			s.mark.State = Here
			marks.Put(tx, s.mark)
			return Signed{Course: s.course, Class: s.class, OK: true, Already: already}, nil
		}
	}
	left := 0
	for _, s := range now {
		if s.mark.Wrong < mostWrong {
			s.mark.Wrong++
			marks.Put(tx, s.mark)
		}
		left = max(left, mostWrong-s.mark.Wrong)
	}
	return Signed{Course: now[0].course, Class: now[0].class, Left: left}, nil
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, meaning.Fold(s))
}

// Excuse notes that a pupil is not coming to a class, or is after all.
func Excuse(tx store.Tx, who directory.Person, id string, week int, away bool) (Class, error) {
	c, _ := Get(tx, id)
	p := Find(tx, c, who)
	class, on := c.class(week)
	m := markOf(tx, c, week, p.Person)
	switch {
	case c.State != Confirmed || p.State != In || !on:
		return class, bot.Refuse("没有找到您的这次课。")
	case !tx.Now().Before(class.Ends):
		return class, bot.Refuse("这次课已经上完了，不用请假了。")
	case m.State == Here:
		return class, bot.Refuse("这次课您已经签到了，不用请假。")
	}
	m.State = NoWord
	if away {
		m.State = Away
	}
	marks.Put(tx, m)
	return class, nil
}

// SignFor has staff sign somebody in who could not do it.
func SignFor(tx store.Tx, id string, week int, person string, by directory.Person) error {
	c, t, err := taught(tx, id, by)
	if err != nil {
		return err
	}
	m := markOf(tx, c, week, person)
	if m.State == Here {
		return nil
	}
	m.State, m.Was, m.By = Here, m.State, by.ID
	marks.Put(tx, m)
	class, _ := c.class(week)
	tellPupil(tx, c, Pupil{Person: person}, signedOut(c, fmt.Sprintf("%s给您补签了：%s第%d次课。", by.Name, title(tx, c), class.N)))
	directory.Log(tx, by.ID, "sign in", t.For.Place, refOf(c, week)+" "+person)
	return nil
}

// Roll is who came to a class.
type Roll struct{ Here, Away, Missing []Pupil }

// RollOf is who came to a class.
func RollOf(tx store.Tx, c Course, week int) Roll {
	var r Roll
	for _, p := range Line(tx, c, In) {
		switch markOf(tx, c, week, p.Person).State {
		case Here:
			r.Here = append(r.Here, p)
		case Away:
			r.Away = append(r.Away, p)
		default:
			r.Missing = append(r.Missing, p)
		}
	}
	return r
}
