package manage

import (
	"fmt"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/store"
)

// askFound asks for a name until somebody is found, or nobody is wanted.
func askFound(c *talk.Conv, id string) (found, error) {
	for {
		name := c.Text("name", "加谁？请说名字。")
		list, err := talk.Look(c, "found", func(tx store.Tx) ([]found, error) { return lookUp(tx, id, name), nil })
		if err != nil {
			return found{}, err
		}
		if len(list) == 0 {
			c.Say("没有找到能上这门课、还没报上的「%s」。没登记的，先请他登记住处。", name)
			continue
		}
		var opts []talk.Opt
		for _, f := range list {
			opts = append(opts, talk.Opt{Key: f.Person, Label: f.Label, Wide: true})
		}
		key := c.Choice("person", "是这位吗？", append(opts, talk.Opt{Key: "no", Label: "都不是", Wide: true})...)
		for _, f := range list {
			if f.Person == key {
				return f, nil
			}
		}
	}
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
func lookUp(tx store.Reader, id, words string) []found {
	c, _ := course.Get(tx, id)
	words = strings.Join(strings.Fields(words), "")
	var list []found
	for who := range course.TermOf(tx, c).For.People(tx) {
		if words == "" || !strings.Contains(who.Name, words) {
			continue
		}
		p := course.Find(tx, c, who)
		if p.State == course.In || p.State == course.Waiting && c.State == course.Open {
			continue
		}
		f := found{Person: who.ID, Name: who.Name, Label: who.Name + " " + directory.ShortName(tx, who.Ties[0].Home)}
		if p.State == course.Waiting {
			f.Label += "，在排队"
		}
		if o, clash := course.Clash(tx, c, who); clash {
			f.Clash = fmt.Sprintf("和报过的「%s」（%s）时间撞了。", o.Name, o.Slot)
		}
		if list = append(list, f); len(list) == mostFound {
			break
		}
	}
	return list
}

// askFee asks what a newcomer pays. Before fees are fixed nobody knows.
func askFee(c *talk.Conv, k course.Course, each int) int {
	if k.State != course.Confirmed || k.Fee == 0 {
		return 0
	}
	switch c.Choice("fee", "收多少课费？别的人的课费不变。",
		talk.Opt{Key: "each", Label: "和大家一样，" + course.Yuan(each)}, talk.Opt{Key: "none", Label: "不收"}, talk.Opt{Key: "own", Label: "别的数"}) {
	case "each":
		return each
	case "none":
		return 0
	}
	for {
		fee := c.Money("own", "多少元？")
		if fee <= k.Fee {
			return fee
		}
		c.Say("一个人的课费，不能比整门课的%s还多。", course.Yuan(k.Fee))
	}
}

// newFee is what a newcomer into a course would pay as the others do.
func newFee(tx store.Reader, c course.Course) int {
	if line := course.Line(tx, c, course.In); c.State == course.Confirmed && len(line) > 0 {
		return line[len(line)-1].Share
	}
	return 0
}

func feeWords(k course.Course, fee int) string {
	if k.State != course.Confirmed || k.Fee == 0 {
		return ""
	}
	return "，课费" + course.Yuan(fee)
}
