package poster

import (
	"fmt"
	"html/template"
	"io"
	"strings"

	"rsc.io/qr"
)

// Placards are what hangs at the doors of buildings, one a page.
type Placards struct {
	Lacks []string // what is not as it should be, for whoever prints it: not on the paper
	Doors []Placard
}

// Placard is what hangs at the door of a building.
type Placard struct {
	Name  string // 桂花苑3栋
	Says  string // what it is for
	Codes []PlacardCode
	Typed string // what can be typed instead
	Phone string // whom to call
	Hours string
}

// PlacardCode is what is scanned to come into a chat.
type PlacardCode struct {
	Label string // 微信
	Link  string
}

// Print writes the pages.
func (p Placards) Print(w io.Writer) error { return pages.ExecuteTemplate(w, "placard.html", p) }

// SVG is the code as a drawing, with the quiet zone that readers need around it. A
// quarter of it may be scratched.
func (c PlacardCode) SVG() (template.HTML, error) {
	code, err := qr.Encode(c.Link, qr.Q)
	if err != nil {
		return "", err
	}
	const quiet = 4
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := 0
			for x+run < code.Size && code.Black(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
				x += run
			}
		}
	}
	size := code.Size + 2*quiet
	return template.HTML(fmt.Sprintf(`<svg viewBox="0 0 %d %d" role="img" aria-label="二维码" shape-rendering="crispEdges"><path d="%s"/></svg>`, size, size, path.String())), nil
}
