package manage

import (
	"fmt"

	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// fewPupils has a member of staff decide about a course with too few.
func fewPupils(c *talk.Conv) error {
	id, _ := talk.Known[string](c, talk.Of)
	v, err := talk.Look(c, "few", func(tx store.Tx) (fewPage, error) { return fewPageOf(tx, id, c.Who()) })
	if err != nil {
		return err
	}
	do := c.Choice("do", v.Text, v.Opts...)
	if do == "later" {
		return c.End("好的，先不定。")
	}
	done := "「" + v.Course.Name + "」取消了，会告诉报名的人。弄错了，回复「停办」恢复。"
	if do != "cancel" {
		done = "好的，这就去问「" + v.Course.Name + "」的人愿不愿意改上那一门，两天内等他们回答。"
	}
	_, err = talk.Step(c, "decide", func(tx store.Tx) (course.Course, error) {
		if do == "cancel" {
			return school.Cancel(tx, id, c.Who())
		}
		return school.Merge(tx, id, do, c.Who())
	})
	if err != nil {
		return err
	}
	return c.End("%s", done)
}

// fewPage is a course with too few pupils, and where they could go.
type fewPage struct {
	Course course.Course `json:"course"`
	Text   string        `json:"text"`
	Opts   []talk.Opt    `json:"opts"`
}

func fewPageOf(tx store.Reader, id string, by directory.Person) (fewPage, error) {
	c, t, err := school.TooFew(tx, id, by)
	if err != nil {
		return fewPage{}, err
	}
	in := course.Line(tx, c, course.In)
	v := fewPage{Course: c, Text: fmt.Sprintf("%s\n报了%d人，要%d人：%s。\n怎么办？", c.Facts(t.Name), len(in), c.Least, course.Names(tx, in))}
	v.Opts = append(v.Opts, talk.Opt{Key: "cancel", Label: "取消这门课", Wide: true})
	for _, o := range course.Of(tx, t, course.Open) {
		if n := len(course.Line(tx, o, course.In)); o.No != c.No && n > 0 && n < o.Most {
			v.Opts = append(v.Opts, talk.Opt{Key: o.ID(), Label: fmt.Sprintf("并到「%s」（%s，%d人）", o.Name, o.Slot, n), Wide: true})
		}
	}
	v.Opts = append(v.Opts, talk.Opt{Key: "later", Label: "先不定", Wide: true})
	return v, nil
}
