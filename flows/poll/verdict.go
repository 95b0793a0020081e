package poll

import "yishi/store"

// Verdict is what a count has decided, in a sentence; "" before there is a count.
func Verdict(p Poll) string {
	if p.Result == nil {
		return ""
	}
	return p.verdict()
}

// Name is what people call a poll: 第12号投票.
func (p Poll) Name() string { return p.no() }

// PartName is what a building is called where its turnout is told.
func (p Poll) PartName(tx store.Tx, place string) string { return p.partName(tx, place) }
