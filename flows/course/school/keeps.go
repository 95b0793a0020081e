package school

import (
	"fmt"
	"strconv"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/store"
)

// keeps is how courses answer for the people in them, and for who came to a class.
var keeps = house.Keeps{Tables: []string{"term", "course", "pupil", "mark"}, Known: known, Export: export, Merge: merge, Forget: forget}

func known(tx store.Reader, who directory.Person) []string {
	var names []string
	for _, p := range course.Pupils.Of(tx, who.ID) {
		if c, ok := course.Get(tx, fmt.Sprint(p.Course)); ok {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{"报过的课，和上课签到：" + strings.Join(names, "、")}
}

func export(tx store.Reader, who directory.Person) []house.Sheet {
	list := house.Sheet{Name: "报过的课", Head: []string{"学期", "课", "怎样了", "该交", "交了", "打了几分", "说了什么"}}
	came := house.Sheet{Name: "上课签到", Head: []string{"课", "第几次课"}}
	for _, p := range course.Pupils.Of(tx, who.ID) {
		c, ok := course.Get(tx, fmt.Sprint(p.Course))
		if !ok {
			continue
		}
		score := ""
		if p.Score > 0 {
			score = strconv.Itoa(p.Score)
		}
		list.Rows = append(list.Rows, []string{course.TermOf(tx, c).Name, c.Name, stands[p.State], course.Yuan(p.Share), course.Yuan(p.Got), score, p.Word})
		for week := 1; week <= c.Weeks; week++ {
			if class.PresenceOf(tx, c, week, p.Person).State == class.Here {
				came.Rows = append(came.Rows, []string{c.Name, strconv.Itoa(week)})
			}
		}
	}
	return house.Sheets(list, came)
}

// stands is how somebody stood to a course.
var stands = map[course.Standing]string{course.In: "报上了", course.Waiting: "在排队", course.Gone: "退了", course.NotIn: "没有进"}

// merge counts once who signed up under both names, so that a place may be free.
func merge(tx store.Tx, _, into string) {
	for _, p := range course.Pupils.Of(tx, into) {
		if c, ok := course.Get(tx, fmt.Sprint(p.Course)); ok && c.State == course.Open && course.TermOf(tx, c).State == course.Enrolling {
			course.Pupils.MoveUp(tx, c.No, c.Most, tellMovedUp(tx, c))
		}
	}
}
