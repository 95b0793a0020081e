// Package school takes a term from its list to its last course: what may be done
// with it, by whom and when, and who is told. Staff list courses, have residents
// vote on them and open some; residents sign up; at the deadline courses with too
// few are cancelled or merged and the fees of the others fixed; later, too, staff
// change dates, lists and what was paid, there and back.
package school

import (
	"yishi/bot/agenda"
	"yishi/bot/house"
	"yishi/flows/course"
	"yishi/store"
)

// Kinds of agenda entries.
const (
	dueVote     = "course.vote"
	dueTell     = "course.tell"
	dueDeadline = "course.deadline"
	dueSettle   = "course.settle"
	dueFee      = "course.fee" // reminds, once, of what is not paid yet
)

// Kit is what terms bring into the house: what falls due.
func Kit() house.Kit {
	return house.Kit{
		Name: "school", Needs: []string{"poll"}, Keeps: keeps, Sample: Fill,
		Topics:  []house.Topic{{Key: course.Topic, Name: "课程通知", Still: "您报了的课的提醒", Words: "课程 上课 老年大学 培训"}},
		Figures: []house.Figure{{Name: "courses_open", Help: "Courses that take sign-ups.", Read: func(tx store.Reader) int { return len(course.Opened(tx)) }}},
		Due: map[string]agenda.Handler{
			dueVote: voteDue, dueTell: tellDue, dueDeadline: deadlineDue, dueSettle: settleDue, dueFee: feeDue,
		},
	}
}
