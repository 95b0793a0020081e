package budget

// Completion says what becomes of the money that the first shares leave over: a
// voter whose projects are too dear for those who want them spends nothing, so
// often a third of a budget would stay.
// https://equalshares.net/implementation/completion
type Completion string

// The completions. Raising is by one unit of money for everybody, and then all is
// counted again.
const (
	// Exhaust raises until nothing more that has backers fits into the budget, or the
	// next step would spend too much; then what fits is added, from the most points
	// down. Budgets that do not say are completed so.
	Exhaust Completion = ""
	// Overspend raises until the next step would spend too much, and adds nothing.
	// Cities have counted so: Wieliczka in 2023, Assen in 2024.
	Overspend Completion = "overspend"
	// NoCompletion leaves what is left.
	NoCompletion Completion = "none"
)

// Completions is all of them.
var Completions = []Completion{Exhaust, Overspend, NoCompletion}

// Name is what a completion is called where it has to be called something.
func (c Completion) Name() string {
	if c == Exhaust {
		return "exhaust"
	}
	return string(c)
}
