package script

import (
	"fmt"
	"path/filepath"
	"strings"
)

// blank stands, in a file that others use, for what differs.
const blank = "…"

// use does what stands in another file and leaves out what is said to it.
func (p *player) use(line string) error {
	file, given, _ := strings.Cut(line, " ")
	steps, whole, err := read(filepath.Join(p.dir, file))
	if err != nil {
		return err
	}
	values := strings.Split(given, " | ")
	if given == "" {
		values = nil
	}
	if n := strings.Count(whole, blank); n != len(values) {
		return fmt.Errorf("%s has %d blanks, not %d", file, n, len(values))
	}
	for i := range steps {
		if strings.Contains(steps[i].text, blank) {
			steps[i].text = strings.Replace(steps[i].text, blank, values[0], 1)
			values = values[1:]
		}
	}
	before := p.out.String()
	s, err := p.take(steps)
	p.out.Reset()
	p.out.WriteString(before)
	if err != nil {
		return fmt.Errorf("%s:%d: %s: %w", file, s.line, s.text, err)
	}
	return nil
}
