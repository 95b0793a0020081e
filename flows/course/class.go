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

// Classes are all classes of a confirmed course, in their order. A week without
// class is made up at the end: everybody has paid for as many.
func (c Course) Classes() []Class {
	var list []Class
	for week := 0; len(list) < c.Weeks; week++ {
		if !slices.Contains(c.Skips, week) {
			list = append(list, c.at(week))
		}
	}
	slices.SortStableFunc(list, func(a, b Class) int { return a.At.Compare(b.At) })
	for i := range list {
		list[i].N = i + 1
	}
	return list
}

// planned is when the class of a week would be, had none been moved.
func (c Course) planned(week int) time.Time { return c.First.AddDate(0, 0, 7*week) }

func (c Course) at(week int) Class {
	at, moved := c.Moved[week]
	if !moved {
		at = c.planned(week)
	}
	return Class{Week: week, At: at, Ends: at.Add(time.Duration(c.Slot.Long) * time.Minute)}
}

func (c Course) last() Class {
	list := c.Classes()
	return list[len(list)-1]
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

// plan sets what comes next: the reminder of a class, or the end. A class whose
// code is drawn has had its reminder. What was set for another time finds out
// that it came too early or too often.
func plan(tx store.Tx, c Course) {
	for _, k := range c.Classes() {
		if !drawn(tx, c, k.Week) && tx.Now().Before(k.Ends) {
			at := remindAt(k.At)
			if at.Before(tx.Now()) {
				at = tx.Now()
			}
			agenda.Set(tx, at, dueClass, refOf(c, k.Week))
			return
		}
	}
	agenda.Set(tx, bot.Awake(c.last().Ends.Add(signAround)), dueOver, refOf(c, c.last().Week))
}

func drawn(tx store.Tx, c Course, week int) bool {
	_, ok := boards.Get(tx, store.Key(c.No, week))
	return ok
}

// classDue reminds of a class, and gives staff its code for the board.
func (k kit) classDue(tx store.Tx, e agenda.Entry) error {
	c, week, ok := readRef(tx, e.Ref)
	if !ok {
		return nil
	}
	class, on := c.class(week)
	if on && !drawn(tx, c, week) && !tx.Now().Before(remindAt(class.At)) && tx.Now().Before(class.Ends) {
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
	plan(tx, c)
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
	c.Skips = append(slices.Clone(c.Skips), week)
	courses.Put(tx, c)
	for _, p := range Line(tx, c, In) {
		tellBefore(tx, c, p, class, skippedOut(tx, c, class, why))
	}
	plan(tx, c)
	directory.Log(tx, by.ID, "skip class", t.For.Place, refOf(c, week))
	return c, nil
}
