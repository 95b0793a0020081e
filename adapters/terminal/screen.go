package terminal

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// screen writes entries below each other, names and words in columns.
type screen struct {
	out     io.Writer
	colour  bool
	prompts bool
	names   int // width of the widest name
}

const (
	green = "\x1b[32m"
	grey  = "\x1b[90m"
	bold  = "\x1b[1m"
	plain = "\x1b[0m"
	clear = "\r\x1b[K" // the line that is being typed
)

// room makes the column of names wide enough.
func (s *screen) room(name string) { s.names = max(s.names, columns(name)) }

// show writes an entry, and the prompt again for who is typing.
func (s *screen) show(e entry, typing string) {
	if s.prompts {
		fmt.Fprint(s.out, clear)
	}
	head := e.name + pad(s.names-columns(e.name)) + e.mark + " "
	for i, line := range e.lines {
		if i > 0 {
			head = pad(s.names + 2)
		}
		fmt.Fprintln(s.out, strings.TrimRight(s.paint(e.mark, head)+line, " "))
	}
	s.prompt(typing)
}

// paint gives the head of a line its colour.
func (s *screen) paint(mark, head string) string {
	switch {
	case !s.colour || strings.TrimSpace(head) == "":
		return head
	case mark == types || mark == presses:
		return green + head + plain
	case mark == toasts:
		return grey + head + plain
	}
	return bold + head + plain
}

// prompt asks for a line.
func (s *screen) prompt(typing string) {
	if s.prompts {
		fmt.Fprint(s.out, s.paint(types, typing+pad(s.names-columns(typing))+types+" "))
	}
}

// note says something about the terminal itself.
func (s *screen) note(text, typing string) {
	if s.prompts {
		fmt.Fprint(s.out, clear)
	}
	if s.colour {
		text = grey + text + plain
	}
	fmt.Fprintln(s.out, text)
	s.prompt(typing)
}

func pad(n int) string { return strings.Repeat(" ", max(0, n)) }

// columns is how wide a terminal writes text: two columns for Chinese and for
// emoji, none for what joins (https://www.unicode.org/reports/tr11/).
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// isTerminal tells a terminal from a pipe or a file.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && info.Name() != "null" && os.Getenv("TERM") != "dumb"
}
