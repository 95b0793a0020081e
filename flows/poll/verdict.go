package poll

// Verdict is what a count has decided, in a sentence; "" before there is a count.
func Verdict(p Poll) string {
	if p.Result == nil {
		return ""
	}
	return p.verdict()
}
