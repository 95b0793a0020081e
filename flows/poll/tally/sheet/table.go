package sheet

import (
	"errors"
	"fmt"
	"iter"
	"strings"
)

// table is rows under a heading of named columns.
type table struct {
	columns map[string]int
	width   int
	rows    iter.Seq2[row, error]
}

// column is a column by its name, and what it is called in Chinese.
type column struct {
	name, chinese string
	optional      bool
}

// open reads the heading. Other columns than these are left alone. It calls each
// with every row below it, until one cannot be read at all.
func open(data []byte, columns []column, each func(t *table, r row)) error {
	var t *table
	for r, err := range rows(data) {
		if err != nil {
			return err
		}
		if t != nil {
			each(t, r)
			continue
		}
		if t, err = heading(r, columns); err != nil {
			return err
		}
	}
	if t == nil {
		return fmt.Errorf("the file is empty: its first line has to be %s", wanted(columns))
	}
	return nil
}

func heading(r row, columns []column) (*table, error) {
	t := &table{columns: map[string]int{}, width: len(r.cells)}
	for _, c := range columns {
		for i, cell := range r.cells {
			if !strings.EqualFold(cell, c.name) && cell != c.chinese {
				continue
			}
			if _, twice := t.columns[c.name]; twice {
				return nil, lineError{r.line, fmt.Sprintf("the column %s is there twice", c.name)}
			}
			t.columns[c.name] = i
		}
		if _, there := t.columns[c.name]; !there && !c.optional {
			return nil, lineError{r.line, fmt.Sprintf("there is no column %s: the first line has to be %s", c.name, wanted(columns))}
		}
	}
	return t, nil
}

func wanted(columns []column) string {
	var names []string
	for _, c := range columns {
		if !c.optional {
			names = append(names, c.name)
		}
	}
	return strings.Join(names, ",")
}

// get is a cell by its column; "" where the row ends before it.
func (t *table) get(r row, name string) string {
	if i, ok := t.columns[name]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

var errTooLong = errors.New("has more cells than the first line: a cell with a comma in it needs quotation marks")

// tooLong says whether a row has more cells than the heading: an unquoted comma
// in one of them would move all that follow.
func (t *table) tooLong(r row) bool {
	for i := t.width; i < len(r.cells); i++ {
		if r.cells[i] != "" {
			return true
		}
	}
	return false
}
