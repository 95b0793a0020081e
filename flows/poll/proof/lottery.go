package proof

import (
	"strings"

	"yishi/flows/tally"
)

// countLottery draws the seats again: for each option who has one and who waits, by
// their receipts, in the order in which they were drawn.
func countLottery(h Header, ballots []Ballot) (Result, error) {
	wants := make([][]tally.SignUp, len(h.Options))
	for i, b := range ballots {
		at, ok := h.places(split(b.Ballot))
		if !ok {
			return Result{}, lineError(i)
		}
		for _, option := range at {
			wants[option] = append(wants[option], tally.SignUp{ID: b.Receipt, Option: h.Options[option].Label})
		}
	}
	drawn := []tally.Seated{}
	var r Result
	for i, o := range h.Options {
		seated := tally.Lottery(o.Label, o.Seats, wants[i], h.Rule.Seed)
		drawn = append(drawn, seated)
		if len(seated.Waiting) > 0 {
			r.Lots = append(r.Lots, []string{o.Key})
		}
		r.Lines = append(r.Lines, seated.Explain(), "  得到名额："+orNobody(seated.In), "  候补，按次序："+orNobody(seated.Waiting))
	}
	r.Figures = drawn
	if h.Rule.Seed != "" {
		r.Lines = append(r.Lines, "抽签号："+h.Rule.Seed)
	}
	return r, nil
}

func orNobody(receipts []string) string {
	if len(receipts) == 0 {
		return "没有"
	}
	return strings.Join(receipts, "、")
}
