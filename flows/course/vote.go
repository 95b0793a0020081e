package course

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/store"
)

// Kinds of agenda entries.
const (
	dueVote     = "course.vote"
	dueTell     = "course.tell"
	dueDeadline = "course.deadline"
	dueSettle   = "course.settle"
	dueClass    = "course.class"
	dueOver     = "course.over"
	dueRated    = "course.rated"
)

// mostNote is how long the note of a poll may be.
const mostNote = 300

// neitherLabel is for who wants neither of two courses.
const neitherLabel = "都不想上"

// ballot is the list of a term as a poll, in which most courses may be chosen.
func ballot(tx store.Tx, t Term, most int, closes time.Time) (poll.Poll, []Course) {
	list := Of(tx, t, Candidate)
	var labels []string
	for _, c := range list {
		labels = append(labels, c.Name)
	}
	if poll.LacksNo(labels) {
		labels = append(labels, neitherLabel)
	}
	return poll.Poll{
		Question: t.Name + "老年大学，您想上哪些课？", Note: voteNote(tx, t, list), Options: poll.Options(labels),
		Min: 1, Max: min(most, len(list)), For: t.For, Closes: closes,
	}, list
}

// voteNote says what the courses are, as far as there is room, and which of them
// nobody could come to both.
func voteNote(tx store.Tx, t Term, list []Course) string {
	end := "课时费由报名的人平摊。投票不算报名，开哪些课会再告诉您。"
	if clash := overlapWords(list); clash != "" {
		end = clash + "\n" + end
	}
	var lines []string
	for _, c := range list {
		lines = append(lines, c.Name+"："+c.Slot.String()+"，"+c.Teacher+ratingBeside(tx, t, c.Name))
	}
	if note := strings.Join(append(lines, end), "\n"); utf8.RuneCountInString(note) <= mostNote {
		return note
	}
	return "每门课的时间和老师，回复「课程」看。\n" + end
}

// overlapWords says which courses of a list are at the same time, "" if none are.
func overlapWords(list []Course) string {
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

// OpenVote has the residents vote on the list.
func OpenVote(tx store.Tx, term string, most int, closes time.Time, by directory.Person) (poll.Poll, error) {
	t, err := run(tx, term, by, Listing)
	if err != nil {
		return poll.Poll{}, err
	}
	draft, list := ballot(tx, t, most, closes)
	p, err := poll.Open(tx, draft, by)
	if err != nil {
		return p, err
	}
	for i, c := range list {
		c.Option = p.Options[i].Key
		courses.Put(tx, c)
	}
	t.State, t.Poll = Voting, p.ID
	terms.Put(tx, t)
	watchVote(tx, t, p)
	return p, nil
}

// watchVote has the result read soon after the poll closes.
func watchVote(tx store.Tx, t Term, p poll.Poll) {
	at := p.Closes
	if at.Before(tx.Now()) {
		at = tx.Now()
	}
	agenda.Set(tx, at.Add(time.Minute), dueVote, t.ID())
}

// voteDue reads the result once the poll is counted and has staff draw the line.
func voteDue(tx store.Tx, e agenda.Entry) error {
	t, ok := GetTerm(tx, e.Ref)
	p, found := poll.Get(tx, t.Poll)
	switch {
	case !ok || !found || t.State != Voting:
		return nil
	case p.Result == nil: // it was put off, or is still being counted
		watchVote(tx, t, p)
		return nil
	}
	for _, c := range Of(tx, t, Candidate) {
		for _, row := range p.Result.Rows {
			if row.Key == c.Option {
				c.Votes = row.Votes
			}
		}
		courses.Put(tx, c)
	}
	t.State = Voted
	terms.Put(tx, t)
	tellStaff(tx, t, bot.Out{
		Text:    t.Name + "的课程投票截止了。\n\n" + orderWords(Order(tx, t)) + "\n\n请定下来开哪些课。",
		Buttons: []bot.Button{{Label: "定开哪些课", Token: token("open", t.ID()), Wide: true}},
		Title:   "投票结果",
	})
	return nil
}

// Order is the list of a term, most votes first, and those with as many in the
// order of the list.
func Order(tx store.Tx, t Term) []Course {
	list := Of(tx, t, Candidate)
	slices.SortStableFunc(list, func(a, b Course) int { return b.Votes - a.Votes })
	return list
}

// AboveLine are those of a list that as many voted for as it takes to give them.
func AboveLine(list []Course) []string {
	var ids []string
	for _, c := range list {
		if c.Votes >= c.Least {
			ids = append(ids, c.ID())
		}
	}
	return ids
}

// Plan is how a term goes on from its list.
type Plan struct {
	Open     []string  // ids of courses
	Deadline time.Time // of signing up
	Starts   time.Time
	Weeks    int
}

// leastDays is what it takes between the deadline and the first class: time to
// decide about courses with too few pupils, and for these to answer.
const leastDays = 5

// soonest is the first day on which classes can begin after a deadline.
func (p Plan) soonest() time.Time { return bot.Midnight(p.Deadline).AddDate(0, 0, leastDays) }

// CheckDates refuses dates that leave people no time.
func (p Plan) CheckDates(now time.Time) error {
	switch {
	case p.Deadline.Before(now.Add(time.Hour)):
		return bot.Refuse("报名截止离现在太近了，至少要留一个小时。")
	case p.Deadline.After(now.AddDate(0, 3, 0)):
		return bot.Refuse("报名截止太远了，最多三个月。")
	case p.Starts.Before(p.soonest()):
		return bot.Refuse("报名截止到开课，至少要隔%d天：人不够的课要处理，也要让大家有时间交费。", leastDays)
	}
	return nil
}

// Enrolment opens the chosen courses for signing up and tells everybody who
// could vote.
func Enrolment(tx store.Tx, term string, plan Plan, by directory.Person) (Term, error) {
	t, err := enrolment(tx, term, plan, by)
	if err == nil {
		agenda.Set(tx, bot.Awake(tx.Now()), dueTell, t.ID())
	}
	return t, err
}

func enrolment(tx store.Tx, term string, plan Plan, by directory.Person) (Term, error) {
	t, err := run(tx, term, by, Listing, Voted)
	if err != nil {
		return t, err
	}
	if err := plan.CheckDates(tx.Now()); err != nil {
		return t, err
	}
	if len(plan.Open) == 0 || plan.Weeks < 1 || plan.Weeks > mostWeeks {
		return t, bot.Refuse("至少要开一门课，上1到%d次。", mostWeeks)
	}
	for _, c := range Of(tx, t, Candidate) {
		c.State = NotChosen
		if slices.Contains(plan.Open, c.ID()) {
			c.State = Open
		}
		courses.Put(tx, c)
	}
	t.State, t.Deadline, t.Starts, t.Weeks = Enrolling, plan.Deadline, bot.Midnight(plan.Starts), plan.Weeks
	terms.Put(tx, t)
	agenda.Set(tx, t.Deadline, dueDeadline, t.ID())
	directory.Log(tx, by.ID, "open courses", t.For.Place, t.ID())
	return t, nil
}
