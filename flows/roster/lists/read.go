// Package lists brings a street in from the lists that its offices keep: the places
// (地点), who lives in them (居民), who does what (职务), whom to call (电话), what is otherwise where (设置); and writes it out in the same
// form.
//
//	files ──Read──▶ rows ──PlanOf──▶ plan ──Write──▶ the directory
//	                     (all that is wrong, by sheet, row and column; what would change)
//
// Nothing is guessed and nothing deleted. Read again, a list changes what it says
// otherwise and leaves the rest: a person who has written to us stays that person.
// Who stands on a list is known by the register, not proved: the trust that gives is
// the least, and a role comes by a one-time code unless its holder is known already.
//
// Names and numbers in here are personal data: they never reach a log. Reading tables
// is left to tally/sheet, what a place or a person is to the directory.
package lists

import (
	"fmt"

	"yishi/bot/house"
	"yishi/flows/tally/sheet"
)

// Problem is what has to be mended in a list, and where.
type Problem struct {
	File, Place, Column string
	Text                string
}

func (p Problem) String() string {
	if p.Place == "" {
		return p.Text
	}
	at := p.File + " " + p.Place
	if p.Column != "" {
		at += "「" + p.Column + "」"
	}
	return at + "：" + p.Text
}

// line is a row of a list, with the file it is from.
type line struct {
	sheet.Record
	file string
}

// lists are the rows of all files by their forms.
type lists struct {
	places, people, roles, dials, settings []line
	problems                               []Problem
}

func (l *lists) rows() int {
	return len(l.places) + len(l.people) + len(l.roles) + len(l.dials) + len(l.settings)
}

// Read reads lists. A file that cannot be read at all is a problem like others.
func Read(files []house.File) lists {
	var l lists
	for _, f := range files {
		before := l.rows()
		err := sheet.Records(f.Name, f.Data, forms, func(r sheet.Record) {
			row := line{r, f.Name}
			switch {
			case r.Wrong != "":
				l.problems = append(l.problems, row.problem("", "%s", r.Wrong))
			case r.Form.Name == placesForm:
				l.places = append(l.places, row)
			case r.Form.Name == rolesForm:
				l.roles = append(l.roles, row)
			case r.Form.Name == dialForm:
				l.dials = append(l.dials, row)
			case r.Form.Name == setForm:
				l.settings = append(l.settings, row)
			default:
				l.people = append(l.people, row)
			}
		})
		if err != nil {
			l.problems = append(l.problems, Problem{Text: err.Error()})
		} else if before == l.rows() && len(l.problems) == 0 {
			l.problems = append(l.problems, Problem{Text: f.Name + "：表头下面一行也没有"})
		}
	}
	return l
}

func (l line) problem(column, format string, args ...any) Problem {
	return Problem{l.file, l.Place(), column, fmt.Sprintf(format, args...)}
}
