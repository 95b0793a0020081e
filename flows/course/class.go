package course

import (
	"slices"
	"time"
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
			list = append(list, c.At(week))
		}
	}
	slices.SortStableFunc(list, func(a, b Class) int { return a.At.Compare(b.At) })
	for i := range list {
		list[i].N = i + 1
	}
	return list
}

// Planned is when the class of a week would be, had none been moved.
func (c Course) Planned(week int) time.Time { return c.First.AddDate(0, 0, 7*week) }

// At is the class of a week, if it has one.
func (c Course) At(week int) Class {
	at, moved := c.Moved[week]
	if !moved {
		at = c.Planned(week)
	}
	return Class{Week: week, At: at, Ends: at.Add(time.Duration(c.Slot.Long) * time.Minute)}
}

// Last is the last class of a confirmed course.
func (c Course) Last() Class {
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

// Class is the class of a week, unless that is left out.
func (c Course) Class(week int) (Class, bool) {
	for _, k := range c.Classes() {
		if k.Week == week {
			return k, true
		}
	}
	return Class{}, false
}
