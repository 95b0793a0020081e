package manage

import (
	"fmt"
	"slices"
	"strconv"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/store"
)

// rollCall shows a member of staff who came, and signs in who could not.
func rollCall(c *talk.Conv) error {
	id, known := talk.Known[string](c, "which")
	var err error
	if !known {
		id, err = whichGiven(c, "哪一门课？", course.Confirmed, course.Over)
	}
	if err != nil {
		return err
	}
	week, given := talk.Known[int](c, "week")
	if !given {
		week = -1
	}
	v, err := talk.Look(c, "roll", func(tx store.Tx) (rollPage, error) { return rollPageOf(tx, id, week, c.Who()) })
	if err != nil {
		return err
	}
	opts := []talk.Opt{{Key: "ok", Label: "知道了"}}
	if len(v.Missing) > 0 {
		opts = append(opts, talk.Opt{Key: "sign", Label: "给人补签"})
	}
	if len(v.Signed) > 0 {
		opts = append(opts, talk.Opt{Key: "undo", Label: "补签错了，改回来"})
	}
	if len(v.Others) > 0 {
		opts = append(opts, talk.Opt{Key: "other", Label: "看别的一次课"})
	}
	switch c.Choice("do", v.Text, opts...) {
	case "ok":
		return c.End("好的。")
	case "other":
		week, _ := strconv.Atoi(c.Choice("class", "哪一次课？", v.Others...))
		return c.Goto("roll", talk.Given{"which": id, "week": week})
	case "undo":
		return signed(c, id, v.Week, c.Choices("undo", "谁补签错了？", 1, len(v.Signed), v.Signed...), class.UnsignFor, "改回来了，会告诉本人。")
	}
	return signed(c, id, v.Week, c.Choices("who", "给谁补签？", 1, len(v.Missing), v.Missing...), class.SignFor, "补签好了，会告诉本人。弄错了，再回复「点名册」改回来。")
}

// signed signs people in, or takes that back.
func signed(c *talk.Conv, id string, week int, who []string, do func(store.Tx, string, int, string, directory.Person) error, done string) error {
	_, err := talk.Step(c, "sign", func(tx store.Tx) (bool, error) {
		for _, person := range who {
			if err := do(tx, id, week, person, c.Who()); err != nil {
				return false, err
			}
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	return c.End("%s", done)
}

// rollPage is who came to the classes of a course, and who to one of them.
type rollPage struct {
	Text    string     `json:"text"`
	Week    int        `json:"week"`
	Missing []talk.Opt `json:"missing"`
	Signed  []talk.Opt `json:"signed"` // by staff
	Others  []talk.Opt `json:"others"` // the classes before
}

// missed is what those are who have not signed in: nobody has stayed away from a
// class before it is over.
func missed(tx store.Reader, k course.Class) string {
	if tx.Now().Before(k.Ends) {
		return "还没签到"
	}
	return "没来"
}

// rollPageOf shows the class of a week; the last there was, if week is below 0.
func rollPageOf(tx store.Reader, id string, week int, by directory.Person) (rollPage, error) {
	c, _, err := course.Taught(tx, id, by)
	if err != nil {
		return rollPage{}, err
	}
	v := rollPage{Text: fmt.Sprintf("「%s」%d人", c.Name, len(course.Line(tx, c, course.In)))}
	var last course.Class
	for _, k := range c.Classes() {
		if tx.Now().Before(k.At.Add(-class.SignAround)) {
			break
		}
		r := class.RollOf(tx, c, k.Week)
		v.Text += fmt.Sprintf("\n第%d次 %s　到%d，请假%d，%s%d", k.N, bot.Day(k.At), len(r.Here), len(r.Away), missed(tx, k), len(r.Missing))
		if last.N == 0 || week < 0 || k.Week == week {
			last = k
		}
		v.Others = append(v.Others, talk.Opt{Key: strconv.Itoa(k.Week), Label: fmt.Sprintf("第%d次 %s", k.N, bot.Day(k.At)), Wide: true})
	}
	v.Others = slices.DeleteFunc(v.Others, func(o talk.Opt) bool { return o.Key == strconv.Itoa(last.Week) })
	if last.N == 0 {
		return v, bot.Refuse("「%s」还没有上课，第一次是%s。", c.Name, bot.Moment(c.First))
	}
	r := class.RollOf(tx, c, last.Week)
	v.Week = last.Week
	v.Text += fmt.Sprintf("\n\n第%d次课：", last.N)
	for _, part := range []struct {
		what string
		line []course.Pupil
	}{{"到了", r.Here}, {"请假", r.Away}, {missed(tx, last), r.Missing}} {
		if len(part.line) > 0 {
			v.Text += "\n" + part.what + "：" + course.Names(tx, part.line)
		}
	}
	for _, p := range slices.Concat(r.Missing, r.Away) {
		v.Missing = append(v.Missing, talk.Opt{Key: p.Person, Label: course.NameOf(tx, p)})
	}
	for _, p := range r.Here {
		if class.PresenceOf(tx, c, last.Week, p.Person).By != "" {
			v.Signed = append(v.Signed, talk.Opt{Key: p.Person, Label: course.NameOf(tx, p)})
		}
	}
	return v, nil
}
