package attend

import (
	"fmt"
	"slices"
	"strconv"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/store"
)

// signIn asks for the code on the board until it is right or there are no more tries.
func signIn(c *talk.Conv) error {
	_, err := talk.Look(c, "may", func(tx store.Tx) (bool, error) { return true, class.MaySign(tx, c.Who()) })
	if err != nil {
		return err
	}
	for {
		code := c.Text("code", "黑板上的签到码是多少？四个数字。")
		s, err := talk.Step(c, "sign", func(tx store.Tx) (class.Signed, error) { return class.Sign(tx, c.Who(), code) })
		switch {
		case err != nil:
			return err
		case s.OK && s.Already:
			return c.End("您已经签过到了，「%s」第%d次课。", s.Course.Name, s.Class.N)
		case s.OK:
			return c.End("签到好了，「%s」第%d次课。", s.Course.Name, s.Class.N)
		case s.Left == 0:
			return c.End("试了太多次，不能再试了。请告诉老师或社区工作人员，给您补签。")
		}
		c.Say("这个签到码不对，还能试%d次。请再看看黑板，或者问问旁边的人。", s.Left)
	}
}

// signWord is 签到, with the code or without.
func signWord(call *talk.Call) error {
	given := talk.Given{}
	if code := class.Digits(call.Rest); code != "" && !call.Group {
		given["code"] = code
	}
	call.Start("signin", given)
	return nil
}

// excuse asks from which class a pupil stays away, or comes to after all.
func excuse(c *talk.Conv) error {
	list, err := talk.Look(c, "list", func(tx store.Tx) ([]absence, error) { return absences(tx, c.For()) })
	if err != nil {
		return err
	}
	var opts []talk.Opt
	for i, a := range list {
		opts = append(opts, talk.Opt{Key: strconv.Itoa(i), Label: a.Label, Wide: true})
	}
	opts = append(opts, talk.Opt{Key: "no", Label: "不请假", Wide: true})
	i, err := strconv.Atoi(c.Choice("which", "哪一次课要请假？已请假的，再选一次就是又能来了。", opts...))
	if err != nil {
		return c.End("好的，没有请假。")
	}
	words, err := talk.Step(c, "excuse", func(tx store.Tx) (string, error) {
		k, err := class.Excuse(tx, c.For(), list[i].Course, list[i].Week, !list[i].Away)
		held, _ := course.Get(tx, list[i].Course)
		return excusedWords(held, k, !list[i].Away, c.You()), err
	})
	if err != nil {
		return err
	}
	return c.End("%s", words)
}

func excusedWords(c course.Course, k course.Class, away bool, you string) string {
	if away {
		return fmt.Sprintf("好的，「%s」%s的课给%s请假了。", c.Name, bot.Moment(k.At), you)
	}
	return fmt.Sprintf("好的，「%s」%s的课，等%s来。", c.Name, bot.Moment(k.At), you)
}

// absence is a class somebody may stay away from.
type absence struct {
	Course string `json:"course"`
	Week   int    `json:"week"`
	Label  string `json:"label"`
	Away   bool   `json:"away"`
}

// absences are the next two classes of each of a person's courses.
func absences(tx store.Reader, who directory.Person) ([]absence, error) {
	var list []absence
	mine := slices.DeleteFunc(course.Mine(tx, who, course.In), func(c course.Course) bool { return c.State != course.Confirmed })
	for _, c := range mine {
		person, n := course.Find(tx, c, who).Person, 0
		for _, k := range c.Classes() {
			if !tx.Now().Before(k.Ends) || n == 2 {
				continue
			}
			n++
			m := class.PresenceOf(tx, c, k.Week, person)
			if m.State == class.Here {
				continue
			}
			label := apart(tx, c, mine) + " " + bot.Moment(k.At)
			if m.State == class.Away {
				label += "，已请假"
			}
			list = append(list, absence{c.ID(), k.Week, label, m.State == class.Away})
		}
	}
	if len(list) == 0 {
		return nil, bot.Refuse("%s接下来没有课，不用请假。", who.You())
	}
	return list, nil
}
