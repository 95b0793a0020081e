package class

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/course"
	"yishi/store"
)

// tellBefore tells one pupil something that is of use before a class: by day, or
// at once where that would be too late.
func tellBefore(tx store.Tx, c course.Course, p course.Pupil, k course.Class, out bot.Out) {
	next := bot.Awake(tx.Now())
	if next.After(k.At.Add(-SignAround)) {
		next = tx.Now()
	}
	outbox.Add(tx, course.ToPupil(tx, c, p, outbox.Message{Out: out, Priority: outbox.Reminder, Next: next, Expires: k.At}))
}

// Tell keeps a course and tells its pupils what has changed, while it is of use.
func Tell(tx store.Tx, c course.Course, k course.Class, text string) {
	course.Put(tx, c)
	for _, p := range course.Line(tx, c, course.In) {
		tellBefore(tx, c, p, k, bot.Out{Text: text, Title: "上课时间变动", Fields: course.Fields(c)})
	}
	Schedule(tx, c)
}

// Skip leaves a class out, makes it up at the end, and tells the pupils why.
func Skip(tx store.Tx, id string, week int, why string, by directory.Person) (course.Course, error) {
	c, t, err := course.Taught(tx, id, by)
	if err != nil {
		return c, err
	}
	class, on := c.Class(week)
	switch {
	case !on || c.State != course.Confirmed || !tx.Now().Before(class.At):
		return c, bot.Refuse("这次课已经开始了，或者已经停了。")
	case why == "":
		return c, bot.Refuse("请说一句为什么停课，会告诉大家。")
	}
	c.Skips = append(slices.Clone(c.Skips), week)
	course.Put(tx, c)
	for _, p := range course.Line(tx, c, course.In) {
		tellBefore(tx, c, p, class, skippedOut(tx, c, class, why))
	}
	Schedule(tx, c)
	audit.Log(tx, by.ID, "skip class", t.For.Place, refOf(c, week))
	return c, nil
}

func skippedOut(tx store.Reader, c course.Course, k course.Class, why string) bot.Out {
	return bot.Out{
		Text: fmt.Sprintf("【停课一次】%s%s的课不上了，请别跑空。\n原因：%s\n少的这一次最后补上，最后一次课是%s。",
			course.Title(tx, c), bot.Moment(k.At), why, bot.Moment(c.Last().At)),
		Title: "停课通知", Fields: course.Fields(c),
	}
}

// coming finds a class that has not begun, or a week without one, of a course
// that is held.
func coming(tx store.Tx, id string, week int, by directory.Person) (course.Course, course.Class, error) {
	c, t, err := course.Taught(tx, id, by)
	if err != nil {
		return c, course.Class{}, err
	}
	class, on := c.Class(week)
	if !on {
		class = c.At(week)
	}
	if c.State != course.Confirmed || week < 0 || !tx.Now().Before(class.At) {
		return c, class, bot.Refuse("这次课已经开始了，或者过去了，不能改了。")
	}
	audit.Log(tx, by.ID, "change class", t.For.Place, refOf(c, week))
	return c, class, nil
}

// Unskip holds a class after all that was left out, and tells the pupils.
func Unskip(tx store.Tx, id string, week int, by directory.Person) (course.Course, error) {
	c, class, err := coming(tx, id, week, by)
	if err != nil {
		return c, err
	}
	if !slices.Contains(c.Skips, week) {
		return c, bot.Refuse("这次课没有停，照常上。")
	}
	c.Skips = slices.DeleteFunc(slices.Clone(c.Skips), func(w int) bool { return w == week })
	Tell(tx, c, class, fmt.Sprintf("【照常上课】%s%s的课不停了，照常上，%s。\n最后一次课是%s。", course.Title(tx, c), bot.Moment(class.At), c.Where, bot.Moment(c.Last().At)))
	return c, nil
}

// Move gives one class another time, or the one it had, and tells the pupils why.
func Move(tx store.Tx, id string, week int, to time.Time, why string, by directory.Person) (course.Course, error) {
	c, class, err := coming(tx, id, week, by)
	if err != nil {
		return c, err
	}
	switch minute := to.Sub(bot.Midnight(to)) / time.Minute; {
	case slices.Contains(c.Skips, week):
		return c, bot.Refuse("这次课停了，先改成照常上。")
	case to.Before(tx.Now().Add(time.Hour)) || to.After(tx.Now().AddDate(0, 6, 0)):
		return c, bot.Refuse("新的时间要在1小时以后、半年以内。")
	case minute < course.Earliest || minute > course.Latest:
		return c, bot.Refuse("上课要在早上6点到晚上8点之间开始。")
	case to.Equal(class.At):
		return c, bot.Refuse("就是原来的时间，没有改。")
	}
	c.Moved = maps.Clone(c.Moved)
	if c.Moved == nil {
		c.Moved = map[int]time.Time{}
	}
	if c.Moved[week] = to; to.Equal(c.Planned(week)) {
		delete(c.Moved, week)
	}
	Redraw(tx, c, week)
	text := fmt.Sprintf("【改时间】%s%s的课，改到%s，%s。", course.Title(tx, c), bot.Moment(class.At), bot.Moment(to), c.Where)
	if why != "" {
		text += "\n原因：" + why
	}
	first := class
	if to.Before(class.At) {
		first.At = to
	}
	Tell(tx, c, first, text)
	return c, nil
}
