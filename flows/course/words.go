package course

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// Prefix marks the buttons of courses: "course:what:id".
const Prefix = "course"

// Token is what a button of courses carries.
func Token(what, id string) string { return Prefix + ":" + what + ":" + id }

// TokenFor is what a button carries that somebody presses for themselves, or for whom
// they act.
func TokenFor(p directory.Person, what, id string) string {
	if p.Via != "" {
		id += ":" + p.ID
	}
	return Token(what, id)
}

// Words says where a term is.
func (s TermState) Words() string { return stateWords[s] }

var stateWords = map[TermState]string{
	Listing: "还在列课", Voting: "正在投票", Voted: "投票结束了，等着定课", Enrolling: "正在报名",
	Settling: "报名截止了，等着处理人不够的课", Running: "已经开课", TermOver: "已经结束",
}

// Brief is a course in one line of a list.
func (c Course) Brief() string { return fmt.Sprintf("%s　%s，%s", c.Name, c.Slot, c.Teacher) }

// Title names a course and its term: there can be two at a time.
func Title(tx store.Reader, c Course) string {
	return "「" + c.Name + "」（" + TermOf(tx, c).Name + "）"
}

// Facts are what a course of a term is, whatever becomes of it.
func (c Course) Facts(term string) string {
	text := fmt.Sprintf("【%s】%s\n%s\n老师：%s\n地点：%s", c.Name, term, "每"+c.Slot.String(), c.Teacher, c.Where)
	if c.Bring != "" {
		text += "\n要带：" + c.Bring
	}
	return text
}

// ListWords is the list of a term as residents and staff read it.
func ListWords(tx store.Reader, t Term, list []Course) string {
	var lines []string
	for i, c := range list {
		lines = append(lines, fmt.Sprintf("%d. %s%s\n%s", i+1, c.Brief(), RatingBeside(tx, t, c.Name), c.Money()))
	}
	return strings.Join(lines, "\n")
}

// StandingWords says how somebody stands to a course, and what is theirs to pay; you is
// what they are called there.
func StandingWords(tx store.Reader, c Course, p Pupil, you string) string {
	line := Line(tx, c, p.State)
	at := 1
	for i, o := range line {
		if o.Person == p.Person {
			at = i + 1
		}
	}
	switch {
	case p.State == Gone:
		return MoneyWords(p)
	case p.State == Waiting && c.State == Open:
		return fmt.Sprintf("%s在排队，排在第%d位。有人退就按顺序补上，会告诉您。", you, at)
	case p.State != In:
		return ""
	case c.State != Open:
		return paidWords(c, p, you)
	case c.Fee == 0:
		return you + "报上了，这门课不收费。"
	}
	if len(line) < c.Least {
		return fmt.Sprintf("%s报上了。开成了，%s的课费最多%s。", you, you, Yuan(Share(c.Fee, c.Least, 0)))
	}
	return fmt.Sprintf("%s报上了。按现在的人数，%s的课费是%s。", you, you, Yuan(Share(c.Fee, len(line), at-1)))
}

func paidWords(c Course, p Pupil, you string) string {
	switch {
	case c.Fee == 0:
		return you + "在这个班，不收费。"
	case p.Owes() == 0:
		return fmt.Sprintf("%s在这个班，课费%s，交清了。", you, Yuan(p.Share))
	case p.Received() == 0:
		return fmt.Sprintf("%s在这个班，课费%s，还没有交。%s", you, Yuan(p.Share), PayWords)
	}
	return fmt.Sprintf("%s在这个班，课费%s，", you, Yuan(p.Share)) + MoneyWords(p)
}

// Fields are what a template says of a course.
func Fields(c Course) []bot.Field {
	return []bot.Field{{Name: "课程", Value: c.Name}, {Name: "时间", Value: c.Slot.String()}}
}

// NameOf is what staff call a pupil.
func NameOf(tx store.Reader, p Pupil) string {
	who, _ := directory.GetPerson(tx, directory.Resolve(tx, p.Person))
	if who.Name == "" {
		return "（已注销）"
	}
	return who.Name
}

// Names are what staff call some pupils.
func Names(tx store.Reader, line []Pupil) string {
	var list []string
	for _, p := range line {
		list = append(list, NameOf(tx, p)+p.ByOther(tx))
	}
	return strings.Join(list, "、")
}

// Pick is the course of a list with this id.
func Pick(list []Course, id string) Course {
	for _, k := range list {
		if k.ID() == id {
			return k
		}
	}
	return Course{}
}
