package school

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/course"
	"yishi/store"
)

// WhyNot says why a person cannot sign up in a term, "" if they can.
func WhyNot(tx store.Reader, t course.Term, who directory.Person) string {
	anyAge, you := t.For, who.You()
	anyAge.MinAge = 0
	words := fmt.Sprintf("这一期老年大学是给%s的", t.For.Words(tx))
	switch {
	case t.For.Has(tx, who):
		return ""
	case !directory.Concerns(tx, who, t.For.Place):
		return you + "住的地方现在没有老年大学报名。有了会告诉您。"
	case len(who.Ties) == 0:
		return words + "。我还不知道" + you + "住在哪里，先回复「登记住处」，登记好就能报。"
	case anyAge.Seat(who) == "":
		return words + "，" + you + "登记的住处不在里面。要是搬过来了，回复「登记住处」。"
	case who.Born == 0:
		return words + "，我还不知道" + you + "哪一年出生。请告诉社区工作人员，补上就能报。"
	}
	return words + "，" + you + "这次还不能报。"
}

// Taking finds a course that takes sign-ups, or leaves, at this moment.
func Taking(tx store.Reader, id string) (course.Course, course.Term, error) {
	c, ok := course.Get(tx, id)
	t := course.TermOf(tx, c)
	switch {
	case !ok || c.State == course.Candidate || c.State == course.NotChosen:
		return c, t, bot.Refuse("没有找到这门课。回复「课程」，看看有哪些。")
	case c.State == course.Cancelled:
		return c, t, bot.Refuse("「%s」人不够，没有开成。", c.Name)
	case t.State != course.Enrolling || !tx.Now().Before(t.Deadline):
		return c, t, bot.Refuse("「%s」%s已经截止报名，名单不能在这里改了。有难处请回复「人工」。", c.Name, bot.Moment(t.Deadline))
	}
	return c, t, nil
}

// Enrol signs a person up, or puts them on the waiting list. again: they were
// there before, and nothing has changed.
func Enrol(tx store.Tx, who directory.Person, id string) (p course.Pupil, again bool, err error) {
	c, t, err := Taking(tx, id)
	if err != nil {
		return p, false, err
	}
	if p = course.Find(tx, c, who); p.State == course.In || p.State == course.Waiting {
		return p, true, nil
	}
	if why := WhyNot(tx, t, who); why != "" {
		return p, false, bot.Refusal(why)
	}
	p.By = who.Via
	p = admit(tx, c, p)
	outbox.TellFor(tx, who, "报名"+course.Title(tx, c)+"，每"+c.Slot.String()+"，"+c.Where+"。"+course.StandingWords(tx, c, p, "您")+"不想上，回复「退课」。")
	return p, false, nil
}

// admit gives somebody a place while there is one, or the last of the line.
func admit(tx store.Tx, c course.Course, p course.Pupil) course.Pupil {
	was := full(tx, c)
	p = course.Pupils.Join(tx, ticketed(tx, c, p), c.Most, tellMovedUp(tx, c))
	followFull(tx, c, was)
	return p
}

// ticketed is a pupil with the number that the receipt says.
func ticketed(tx store.Tx, c course.Course, p course.Pupil) course.Pupil {
	if p.Ticket == 0 {
		p.Ticket = store.Next(tx, "pupil "+c.ID())
	}
	return p
}

// Leave gives a place up, and to the next who waits. It returns how they stood.
func Leave(tx store.Tx, who directory.Person, id string) (course.Standing, error) {
	c, _, err := Taking(tx, id)
	if err != nil {
		return course.NotIn, err
	}
	before := course.Find(tx, c, who)
	if before.State != course.In && before.State != course.Waiting {
		return before.State, bot.Refuse("%s没有报「%s」，不用退。", who.You(), c.Name)
	}
	release(tx, c, who.ID)
	outbox.TellFor(tx, who, course.Title(tx, c)+"退了。想再上，回复「课程」再报。")
	return before.State, nil
}

// release takes somebody out of a course, and the next move up.
func release(tx store.Tx, c course.Course, person string) {
	was := full(tx, c)
	for _, p := range course.Pupils.Leave(tx, c.No, person) {
		outbox.Recall(tx, course.OfPupil(c, p.Person), "已经退课，没有再发")
	}
	course.Pupils.MoveUp(tx, c.No, c.Most, tellMovedUp(tx, c))
	followFull(tx, c, was)
}

func tellMovedUp(tx store.Tx, c course.Course) func(course.Pupil) {
	return func(p course.Pupil) { course.TellPupil(tx, c, p, movedUpOut(tx, c)) }
}

func movedUpOut(tx store.Reader, c course.Course) bot.Out {
	n := len(course.Line(tx, c, course.In))
	text := course.Title(tx, c) + "有空位了，排到您，已经给您报上了。"
	if c.Fee > 0 {
		text += fmt.Sprintf("\n现在报了%d人，%s。", n, course.Each(c.Fee, n))
	}
	return bot.Out{
		Text: text, Buttons: []bot.Button{{Label: "不上了，退课", Token: course.Token("leave", c.ID()), Wide: true}},
		Title: "课程候补成功", Fields: course.Fields(c),
	}
}

// forget takes somebody who is to be erased out of what can still be left. A
// place whose fee is fixed stays, without a name.
func forget(tx store.Tx, person string) {
	for _, p := range course.Pupils.Of(tx, person) {
		if p.Word != "" {
			p.Word = ""
			course.Pupils.Put(tx, p)
		}
		c, ok := course.Get(tx, fmt.Sprint(p.Course))
		if ok && c.State == course.Open && course.TermOf(tx, c).State == course.Enrolling {
			release(tx, c, person)
		}
	}
}
