package ballot

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"yishi/bot"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
	"yishi/flows/tally/budget"
	"yishi/store"
)

// funds is a ballot of a budget that chooses the projects that are liked; its money is
// given fairly among the voters.
type funds struct{ choice }

func (k funds) do() string {
	return fmt.Sprintf("选出该做的项目，可以选几个。一共%s。", poll.Money(k.Fund))
}
func (k funds) ask() string { return "请" + k.do() + FairWords(*k.Poll) }
func (k funds) paper() string {
	return fmt.Sprintf("选出该做的项目，在方框里打√，可以选几个。一共%s。", poll.Money(k.Fund))
}

func (k funds) note(poll.Result) string          { return "" }
func (k funds) bars() []bar                      { return nil }
func (k funds) rule() (words string, apart bool) { return FairWords(*k.Poll), true }

// draft refuses what cannot be paid, or counted.
func (k funds) draft() error {
	if err := k.draftBounds(); err != nil {
		return err
	}
	return k.draftMoney()
}

func (k funds) draftMoney() error {
	if err := poll.CheckLabels(k.OptionLabels()); err != nil {
		return err
	}
	switch {
	case k.Purse != 0 && (k.Purse < poll.LeastPurse || k.Purse > poll.MostPurse):
		return bot.Refusal(purseWords())
	case !slices.Contains(budget.Completions, k.Left):
		return bot.Refusal(leftAgain)
	case k.Fund > poll.MostFund:
		return bot.Refuse("钱太多了，最多%s。", poll.Money(poll.MostFund))
	case k.Fund <= 0:
		return bot.Refuse("请说一共有多少钱。")
	}
	for _, o := range k.Options {
		switch {
		case o.Cost <= 0:
			return bot.Refuse("「%s」要多少钱？每个项目都要写。", o.Label)
		case o.Cost > k.Fund:
			return bot.Refuse("「%s」要的钱比一共有的还多，选上了也做不成。", o.Label)
		}
	}
	if !money(*k.Poll).Fits(poll.MostVoters, int64(max(1, k.Purse))) {
		return bot.Refuse("钱和分数合起来太大，算不过来。请把每人的分数写少一些，或者把项目写少一些。")
	}
	return nil
}

func purseWords() string {
	return fmt.Sprintf("每人的分数要在%d到%d之间。", poll.LeastPurse, poll.MostPurse)
}

const leftAgain = "剩下的钱怎么办？请再选一次。"

func (k funds) listed() proof.Kind { return proof.Budget }

// rows say of each project whether it was chosen, and what a lot had to do with it.
func (k funds) rows(r poll.Result) []Row {
	rows := k.choice.rows(r)
	for i, row := range rows {
		rows[i].First = slices.Contains(r.First, row.Key)
		rows[i].Remark = map[bool]string{true: "选上了"}[rows[i].First] + lotWord(*k.Poll, r, row.Key)
	}
	return rows
}

// money is the money of a poll and what it may go to.
func money(p poll.Poll) *budget.Budget {
	b := &budget.Budget{Total: int64(p.Fund), Places: 2, Seed: p.LotSeed(), Completion: p.Left}
	for _, o := range p.Options {
		b.Projects = append(b.Projects, budget.Project{ID: o.Label, Cost: int64(o.Cost)})
	}
	return b
}

// count gives the money to projects, fairly among the voters; what the most votes
// alone would have given is told beside it.
func (k funds) count(_ store.Reader, r *poll.Result, all []pile) {
	p, b := *k.Poll, money(*k.Poll)
	for _, pile := range all {
		var supports []budget.Support
		for i, mark := range pile.marks {
			if mark > 0 {
				supports = append(supports, budget.Support{Project: i, Points: int64(mark)})
			}
		}
		b.Votes = append(b.Votes, slices.Repeat([][]budget.Support{supports}, pile.count)...)
	}
	if r.Took == 0 {
		r.Decision = tally.Nobody
		return
	}
	shared := budget.EqualShares(b)
	r.Lots = lots(p, shared.Lots...)
	choose(p, r, shared)
	if p.Purse > 0 {
		r.Lines = pointLines(p, shared)
	}
	r.Lines = append(append(r.Lines, unfundedLines(p, shared)...), "算法：钱平均分，"+leftWords(p))
	r.How = slices.Concat(shared.Explain(), []string{"", "要是不分担，只从多到少选，会是这样："}, budget.Greedy(b).Explain())
	tellLot(p, r, "每个项目的名字")
}

// pointLines says how many points each project was given, the most first.
func pointLines(p poll.Poll, f budget.Funding) []string {
	list := slices.Clone(f.Outcomes)
	slices.SortStableFunc(list, func(a, b budget.Outcome) int { return cmp.Compare(b.Points, a.Points) })
	var lines []string
	for _, o := range list {
		lines = append(lines, fmt.Sprintf("%s　%d分，%s给的\n%s", o.ID, o.Points, p.Voices(o.Backers), poll.Bar(int(o.Points), int(list[0].Points))))
	}
	return lines
}

// choose says what is funded. What hangs on a lot that is still to be drawn is not.
func choose(p poll.Poll, r *poll.Result, f budget.Funding) {
	r.First = nil
	spent := 0
	for _, o := range p.Options {
		if slices.Contains(f.Funded(), o.Label) && (p.LotSeed() != "" || !f.Hangs(o.Label)) {
			r.First = append(r.First, o.Key)
			spent += o.Cost
		}
	}
	r.Verdict = "没有一个项目选上。"
	if len(r.First) > 0 {
		r.Verdict = "选上的项目是" + p.Labels(r.First) + "，用去" + poll.Money(spent) + "，一共" + poll.Money(p.Fund) + "。"
	}
	if p.LotSeed() != "" {
		return
	}
	if len(f.Lots) > 0 && len(r.First) == 0 {
		r.Verdict = ""
	}
	for _, lot := range f.Lots {
		r.Verdict += poll.Quoted(lot) + "得的" + pointWord(p) + "和要的钱都一样，要抽签定先后。"
	}
	if len(f.Hang) > 0 {
		r.Verdict += poll.Quoted(f.Hang) + "选不选得上，也要看抽签。"
	}
}

func pointWord(p poll.Poll) string {
	if p.Purse > 0 {
		return "分"
	}
	return "票"
}

// unfundedLines says of each project that was not chosen why not, and whom the lot drew.
func unfundedLines(p poll.Poll, f budget.Funding) (lines []string) {
	for _, o := range f.Outcomes {
		lot := f.LotOf(o.ID)
		switch {
		case p.LotSeed() == "" && f.Hangs(o.ID):
		case lot != nil && f.AllFunded(lot):
		case lot != nil && o.Stage != budget.NotFunded:
			lines = append(lines, "「"+o.ID+"」选上了：和"+poll.Quoted(others(lot, o.ID))+"一样多，抽签抽到的。")
		case o.Stage == budget.NotFunded:
			lines = append(lines, "「"+o.ID+"」没选上："+unfunded(p, o, lot))
		}
	}
	return lines
}

func others(lot []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(lot), func(o string) bool { return o == id })
}

func unfunded(p poll.Poll, o budget.Outcome, lot []string) string {
	cost := "要" + poll.Money(int(o.Cost)) + "，"
	switch {
	case lot != nil:
		return cost + "和" + poll.Quoted(others(lot, o.ID)) + "一样多，抽签没有抽到。"
	case o.Points == 0:
		return "没有人选。"
	case o.Purse != nil && o.Purse.Cmp(new(big.Rat).SetInt64(o.Cost)) < 0:
		return cost + "选它的人凑不够。"
	}
	return cost + "剩下的钱不够。"
}
