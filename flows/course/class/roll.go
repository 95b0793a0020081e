package class

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/course"
	"yishi/store"
)

// Roll is who came to a class.
type Roll struct{ Here, Away, Missing []course.Pupil }

// RollOf is who came to a class.
func RollOf(tx store.Reader, c course.Course, week int) Roll {
	var r Roll
	for _, p := range course.Line(tx, c, course.In) {
		switch PresenceOf(tx, c, week, p.Person).State {
		case Here:
			r.Here = append(r.Here, p)
		case Away:
			r.Away = append(r.Away, p)
		default:
			r.Missing = append(r.Missing, p)
		}
	}
	return r
}

// SignFor has staff sign somebody in who could not do it.
func SignFor(tx store.Tx, id string, week int, person string, by directory.Person) error {
	c, t, err := course.Taught(tx, id, by)
	if err != nil {
		return err
	}
	m := PresenceOf(tx, c, week, person)
	if m.State == Here {
		return nil
	}
	m.State, m.Was, m.By = Here, m.State, by.ID
	presences.Put(tx, m)
	class, _ := c.Class(week)
	course.TellPupil(tx, c, course.Find(tx, c, directory.Person{ID: person}), signedOut(c, fmt.Sprintf("%s给您补签了：%s第%d次课。", by.Name, course.Title(tx, c), class.N)))
	audit.Log(tx, by.ID, "sign in", t.For.Place, refOf(c, week)+" "+person)
	return nil
}

// UnsignFor takes back what staff signed in for somebody by mistake.
func UnsignFor(tx store.Tx, id string, week int, person string, by directory.Person) error {
	c, t, err := course.Taught(tx, id, by)
	if err != nil {
		return err
	}
	m := PresenceOf(tx, c, week, person)
	if m.By == "" || m.State != Here {
		return bot.Refuse("这个人是自己签到的，不用撤。")
	}
	m.State, m.Was, m.By = m.Was, NoWord, ""
	presences.Put(tx, m)
	class, _ := c.Class(week)
	course.TellPupil(tx, c, course.Find(tx, c, directory.Person{ID: person}), signedOut(c, fmt.Sprintf("刚才补签错了，%s第%d次课，改回没有签到。\n您要是来了，请告诉工作人员。", course.Title(tx, c), class.N)))
	audit.Log(tx, by.ID, "undo sign in", t.For.Place, refOf(c, week)+" "+person)
	return nil
}

func signedOut(c course.Course, text string) bot.Out {
	return bot.Out{Text: text, Title: "补签", Fields: course.Fields(c)}
}
