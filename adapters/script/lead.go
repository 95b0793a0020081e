package script

import "testing"

// Led is a conversation that a test leads, line by line, as a transcript would.
type Led struct{ p *player }

// Lead begins one in a street that was made for it (Street). Nothing is reopened or
// delivered twice, and nothing is written down.
func Lead(t *testing.T, w World) *Led {
	w.Apart = "."
	return &Led{newPlayer(t, ".", w, w.From)}
}

// Does carries out a line of a transcript, and gives the page that comes of it: the line
// itself, and what was said to whom.
func (l *Led) Does(line string) (page string) {
	l.p.t.Helper()
	before := l.p.out.Len()
	if err := l.p.do(line); err != nil {
		l.p.t.Fatalf("%s: %v\n%s", line, err, l.Page())
	}
	l.p.appear()
	return l.p.out.String()[before:]
}

// Page is all that was said and done so far.
func (l *Led) Page() string { return l.p.out.String() }
