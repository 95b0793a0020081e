package ballot

import (
	"slices"

	"yishi/flows/poll"
	"yishi/flows/poll/tally"
	"yishi/flows/poll/tally/ranking"
	"yishi/store"
)

// pile is ballots that say the same.
type pile struct {
	marks poll.Marks
	count int
}

// Piles puts the ballots of a poll together that say the same, in an order that
// does not depend on who voted when. It decodes each thing said once, not each
// ballot.
func Piles(tx store.Tx, p poll.Poll) []pile {
	counts := map[string]*int{}
	from, to := store.Under(store.Key(p.ID))
	for _, ballot := range tx.Scan(poll.BallotTable, from, to) {
		marks := poll.MarksIn(ballot)
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
		m, ok := poll.ReadMarks(text, len(p.Options))
		if !ok {
			panic(store.Damaged(poll.BallotTable, p.ID, "no marks"))
		}
		list[i] = pile{m, *counts[text]}
	}
	return list
}

// Tallied is piles by the options they mark. Of an order it is the first.
func Tallied(p poll.Poll, all []pile) []tally.Pile {
	list := make([]tally.Pile, len(all))
	for i, b := range all {
		list[i] = tally.Pile{Picks: p.Keys(b.marks), Count: b.count}
	}
	return list
}

// Question is the poll as something to count.
func Question(p poll.Poll) tally.Question {
	q := tally.Question{Min: Fewest(p), Max: p.Max, Electorate: p.Electorate, Quorum: p.Quorum, Threshold: p.Line}
	if s := p.Info().Shape; s == poll.Order || s == poll.Points {
		q.Min, q.Max = 0, len(p.Options)
	}
	for _, o := range p.Options {
		q.Options = append(q.Options, o.Key)
	}
	return q
}

// Rank counts an order in two ways.
func Rank(p poll.Poll, r *poll.Result, all []pile) {
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
	runoff := ranking.InstantRunoff(p.OptionLabels(), ballots, p.LotSeed())
	pairs := ranking.Schulze(p.OptionLabels(), ballots, p.LotSeed())
	if runoff.Winner == "" {
		r.Decision, r.First = tally.Nobody, nil
		return
	}
	r.Lots = lots(p, runoff.Even, pairs.Even())
	r.Verdict = orderVerdict(p, runoff, pairs)
	r.Lines = []string{"从前到后：" + pairs.Places()}
	r.How = slices.Concat(runoff.Explain(), []string{""}, pairs.Explain())
	tellLot(p, r, "每一项的名字")
}

// tellLot says how the lot was drawn, in a count that is explained. What would hang on
// a lot that is still to be drawn is not explained before.
func tellLot(p poll.Poll, r *poll.Result, what string) {
	switch {
	case len(r.Lots) == 0:
	case p.LotSeed() == "":
		r.How = nil
	default:
		r.How = slices.Concat(r.How, []string{""}, lotHow(p, what))
	}
}

// Rate counts points.
func Rate(p poll.Poll, r *poll.Result, all []pile) {
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
		r.Verdict = "平均分最高的是" + poll.Quoted(best) + "，" + scored[0].Mean().FloatString(2) + "分。"
	default:
		r.Verdict = poll.Quoted(best) + "平均分一样高，都是" + scored[0].Mean().FloatString(2) + "分，并列第一。"
	}
}
