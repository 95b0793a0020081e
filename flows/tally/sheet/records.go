package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// Form is a kind of table that somebody keeps, told by its heading.
type Form struct {
	Name    string
	Columns []Column
}

// Column is one of a form's, by the name it is asked for, and what else it is called.
type Column struct {
	Name string
	Also []string
	Must bool // a heading without it is of another form
	Day  bool // a date that Excel knows as one is what was meant
}

func (f Form) columns() []column {
	list := make([]column, len(f.Columns))
	for i, c := range f.Columns {
		list[i] = column{name: c.Name, also: append([]string{c.Name}, c.Also...), optional: !c.Must}
	}
	return list
}

// Record is a row of a table: what it says in each column of its form.
type Record struct {
	Form  *Form
	Sheet string // of a workbook that has several
	Line  int
	Wrong string // why nothing of it is to be relied on
	cells []string
}

// Get is what a record says in a column.
func (r Record) Get(column string) string {
	for i, c := range r.Form.Columns {
		if c.Name == column {
			return r.cells[i]
		}
	}
	return ""
}

// Place is where a record stands in its file.
func (r Record) Place() string { return spot{r.Sheet, r.Line}.String() }

// example begins a row that only shows how one is written.
var example = regexp.MustCompile(`^例[:：]`)

// Records reads the tables of a file, each as the first of the forms that its heading
// fits. What was merged down over several rows stands in each of them; headings that
// are repeated, and rows that are examples, are left out.
func Records(name string, data []byte, forms []Form, each func(Record)) error {
	lists, headings := make([][]column, len(forms)), make([]map[string]bool, len(forms))
	for i, f := range forms {
		lists[i] = f.columns()
		headings[i] = headingsOf(lists[i])
	}
	merged := mergedIn(data)
	err := openAny(data, lists, func(t *table, r row) {
		merged.fill(&r)
		if example.MatchString(firstOf(r)) || again(r, headings[t.form]) {
			return
		}
		rec := Record{Form: &forms[t.form], Sheet: r.sheet, Line: r.line, cells: make([]string, len(forms[t.form].Columns))}
		for i, c := range forms[t.form].Columns {
			rec.cells[i] = strings.Clone(t.get(r, c.Name))
			if at, has := t.columns[c.Name]; has && c.Day && r.odd[at] != "" {
				rec.cells[i] = dayOf(rec.cells[i])
				delete(r.odd, at)
			}
		}
		if wrong := t.wrong(r); wrong != nil {
			rec.Wrong = wrong.Error()
		}
		each(rec)
	})
	if err != nil {
		return fmt.Errorf("%s：%w", name, err)
	}
	return nil
}

// again reports whether a row is a heading once more, as at the top of a page.
func again(r row, headings map[string]bool) bool {
	if !headings[bare(firstOf(r))] {
		return false // nearly all rows
	}
	n := 0
	for _, cell := range r.cells {
		if headings[bare(cell)] {
			n++
		}
	}
	return n >= 2 && 2*n > filled(r)
}

// headingsOf are all names of the columns of a form.
func headingsOf(columns []column) map[string]bool {
	all := map[string]bool{}
	for _, c := range columns {
		for _, name := range c.also {
			all[Fold(name)] = true
		}
	}
	return all
}

// dayOf is the date that Excel keeps as a number of days.
func dayOf(stored string) string {
	n, err := strconv.ParseFloat(stored, 64)
	if err != nil {
		return stored
	}
	at, err := excelize.ExcelDateToTime(n, false)
	if err != nil {
		return stored
	}
	return at.Format(time.DateOnly)
}

func firstOf(r row) string {
	for _, cell := range r.cells {
		if cell != "" {
			return cell
		}
	}
	return ""
}

// bare is a heading without what people add to it: 面积（㎡）*.
func bare(cell string) string {
	cell, _, _ = strings.Cut(Fold(cell), "(")
	return strings.Trim(cell, "*:#")
}

func (c column) alsoIs(cell string) bool {
	cell = bare(cell)
	return cell != "" && slices.ContainsFunc(c.also, func(name string) bool { return Fold(name) == cell })
}
