package ballot

import (
	"slices"

	"yishi/bot"
	"yishi/flows/poll"
)

// CheckMarks refuses marks that are no answer, and brings them into their one form.
func CheckMarks(p poll.Poll, m poll.Marks) (poll.Marks, error) {
	if len(m) != len(p.Options) {
		return nil, poll.Reply("没有这一项。回复「投票」，重新选一次。")
	}
	m = slices.Clone(m)
	switch p.Info().Shape {
	case poll.Order:
		return checkOrder(p, m)
	case poll.Points:
		return checkPoints(p, m)
	case poll.Shares:
		return m, checkShares(p, m)
	case poll.Stances:
		return m, CheckStances(p, m, poll.Abstains)
	}
	for i := range m {
		m[i] = min(m[i], 1)
	}
	return m, checkPicks(p, m)
}

func checkPicks(p poll.Poll, m poll.Marks) error {
	n := len(p.Keys(m))
	for i, o := range p.Options {
		if m[i] > 0 && n > 1 && poll.SaysNone(o.Label) {
			return bot.Refuse("选了「%s」，就不能再选别的。", o.Label)
		}
	}
	least := p.Min
	switch {
	case p.Info().Shape == poll.Queue:
		least = 0 // who has signed up may withdraw
	case n == 1 && picksNone(p, m):
		least = 1
	}
	if n < least || n > p.Max {
		return bot.Refuse("您选了%d项，这次要选%s。", n, HowMany(p))
	}
	return nil
}

// checkOrder closes the gaps of an order: 1, 3, 3 is 1, 2, 2.
func checkOrder(p poll.Poll, m poll.Marks) (poll.Marks, error) {
	places := slices.DeleteFunc(slices.Sorted(slices.Values(m)), func(mark int) bool { return mark == 0 })
	places = slices.Compact(places)
	if len(places) == 0 {
		return nil, bot.Refuse("请至少排一项。")
	}
	for i, mark := range m {
		if mark > 0 {
			m[i] = slices.Index(places, mark) + 1
		}
	}
	return m, nil
}

func checkPoints(p poll.Poll, m poll.Marks) (poll.Marks, error) {
	given := false
	for _, points := range m {
		if points > p.Most {
			return nil, bot.Refuse("分数要在1到%d之间。", p.Most)
		}
		given = given || points > 0
	}
	if !given {
		return nil, bot.Refuse("请至少给一项打分。")
	}
	return m, nil
}

func checkShares(p poll.Poll, m poll.Marks) error {
	given := 0
	for _, points := range m {
		if points < 0 {
			return bot.Refuse("分数不能是负的。")
		}
		given += min(points, p.Purse+1) // so much is too many already
	}
	switch {
	case given > p.Purse:
		return bot.Refuse("您给的分太多了，一共只有%d分，请再分一次。", p.Purse)
	case given == 0:
		return bot.Refuse("请至少给一项分。")
	}
	return nil
}

// CheckStances refuses a ballot that leaves an item open.
func CheckStances(p poll.Poll, m poll.Marks, most int) error {
	for i, o := range p.Options {
		if m[i] < poll.Agrees || m[i] > most {
			return bot.Refuse("「%s」还没有表态。同意、不同意、弃权，要选一个。", o.Label)
		}
	}
	return nil
}

// CheckPaper refuses marks that are no answer. Of a proposal a paper may say
// nothing that can be read: it took part.
func CheckPaper(p poll.Poll, m poll.Marks) (poll.Marks, error) {
	if len(m) == len(p.Options) && len(p.Keys(m)) == 0 {
		if p.Proposes() {
			return m, nil
		}
		return nil, bot.Refuse("票上什么也没有选，不用登记。")
	}
	return CheckMarks(p, m)
}
