package course

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/store"
)

// rateFor is how long the pupils of a course may say how it was.
const rateFor = 7 * 24 * time.Hour

// overDue ends a course after its last class and asks how it was.
func overDue(tx store.Tx, e agenda.Entry) error {
	c, _, ok := readRef(tx, e.Ref)
	if !ok {
		return nil
	}
	if tx.Now().Before(c.last().Ends) {
		plan(tx, c) // it was put off meanwhile
		return nil
	}
	c.State = Over
	courses.Put(tx, c)
	for _, p := range Line(tx, c, In) {
		tellPupil(tx, c, p, rateOut(tx, c))
	}
	if words := unpaidWords(tx, c); words != "" {
		tellStaff(tx, termOf(tx, c), bot.Out{Text: words, Title: "课费"})
	}
	agenda.Set(tx, bot.Awake(tx.Now().Add(rateFor)), dueRated, c.ID())
	if t := termOf(tx, c); len(Of(tx, t, Confirmed)) == 0 {
		t.State = TermOver
		terms.Put(tx, t)
	}
	return nil
}

// Rate notes what a pupil thinks of a course that is over: 1 to 5.
func Rate(tx store.Tx, who directory.Person, id string, score int) (Course, error) {
	c, p, err := rates(tx, who, id)
	if err != nil || score < 1 || score > 5 {
		return c, err
	}
	p.Score = score
	pupils.Put(tx, p)
	return c, nil
}

// mostWord is how long a word on a course may be.
const mostWord = 100

// AddWord notes a word beside the score.
func AddWord(tx store.Tx, who directory.Person, id, word string) error {
	_, p, err := rates(tx, who, id)
	if err != nil {
		return err
	}
	if r := []rune(word); utf8.RuneCountInString(word) > mostWord {
		word = string(r[:mostWord])
	}
	p.Word = word
	pupils.Put(tx, p)
	return nil
}

// rates refuses who, or when, cannot say how a course was.
func rates(tx store.Tx, who directory.Person, id string) (Course, Pupil, error) {
	c, _ := Get(tx, id)
	p := Find(tx, c, who)
	switch {
	case p.State != In:
		return c, p, bot.Refuse("您没有上这门课，不用评。")
	case c.State == Confirmed:
		return c, p, bot.Refuse("「%s」还没有上完，上完会请您评。", c.Name)
	case !Rateable(c, tx.Now()):
		return c, p, bot.Refuse("「%s」的评价已经结束了。谢谢您。", c.Name)
	}
	return c, p, nil
}

// Rateable says whether a course can be judged at a moment.
func Rateable(c Course, now time.Time) bool {
	classes := c.Classes()
	return c.State == Over && len(classes) > 0 && now.Before(classes[len(classes)-1].Ends.Add(rateFor+24*time.Hour))
}

// ratedDue tells staff what the pupils said.
func ratedDue(tx store.Tx, e agenda.Entry) error {
	if c, ok := Get(tx, e.Ref); ok {
		tellStaff(tx, termOf(tx, c), bot.Out{Text: ratingWords(tx, c), Title: "课程评价"})
	}
	return nil
}

// Rating is what the pupils of a course said.
type Rating struct {
	Sum, Count, Of int
	Words          []string
}

// RatingOf adds up what was said of a course.
func RatingOf(tx store.Tx, c Course) Rating {
	var r Rating
	for _, p := range Line(tx, c, In) {
		r.Of++
		if p.Score > 0 {
			r.Count++
			r.Sum += p.Score
		}
		if p.Word != "" {
			r.Words = append(r.Words, p.Word)
		}
	}
	return r
}

// mean is the mean score with one digit, rounded to the nearest.
func (r Rating) mean() string {
	tenths := (r.Sum*20 + r.Count) / (2 * r.Count)
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

// Before is the rating of the last course of that name around there.
func Before(tx store.Tx, t Term, name string) (Rating, bool) {
	var last Rating
	for c := range courses.By(tx, "name", store.Key(name)) {
		at := termOf(tx, c).For.Place
		near := directory.Within(at, t.For.Place) || directory.Within(t.For.Place, at)
		if r := RatingOf(tx, c); c.State == Over && near && c.Term != t.No && r.Count > 0 {
			last = r
		}
	}
	return last, last.Count > 0
}

// ratingBeside stands beside a candidate that was given before.
func ratingBeside(tx store.Tx, t Term, name string) string {
	r, ok := Before(tx, t, name)
	if !ok {
		return ""
	}
	return fmt.Sprintf("，上次%s分（%d人评）", r.mean(), r.Count)
}

func ratingWords(tx store.Tx, c Course) string {
	r := RatingOf(tx, c)
	if r.Count == 0 {
		return fmt.Sprintf("%s上完了，%d个人里还没有人评价。", title(tx, c), r.Of)
	}
	text := fmt.Sprintf("%s上完了，%d个人里%d人评了，平均%s分（满分5分）。", title(tx, c), r.Of, r.Count, r.mean())
	if len(r.Words) > 0 {
		text += "\n大家说：\n· " + strings.Join(r.Words, "\n· ")
	}
	return text
}
