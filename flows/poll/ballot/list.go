package ballot

import (
	"strconv"
	"strings"

	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tally"
)

func Listed(p poll.Poll) proof.Kind {
	switch {
	case p.ByPart():
		return proof.Owners
	case p.Proposes():
		return proof.Assembly
	case p.Info().Shape == poll.Order:
		return proof.Ranking
	case p.Info().Shape == poll.Points:
		return proof.Score
	case p.Kind == poll.Budget:
		return proof.Budget
	case p.Info().Shape == poll.Queue:
		return proof.Lottery
	}
	return proof.Choice
}

// Published is a ballot as the list says it.
func Published(p *poll.Poll, m poll.Marks) string {
	keys := p.Keys(m)
	switch Listed(*p) {
	case proof.Assembly:
		return answer(label(*p, keys))
	case proof.Ranking:
		return ranked(p, m, keys)
	case proof.Score, proof.Budget:
		if p.Kind == poll.Budget && p.Purse == 0 {
			break
		}
		for i, key := range keys {
			keys[i] += ":" + strconv.Itoa(m[p.Index(key)])
		}
	}
	return strings.Join(keys, ",")
}

// label is the label of the one option that is chosen.
func label(p poll.Poll, keys []string) string {
	if len(keys) != 1 {
		return ""
	}
	return p.Label(keys[0])
}

func answer(label string) string {
	switch label {
	case poll.Yes:
		return proof.Word(tally.Yes)
	case poll.No:
		return proof.Word(tally.No)
	case poll.Abstain:
		return proof.Word(tally.Abstain)
	}
	return proof.Word(tally.Invalid)
}

// ranked writes an order, equals with "=".
func ranked(p *poll.Poll, m poll.Marks, keys []string) string {
	var b strings.Builder
	for i, key := range keys {
		if i > 0 && m[p.Index(keys[i-1])] == m[p.Index(key)] {
			b.WriteByte('=')
		} else if i > 0 {
			b.WriteByte('>')
		}
		b.WriteString(key)
	}
	return b.String()
}
