package manage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// startVote has a member of staff put the list to the vote.
func startVote(c *talk.Conv) error {
	term, err := whichTerm(c, course.Listing)
	if err != nil {
		return err
	}
	list, err := talk.Look(c, "list", func(tx store.Tx) ([]course.Course, error) { return candidates(tx, term, c.Who()) })
	switch {
	case err != nil:
		return err
	case len(list) < 2:
		return c.End("只有一门课，不用投票，直接开报名就行。回复「管课程」。")
	}
	most := askMost(c, len(list))
	closes, when := askEnd(c, "closes", "投票什么时候截止？", 3, 7)
	v, err := talk.Look(c, "draft", func(tx store.Tx) (voteView, error) { return voteViewOf(tx, term, most, closes, c.Who()) })
	if err != nil {
		return err
	}
	head := "居民会看到：\n──────\n" + v.Text + "\n──────"
	if !c.Review("send", head, "就这样发出去",
		talk.Line{Label: "可选", Value: fmt.Sprintf("最多%d门", most), Question: "max"},
		talk.Line{Label: "截止", Value: bot.Moment(closes), Question: when},
		talk.Line{Label: "会通知", Value: v.Reach}) {
		return c.End("好的，没有发。")
	}
	words, err := talk.Step(c, "open", func(tx store.Tx) (string, error) { return voted(tx, term, most, closes, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("%s", words)
}

// askMost asks how many courses one person may choose.
func askMost(c *talk.Conv, n int) int {
	opts := []talk.Opt{}
	for k := 1; k <= min(n, 4); k++ {
		opts = append(opts, talk.Opt{Key: strconv.Itoa(k), Label: fmt.Sprintf("最多%d门", k)})
	}
	if n > 4 {
		opts = append(opts, talk.Opt{Key: strconv.Itoa(n), Label: "想选几门选几门"})
	}
	most, _ := strconv.Atoi(c.Choice("max", "每人可以选几门？", opts...))
	return most
}

// askEnd asks when something ends and names the question that was answered.
func askEnd(c *talk.Conv, name, text string, days ...int) (at time.Time, question string) {
	now, err := talk.Look(c, name+"now", func(tx store.Tx) (time.Time, error) { return tx.Now(), nil })
	if err != nil {
		return now, ""
	}
	var opts []talk.Opt
	for _, d := range days {
		opts = append(opts, talk.Opt{Key: strconv.Itoa(d), Label: fmt.Sprintf("%d天，到%s", d, bot.Moment(endOf(now, d))), Wide: true})
	}
	opts = append(opts, talk.Opt{Key: "own", Label: "自己说", Wide: true})
	if d, err := strconv.Atoi(c.Choice(name, text, opts...)); err == nil {
		return endOf(now, d), name
	}
	for {
		at = c.Time(name+"at", "请说哪天几点截止，比如「12月8日晚上8点」。")
		if !at.Before(now.Add(time.Hour)) && at.Before(now.AddDate(0, 0, 90)) {
			return at, name + "at"
		}
		c.Say("要在1小时以后、90天以内。")
	}
}

// endOf is eight in the evening, some days after now.
func endOf(now time.Time, days int) time.Time {
	return bot.Midnight(now).AddDate(0, 0, days).Add(20 * time.Hour)
}

// openCourses has a member of staff draw the line and open the courses above it.
func openCourses(c *talk.Conv) error {
	term, err := whichTerm(c, course.Voted)
	if err != nil {
		return err
	}
	l, err := talk.Look(c, "lineup", func(tx store.Tx) (lineUp, error) { return lineUpOf(tx, term, c.Who()) })
	if err != nil {
		return err
	}
	var p school.Plan
	p.Open = askLine(c, l)
	end, when := askEnd(c, "deadline", fmt.Sprintf("报名什么时候截止？截止以后至少隔%d天才开课。", school.LeastDays), 7, 14)
	p.Deadline = end
	p.Starts = askStarts(c, p, l.Now)
	p.Weeks = c.Number("weeks", 1, course.MostWeeks, "每门课一共上几次？每周一次。")
	if !c.Review("open", "这样开报名，对吗？", "开报名，告诉大家",
		talk.Line{Label: "开课", Value: namesOf(l.List, p.Open), Question: "line"},
		talk.Line{Label: "报名截止", Value: bot.Moment(p.Deadline), Question: when},
		talk.Line{Label: "开课日", Value: bot.Day(p.Starts), Question: "starts"},
		talk.Line{Label: "次数", Value: strconv.Itoa(p.Weeks), Question: "weeks"}) {
		return c.End("好的，没有开。")
	}
	t, err := talk.Step(c, "enrol", func(tx store.Tx) (course.Term, error) { return school.Enrolment(tx, term, p, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("%s开始报名了，开%s，会告诉所有能报的人（夜里不打扰，早上8点发）。\n%s自己截止，截止了告诉您。看报名回复「管课程」。",
		t.Name, namesOf(l.List, p.Open), bot.Moment(p.Deadline))
}

func namesOf(list []course.Course, ids []string) string {
	var b strings.Builder
	for _, k := range list {
		if slices.Contains(ids, k.ID()) {
			b.WriteString("「" + k.Name + "」")
		}
	}
	return b.String()
}

// askLine asks which courses are to open: those with votes enough, the first so
// many, or any.
func askLine(c *talk.Conv, l lineUp) []string {
	var opts []talk.Opt
	if len(l.Above) > 0 {
		opts = append(opts, talk.Opt{Key: "above", Label: fmt.Sprintf("票数够人的%d门", len(l.Above)), Wide: true})
	}
	opts = append(opts, talk.Opt{Key: "all", Label: "都开", Wide: true})
	if len(l.List) > 1 {
		opts = append(opts, talk.Opt{Key: "first", Label: "开前几门", Wide: true}, talk.Opt{Key: "own", Label: "自己挑", Wide: true})
	}
	choice := c.Choice("line", l.Text+"\n\n开哪些？", opts...)
	n := len(l.List)
	switch choice {
	case "above":
		return l.Above
	case "first":
		n = c.Number("first", 1, n, "开前几门？")
	case "own":
		var all []talk.Opt
		for _, k := range l.List {
			all = append(all, talk.Opt{Key: k.ID(), Label: k.Name})
		}
		return c.Choices("own", "开哪几门？", 1, n, all...)
	}
	var open []string
	for _, k := range l.List[:n] {
		open = append(open, k.ID())
	}
	return open
}

func askStarts(c *talk.Conv, p school.Plan, now time.Time) time.Time {
	for {
		p.Starts = c.Date("starts", "哪天开课？最早%s。从那天起，每门课每周一次。", bot.Day(p.Soonest()))
		err := p.CheckDates(now)
		if err == nil {
			return p.Starts
		}
		c.Say("%v", err)
	}
}
