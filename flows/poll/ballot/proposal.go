package ballot

import (
	"cmp"
	"fmt"
	"slices"

	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
	"yishi/store"
)

// proposal is a ballot that says yes, no or abstain, in a meeting or outside of one.
type proposal struct{ choice }

func (k proposal) do() string  { return "表个态。" }
func (k proposal) ask() string { return "请" + k.do() }

func (k proposal) read(c *talk.Conv) poll.Marks {
	key := c.Choice("says", "票上怎么说？", append(k.opts(), talk.Opt{Key: "spoilt", Label: "看不清，作废"})...)
	return k.Picked(key)
}

func (k proposal) given(g talk.Given)      {}
func (k proposal) lines() []talk.Line      { return nil }
func (k proposal) draft() error            { return cmp.Or(k.base.draft(), k.draftBounds()) }
func (k proposal) note(poll.Result) string { return "" }

func (k proposal) says(m poll.Marks) string {
	if Spoilt(*k.Poll, m) {
		return "投的票看不清，作废了"
	}
	return k.choice.says(m)
}

// count reports whether the proposal is passed.
func (k proposal) count(_ store.Reader, r *poll.Result, _ []pile) {
	r.Electorate = max(k.Entitled, r.Electorate)
	r.Decision = k.assembly().Decide(Show(*k.Poll, *r))
	if k.Assembles() {
		r.Lines = []string{"依据：" + k.assembly().Clause}
		r.How = k.assembly().Explain(Show(*k.Poll, *r))
	}
}

func (k proposal) rule() (words string, apart bool) {
	if k.Assembles() {
		return fmt.Sprintf("%s的%s参加才算数，参加的人里过半数同意才通过。报到了没有投票的，也算参加。", k.Quorum.Words(), k.Whom()), false
	}
	words, _ = k.base.rule()
	return words + "投票的人里" + k.Line.Words() + "同意才通过。", false
}

// verdict says what became of a proposal, with the numbers that decide.
func (k proposal) verdict(r poll.Result) string {
	s := Show(*k.Poll, r)
	switch {
	case s.Attended == 0:
		return "没有人投票，这次不算数。"
	case r.Decision == tally.NoQuorum && k.Assembles():
		return fmt.Sprintf("参加的不够，不能作决定：要%s，到会%s。", k.Voices(k.Quorum.Least(r.Electorate)), k.Voices(s.Attended))
	case r.Decision == tally.NoQuorum:
		return k.void(r)
	}
	words := map[tally.Decision]string{tally.Passed: "通过了", tally.Failed: "没有通过"}[r.Decision]
	verb := "投了"
	if k.Assembles() {
		verb = "到会"
	}
	return fmt.Sprintf("%s：%s%s，要%s同意，同意的%s。", words, verb, k.Voices(s.Attended), k.Line.Words(), poll.Share(s.Yes, s.Attended))
}

// rows are parts of all who took part; 同意 has to reach something.
func (k proposal) rows(r poll.Result) []Row {
	rows := k.choice.rows(r)
	if n := r.Invalid(); n > 0 {
		rows = append(rows, Row{Label: "看不清作废的", Votes: n})
	}
	for i := range rows {
		if rows[i].Whole = max(r.Took, r.Came); rows[i].Key == k.Options[0].Key {
			rows[i].Need = k.Line
		}
	}
	return rows
}

// assembly is what it takes to pass.
func (k proposal) assembly() tally.Assembly {
	return tally.Assembly{Attend: k.Quorum, Agree: k.Line, Clause: Clause(*k.Poll)}
}

func (k proposal) listed() proof.Kind { return proof.Assembly }

func (k proposal) published(m poll.Marks) string {
	said := tally.Invalid
	if keys := k.Keys(m); len(keys) == 1 {
		switch k.Label(keys[0]) {
		case poll.Yes:
			said = tally.Yes
		case poll.No:
			said = tally.No
		case poll.Abstain:
			said = tally.Abstain
		}
	}
	return proof.Word(said)
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

// Show is the count of a proposal.
func Show(p poll.Poll, r poll.Result) tally.Show {
	votes := map[string]int{}
	for _, row := range r.Rows {
		votes[p.Label(row.Key)] = row.Votes
	}
	return tally.Show{Entitled: r.Electorate, Attended: max(r.Took, r.Came), Yes: votes[poll.Yes], No: votes[poll.No], Abstain: votes[poll.Abstain], Invalid: r.Invalid()}
}

// Spoilt reports whether marks are those of a paper that nobody can read.
func Spoilt(p poll.Poll, m poll.Marks) bool { return p.Proposes() && len(p.Keys(m)) == 0 }

// AsksWhy reports whether who votes so is to be asked why: who votes no, but not in a
// secret poll, where the words would give them away.
func AsksWhy(p poll.Poll, m poll.Marks) bool {
	return p.Info().Reason && !p.Secret && slices.Contains(p.Keys(m), p.Key(poll.No))
}
