package ballot

import (
	"yishi/flows/poll"
	"yishi/flows/poll/tally"
)

// rule is what it takes to pass a proposal.
func rule(p poll.Poll) tally.Assembly {
	return tally.Assembly{Attend: p.Quorum, Agree: p.Line, Clause: Clause(p)}
}

// homesClause is what lets an assembly be one of homes.
const homesClause = "《中华人民共和国城市居民委员会组织法》第九条：居民会议可以由每户派代表参加，有户的代表过半数出席才能举行，由出席人的过半数通过。"

// Clause is by what an assembly decides; "" what is none.
func Clause(p poll.Poll) string {
	if p.Assembles() && p.PerHome {
		return homesClause
	}
	return p.Info().Rule.Clause
}

// Decide says whether a proposal is passed.
func Decide(p poll.Poll, r *poll.Result) {
	r.Electorate = max(p.Entitled, r.Electorate)
	r.Decision = rule(p).Decide(Show(p, *r))
	if p.Assembles() {
		r.Lines = []string{"依据：" + rule(p).Clause}
		r.How = rule(p).Explain(Show(p, *r))
	}
}

// Show is the count of a proposal.
func Show(p poll.Poll, r poll.Result) tally.Show {
	votes := map[string]int{}
	for _, row := range r.Rows {
		votes[p.Label(row.Key)] = row.Votes
	}
	return tally.Show{Entitled: r.Electorate, Attended: max(r.Took, r.Came), Yes: votes[poll.Yes], No: votes[poll.No], Abstain: votes[poll.Abstain], Invalid: r.Invalid()}
}
