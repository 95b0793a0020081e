package ballot

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
)

// shares is a ballot of a budget that shares points among the projects.
type shares struct{ funds }

func (k shares) do() string {
	return fmt.Sprintf("把手里的%d分给想做的项目，可以全给一个，也可以分开给。可以用的钱一共%s。", k.Purse, poll.Money(k.Fund))
}

func (k shares) ask() string {
	return fmt.Sprintf("可以用的钱一共%s。", poll.Money(k.Fund)) + FairWords(*k.Poll) // how to share is said below the list
}

func (k shares) paper() string {
	return fmt.Sprintf("把%d分分给想做的项目：在方框里写给几分，加起来不要超过%d分。可以用的钱一共%s。", k.Purse, k.Purse, poll.Money(k.Fund))
}

func (k shares) choose(c *talk.Conv, text string, was poll.Marks) (m poll.Marks, keep bool) {
	var bare []talk.Opt // the projects by their names alone, as people write them
	for _, o := range k.Options {
		bare = append(bare, talk.Opt{Key: o.Key, Label: o.Label})
	}
	return c.Shares("shares", text, k.Purse, was, k.Titles(), bare...), false
}

func (k shares) check(m poll.Marks) (poll.Marks, error) {
	given := 0
	for _, points := range m {
		if points < 0 {
			return m, bot.Refuse("分数不能是负的。")
		}
		given += min(points, k.Purse+1) // so much is too many already
	}
	switch {
	case given > k.Purse:
		return m, bot.Refuse("您给的分太多了，一共只有%d分，请再分一次。", k.Purse)
	case given == 0:
		return m, bot.Refuse("请至少给一项分。")
	}
	return m, nil
}

func (k shares) says(m poll.Marks) string {
	said, left := "给的分是"+marked(k.Poll, m), k.Purse
	for _, points := range m {
		left -= points
	}
	if left == 0 {
		return said
	}
	return said + fmt.Sprintf("，还有%d分没有用", left)
}

func (k shares) draft() error { return k.draftMoney() }

func (k shares) direct() bool           { return false }
func (k shares) several() bool          { return false }
func (k shares) rows(poll.Result) []Row { return nil }

func (k shares) published(m poll.Marks) string { return withMarks(k.Poll, m) }
