package care

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/store"
)

// report is the conversation of somebody who says that something is wrong.
func (k kit) report(c *talk.Conv) error {
	_, err := talk.Look(c, "may", func(tx store.Tx) (bool, error) { return true, issue.MayReport(tx, c.For()) })
	if err != nil { // whom to call is said even to who may not report
		told, _ := talk.Known[talk.Told](c, "what")
		if danger := warning(told.Text, dial(c, "")); danger != "" {
			c.Say("【要紧】%s", danger)
		}
		return err
	}
	r := issue.Report{}
	told := askWhat(c)
	r.What, r.Photos = told.Text, told.Photos()
	danger := warning(r.What, dial(c, ""))
	if warned, _ := talk.Known[string](c, "warned"); warned != danger {
		warn(c, danger)
	}
	r.Spot = askWhere(c, r.What)
	danger = warning(r.What, dial(c, r.Spot.Place))
	others, err := talk.Look(c, "alike", func(tx store.Tx) (int, error) { return issue.HomesAlike(tx, c.For(), r), nil })
	if err != nil {
		return err
	}
	warn(c, danger)
	if others > 0 {
		c.Say("这个问题今天已经有%d户反映了，您再说一声更有分量。", others)
	}
	if !c.Review("send", "请您看看对不对：", "提交", reviewed(r)...) {
		return c.End("好的，没有提交。")
	}
	i, err := talk.Step(c, "file", func(tx store.Tx) (issue.Issue, error) { return issue.File(tx, c.For(), c.Chat(), r) })
	if err != nil {
		return err
	}
	return c.EndWith(issue.FollowUp(i), "报上去了，谢谢您。最晚%s答复您。\n编号 %s，不用记。有了进展，在这里告诉您。", issue.By(i), i.No)
}

// askWhat takes words, photos, or both; photos alone ask for words, under the same
// name, so that changing one changes both.
func askWhat(c *talk.Conv) talk.Told {
	told := c.Tell("what", "请说说遇到了什么问题，一两句话就行。\n%s都可以。", ways(c))
	for told.Text == "" {
		told = told.And(c.Tell("what", "照片收到了。这是什么问题？请说一句。"))
	}
	return told
}

// ways are how it can be told: nobody is asked for what nothing here can hear.
func ways(c *talk.Conv) string {
	if c.Hears() {
		return "打字、发语音、发照片"
	}
	return "打字、发照片"
}

// askWhere takes a spot; if it is not on our tree, the estate is asked for, under
// the same name.
func askWhere(c *talk.Conv, what string) talk.Spot {
	spot := c.PlaceIn("where", what, "在哪里？比如「3栋2单元门口」。")
	if spot.Place != "" {
		return spot
	}
	estates, err := talk.Look(c, "estates", func(tx store.Tx) ([]talk.Opt, error) { return estatesFor(tx, c.For(), spot), nil })
	if err != nil || len(estates) == 0 {
		return spot
	}
	spot.Place = estates[0].Key
	if len(estates) > 1 {
		opts := append(slices.Clone(estates), talk.Opt{Key: "-", Label: "说不清"})
		spot.Place = c.Choice("where", "是在哪个小区？", opts...)
	}
	if spot.Place == "-" {
		spot.Place = ""
	}
	for _, e := range estates {
		if e.Key == spot.Place && !strings.Contains(spot.Name, e.Label) {
			spot.Name = e.Label + spot.Name
		}
	}
	return spot
}

// reviewed are the lines of a report. Photos can be sent until it goes out. (Of several
// at once the first is answered, which does not know how many there are.)
func reviewed(r issue.Report) []talk.Line {
	photos := talk.Line{Label: "照片", Value: "没有。有就现在发来"}
	switch n := len(r.Photos); {
	case n > 1:
		photos = talk.Line{Label: "照片", Value: fmt.Sprintf("%d张", n), Question: talk.PhotosOf("what")}
	case n == 1:
		photos = talk.Line{Label: "照片", Value: "收到了", Question: talk.PhotosOf("what")}
	}
	return []talk.Line{
		{Label: "问题", Value: r.What, Question: "what"},
		{Label: "地点", Value: r.Spot.Name, Question: "where"},
		photos,
	}
}

// warn says whom to call first when it cannot wait for us.
func warn(c *talk.Conv, danger string) {
	if danger != "" {
		c.Say("【要紧】%s\n人安全了，再回答我下面这一句。", danger)
	}
}

// dial is the number of the property company where something is; where that is not
// said, where whoever says it lives. It goes into a sentence behind its name.
func dial(c *talk.Conv, place string) string {
	number, _ := talk.Look(c, "dial "+place, func(tx store.Tx) (string, error) {
		return contact.Dial(tx, cmp.Or(place, directory.HomeOf(c.Who())), directory.Property), nil
	})
	return number
}

// warning is whom to call first about what was said; "" if it can wait for us.
func warning(what, property string) string {
	category, urgent, call := issue.Judge(what)
	switch {
	case urgent && category == "lift":
		return "别扒门，按电梯里的铃。马上打119，再打物业的电话" + property + "。"
	case call == "119":
		return "有危险，请先离远些，马上打119，再告诉物业" + property + "！"
	case call == "120":
		return "请马上打120！"
	case call == "110":
		return "请先保证自己安全，马上打110！"
	case urgent:
		return "这事等不得，请先给物业" + property + "打电话，人离远些。"
	}
	return ""
}
