package class

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/flows/course"
	"yishi/store"
)

// rateFor is how long the pupils of a course may say how it was.
const rateFor = 7 * 24 * time.Hour

// overDue ends a course after its last class and asks how it was.
func overDue(tx store.Tx, e agenda.Entry) error {
	c, _, ok := ReadRef(tx, e.Ref)
	if !ok {
		return nil
	}
	if tx.Now().Before(c.Last().Ends) {
		Schedule(tx, c) // it was put off meanwhile
		return nil
	}
	c.State = course.Over
	course.Put(tx, c)
	for _, p := range course.Line(tx, c, course.In) {
		if Rateable(c, bot.Awake(tx.Now())) { // it is not, if nothing ran for a week
			course.TellPupil(tx, c, p, rateOut(tx, c))
		}
	}
	if words := unpaidWords(tx, c); words != "" {
		course.TellStaff(tx, course.TermOf(tx, c), bot.Out{Text: words, Title: "课费"})
	}
	agenda.Set(tx, bot.Awake(tx.Now().Add(rateFor)), dueRated, c.ID())
	if t := course.TermOf(tx, c); len(course.Of(tx, t, course.Confirmed)) == 0 {
		t.State = course.TermOver
		course.PutTerm(tx, t)
	}
	return nil
}

// unpaidWords tells staff, of a course that is over, what is still open.
func unpaidWords(tx store.Reader, c course.Course) string {
	a := course.AccountOf(tx, c)
	if a.Owed == 0 && a.Back == 0 {
		return ""
	}
	return fmt.Sprintf("%s上完了。%s\n%s\n收了、退了，回复「收课费」记一记。", course.Title(tx, c), a, course.OpenWords(tx, c))
}

// RateLabels are the scores 1 to 5 in words.
func RateLabels() []string {
	return []string{"很不满意", "不满意", "一般", "满意", "很满意"}
}

func rateOut(tx store.Reader, c course.Course) bot.Out {
	out := bot.Out{
		Text:  course.Title(tx, c) + "上完了，谢谢您来。\n您觉得怎么样？下一期开什么课，会参考大家的评价。不写您的名字。",
		Title: "课程评价", Fields: course.Fields(c),
	}
	for i, label := range RateLabels() {
		out.Buttons = append(out.Buttons, bot.Button{Label: label, Token: course.Token("rate", fmt.Sprintf("%s/%d", c.ID(), i+1))})
	}
	return out
}

// Rate notes what a pupil thinks of a course that is over: 1 to 5.
func Rate(tx store.Tx, who directory.Person, id string, score int) (course.Course, error) {
	c, p, err := rates(tx, who, id)
	if err != nil || score < 1 || score > 5 {
		return c, err
	}
	p.Score = score
	course.Pupils.Put(tx, p)
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
	course.Pupils.Put(tx, p)
	return nil
}

// rates refuses who, or when, cannot say how a course was.
func rates(tx store.Reader, who directory.Person, id string) (course.Course, course.Pupil, error) {
	c, _ := course.Get(tx, id)
	p := course.Find(tx, c, who)
	switch {
	case p.State != course.In:
		return c, p, bot.Refuse("您没有上这门课，不用评。")
	case c.State == course.Confirmed:
		return c, p, bot.Refuse("「%s」还没有上完，上完会请您评。", c.Name)
	case !Rateable(c, tx.Now()):
		return c, p, bot.Refuse("「%s」的评价已经结束了。谢谢您。", c.Name)
	}
	return c, p, nil
}

// Rateable reports whether a course can be judged at a moment.
func Rateable(c course.Course, now time.Time) bool {
	classes := c.Classes()
	return c.State == course.Over && len(classes) > 0 && now.Before(classes[len(classes)-1].Ends.Add(rateFor+24*time.Hour))
}

// ratedDue tells staff what the pupils said.
func ratedDue(tx store.Tx, e agenda.Entry) error {
	if c, ok := course.Get(tx, e.Ref); ok {
		course.TellStaff(tx, course.TermOf(tx, c), bot.Out{Text: RatingWords(tx, c), Title: "课程评价"})
	}
	return nil
}

// RatingWords tells staff what the pupils of a course said.
func RatingWords(tx store.Reader, c course.Course) string {
	r := course.RatingOf(tx, c)
	if r.Count == 0 {
		return fmt.Sprintf("%s上完了，%d个人里还没有人评价。", course.Title(tx, c), r.Of)
	}
	text := fmt.Sprintf("%s上完了，%d个人里%d人评了，平均%s分（满分5分）。", course.Title(tx, c), r.Of, r.Count, r.Mean())
	if len(r.Words) > 0 {
		text += "\n大家说：\n· " + strings.Join(r.Words, "\n· ")
	}
	return text
}
