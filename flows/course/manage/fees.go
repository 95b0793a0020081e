package manage

import (
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// collect has a member of staff note who has paid, or was given back.
func collect(c *talk.Conv) error {
	id, err := whichGiven(c, "哪一门课？", course.Confirmed, course.Over, course.Cancelled)
	if err != nil {
		return err
	}
	v, err := talk.Look(c, "fees", func(tx store.Tx) (feePage, error) { return feePageOf(tx, id, c.Who()) })
	if err != nil {
		return err
	}
	var opts []talk.Opt
	add := func(key, label string, list []talk.Opt) {
		if len(list) > 0 {
			opts = append(opts, talk.Opt{Key: key, Label: label})
		}
	}
	add("paid", "记谁交了", v.Unpaid)
	add("back", "记退给谁了", v.Back)
	add("undo", "记错了，改回来", v.Noted)
	do := c.Choice("do", v.Text, append(opts, talk.Opt{Key: "no", Label: "知道了"})...)
	var who []string
	switch do {
	case "no":
		return c.End("好的。")
	case "paid":
		who = c.Choices("paid", "谁交了？", 1, len(v.Unpaid), v.Unpaid...)
	case "back":
		who = c.Choices("back", "退给谁了？", 1, len(v.Back), v.Back...)
	case "undo":
		who = c.Choices("undo", "谁记错了？会告诉他。", 1, len(v.Noted), v.Noted...)
	}
	text, err := talk.Step(c, "mark", func(tx store.Tx) (string, error) {
		if _, err := school.MarkPaid(tx, id, who, do != "undo", c.Who()); err != nil {
			return "", err
		}
		v, err := feePageOf(tx, id, c.Who())
		return v.Text, err
	})
	if err != nil {
		return err
	}
	return c.End("记好了，会告诉本人。%s\n记错了，再回复「收课费」改回来。", text)
}

// feePage is who has paid in a course.
type feePage struct {
	Text   string     `json:"text"`
	Unpaid []talk.Opt `json:"unpaid"`
	Back   []talk.Opt `json:"back"` // to whom something is to be given back
	Noted  []talk.Opt `json:"noted"`
}

func feePageOf(tx store.Reader, id string, by directory.Person) (feePage, error) {
	c, _, err := course.Taught(tx, id, by)
	if err != nil {
		return feePage{}, err
	}
	v := feePage{Text: course.Title(tx, c) + course.AccountOf(tx, c).String()}
	for _, p := range course.EverIn(tx, c) {
		opt := func(fen int) talk.Opt {
			return talk.Opt{Key: p.Person, Label: course.NameOf(tx, p) + " " + course.Yuan(fen)}
		}
		switch owes := p.Owes(); {
		case owes > 0:
			v.Unpaid = append(v.Unpaid, opt(owes))
		case owes < 0:
			v.Back = append(v.Back, opt(-owes))
		case p.Received() != p.Had:
			v.Noted = append(v.Noted, opt(p.Share))
		}
	}
	if words := course.OpenWords(tx, c); words != "" {
		v.Text += "\n" + words
	}
	if c.Fee == 0 && v.Unpaid == nil && v.Back == nil {
		v.Text = course.Title(tx, c) + "不收费，不用收。"
	}
	return v, nil
}
