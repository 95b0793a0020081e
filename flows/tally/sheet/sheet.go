// Package sheet reads the files that are counted: registers of owners, ballots,
// rankings, points and budgets, as CSV in UTF-8, UTF-16 or GB18030 (which is how
// Excel in China writes it), as Excel workbooks, and in the format of pabulib.org.
//
// Nothing is guessed: whatever does not read as exactly one thing is an error that
// names its line, in Chinese, as those read who have to mend it. No file takes more
// time or memory than the limits here let it. What the numbers come to it leaves to
// package tally.
package sheet

import (
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
)

// What a file may be, all together. An estate of a city has some ten thousand homes.
const (
	MostBytes = 64 << 20 // of a file as it lies on the disk
	mostRows  = 500_000
	mostCells = 8_000_000 // blank ones before the last of a row among them
	mostCell  = 64 << 10  // bytes
)

// spot is where something stands in a file.
type spot struct {
	sheet string // of a workbook that has several
	line  int
}

func (s spot) String() string {
	if s.sheet == "" {
		return fmt.Sprintf("第%d行", s.line)
	}
	return fmt.Sprintf("工作表「%s」第%d行", s.sheet, s.line)
}

// row is a line of a table that is not blank, its cells without blanks around.
type row struct {
	spot
	cells []string
	odd   map[int]string // by cell: why it is not what was typed
}

// lineError is what is wrong with a line.
type lineError struct {
	spot
	why string
}

func (e lineError) Error() string { return e.spot.String() + "：" + e.why }

// mostTold is how many broken lines are named at once.
const mostTold = 20

// faults gathers what is wrong, so that all of it can be mended at once, or what is
// to be told of.
type faults struct {
	list []string
	more int
}

func (f *faults) add(at spot, format string, args ...any) {
	if len(f.list) == mostTold {
		f.more++
		return
	}
	f.list = append(f.list, lineError{at, fmt.Sprintf(format, args...)}.Error())
}

// told is all of it, the rest as a number.
func (f *faults) told() []string {
	if f.more == 0 {
		return f.list
	}
	return append(f.list[:len(f.list):len(f.list)], fmt.Sprintf("还有%d行", f.more))
}

// err is all that is wrong as one error of a file.
func (f *faults) err(name string) error {
	if len(f.list) == 0 {
		return nil
	}
	return fmt.Errorf("%s：%s", name, strings.Join(f.told(), "；"))
}

// rows reads a table from a CSV file or an Excel workbook.
func rows(data []byte, columns []column) iter.Seq2[row, error] {
	what, err := look(data)
	return func(yield func(row, error) bool) {
		var text []byte
		switch {
		case err != nil:
		case what == aWorkbook:
			limited(workbook(data))(yield)
			return
		default:
			text, err = decode(data)
		}
		if err != nil {
			yield(row{}, err)
			return
		}
		limited(values(text, separator(text, columns)))(yield)
	}
}

// limited ends what has more rows, or more in them, than a file may have.
func limited(all iter.Seq2[row, error]) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		count, cells := 0, 0
		for r, err := range all {
			count, cells = count+1, cells+len(r.cells)
			switch {
			case err != nil:
			case count > mostRows:
				err = fmt.Errorf("太长了：最多%d万行，请分成几份", mostRows/10_000)
			case cells > mostCells:
				err = lineError{r.spot, fmt.Sprintf("到这里已经有%d万格，太多了：请删掉用不着的列", mostCells/10_000)}
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// trim takes the blanks, and what nobody sees, from around cells and reports whether
// any has something.
func trim(cells []string) (some bool) {
	for i, cell := range cells {
		cells[i] = strings.TrimSpace(Seen(cell))
		some = some || cells[i] != ""
	}
	return some
}

// long finds a cell that is longer than any that was typed.
func long(r row) error {
	for _, cell := range r.cells {
		if len(cell) > mostCell {
			return lineError{r.spot, fmt.Sprintf("有一格比%d千字节还长，不像是手写的", mostCell>>10)}
		}
	}
	return nil
}

// File reads a file that may be large, but not larger than can be read here.
func File(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MostBytes+1))
}
