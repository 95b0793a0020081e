package manage

import (
	"fmt"
	"slices"

	"yishi/bot/directory"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// listPage is the list of a course as staff change it.
type listPage struct {
	Course course.Course `json:"course"`
	Text   string        `json:"text"`
	Each   int           `json:"each"` // what a newcomer would pay as the others do
	In     []pupilRow    `json:"in"`
	Into   []destination `json:"into"` // where somebody could go
}

// destination is a course somebody could go to, and what they would pay there.
type destination struct {
	Course course.Course `json:"course"`
	Each   int           `json:"each"`
}

// pupilRow is one on the list.
type pupilRow struct {
	Person string `json:"person"`
	Name   string `json:"name"`
	Got    int    `json:"got"`
	In     bool   `json:"in"`
}

func listPageOf(tx store.Reader, id string, by directory.Person) (listPage, error) {
	c, t, err := school.Live(tx, id, by)
	if err != nil {
		return listPage{}, err
	}
	in, waiting := course.Line(tx, c, course.In), course.Line(tx, c, course.Waiting)
	v := listPage{Course: c, Text: fmt.Sprintf("%s收%d到%d人，现在%d人：%s", course.Title(tx, c), c.Least, c.Most, len(in), course.Names(tx, in))}
	if len(waiting) > 0 {
		v.Text += fmt.Sprintf("\n排队的%d人：%s", len(waiting), course.Names(tx, waiting))
	}
	if c.State == course.Confirmed {
		v.Text += "\n" + course.AccountOf(tx, c).String()
	}
	for _, p := range slices.Concat(in, waiting) {
		v.In = append(v.In, pupilRow{p.Person, course.NameOf(tx, p), p.Received(), p.State == course.In})
	}
	v.Each = newFee(tx, c)
	for _, o := range course.Of(tx, t, course.Open, course.Confirmed) {
		if o.No != c.No && (o.State == course.Open || len(course.Line(tx, o, course.In)) < o.Most) {
			v.Into = append(v.Into, destination{o, newFee(tx, o)})
		}
	}
	return v, nil
}
