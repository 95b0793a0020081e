package course

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// live finds a course whose list staff can still change: before it is settled
// and after, until its last class.
func live(tx store.Tx, id string, by directory.Person) (Course, Term, error) {
	c, _ := Get(tx, id)
	t, err := run(tx, termOf(tx, c).ID(), by, Enrolling, Settling, Running)
	if err == nil && c.State != Open && c.State != Confirmed {
		err = bot.Refuse("「%s」现在不在上，名单不用改。", c.Name)
	}
	return c, t, err
}

// PutIn has staff sign somebody up, at a fee once fees are fixed. Before that it
// is as if they had done it themselves. What was received from them stays theirs.
func PutIn(tx store.Tx, id, person string, fee int, by directory.Person) (Pupil, error) {
	c, t, who, err := placed(tx, id, person, by)
	if err != nil {
		return Pupil{}, err
	}
	p, err := take(tx, c, Find(tx, c, who), fee)
	if err != nil {
		return p, err
	}
	tellPupil(tx, c, p, placedOut(tx, c, p, by.Name+"给您报上了"+title(tx, c)+"。"))
	directory.Log(tx, by.ID, "put in", t.For.Place, id+" "+person)
	return p, nil
}

// placed refuses whom staff cannot put into a course.
func placed(tx store.Tx, id, person string, by directory.Person) (Course, Term, directory.Person, error) {
	c, t, err := live(tx, id, by)
	if err != nil {
		return c, t, directory.Person{}, err
	}
	who, ok := directory.GetPerson(tx, directory.Resolve(tx, person))
	switch p := Find(tx, c, who); {
	case !ok || !t.For.Has(tx, who):
		return c, t, who, bot.Refuse("%s是给%s的，这个人不在里面。", t.Name, whoFor(tx, t))
	case p.State == In, p.State == Waiting && c.State == Open:
		return c, t, who, bot.Refuse("%s已经在「%s」的名单上了。", who.Name, c.Name)
	}
	return c, t, who, nil
}

// take gives somebody a place in a course. Once it is confirmed nobody waits.
func take(tx store.Tx, c Course, p Pupil, fee int) (Pupil, error) {
	if c.State == Open {
		return admit(tx, c, p), nil
	}
	if len(Line(tx, c, In)) >= c.Most {
		return p, bot.Refuse("「%s」%d个名额都满了，先请一位退出来，才能加人。", c.Name, c.Most)
	}
	p = p.charge(fee)
	p.Nudged = false
	return admit(tx, c, p.remindToPay(tx, c)), nil
}

// TakeOut has staff take somebody out of a course. What they have paid is given
// back, or not. Of the others nobody pays more: what is missing is shown to staff.
func TakeOut(tx store.Tx, id, person string, refund bool, by directory.Person) (Pupil, error) {
	c, t, err := live(tx, id, by)
	if err != nil {
		return Pupil{}, err
	}
	waited := slices.ContainsFunc(Line(tx, c, Waiting), func(p Pupil) bool { return p.Person == person })
	p, err := drop(tx, c, person, refund)
	if err != nil {
		return p, err
	}
	text := by.Name + "给您退了" + title(tx, c) + "，以后不用去上了。"
	if waited {
		text = by.Name + "给您退了" + title(tx, c) + "，不再排队。"
	}
	if money := moneyWords(p); money != "" {
		text += "\n" + money
	} else if p.got() == 0 {
		text += "您不用交费。"
	} else {
		text += fmt.Sprintf("交过的课费%s，不退。", Yuan(p.got()))
	}
	tellPupil(tx, c, p, bot.Out{Text: text + "\n要是弄错了，回复「人工」。", Title: "退课", Fields: fields(c)})
	directory.Log(tx, by.ID, "take out", t.For.Place, id+" "+person)
	return p, nil
}

// drop takes somebody out, under all their ids.
func drop(tx store.Tx, c Course, person string, refund bool) (Pupil, error) {
	who, known := directory.GetPerson(tx, directory.Resolve(tx, person))
	if !known {
		who.ID = person // erased: only the place is left
	}
	p := Find(tx, c, who)
	if p.State != In && p.State != Waiting {
		return p, bot.Refuse("%s不在「%s」的名单上了。", who.Name, c.Name)
	}
	if c.State == Open {
		release(tx, c, ids(tx, who))
		return Find(tx, c, who), nil
	}
	share := 0
	if !refund {
		share = p.got()
	}
	for _, other := range ids(tx, who) {
		if o, ok := pupils.Get(tx, store.Key(c.No, other)); ok && o.State != Gone {
			o.State = Gone
			if o.Person == p.Person {
				o = o.charge(share)
				p = o
			}
			pupils.Put(tx, o)
			outbox.Recall(tx, ofPupil(c, other), "已经退课，没有再发")
		}
	}
	return p, nil
}

// Switch has staff move somebody into another course of the term. What they have
// paid goes along.
func Switch(tx store.Tx, id, into, person string, fee int, by directory.Person) (Pupil, error) {
	c, _, err := live(tx, id, by)
	if err != nil {
		return Pupil{}, err
	}
	other, t, who, err := placed(tx, into, person, by)
	switch {
	case err != nil:
		return Pupil{}, err
	case other.Term != c.Term:
		return Pupil{}, bot.Refuse("只能换到同一期的课。")
	case other.State == Confirmed && len(Line(tx, other, In)) >= other.Most:
		return Pupil{}, bot.Refuse("「%s」满了，换不进去。", other.Name)
	}
	from, err := drop(tx, c, person, true)
	if err != nil {
		return from, err
	}
	to := Find(tx, other, who).charge(0)
	to.Got += from.got()
	to.Had = to.Got
	if from = from.charge(0); from.Got != 0 {
		from.Got, from.Had = 0, 0
		pupils.Put(tx, from)
	}
	if to, err = take(tx, other, to, fee); err != nil {
		return to, err
	}
	tellPupil(tx, other, to, placedOut(tx, other, to, fmt.Sprintf("%s给您从「%s」换到了%s。", by.Name, c.Name, title(tx, other))))
	directory.Log(tx, by.ID, "switch", t.For.Place, id+" "+into+" "+person)
	return to, nil
}

// placedOut tells somebody of a place that staff gave them.
func placedOut(tx store.Tx, c Course, p Pupil, lead string) bot.Out {
	text := fmt.Sprintf("%s\n每%s，%s，%s。", lead, c.Slot, c.Teacher, c.Where)
	if k, more := c.Next(tx.Now()); more && c.State == Confirmed {
		text += fmt.Sprintf("\n下一次课：%s。", bot.Moment(k.At))
	}
	if words := standingWords(tx, c, p); words != "" {
		text += "\n" + words
	}
	return bot.Out{Text: text + "\n要是弄错了，回复「人工」。", Title: "报名", Fields: fields(c)}
}

// listPage is the list of a course as staff change it.
type listPage struct {
	Course Course        `json:"course"`
	Text   string        `json:"text"`
	Each   int           `json:"each"` // what a newcomer would pay as the others do
	In     []pupilRow    `json:"in"`
	Into   []destination `json:"into"` // where somebody could go
}

// destination is a course somebody could go to, and what they would pay there.
type destination struct {
	Course Course `json:"course"`
	Each   int    `json:"each"`
}

// pupilRow is one on the list.
type pupilRow struct {
	Person string `json:"person"`
	Name   string `json:"name"`
	Got    int    `json:"got"`
	In     bool   `json:"in"`
}

func listPageOf(tx store.Tx, id string, by directory.Person) (listPage, error) {
	c, t, err := live(tx, id, by)
	if err != nil {
		return listPage{}, err
	}
	in, waiting := Line(tx, c, In), Line(tx, c, Waiting)
	v := listPage{Course: c, Text: fmt.Sprintf("%s收%d到%d人，现在%d人：%s", title(tx, c), c.Least, c.Most, len(in), names(tx, in))}
	if len(waiting) > 0 {
		v.Text += fmt.Sprintf("\n排队的%d人：%s", len(waiting), names(tx, waiting))
	}
	if c.State == Confirmed {
		v.Text += "\n" + AccountOf(tx, c).String()
	}
	for _, p := range slices.Concat(in, waiting) {
		v.In = append(v.In, pupilRow{p.Person, nameOf(tx, p), p.got(), p.State == In})
	}
	v.Each = newFee(tx, c)
	for _, o := range Of(tx, t, Open, Confirmed) {
		if o.No != c.No && (o.State == Open || len(Line(tx, o, In)) < o.Most) {
			v.Into = append(v.Into, destination{o, newFee(tx, o)})
		}
	}
	return v, nil
}

// found is somebody who could be put into a course.
type found struct {
	Person string `json:"person"`
	Name   string `json:"name"`
	Label  string `json:"label"`
	Clash  string `json:"clash,omitempty"`
}

// mostFound is how many of a name are shown.
const mostFound = 8

// lookUp finds, of those a course is for and who are not in it, whom words name.
func lookUp(tx store.Tx, id, words string) []found {
	c, _ := Get(tx, id)
	words = strings.Join(strings.Fields(words), "")
	var list []found
	for who := range termOf(tx, c).For.People(tx) {
		if words == "" || !strings.Contains(who.Name, words) {
			continue
		}
		p := Find(tx, c, who)
		if p.State == In || p.State == Waiting && c.State == Open {
			continue
		}
		f := found{Person: who.ID, Name: who.Name, Label: who.Name + " " + directory.ShortName(tx, who.Ties[0].Home)}
		if p.State == Waiting {
			f.Label += "，在排队"
		}
		if o, clash := Clash(tx, c, who); clash {
			f.Clash = fmt.Sprintf("和报过的「%s」（%s）时间撞了。", o.Name, o.Slot)
		}
		if list = append(list, f); len(list) == mostFound {
			break
		}
	}
	return list
}

// newFee is what a newcomer into a course would pay as the others do.
func newFee(tx store.Tx, c Course) int {
	if line := Line(tx, c, In); c.State == Confirmed && len(line) > 0 {
		return line[len(line)-1].Share
	}
	return 0
}
