package manage

import (
	"fmt"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// candidates is the list of a term that can still be changed.
func candidates(tx store.Reader, term string, by directory.Person) ([]course.Course, error) {
	t, err := course.TermFor(tx, term, by, course.Listing)
	if err != nil {
		return nil, err
	}
	list := course.Of(tx, t, course.Candidate)
	if len(list) == 0 {
		return nil, bot.Refuse("%s还没有课。回复「加课程」。", t.Name)
	}
	return list, nil
}

// listed saves a candidate and says so, and what it would clash with.
func listed(tx store.Tx, term string, k course.Course, by directory.Person) (string, error) {
	k, err := school.Save(tx, term, k, by)
	if err != nil {
		return "", err
	}
	words := fmt.Sprintf("「%s」记下了。%s。", k.Name, k.Money())
	for _, o := range course.Of(tx, course.TermOf(tx, k), course.Candidate) {
		if o.No != k.No && o.Slot.Clashes(k.Slot) {
			words += fmt.Sprintf("\n和「%s」（%s）时间撞了，两门都想上的人不能都上全。", o.Name, o.Slot)
		}
	}
	return words, nil
}

// lineUp is what staff choose the courses to open from.
type lineUp struct {
	List  []course.Course `json:"list"`
	Text  string          `json:"text"`
	Above []string        `json:"above"` // at least as many votes as it takes
	Now   time.Time       `json:"now"`
}

func lineUpOf(tx store.Reader, term string, by directory.Person) (lineUp, error) {
	t, err := course.TermFor(tx, term, by, course.Listing, course.Voted)
	if err != nil {
		return lineUp{}, err
	}
	l := lineUp{List: school.Order(tx, t), Now: tx.Now()}
	if len(l.List) == 0 {
		return l, bot.Refuse("%s还没有课。回复「加课程」。", t.Name)
	}
	if l.Text = course.ListWords(tx, t, l.List); t.State == course.Voted {
		l.Text, l.Above = school.OrderWords(l.List), school.AboveLine(l.List)
	}
	if clash := school.OverlapWords(l.List); clash != "" {
		l.Text += "\n" + clash
	}
	return l, nil
}

// voteView is a vote as it would be opened.
type voteView struct {
	Count int    `json:"count"`
	Text  string `json:"text"`
	Reach string `json:"reach"`
}

func voteViewOf(tx store.Reader, term string, most int, closes time.Time, by directory.Person) (voteView, error) {
	t, err := course.TermFor(tx, term, by, course.Listing)
	if err != nil {
		return voteView{}, err
	}
	text, count, reach := school.Preview(tx, t, most, closes)
	return voteView{count, text, reach}, nil
}

// voted puts the list to the vote and says what came of it.
func voted(tx store.Tx, term string, most int, closes time.Time, by directory.Person) (string, error) {
	no, waits, err := school.OpenVote(tx, term, most, closes, by)
	switch {
	case err != nil:
		return "", err
	case waits:
		return fmt.Sprintf("第%d号投票写好了，要请另一位同事复核，通过了就发出去。", no), nil
	}
	return fmt.Sprintf("投票发出去了，是第%d号投票。\n%s截止，结果出来就告诉您，请您定开哪些课。", no, bot.Moment(closes)), nil
}
