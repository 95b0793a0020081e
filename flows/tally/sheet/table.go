package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// table is rows under a heading of named columns.
type table struct {
	form    int // which of several it was looked for
	columns map[string]int
	width   int
}

// column is a column by its name, and what it is called in Chinese.
type column struct {
	name, chinese string
	also          []string // what else lists call it
	optional      bool
}

// mostTitles is how many lines may stand above a heading: what the table is, who
// made it, and when.
const mostTitles = 10

// open reads the heading of each sheet. Other columns than these are left alone. It
// calls each with every row below it, until one cannot be read at all. A sheet with
// rows and without the heading is named, since what is in it would not be counted.
func open(data []byte, columns []column, each func(t *table, r row)) error {
	return openAny(data, [][]column{columns}, each)
}

// openAny is open where a sheet may have one of several headings: the first that fits.
func openAny(data []byte, forms [][]column, each func(t *table, r row)) error {
	var t *table
	var above []row
	columns := slices.Concat(forms...)
	for r, err := range rows(data, columns) {
		if err != nil {
			return err
		}
		if len(above) > 0 && r.sheet != above[0].sheet {
			if t == nil {
				return headless(above, forms)
			}
			t, above = nil, nil
		}
		if t != nil {
			each(t, r)
			continue
		}
		above = append(above, r)
		for i := 0; t == nil && i < len(forms); i++ {
			if t, err = heading(above, forms[i]); err != nil {
				return err
			}
			if t != nil {
				t.form = i
			}
		}
		if t == nil && len(above) == mostTitles {
			return headless(above, forms)
		}
	}
	switch {
	case above == nil:
		return fmt.Errorf("文件是空的：第一行要写%s", wanted(forms[len(forms)-1]))
	case t == nil:
		return headless(above, forms)
	}
	return nil
}

// needed is how many columns there have to be.
func needed(columns []column) (n int) {
	for _, c := range columns {
		if !c.optional {
			n++
		}
	}
	return n
}

func (c column) is(cell string) bool {
	cell = Fold(cell)
	return cell != "" && (cell == Fold(c.name) || cell == Fold(c.chinese)) || c.alsoIs(cell)
}

// named is how many of the columns there have to be a row names.
func named(r row, columns []column) (n int) {
	for _, c := range columns {
		for _, cell := range r.cells {
			if !c.optional && c.is(cell) {
				n++
				break
			}
		}
	}
	return n
}

// heading makes a table if the last of these rows is the heading; those above it
// are titles.
func heading(above []row, columns []column) (*table, error) {
	r := above[len(above)-1]
	if named(r, columns) < needed(columns) {
		return nil, nil
	}
	t := &table{columns: map[string]int{}, width: len(r.cells)}
	for _, c := range columns {
		for i, cell := range r.cells {
			if !c.is(cell) {
				continue
			}
			if _, twice := t.columns[c.name]; twice {
				return nil, lineError{r.spot, fmt.Sprintf("「%s」这一栏有两个", cell)}
			}
			t.columns[c.name] = i
		}
	}
	for _, title := range above[:len(above)-1] {
		if filled(title) >= max(needed(columns), min(len(t.columns), 3)) {
			return nil, lineError{title.spot, fmt.Sprintf("这一行在表头（%s）的上面，会数不到：请移到下面，是标题就删掉", r.spot)}
		}
	}
	return t, nil
}

// filled is how many cells of a row have something.
func filled(r row) (n int) {
	for _, cell := range r.cells {
		if cell != "" {
			n++
		}
	}
	return n
}

// headless says of rows without a heading what they lack of the form that is nearest.
func headless(above []row, forms [][]column) error {
	best, columns := above[0], forms[0]
	for _, form := range forms {
		for _, r := range above {
			if named(r, form) > named(best, columns) {
				best, columns = r, form
			}
		}
	}
	if len(forms) > 1 && named(best, columns) == 0 {
		return lineError{best.spot, "看不出是什么表：上面要有一行栏名，比如姓名、手机号、楼栋、单元、房号"}
	}
	for _, c := range columns {
		if !c.optional && named(best, []column{c}) == 0 {
			return lineError{best.spot, fmt.Sprintf("没有「%s」这一栏：第一行要写%s", c.words(), wanted(columns))}
		}
	}
	return lineError{best.spot, "没有表头：第一行要写" + wanted(columns)}
}

func (c column) words() string {
	if c.chinese == "" {
		return c.name
	}
	return c.chinese + "（" + c.name + "）"
}

func wanted(columns []column) string {
	var names []string
	for _, c := range columns {
		if !c.optional {
			names = append(names, c.words())
		}
	}
	return strings.Join(names, "、")
}

// get is a cell by its column; "" where the row ends before it.
func (t *table) get(r row, name string) string {
	if i, ok := t.columns[name]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

var errTooLong = errors.New("比表头多了格子：有逗号的格子要加引号")

// wrong says why nothing in a row is to be relied on: it has more cells than the
// heading, so that an unquoted comma in one of them moved all that follow; or
// a program made something else of what was typed.
func (t *table) wrong(r row) error {
	for i := t.width; i < len(r.cells); i++ {
		if r.cells[i] != "" {
			return errTooLong
		}
	}
	for _, i := range t.columns {
		if why := r.odd[i]; why != "" {
			return fmt.Errorf("第%d格%s", i+1, why)
		}
	}
	return nil
}
