package budget

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"yishi/flows/tally"
)

// Money writes an amount exactly, with its unit.
func (b *Budget) Money(amount int64) string { return tally.Decimal(amount, b.Places) + " " + b.unit() }

// weighed reports whether the voters gave points, not just approval.
func (b *Budget) weighed() bool {
	return slices.ContainsFunc(b.Votes, func(ballot []Support) bool {
		return slices.ContainsFunc(ballot, func(s Support) bool { return s.Points > 1 })
	})
}

func (b *Budget) counts() string {
	if b.weighed() {
		return "分数"
	}
	return "票数"
}

func (b *Budget) unit() string {
	if b.Unit == "" {
		return "元"
	}
	return b.Unit
}

// Units is an amount in units of money.
func (b *Budget) Units(amount *big.Rat) *big.Rat {
	return new(big.Rat).Quo(amount, new(big.Rat).SetInt64(b.step()))
}

// about writes a fraction of money to two places after a word, and says where that
// is not all.
func (b *Budget) about(amount *big.Rat) string {
	units := b.Units(amount)
	if places, exact := units.FloatPrec(); exact && places <= 2 {
		return " " + units.FloatString(places) + " " + b.unit()
	}
	return "约 " + units.FloatString(2) + " " + b.unit()
}

// Title is what people call the project.
func (p Project) Title() string {
	if p.Name == "" || p.Name == p.ID {
		return p.ID
	}
	return p.ID + " " + p.Name
}

// Explain says in Chinese how the money was shared and why each project was
// funded or not.
func (f Funding) Explain() []string {
	lines := f.head()
	for i, o := range f.Outcomes {
		why := f.why(o)
		if o.Stage != NotFunded {
			lines = append(lines, fmt.Sprintf("✔ %d. %s：%s", i+1, o.Title(), why))
		} else {
			lines = append(lines, fmt.Sprintf("✘ %s：%s", o.Title(), why))
		}
	}
	for _, lot := range f.Lots {
		lines = append(lines, f.Drawn(lot))
	}
	if len(f.Hang) > 0 {
		lines = append(lines, strings.Join(f.Hang, "、")+" 选不选得上，也跟着抽签的先后变")
	}
	return append(lines, fmt.Sprintf("共选中 %d/%d 个项目，用去 %s，总预算 %s，剩余 %s",
		len(f.Funded()), len(f.Outcomes), f.Budget.Money(f.Spent), f.Budget.Money(f.Budget.Total), f.Budget.Money(f.Budget.Total-f.Spent)))
}

func (f Funding) head() []string {
	b := f.Budget
	if f.Share == nil {
		return []string{fmt.Sprintf("按"+b.counts()+"从多到少：预算 %s，%d 人投票，放不下的跳过", b.Money(b.Total), len(b.Votes))}
	}
	lines := []string{fmt.Sprintf("平均分配法：预算 %s，%d 人投票，每人的份额%s（%s/%d）",
		b.Money(b.Total), len(b.Votes), b.about(big.NewRat(b.Total, int64(len(b.Votes)))), tally.Decimal(b.Total, b.Places), len(b.Votes))}
	if b.weighed() {
		lines = append(lines, "一个项目对一位居民的好处，算作他给的分乘以项目的总价；所以分担的时候，给 2 分的人出的钱是给 1 分的两倍")
	}
	lines = append(lines, b.completing())
	if f.Raised > 0 {
		lines = append(lines, fmt.Sprintf("这次每人的份额加了 %s", b.Money(f.Raised)))
	}
	return lines
}

// completing says what becomes of the money that the first shares leave over.
func (b *Budget) completing() string {
	raised := fmt.Sprintf("有剩余时，每人的份额加 %s重新算，一次次加，", b.Money(b.step()))
	switch b.Completion {
	case Overspend:
		return raised + "直到再加就会超出预算；不按支持多少补选"
	case NoCompletion:
		return "只算一次，剩余的钱不再分"
	}
	return raised + "直到没有放得下的项目，或者再加就会超出预算；还剩的，按支持从多到少补选"
}

// why is the reason for what became of a project.
func (f Funding) why(o Outcome) string {
	b := f.Budget
	backed := fmt.Sprintf("%d/%d 人支持，", o.Backers, len(b.Votes))
	if b.weighed() {
		backed += fmt.Sprintf("共 %d 分，", o.Points)
	}
	switch {
	case o.Stage == ByShares:
		return backed + f.paid(o)
	case o.Stage == ByVotes && f.Share != nil:
		return backed + fmt.Sprintf("分担之后预算还有剩余，按支持从多到少补选，需要 %s，放得下", b.Money(o.Cost))
	case o.Stage == ByVotes:
		return backed + fmt.Sprintf("需要 %s，放得下", b.Money(o.Cost))
	case o.Points == 0:
		return "没有人支持"
	case o.Points < b.Least:
		return backed + fmt.Sprintf("没有达到最低要求 %d", b.Least)
	case f.LotOf(o.ID) != nil:
		return backed + fmt.Sprintf("需要 %s，和一样多的项目抽签，没有抽到", b.Money(o.Cost))
	}
	return backed + fmt.Sprintf("需要 %s，%s", b.Money(o.Cost), f.short(o))
}

// LotOf is the projects that are like one, with it, where the lot decided among them;
// nil where it did not.
func (f Funding) LotOf(id string) []string {
	for _, lot := range f.Lots {
		if slices.Contains(lot, id) {
			return lot
		}
	}
	return nil
}

// Hangs reports whether another lot might have given a project another fate.
func (f Funding) Hangs(id string) bool { return f.LotOf(id) != nil || slices.Contains(f.Hang, id) }

// AllFunded reports whether every project of a lot was funded, so that it only decided
// which came first.
func (f Funding) AllFunded(lot []string) bool {
	funded := f.Funded()
	return !slices.ContainsFunc(lot, func(id string) bool { return !slices.Contains(funded, id) })
}

// Drawn says whom the lot drew of projects that are alike.
func (f Funding) Drawn(lot []string) string {
	drawn := slices.DeleteFunc(slices.Clone(lot), func(id string) bool { return !slices.Contains(f.Funded(), id) })
	alike := strings.Join(lot, "、") + " 的" + f.Budget.counts() + "和总价都一样，"
	if len(drawn) == 0 || len(drawn) == len(lot) {
		return alike + "先后按种子抽签：" + strings.Join(f.Budget.inOrder(lot), "、")
	}
	return alike + "放不下全部，按种子抽签，抽到：" + strings.Join(drawn, "、")
}

// inOrder puts projects as the lot drew them.
func (b *Budget) inOrder(ids []string) []string {
	place := map[string]int{}
	for i, at := range b.lot() {
		place[b.Projects[i].ID] = at
	}
	return slices.SortedFunc(slices.Values(ids), func(x, y string) int { return place[x] - place[y] })
}

func (f Funding) short(o Outcome) string {
	rest := fmt.Sprintf("只剩 %s，放不下", f.Budget.Money(f.Budget.Total-f.Spent))
	if o.Purse == nil {
		return "轮到时预算已不够，最后" + rest
	}
	rest = "预算" + rest
	lacking := fmt.Sprintf("支持者的份额合计只剩%s，不够", f.Budget.about(o.Purse))
	switch {
	case o.Cost <= f.Budget.Total-f.Spent:
		return lacking
	case o.Purse.Cmp(new(big.Rat).SetInt64(o.Cost)) < 0:
		return lacking + "；" + rest
	}
	return rest
}

func (f Funding) paid(o Outcome) string {
	b, p := f.Budget, o.Paid
	how, effective := "尽量平均分担，每人", "折合有效支持"
	if b.weighed() {
		how, effective = "按分数分担，每分", "折合有效分数"
	}
	words := fmt.Sprintf("总价 %s，由支持者%s%s", b.Money(o.Cost), how, b.about(p.Each))
	if p.Poor > 0 {
		words += fmt.Sprintf("，%d 人份额不足，出了剩下的全部", p.Poor)
	}
	if p.Spent > 0 {
		words += fmt.Sprintf("，%d 人份额已用完", p.Spent)
	}
	if p.Poor+p.Spent > 0 {
		words += "；" + effective + " " + p.Effective.FloatString(1)
	}
	return words
}
