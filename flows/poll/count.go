package poll

import (
	"iter"
	"slices"

	"yishi/flows/poll/tally"
	"yishi/flows/poll/tally/budget"
	"yishi/flows/poll/tally/ranking"
	"yishi/store"
)

// Result is a count: for most kinds the rows say it all; the rest is how the
// kind counts, in words that anybody can follow.
type Result struct {
	tally.Result
	Trusted Trusted  `json:"trusted,omitzero"`  // how well they are known who voted
	Late    int      `json:"late,omitempty"`    // of the electorate came onto the register later
	Verdict string   `json:"verdict,omitempty"` // where the rows do not give it
	Lines   []string `json:"lines,omitempty"`   // what came of each option, where votes do not say it
	How     []string `json:"how,omitempty"`     // how it was counted, step by step, for who asks

	Lots [][]string `json:"lots,omitempty"` // the keys of options between which the lot decides, or has decided

	Items    []ItemCount `json:"items,omitempty"`    // of an owners' vote, in the order of its options
	Asides   []string    `json:"asides,omitempty"`   // the ballots that were put aside, and papers that did not come back
	Came     int         `json:"came,omitempty"`     // who attended an assembly, voting or not
	Admitted int         `json:"admitted,omitempty"` // of them were signed in by staff
}

// kept yields the receipts of the ballots of a poll, and the ballots as they lie in
// the store, valid until the next step.
func kept(tx store.Tx, id string) iter.Seq2[string, []byte] {
	from, to := store.Under(store.Key(id))
	return func(yield func(string, []byte) bool) {
		for key, ballot := range tx.Scan(ballotTable, from, to) {
			if !yield(string([]byte(key[len(from):])), ballot) {
				return
			}
		}
	}
}

// pile is ballots that say the same.
type pile struct {
	marks Marks
	count int
}

// piles puts the ballots of a poll together that say the same, in an order that
// does not depend on who voted when. It decodes each thing said once, not each
// ballot.
func piles(tx store.Tx, p Poll) []pile {
	counts := map[string]*int{}
	from, to := store.Under(store.Key(p.ID))
	for _, ballot := range tx.Scan(ballotTable, from, to) {
		marks := marksIn(ballot)
		if n := counts[string(marks)]; n != nil {
			*n++
		} else {
			one := 1
			counts[string(marks)] = &one
		}
	}
	texts := make([]string, 0, len(counts))
	for text := range counts {
		texts = append(texts, text)
	}
	slices.Sort(texts)
	list := make([]pile, len(texts))
	for i, text := range texts {
		m, ok := readMarks(text, len(p.Options))
		if !ok {
			panic(store.Damaged(ballotTable, p.ID, "no marks"))
		}
		list[i] = pile{m, *counts[text]}
	}
	return list
}

// markAt is the mark of one option in kept marks.
func markAt(marks []byte, option int) int {
	for i := 0; i < len(marks); {
		here, n := int(marks[i]-'a') == option, 0
		for i++; i < len(marks) && marks[i] >= '0' && marks[i] <= '9'; i++ {
			n = n*10 + int(marks[i]-'0')
		}
		if here {
			return n
		}
	}
	return 0
}

// Count counts the ballots of a poll.
func Count(tx store.Tx, p Poll) Result {
	r := counts(tx, p)
	for i, line := range r.Lines {
		r.Lines[i] = tight(line)
	}
	for i, line := range r.How {
		r.How[i] = tight(line)
	}
	return r
}

func counts(tx store.Tx, p Poll) Result {
	live := Live(tx, p.ID)
	p.Electorate = live.Of
	if p.ByPart() {
		return p.countParts(tx)
	}
	all := piles(tx, p)
	r := Result{Result: tally.CountPiles(p.question(), p.tallied(all)), Trusted: live.Trusted, Late: live.Late, Asides: p.paperLines(tx)}
	if p.Assembles() {
		r.Came, r.Admitted = live.Attended(), live.Admitted
	}
	switch {
	case p.Proposes():
		p.decide(&r)
	case p.Info().Shape == Order:
		p.rank(&r, all)
	case p.Info().Shape == Points:
		p.rate(&r, all)
	case p.Kind == Budget:
		p.share(&r, all)
	case p.Info().Shape == Queue:
		p.seat(tx, &r)
	}
	return r
}

// tallied is piles by the options they mark. Of an order it is the first.
func (p *Poll) tallied(all []pile) []tally.Pile {
	list := make([]tally.Pile, len(all))
	for i, b := range all {
		list[i] = tally.Pile{Picks: p.keys(b.marks), Count: b.count}
	}
	return list
}

// question is the poll as something to count.
func (p *Poll) question() tally.Question {
	q := tally.Question{Min: p.Fewest(), Max: p.Max, Electorate: p.Electorate, Quorum: p.Quorum, Threshold: p.Line}
	if s := p.Info().Shape; s == Order || s == Points {
		q.Min, q.Max = 0, len(p.Options)
	}
	for _, o := range p.Options {
		q.Options = append(q.Options, o.Key)
	}
	return q
}

// rule is what it takes to pass a proposal.
func (p *Poll) rule() tally.Assembly {
	return tally.Assembly{Attend: p.Quorum, Agree: p.Line, Clause: p.Clause()}
}

// homesClause is what lets an assembly be one of homes.
const homesClause = "《中华人民共和国城市居民委员会组织法》第九条：居民会议可以由每户派代表参加，有户的代表过半数出席才能举行，由出席人的过半数通过。"

// Clause is by what an assembly decides; "" what is none.
func (p *Poll) Clause() string {
	if p.Assembles() && p.PerHome {
		return homesClause
	}
	return p.Info().Rule.Clause
}

// decide says whether a proposal is passed.
func (p *Poll) decide(r *Result) {
	r.Electorate = max(p.Entitled, r.Electorate)
	r.Decision = p.rule().Decide(p.show(*r))
	if p.Assembles() {
		r.Lines = []string{"依据：" + p.rule().Clause}
		r.How = p.rule().Explain(p.show(*r))
	}
}

// show is the count of a proposal.
func (p *Poll) show(r Result) tally.Show {
	votes := map[string]int{}
	for _, row := range r.Rows {
		votes[p.Label(row.Key)] = row.Votes
	}
	return tally.Show{Entitled: r.Electorate, Attended: max(r.Took, r.Came), Yes: votes[Yes], No: votes[No], Abstain: votes[Abstain], Invalid: r.Invalid()}
}

// rank counts an order in two ways.
func (p *Poll) rank(r *Result, all []pile) {
	ballots := make([]ranking.Ballot, len(all))
	for i, b := range all {
		ballots[i] = ranking.Ballot{Rank: make([]uint16, len(b.marks)), Count: b.count}
		for o, mark := range b.marks {
			ballots[i].Rank[o] = uint16(mark)
		}
	}
	if r.Took == 0 {
		r.Decision = tally.Nobody
		return
	}
	runoff := ranking.InstantRunoff(p.OptionLabels(), ballots, p.seed())
	pairs := ranking.Schulze(p.OptionLabels(), ballots, p.seed())
	if runoff.Winner == "" {
		r.Decision, r.First = tally.Nobody, nil
		return
	}
	r.Lots = p.lots(runoff.Even, pairs.Even())
	r.Verdict = p.orderVerdict(runoff, pairs)
	r.Lines = []string{"从前到后：" + pairs.Places()}
	r.How = slices.Concat(runoff.Explain(), []string{""}, pairs.Explain())
	p.tellLot(r, "每一项的名字")
}

// tellLot says how the lot was drawn, in a count that is explained. What would hang on
// a lot that is still to be drawn is not explained before.
func (p *Poll) tellLot(r *Result, what string) {
	switch {
	case len(r.Lots) == 0:
	case p.seed() == "":
		r.How = nil
	default:
		r.How = slices.Concat(r.How, []string{""}, p.lotHow(what))
	}
}

// rate counts points.
func (p *Poll) rate(r *Result, all []pile) {
	ballots := make([]tally.Scores, len(all))
	for i, b := range all {
		ballots[i] = tally.Scores{Points: b.marks, Count: b.count}
	}
	if r.Took == 0 {
		r.Decision = tally.Nobody
		return
	}
	scored := tally.Score(p.OptionLabels(), p.Most, ballots, "")
	for _, s := range scored {
		r.Lines = append(r.Lines, s.Explain())
	}
	switch best := tally.Highest(scored); {
	case len(best) == 0:
		r.Decision, r.First = tally.Nobody, nil
	case len(scored) == 1:
	case len(best) == 1:
		r.Verdict = "平均分最高的是" + quoted(best) + "，" + scored[0].Mean().FloatString(2) + "分。"
	default:
		r.Verdict = quoted(best) + "平均分一样高，都是" + scored[0].Mean().FloatString(2) + "分，并列第一。"
	}
}

// budget is the money of a poll and what it may go to.
func (p *Poll) budget() *budget.Budget {
	b := &budget.Budget{Total: int64(p.Fund), Places: 2, Seed: p.seed(), Completion: p.Left}
	for _, o := range p.Options {
		b.Projects = append(b.Projects, budget.Project{ID: o.Label, Cost: int64(o.Cost)})
	}
	return b
}

// share gives the money of a budget to projects, fairly among the voters; what
// the most votes alone would have given is told beside it.
func (p *Poll) share(r *Result, all []pile) {
	b := p.budget()
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
	r.Lots = p.lots(shared.Lots...)
	p.choose(r, shared)
	if p.Purse > 0 {
		r.Lines = p.pointLines(shared)
	}
	r.Lines = append(append(r.Lines, p.unfundedLines(shared)...), "算法：钱平均分，"+p.LeftWords())
	r.How = slices.Concat(shared.Explain(), []string{"", "要是不分担，只从多到少选，会是这样："}, budget.Greedy(b).Explain())
	p.tellLot(r, "每个项目的名字")
}
