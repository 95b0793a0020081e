package course

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// coming finds a class that has not begun, or a week without one, of a course
// that is held.
func coming(tx store.Tx, id string, week int, by directory.Person) (Course, Class, error) {
	c, t, err := taught(tx, id, by)
	if err != nil {
		return c, Class{}, err
	}
	class, on := c.class(week)
	if !on {
		class = c.at(week)
	}
	if c.State != Confirmed || week < 0 || !tx.Now().Before(class.At) {
		return c, class, bot.Refuse("这次课已经开始了，或者过去了，不能改了。")
	}
	directory.Log(tx, by.ID, "change class", t.For.Place, refOf(c, week))
	return c, class, nil
}

// Unskip holds a class after all that was left out, and tells the pupils.
func Unskip(tx store.Tx, id string, week int, by directory.Person) (Course, error) {
	c, class, err := coming(tx, id, week, by)
	if err != nil {
		return c, err
	}
	if !slices.Contains(c.Skips, week) {
		return c, bot.Refuse("这次课没有停，照常上。")
	}
	c.Skips = slices.DeleteFunc(slices.Clone(c.Skips), func(w int) bool { return w == week })
	c.tellClass(tx, class, fmt.Sprintf("【照常上课】%s%s的课不停了，照常上，%s。\n最后一次课是%s。", title(tx, c), bot.Moment(class.At), c.Where, bot.Moment(c.last().At)))
	return c, nil
}

// MoveClass gives one class another time, or the one it had, and tells the pupils why.
func MoveClass(tx store.Tx, id string, week int, to time.Time, why string, by directory.Person) (Course, error) {
	c, class, err := coming(tx, id, week, by)
	if err != nil {
		return c, err
	}
	switch minute := to.Sub(bot.Midnight(to)) / time.Minute; {
	case slices.Contains(c.Skips, week):
		return c, bot.Refuse("这次课停了，先改成照常上。")
	case to.Before(tx.Now().Add(time.Hour)) || to.After(tx.Now().AddDate(0, 6, 0)):
		return c, bot.Refuse("新的时间要在1小时以后、半年以内。")
	case minute < earliest || minute > latest:
		return c, bot.Refuse("上课要在早上6点到晚上8点之间开始。")
	case to.Equal(class.At):
		return c, bot.Refuse("就是原来的时间，没有改。")
	}
	c.Moved = maps.Clone(c.Moved)
	if c.Moved == nil {
		c.Moved = map[int]time.Time{}
	}
	if c.Moved[week] = to; to.Equal(c.planned(week)) {
		delete(c.Moved, week)
	}
	boards.Delete(tx, store.Key(c.No, week)) // a new time has a new reminder, and a new code
	text := fmt.Sprintf("【改时间】%s%s的课，改到%s，%s。", title(tx, c), bot.Moment(class.At), bot.Moment(to), c.Where)
	if why != "" {
		text += "\n原因：" + why
	}
	first := class
	if to.Before(class.At) {
		first.At = to
	}
	c.tellClass(tx, first, text)
	return c, nil
}

// tellClass keeps a course and tells its pupils what has changed, while it is of use.
func (c Course) tellClass(tx store.Tx, k Class, text string) {
	courses.Put(tx, c)
	for _, p := range Line(tx, c, In) {
		tellBefore(tx, c, p, k, bot.Out{Text: text, Title: "上课时间变动", Fields: fields(c)})
	}
	plan(tx, c)
}

// UnsignFor takes back what staff signed in for somebody by mistake.
func UnsignFor(tx store.Tx, id string, week int, person string, by directory.Person) error {
	c, t, err := taught(tx, id, by)
	if err != nil {
		return err
	}
	m := markOf(tx, c, week, person)
	if m.By == "" || m.State != Here {
		return bot.Refuse("这个人是自己签到的，不用撤。")
	}
	m.State, m.Was, m.By = m.Was, NoWord, ""
	marks.Put(tx, m)
	class, _ := c.class(week)
	tellPupil(tx, c, Pupil{Person: person}, signedOut(c, fmt.Sprintf("刚才补签错了，%s第%d次课，改回没有签到。\n您要是来了，请告诉工作人员。", title(tx, c), class.N)))
	directory.Log(tx, by.ID, "undo sign in", t.For.Place, refOf(c, week)+" "+person)
	return nil
}

func signedOut(c Course, text string) bot.Out {
	return bot.Out{Text: text, Title: "补签", Fields: fields(c)}
}
