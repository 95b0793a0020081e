package school

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/course"
	"yishi/flows/poll"
	"yishi/flows/poll/run"
	"yishi/flows/poll/tell"
	"yishi/store"
)

// mostNote is how long the note of a poll may be.
const mostNote = 300

// neitherLabel is for who wants neither of two courses.
const neitherLabel = "都不想上"

// Ballot is the list of a term as a poll, in which most courses may be chosen.
func Ballot(tx store.Reader, t course.Term, most int, closes time.Time) (poll.Poll, []course.Course) {
	list := course.Of(tx, t, course.Candidate)
	var labels []string
	for _, c := range list {
		labels = append(labels, c.Name)
	}
	if poll.LacksNo(labels) {
		labels = append(labels, neitherLabel)
	}
	return poll.Poll{
		Question: t.Name + "老年大学，您想上哪些课？", Note: voteNote(tx, t, list), Options: poll.Options(labels),
		Min: 1, Max: min(most, len(list)), For: t.For, Closes: closes, Next: "开课前会请您报名。",
	}, list
}

// voteNote says what the courses are, as far as there is room, and which of them
// nobody could come to both.
func voteNote(tx store.Reader, t course.Term, list []course.Course) string {
	end := "课时费由报名的人平摊。投票不算报名，开哪些课会再告诉您。"
	if clash := OverlapWords(list); clash != "" {
		end = clash + "\n" + end
	}
	var lines []string
	for _, c := range list {
		lines = append(lines, c.Name+"："+c.Slot.String()+"，"+c.Teacher+course.RatingBeside(tx, t, c.Name))
	}
	if note := strings.Join(append(lines, end), "\n"); utf8.RuneCountInString(note) <= mostNote {
		return note
	}
	return "每门课的时间和老师，回复「课程」看。\n" + end
}

// OverlapWords says which courses of a list are at the same time, "" if none are.
func OverlapWords(list []course.Course) string {
	const most = 3
	var pairs []string
	for i, c := range list {
		for _, o := range list[i+1:] {
			if c.Slot.Clashes(o.Slot) {
				pairs = append(pairs, "「"+c.Name+"」和「"+o.Name+"」")
			}
		}
	}
	switch {
	case len(pairs) == 0:
		return ""
	case len(pairs) > most:
		return fmt.Sprintf("有%d对课时间撞了，撞了的不能都上全，选的时候看看时间。", len(pairs))
	}
	return strings.Join(pairs, "，") + "时间撞了，不能都上全。"
}

// Preview is the vote on a term's list as residents would read it, how many courses are
// on it, and whom it reaches.
func Preview(tx store.Reader, t course.Term, most int, closes time.Time) (text string, courses int, reach string) {
	draft, list := Ballot(tx, t, most, closes)
	r := outbox.Preview(tx, outbox.Broadcast{To: draft.For, Topic: draft.Topic()})
	return tell.Preview(draft, draft.For.Words(tx)), len(list), fmt.Sprintf("%d人。%s", r.People, tell.ReachWords(r))
}

// OpenVote has the residents vote on the list; when that has ended, dueVote comes. A
// colleague may have to look at it first.
func OpenVote(tx store.Tx, term string, most int, closes time.Time, by directory.Person) (no int, waits bool, err error) {
	t, err := course.TermFor(tx, term, by, course.Listing)
	if err != nil {
		return 0, false, err
	}
	draft, list := Ballot(tx, t, most, closes)
	draft.Then, draft.ThenRef = dueVote, t.ID()
	p, err := run.Open(tx, draft, by)
	if err != nil {
		return 0, false, err
	}
	for i, c := range list {
		c.Option = p.Options[i].Key
		course.Put(tx, c)
	}
	t.State, t.Poll = course.Voting, p.ID
	course.PutTerm(tx, t)
	return p.No, p.State == poll.Draft, nil
}

// voteDue reads the result of a vote that has ended and has staff draw the line. One
// that was called off leaves the term with its list.
func voteDue(tx store.Tx, e agenda.Entry) error {
	t, ok := course.GetTerm(tx, e.Ref)
	p, found := poll.Get(tx, t.Poll)
	switch {
	case !ok || t.State != course.Voting:
		return nil
	case !found || p.State == poll.Cancelled:
		t.State = course.Listing
		course.PutTerm(tx, t)
		return nil
	case p.Result == nil && p.Then == "": // of former days, when polls did not say that they ended
		agenda.Set(tx, later(p.Closes, tx.Now()).Add(time.Minute), dueVote, t.ID())
		return nil
	case p.Result == nil:
		return nil
	}
	for _, c := range course.Of(tx, t, course.Candidate) {
		for _, row := range p.Result.Rows {
			if row.Key == c.Option {
				c.Votes = row.Votes
			}
		}
		course.Put(tx, c)
	}
	t.State = course.Voted
	course.PutTerm(tx, t)
	course.TellStaff(tx, t, bot.Out{
		Text:    t.Name + "的课程投票截止了。\n\n" + OrderWords(Order(tx, t)) + "\n\n请定下来开哪些课。",
		Buttons: []bot.Button{{Label: "定开哪些课", Token: course.Token("open", t.ID()), Wide: true}},
		Title:   "投票结果",
	})
	return nil
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// Order is the list of a term, most votes first, and those with as many in the
// order of the list.
func Order(tx store.Reader, t course.Term) []course.Course {
	list := course.Of(tx, t, course.Candidate)
	slices.SortStableFunc(list, func(a, b course.Course) int { return b.Votes - a.Votes })
	return list
}

// AboveLine are those of a list that as many voted for as it takes to give them.
func AboveLine(list []course.Course) []string {
	var ids []string
	for _, c := range list {
		if c.Votes >= c.Least {
			ids = append(ids, c.ID())
		}
	}
	return ids
}

// OrderWords is a list with its votes, and whether they are enough.
func OrderWords(list []course.Course) string {
	var lines []string
	for i, c := range list {
		enough := "够了"
		if c.Votes < c.Least {
			enough = "不够"
		}
		lines = append(lines, fmt.Sprintf("%d. %s　%d票（开课要%d人，%s）", i+1, c.Name, c.Votes, c.Least, enough))
	}
	return strings.Join(lines, "\n")
}
