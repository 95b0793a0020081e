package course

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/store"
)

// Class is one class of a course: the nth, in a week after the first.
type Class struct {
	Week int       `json:"week"`
	N    int       `json:"n"` // from 1
	At   time.Time `json:"at"`
	Ends time.Time `json:"ends"`
}

// Classes are all classes of a confirmed course. A week without class is made up
// at the end: everybody has paid for as many.
func (c Course) Classes() []Class {
	var list []Class
	for week := 0; len(list) < c.Weeks; week++ {
		if slices.Contains(c.Skips, week) {
			continue
		}
		at := c.First.AddDate(0, 0, 7*week)
		list = append(list, Class{week, len(list) + 1, at, at.Add(time.Duration(c.Slot.Long) * time.Minute)})
	}
	return list
}

// Next is the first class that is not over.
func (c Course) Next(now time.Time) (Class, bool) {
	for _, k := range c.Classes() {
		if now.Before(k.Ends) {
			return k, true
		}
	}
	return Class{}, false
}

func (c Course) class(week int) (Class, bool) {
	for _, k := range c.Classes() {
		if k.Week == week {
			return k, true
		}
	}
	return Class{}, false
}

// remindAt is two hours before a class; at eight, where that is too early and an
// hour is left; else at eight in the evening before.
func remindAt(class time.Time) time.Time {
	at := bot.Awake(class.Add(-2 * time.Hour))
	if class.Sub(at) < time.Hour {
		return bot.Midnight(class).Add(-4 * time.Hour)
	}
	return at
}

// Board is the code of a class, on the blackboard.
type Board struct {
	Course uint64 `json:"course"`
	Week   int    `json:"week"`
	Code   string `json:"code"`
}

var boards = store.NewTable("board", func(b *Board) string { return store.Key(b.Course, b.Week) })

// Codes draws the four digits of a class. A transaction that is run again draws
// anew; what is told is what was kept.
type Codes func(tx store.Tx) string

func refOf(c Course, week int) string { return fmt.Sprintf("%d/%d", c.No, week) }

// readRef reads what an agenda entry of a class refers to.
func readRef(tx store.Tx, ref string) (c Course, week int, ok bool) {
	id, w, _ := strings.Cut(ref, "/")
	c, ok = Get(tx, id)
	week, err := strconv.Atoi(w)
	return c, week, ok && err == nil && c.State == Confirmed
}

// plan sets what comes after a week: the reminder of the next class, or the end.
func plan(tx store.Tx, c Course, week int) {
	classes := c.Classes()
	for _, k := range classes {
		if k.Week > week {
			agenda.Set(tx, remindAt(k.At), dueClass, refOf(c, k.Week))
			return
		}
	}
	last := classes[len(classes)-1]
	agenda.Set(tx, bot.Awake(last.Ends.Add(signAround)), dueOver, refOf(c, last.Week))
}

// classDue reminds of a class, and gives staff its code for the board.
func (k kit) classDue(tx store.Tx, e agenda.Entry) error {
	c, week, ok := readRef(tx, e.Ref)
	if !ok {
		return nil
	}
	if class, on := c.class(week); on && tx.Now().Before(class.Ends) {
		b := Board{c.No, week, k.codes(tx)}
		boards.Put(tx, b)
		away := 0
		for _, p := range Line(tx, c, In) {
			if markOf(tx, c, week, p.Person).State == Away {
				away++
				continue
			}
			if tx.Now().Before(class.At) {
				tellBefore(tx, c, p, class, reminderOut(tx, c, class))
			}
		}
		tellStaff(tx, termOf(tx, c), codeOut(tx, c, class, b.Code, away))
	}
	plan(tx, c, week)
	return nil
}

// Skip leaves a class out, makes it up at the end, and tells the pupils why.
func Skip(tx store.Tx, id string, week int, why string, by directory.Person) (Course, error) {
	c, t, err := taught(tx, id, by)
	if err != nil {
		return c, err
	}
	class, on := c.class(week)
	switch {
	case !on || c.State != Confirmed || !tx.Now().Before(class.At):
		return c, bot.Refuse("这次课已经开始了，或者已经停了。")
	case why == "":
		return c, bot.Refuse("请说一句为什么停课，会告诉大家。")
	}
	c.Skips = append(c.Skips, week)
	courses.Put(tx, c)
	for _, p := range Line(tx, c, In) {
		tellBefore(tx, c, p, class, skippedOut(c, class, why))
	}
	directory.Log(tx, by.ID, "skip class", t.For.Place, refOf(c, week))
	return c, nil
}
