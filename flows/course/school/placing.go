package school

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/course"
	"yishi/store"
)

// Live finds a course whose list staff can still change: before it is settled
// and after, until its last class.
func Live(tx store.Reader, id string, by directory.Person) (course.Course, course.Term, error) {
	c, _ := course.Get(tx, id)
	t, err := course.TermFor(tx, course.TermOf(tx, c).ID(), by, course.Enrolling, course.Settling, course.Running)
	if err == nil && c.State != course.Open && c.State != course.Confirmed {
		err = bot.Refuse("「%s」现在不在上，名单不用改。", c.Name)
	}
	return c, t, err
}

// PutIn has staff sign somebody up, at a fee once fees are fixed. Before that it
// is as if they had done it themselves. What was received from them stays theirs.
func PutIn(tx store.Tx, id, person string, fee int, by directory.Person) (course.Pupil, error) {
	c, t, who, err := placed(tx, id, person, by)
	if err != nil {
		return course.Pupil{}, err
	}
	p, err := take(tx, c, course.Find(tx, c, who), fee)
	if err != nil {
		return p, err
	}
	course.TellPupil(tx, c, p, placedOut(tx, c, p, by.Name+"给您报上了"+course.Title(tx, c)+"。"))
	audit.Log(tx, by.ID, "put in", t.For.Place, id+" "+person)
	return p, nil
}

// placed refuses whom staff cannot put into a course.
func placed(tx store.Reader, id, person string, by directory.Person) (course.Course, course.Term, directory.Person, error) {
	c, t, err := Live(tx, id, by)
	if err != nil {
		return c, t, directory.Person{}, err
	}
	who, ok := directory.GetPerson(tx, directory.Resolve(tx, person))
	switch p := course.Find(tx, c, who); {
	case !ok || !t.For.Has(tx, who):
		return c, t, who, bot.Refuse("%s是给%s的，这个人不在里面。", t.Name, t.For.Words(tx))
	case p.State == course.In, p.State == course.Waiting && c.State == course.Open:
		return c, t, who, bot.Refuse("%s已经在「%s」的名单上了。", who.Name, c.Name)
	}
	return c, t, who, nil
}

// take gives somebody a place in a course. Once it is confirmed nobody waits.
func take(tx store.Tx, c course.Course, p course.Pupil, fee int) (course.Pupil, error) {
	if c.State == course.Open {
		return admit(tx, c, p), nil
	}
	if len(course.Line(tx, c, course.In)) >= c.Most {
		return p, bot.Refuse("「%s」%d个名额都满了，先请一位退出来，才能加人。", c.Name, c.Most)
	}
	p = p.Charge(fee)
	p.Nudged = false
	return course.Pupils.Give(tx, ticketed(tx, c, remindToPay(tx, c, p))), nil
}

// TakeOut has staff take somebody out of a course. What they have paid is given
// back, or not. Of the others nobody pays more: what is missing is shown to staff.
func TakeOut(tx store.Tx, id, person string, refund bool, by directory.Person) (course.Pupil, error) {
	c, t, err := Live(tx, id, by)
	if err != nil {
		return course.Pupil{}, err
	}
	waited := slices.ContainsFunc(course.Line(tx, c, course.Waiting), func(p course.Pupil) bool { return p.Person == person })
	p, err := drop(tx, c, person, refund)
	if err != nil {
		return p, err
	}
	text := by.Name + "给您退了" + course.Title(tx, c) + "，以后不用去上了。"
	if waited {
		text = by.Name + "给您退了" + course.Title(tx, c) + "，不再排队。"
	}
	if money := course.MoneyWords(p); money != "" {
		text += "\n" + money
	} else if p.Received() == 0 {
		text += "您不用交费。"
	} else {
		text += fmt.Sprintf("交过的课费%s，不退。", course.Yuan(p.Received()))
	}
	course.TellPupil(tx, c, p, bot.Out{Text: text + "\n要是弄错了，回复「人工」。", Title: "退课", Fields: course.Fields(c)})
	audit.Log(tx, by.ID, "take out", t.For.Place, id+" "+person)
	return p, nil
}

// drop takes somebody out, under all their ids.
func drop(tx store.Tx, c course.Course, person string, refund bool) (course.Pupil, error) {
	who, known := directory.GetPerson(tx, directory.Resolve(tx, person))
	if !known {
		who.ID = person // erased: only the place is left
	}
	p := course.Find(tx, c, who)
	if p.State != course.In && p.State != course.Waiting {
		return p, bot.Refuse("%s不在「%s」的名单上了。", who.Name, c.Name)
	}
	if c.State == course.Open {
		release(tx, c, who.ID)
		return course.Find(tx, c, who), nil
	}
	share := 0
	if !refund {
		share = p.Received()
	}
	for _, o := range course.Pupils.Leave(tx, c.No, who.ID) {
		if o.Person == p.Person {
			p = o.Charge(share)
			course.Pupils.Put(tx, p)
		}
		outbox.Recall(tx, course.OfPupil(c, o.Person), "已经退课，没有再发")
	}
	return p, nil
}

// Switch has staff move somebody into another course of the term. What they have
// paid goes along.
func Switch(tx store.Tx, id, into, person string, fee int, by directory.Person) (course.Pupil, error) {
	c, _, err := Live(tx, id, by)
	if err != nil {
		return course.Pupil{}, err
	}
	other, t, who, err := placed(tx, into, person, by)
	switch {
	case err != nil:
		return course.Pupil{}, err
	case other.Term != c.Term:
		return course.Pupil{}, bot.Refuse("只能换到同一期的课。")
	case other.State == course.Confirmed && len(course.Line(tx, other, course.In)) >= other.Most:
		return course.Pupil{}, bot.Refuse("「%s」满了，换不进去。", other.Name)
	}
	from, err := drop(tx, c, person, true)
	if err != nil {
		return from, err
	}
	to := course.Find(tx, other, who).Charge(0)
	to.Got += from.Received()
	to.Had = to.Got
	if from = from.Charge(0); from.Got != 0 {
		from.Got, from.Had = 0, 0
		course.Pupils.Put(tx, from)
	}
	if to, err = take(tx, other, to, fee); err != nil {
		return to, err
	}
	course.TellPupil(tx, other, to, placedOut(tx, other, to, fmt.Sprintf("%s给您从「%s」换到了%s。", by.Name, c.Name, course.Title(tx, other))))
	audit.Log(tx, by.ID, "switch", t.For.Place, id+" "+into+" "+person)
	return to, nil
}

// placedOut tells somebody of a place that staff gave them.
func placedOut(tx store.Reader, c course.Course, p course.Pupil, lead string) bot.Out {
	text := fmt.Sprintf("%s\n每%s，%s，%s。", lead, c.Slot, c.Teacher, c.Where)
	if k, more := c.Next(tx.Now()); more && c.State == course.Confirmed {
		text += fmt.Sprintf("\n下一次课：%s。", bot.Moment(k.At))
	}
	if words := course.StandingWords(tx, c, p, "您"); words != "" {
		text += "\n" + words
	}
	return bot.Out{Text: text + "\n要是弄错了，回复「人工」。", Title: "报名", Fields: course.Fields(c)}
}
