// Package class is what happens in the classes of a course that is held: pupils are
// reminded, sign in with a code that is on the blackboard or say that they stay
// away, classes are left out or moved, and when all are over pupils say how it was.
package class

import (
	"yishi/bot/agenda"
	"yishi/bot/house"
)

// Kinds of agenda entries.
const (
	dueClass = "course.class"
	dueOver  = "course.over"
	dueRated = "course.rated"
)

// Kit is what classes bring into the house: what falls due. Without codes they are
// drawn by chance.
func Kit(codes Codes) house.Kit {
	if codes == nil {
		codes = RandomCodes
	}
	b := blackboard{codes}
	return house.Kit{Name: "class", Due: map[string]agenda.Handler{dueClass: b.classDue, dueOver: overDue, dueRated: ratedDue}}
}

// blackboard is where the code of a class is written.
type blackboard struct{ codes Codes }
