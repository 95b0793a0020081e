package wording

// Cry is how surely words call for help.
type Cry int

const (
	NoCry   Cry = iota
	Feared      // something cannot wait; but people also speak so in a vote
	Guessed     // like other calls for help; but what answers a question may look like one
	Spoken      // they name what cannot wait, or call people to come
)

// Sure reports whether it is a call for help where nothing is asked.
func (c Cry) Sure() bool { return c >= Guessed }
