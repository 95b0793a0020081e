package school

import (
	"fmt"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/course"
	"yishi/store"
)

// Fill opens a term on the sample street, after its people: four courses that
// take sign-ups, each with some pupils. The people of the demo are in none.
// Nobody is told anything. It is the same every time.
func Fill(tx store.Tx) error {
	by, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
	t, err := NewTerm(tx, "2027年春季", directory.Audience{Place: sample.GuihuaCommunity, MinAge: 60}, by)
	if err != nil {
		return fmt.Errorf("the term of the sample: %w", err)
	}
	plan := Plan{Deadline: bot.Midnight(tx.Now()).AddDate(0, 0, 10).Add(20 * time.Hour), Starts: bot.Midnight(tx.Now()).AddDate(0, 0, 20), Weeks: 12}
	for _, c := range sampleCourses() {
		if c, err = Save(tx, t.ID(), c, by); err != nil {
			return fmt.Errorf("a course of the sample: %w", err)
		}
		plan.Open = append(plan.Open, c.ID())
	}
	if _, err := enrolment(tx, t.ID(), plan, by); err != nil {
		return fmt.Errorf("the term of the sample: %w", err)
	}
	return fillPupils(tx, t, plan.Open)
}

func sampleCourses() []course.Course {
	at := func(day time.Weekday, hour int) course.Slot { return course.Slot{Day: day, From: hour * 60, Long: 90} }
	return []course.Course{
		{Name: "太极", Teacher: "何老师", Slot: at(time.Tuesday, 9), Where: "桂花苑广场", Bring: "软底鞋", Fee: 2400_00, Least: 10, Most: 20},
		{Name: "书法", Teacher: "砚老师", Slot: at(time.Tuesday, 14), Where: "社区活动室", Bring: "毛笔、墨", Fee: 1800_00, Least: 8, Most: 14},
		{Name: "摄影", Teacher: "杜老师", Slot: at(time.Tuesday, 15), Where: "党群服务中心", Bring: "手机或相机", Fee: 2000_00, Least: 8, Most: 16},
		{Name: "合唱", Teacher: "白老师", Slot: at(time.Thursday, 14), Where: "音体室", Fee: 3000_00, Least: 20, Most: 40},
	}
}

// fillPupils signs up one of every few elders: one course has a waiting list,
// one too few pupils.
func fillPupils(tx store.Tx, t course.Term, ids []string) error {
	want, next := []int{17, 15, 5, 26}, 0
	for p := range t.For.People(tx) {
		if len(p.Roles) > 0 || p.ID[1] < '0' || p.ID[1] > '9' { // the people of the demo have names for ids
			continue
		}
		for next < len(want) && want[next] == 0 {
			next++
		}
		if next == len(want) {
			return nil
		}
		if _, _, err := Enrol(tx, p, ids[next]); err != nil {
			return fmt.Errorf("a pupil of the sample: %w", err)
		}
		want[next]--
	}
	return nil
}
