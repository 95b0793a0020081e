package manage

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/store"
)

// skipClass has a member of staff leave a class out.
func skipClass(c *talk.Conv) error {
	id, known := talk.Known[string](c, "which")
	var err error
	if !known {
		id, err = whichGiven(c, "哪一门课？", course.Confirmed)
	}
	if err != nil {
		return err
	}
	next, err := talk.Look(c, "next", func(tx store.Tx) ([]talk.Opt, error) { return toSkip(tx, id) })
	if err != nil {
		return err
	}
	week, _ := strconv.Atoi(c.Choice("class", "停哪一次？", next...))
	why := c.Lasting("why", "为什么停？会告诉大家，比如「老师生病」。")
	if !c.Confirm("sure", "这次课停掉，最后补上一次，马上告诉大家。对吗？") {
		return c.End("好的，没有停。")
	}
	course, err := talk.Step(c, "skip", func(tx store.Tx) (course.Course, error) { return class.Skip(tx, id, week, why, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("停好了，会告诉「%s」的每个人。最后一次课改到%s。\n停错了，回复「调课」改回来。", course.Name, bot.Moment(course.Last().At))
}

// changeClass has a member of staff leave a class out, hold it after all, or give
// it another time.
func changeClass(c *talk.Conv) error {
	id, err := whichGiven(c, "哪一门课？", course.Confirmed)
	if err != nil {
		return err
	}
	list, err := talk.Look(c, "classes", func(tx store.Tx) ([]classRow, error) { return toChange(tx, id) })
	if err != nil {
		return err
	}
	var opts []talk.Opt
	for _, k := range list {
		opts = append(opts, talk.Opt{Key: fmt.Sprint(k.Week), Label: k.Label, Wide: true})
	}
	key := c.Choice("class", "改哪一次课？", opts...)
	var k classRow
	for _, r := range list {
		if fmt.Sprint(r.Week) == key {
			k = r
		}
	}
	opts = []talk.Opt{{Key: "skip", Label: "停掉"}, {Key: "move", Label: "改时间"}}
	switch {
	case k.Skipped:
		opts = []talk.Opt{{Key: "on", Label: "不停了，照常上"}}
	case k.Moved:
		opts = append(opts, talk.Opt{Key: "back", Label: "改回" + bot.Moment(k.Planned)})
	}
	switch do := c.Choice("do", k.Label+"，怎么改？", append(opts, talk.Opt{Key: "no", Label: "不改了"})...); do {
	case "on", "back":
		return classBack(c, id, k, do)
	case "move":
		return classMoved(c, id, k)
	case "skip":
		return c.Goto("skipclass", talk.Given{"which": id, "class": key})
	}
	return c.End("好的，没有改。")
}

func classBack(c *talk.Conv, id string, k classRow, do string) error {
	if !c.Confirm("sure", "%s，%s，马上告诉大家。对吗？", bot.Moment(k.Planned), map[string]string{"on": "照常上课", "back": "改回这个时间"}[do]) {
		return c.End("好的，没有改。")
	}
	course, err := talk.Step(c, "back", func(tx store.Tx) (course.Course, error) {
		if do == "on" {
			return class.Unskip(tx, id, k.Week, c.Who())
		}
		return class.Move(tx, id, k.Week, k.Planned, "", c.Who())
	})
	if err != nil {
		return err
	}
	return c.End("改好了，会告诉「%s」的每个人。最后一次课是%s。", course.Name, bot.Moment(course.Last().At))
}

func classMoved(c *talk.Conv, id string, k classRow) error {
	to := c.Time("to", "改到哪天几点？比如「12月30日上午9点」。")
	why := c.LastingOr("why", "不用说", "为什么改？会告诉大家。")
	if !c.Confirm("sure", "这次课改到%s，马上告诉大家。对吗？", bot.Moment(to)) {
		return c.End("好的，没有改。")
	}
	course, err := talk.Step(c, "move", func(tx store.Tx) (course.Course, error) { return class.Move(tx, id, k.Week, to, why, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("改好了，会告诉「%s」的每个人。要改回来，再回复「调课」。", course.Name)
}

// classRow is a class that can still be changed, or a week without one.
type classRow struct {
	Week    int       `json:"week"`
	Label   string    `json:"label"`
	Planned time.Time `json:"planned"`
	Skipped bool      `json:"skipped,omitempty"`
	Moved   bool      `json:"moved,omitempty"`
}

// toChange are the next weeks of a course, those without class among them.
func toChange(tx store.Reader, id string) ([]classRow, error) {
	c, _ := course.Get(tx, id)
	var list []classRow
	for week := 0; week < c.Weeks+len(c.Skips) && len(list) < 8; week++ {
		k := c.At(week)
		if !tx.Now().Before(k.At) {
			continue
		}
		r := classRow{Week: week, Label: bot.Moment(k.At), Planned: c.Planned(week), Skipped: slices.Contains(c.Skips, week)}
		if r.Skipped {
			r.Label += "，停了"
		} else if !k.At.Equal(r.Planned) {
			r.Label, r.Moved = r.Label+"，改过时间", tx.Now().Add(time.Hour).Before(r.Planned)
		}
		list = append(list, r)
	}
	if len(list) == 0 {
		return nil, bot.Refuse("「%s」的课都上完了。", c.Name)
	}
	return list, nil
}

// toSkip are the next classes of a course.
func toSkip(tx store.Reader, id string) ([]talk.Opt, error) {
	course, _ := course.Get(tx, id)
	var opts []talk.Opt
	for _, k := range course.Classes() {
		if tx.Now().Before(k.At) && len(opts) < 6 {
			opts = append(opts, talk.Opt{Key: strconv.Itoa(k.Week), Label: bot.Moment(k.At), Wide: true})
		}
	}
	if len(opts) == 0 {
		return nil, bot.Refuse("「%s」的课都上完了。", course.Name)
	}
	return opts, nil
}
