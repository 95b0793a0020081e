package care

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/when"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/store"
)

// clerks are what staff say about issues by number: 接手 15 16 18, 求助 15 住户不让进门.
func clerks() []talk.Command {
	say := func(help string, do func(*talk.Call, string, string) (string, error), words ...string) talk.Command {
		return talk.Command{Words: words, Help: help, Rest: true, Right: directory.HandleIssue, Do: func(call *talk.Call) error { return byNumber(call, words[0], do) }}
	}
	return []talk.Command{
		say("接手几件，比如「接手 15 16」", takes, "接手"),
		say("办结一件，比如「办结 15 换了灯泡」", finishes, "办结"),
		say("请上级来办，比如「求助 15 住户不让进门」", helps, "求助"),
		say("退回转来的，比如「不接 15 不是公共管道」", refuses, "不接"),
		say("等外面的单位，比如「等单位 15 供电公司 12月10日」", waits, "等单位"),
		say("转给别人办，比如「转 15 给社区 是公共道路」", passes, "转", "转交"),
		say("回访的结果，比如「回访 15 满意」", calls, "回访"),
		{Words: []string{"同一件"}, Help: "说的是同一件，一起办，比如「同一件 15 12」", Rest: true, Right: directory.HandleIssue, Do: joins},
		{Words: []string{"找", "找诉求"}, Help: "按字找，比如「找 电梯」「找 3栋」", Rest: true, Right: directory.SeeIssues, Do: searched},
		{Words: []string{"今天到期的", "今天到期"}, Help: "今天要有着落的", Right: directory.SeeIssues, Do: todays},
		{Words: []string{"逾期的"}, Help: "过了日子还没办好的", Right: directory.SeeIssues, Do: overdues},
	}
}

var numbersFirst = regexp.MustCompile(`^((?:\d{2}-)?\d{1,6}(?:[\s,，、和]+(?:\d{2}-)?\d{1,6}\b)*)[\s,，、:：]*(.*)$`)

var oneNumber = regexp.MustCompile(`[\d-]+`)

// byNumber does the same about each of the issues whose numbers come first, and says of
// each what became of it.
func byNumber(call *talk.Call, what string, do func(call *talk.Call, no, rest string) (string, error)) error {
	numbers, rest := numbersIn(call.Rest)
	if len(numbers) == 0 {
		return bot.Refuse("请写上编号，比如「%s 15」。编号在「待办」里。", what)
	}
	return each(call, numbers, func(no string) (string, error) { return do(call, no, rest) })
}

// each does something about each of the issues, and says of each what became of it.
func each(call *talk.Call, numbers []string, do func(no string) (string, error)) error {
	var lines []string
	for _, n := range numbers {
		no, ok := numbered(call.Tx, n)
		if !ok {
			lines = append(lines, n+"：没有这个编号。")
			continue
		}
		said, err := do(no)
		if refusal, refused := errors.AsType[bot.Refusal](err); refused {
			if said = string(refusal); len(numbers) > 1 {
				said = no + "：" + said
			}
		} else if err != nil {
			return err
		}
		lines = append(lines, said)
	}
	call.Say(bot.Out{Text: strings.Join(lines, "\n"), Buttons: backToList()})
	return nil
}

// numbersIn are the numbers that words begin with, each once, and what follows them.
func numbersIn(words string) (numbers []string, rest string) {
	m := numbersFirst.FindStringSubmatch(strings.TrimSpace(wording.Fold(words)))
	if m == nil {
		return nil, ""
	}
	for _, n := range oneNumber.FindAllString(m[1], -1) {
		if !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return numbers, m[2]
}

// joins has issues go the way of the last one that is named: they say the same.
func joins(call *talk.Call) error {
	numbers, _ := numbersIn(call.Rest)
	if len(numbers) < 2 {
		return bot.Refuse("请写两个编号，比如「同一件 15 12」：15跟着12一起办。")
	}
	last := len(numbers) - 1
	main, ok := numbered(call.Tx, numbers[last])
	if !ok {
		return bot.Refuse("没有%s这个编号。", numbers[last])
	}
	return each(call, numbers[:last], func(no string) (string, error) {
		i, err := issue.Join(call.Tx, call.Who, no, main)
		return done(call.Tx, i, err, "和"+main+"是同一件，跟着它一起办。")
	})
}

// numbered finds an issue by what staff call it: 15, of this year or the one before.
func numbered(tx store.Reader, n string) (no string, ok bool) {
	if no, ok = ReadNumber(n); ok {
		_, ok = issue.Get(tx, no)
		return no, ok
	}
	count, err := strconv.Atoi(n)
	for back := range 2 {
		no = fmt.Sprintf("%02d-%04d", tx.Now().In(bot.Zone).Year()%100-back, count)
		if _, found := issue.Get(tx, no); err == nil && found {
			return no, true
		}
	}
	return "", false
}

func done(tx store.Reader, i issue.Issue, err error, words string) (string, error) {
	return about(tx, i.No) + "：" + words, err
}

func takes(call *talk.Call, no, _ string) (string, error) {
	i, err := issue.Take(call.Tx, call.Who, no)
	return done(call.Tx, i, err, "您接手了，"+issue.By(i)+"前答复。")
}

func finishes(call *talk.Call, no, rest string) (string, error) {
	if i, ok := issue.Get(call.Tx, no); ok && rest == "" {
		return "", bot.Refuse("请写上做了什么，比如「办结 %s 换了灯泡」。", issue.Short(i))
	}
	i, err := issue.Finish(call.Tx, call.Who, no, issue.Ending{Text: strings.TrimSpace(strings.TrimSuffix(rest, "没花钱"))})
	return done(call.Tx, i, err, "办结了，1分钟内可以「收回」。")
}

func helps(call *talk.Call, no, why string) (string, error) {
	i, err := issue.Help(call.Tx, call.Who, no, why)
	return done(call.Tx, i, err, "报给"+directory.RoleName(i.Role)+"了。")
}

// passes hands an issue to those whom the words behind its number name first.
func passes(call *talk.Call, no, rest string) (string, error) {
	rest = strings.TrimPrefix(strings.TrimSpace(rest), "给")
	i, ok := issue.Get(call.Tx, no)
	if !ok {
		return "", bot.Refuse("没有这个编号。")
	}
	var names []string
	for _, role := range issue.Receivers(call.Tx, i) {
		name := directory.RoleName(role)
		names = append(names, name)
		for _, said := range []string{name, strings.TrimSuffix(name, "工作人员")} {
			if why, named := strings.CutPrefix(rest, said); named {
				i, err := issue.HandOver(call.Tx, call.Who, no, role, strings.TrimSpace(why))
				return done(call.Tx, i, err, "转给"+name+"了。")
			}
		}
	}
	if len(names) == 0 {
		return "", bot.Refuse("这件事现在没有别人可以转。")
	}
	return "", bot.Refuse("转给谁？请写「转 %s 给%s 原因」，可以转给%s。", issue.Short(i), strings.TrimSuffix(names[0], "工作人员"), strings.Join(names, "、"))
}

func refuses(call *talk.Call, no, why string) (string, error) {
	i, err := issue.Refuse(call.Tx, call.Who, no, why)
	return done(call.Tx, i, err, "交给"+directory.RoleName(i.Role)+"了。")
}

func waits(call *talk.Call, no, rest string) (string, error) {
	dept, day, _ := strings.Cut(rest, " ")
	by, ok := when.Date(day, call.Tx.Now().In(bot.Zone))
	if !ok {
		by = time.Time{}
	}
	i, err := issue.WaitFor(call.Tx, call.Who, no, dept, by)
	return done(call.Tx, i, err, "在等"+dept+"，到那天我再问您。")
}

func calls(call *talk.Call, no, rest string) (string, error) {
	solved, known := outcome(rest)
	if !known {
		return "", bot.Refuse("请写上结果：「回访 编号 满意」，或者「回访 编号 没办好 原因」。")
	}
	i, err := issue.Call(call.Tx, call.Who, no, solved, rest)
	return done(call.Tx, i, err, "回访记下了。")
}

// outcome is whether it is solved, as words that tell of a call say; known: they say it.
func outcome(words string) (solved, known bool) {
	first, _, _ := strings.Cut(words, " ")
	rating, rated := answer.Score(first, 5)
	kinds, _ := solvedWords.Cover(first)
	switch {
	case kinds["没"]:
		return false, true
	case kinds["好"]:
		return true, true
	}
	return rating > 2, rated
}

// overdues are those of somebody's issues whose day has passed.
func overdues(call *talk.Call) error {
	return listed(call, "逾期", "没有逾期的。", func(i issue.Issue) (string, bool) {
		n := i.PastDays(call.Tx.Now())
		return fmt.Sprintf("，过了%d天", n), n > 0
	})
}

// todays are those whose day is today.
func todays(call *talk.Call) error {
	today := bot.Midnight(call.Tx.Now())
	return listed(call, "今天到期", "今天没有到期的。", func(i issue.Issue) (string, bool) {
		_, when := issue.Next(call.Tx, i)
		return "", bot.Midnight(when).Equal(today)
	})
}

// searched are those in which words stand: 电梯, 3栋, somebody's name.
func searched(call *talk.Call) error {
	words := wording.Fold(strings.TrimSpace(call.Rest))
	if words == "" {
		return bot.Refuse("要找什么？比如「找 电梯」「找 3栋」。")
	}
	return listed(call, "找到", "没有找到「"+words+"」的事。", func(i issue.Issue) (string, bool) {
		all := i.No + i.What + i.Spot.Name + directory.FullName(call.Tx, i.Spot.Place) + issue.KindName(i.Category) + issue.ReporterName(call.Tx, i)
		return "", strings.Contains(wording.Fold(all), words)
	})
}

const mostListed = 15

// listed shows those of somebody's issues that are wanted, each with what is said of it.
func listed(call *talk.Call, head, none string, wanted func(issue.Issue) (string, bool)) error {
	var lines []string
	for _, i := range issue.Work(call.Tx, call.Who) {
		if said, yes := wanted(i); yes {
			lines = append(lines, about(call.Tx, i.No)+said)
		}
	}
	if len(lines) == 0 {
		return bot.Refuse("%s", none)
	}
	text := fmt.Sprintf("%s%d件：\n%s", head, len(lines), strings.Join(lines[:min(len(lines), mostListed)], "\n"))
	if more := len(lines) - mostListed; more > 0 {
		text += fmt.Sprintf("\n还有%d件，请「找」得细一点。", more)
	}
	call.Say(bot.Out{Text: text, Buttons: backToList()})
	return nil
}
