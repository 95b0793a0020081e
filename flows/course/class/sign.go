package class

import (
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/wording"
	"yishi/flows/course"
	"yishi/store"
)

// Attendance is how somebody stands to one class.
type Attendance string

const (
	NoWord Attendance = ""
	Here   Attendance = "here"
	Away   Attendance = "away" // said so before
)

// Presence is one pupil at one class.
type Presence struct {
	Course uint64     `json:"course"`
	Week   int        `json:"week"`
	Person string     `json:"person"`
	State  Attendance `json:"state"`
	Wrong  int        `json:"wrong,omitempty"` // codes typed that were not right
	By     string     `json:"by,omitempty"`    // of staff who signed them in
	Was    Attendance `json:"was,omitempty"`   // before that
}

var presences = store.NewTable("mark", func(m *Presence) string { return store.Key(m.Course, m.Week, m.Person) })

// PresenceOf is how somebody stands to the class of a week.
func PresenceOf(tx store.Reader, c course.Course, week int, person string) Presence {
	m, ok := presences.Get(tx, store.Key(c.No, week, person))
	if !ok {
		m = Presence{Course: c.No, Week: week, Person: person}
	}
	return m
}

// SignAround is how long before and after a class one can sign in.
const SignAround = time.Hour

// mostWrong is how many codes that are not right somebody may type.
const mostWrong = 5

// sitting is a class somebody can sign in to now.
type sitting struct {
	course   course.Course
	class    course.Class
	presence Presence
}

// sittings are the classes a person can sign in to at this moment.
func sittings(tx store.Reader, who directory.Person) []sitting {
	var now []sitting
	for _, c := range course.Mine(tx, who, course.In) {
		if c.State != course.Confirmed {
			continue
		}
		for _, k := range c.Classes() {
			if !tx.Now().Before(k.At.Add(-SignAround)) && !tx.Now().After(k.Ends.Add(SignAround)) {
				now = append(now, sitting{c, k, PresenceOf(tx, c, k.Week, course.Find(tx, c, who).Person)})
			}
		}
	}
	return now
}

// Signed is what came of a code.
type Signed struct {
	Course  course.Course `json:"course"`
	Class   course.Class  `json:"class"`
	OK      bool          `json:"ok"`
	Already bool          `json:"already,omitempty"`
	Left    int           `json:"left,omitempty"` // more tries
}

// MaySign refuses who has no class now.
func MaySign(tx store.Reader, who directory.Person) error {
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
func nextClass(tx store.Reader, who directory.Person) (next course.Course, class course.Class, ok bool) {
	for _, c := range course.Mine(tx, who, course.In) {
		if k, more := c.Next(tx.Now()); more && c.State == course.Confirmed && (!ok || k.At.Before(class.At)) {
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
	code = Digits(code)
	for _, s := range now {
		b, drawn := boards.Get(tx, store.Key(s.course.No, s.class.Week))
		if s.presence.Wrong < mostWrong && drawn && b.Code == code {
			already := s.presence.State == Here
			s.presence.State = Here
			presences.Put(tx, s.presence)
			return Signed{Course: s.course, Class: s.class, OK: true, Already: already}, nil
		}
	}
	left := 0
	for _, s := range now {
		if s.presence.Wrong < mostWrong {
			s.presence.Wrong++
			presences.Put(tx, s.presence)
		}
		left = max(left, mostWrong-s.presence.Wrong)
	}
	return Signed{Course: now[0].course, Class: now[0].class, Left: left}, nil
}

// Digits are the digits of what somebody typed.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, wording.Fold(s))
}

// Excuse notes that a pupil is not coming to a class, or is after all.
func Excuse(tx store.Tx, who directory.Person, id string, week int, away bool) (course.Class, error) {
	c, _ := course.Get(tx, id)
	p := course.Find(tx, c, who)
	class, on := c.Class(week)
	m := PresenceOf(tx, c, week, p.Person)
	switch {
	case c.State != course.Confirmed || p.State != course.In || !on:
		return class, bot.Refuse("没有找到您的这次课。")
	case !tx.Now().Before(class.Ends):
		return class, bot.Refuse("这次课已经上完了，不用请假了。")
	case m.State == Here:
		return class, bot.Refuse("这次课已经签到了，不用请假。")
	}
	m.State = NoWord
	if away {
		m.State = Away
	}
	presences.Put(tx, m)
	return class, nil
}
