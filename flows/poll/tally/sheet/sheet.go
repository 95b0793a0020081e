// Package sheet reads the files that are counted: registers of owners, ballots,
// rankings, points and budgets, as CSV in UTF-8 or GB18030 (which is how Excel
// in China writes it), as Excel workbooks, and in the format of pabulib.org.
//
// Nothing is guessed: whatever does not read as exactly one thing is an error
// that names its line. What the numbers come to it leaves to package tally.
package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// row is a line of a table that is not blank, its cells without blanks around.
type row struct {
	line  int
	cells []string
}

// lineError is what is wrong with a line.
type lineError struct {
	line int
	why  string
}

func (e lineError) Error() string { return fmt.Sprintf("line %d: %s", e.line, e.why) }

// mostTold is how many broken lines are named at once.
const mostTold = 20

// faults gathers what is wrong, so that all of it can be mended at once.
type faults struct {
	list []error
	more int
}

func (f *faults) add(line int, format string, args ...any) {
	if len(f.list) == mostTold {
		f.more++
		return
	}
	f.list = append(f.list, lineError{line, fmt.Sprintf(format, args...)})
}

// err is all that is wrong as one error of a file.
func (f *faults) err(name string) error {
	if len(f.list) == 0 {
		return nil
	}
	told := make([]string, len(f.list))
	for i, e := range f.list {
		told[i] = e.Error()
	}
	if f.more > 0 {
		told = append(told, fmt.Sprintf("and %d more lines", f.more))
	}
	return fmt.Errorf("%s: %s", name, strings.Join(told, "; "))
}

// rows reads a table from a CSV file or an Excel workbook.
func rows(data []byte) iter.Seq2[row, error] {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return workbook(data)
	}
	return func(yield func(row, error) bool) {
		text, err := decode(data)
		if err != nil {
			yield(row{}, err)
			return
		}
		values(text, ',', yield)
	}
}

// values reads lines of values between separators.
func values(text []byte, comma rune, yield func(row, error) bool) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord = comma, -1
	r.LazyQuotes, r.TrimLeadingSpace = comma == ';', comma == ';' // as files of pabulib.org need
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			err = lineError{broken.StartLine, broken.Err.Error()}
		}
		if err != nil {
			yield(row{}, err)
			return
		}
		line, _ := r.FieldPos(0)
		if trim(cells) && !yield(row{line, cells}, nil) {
			return
		}
	}
}

// trim takes the blanks from around cells and says whether any has something.
func trim(cells []string) (some bool) {
	for i, cell := range cells {
		cells[i] = strings.TrimSpace(cell)
		some = some || cells[i] != ""
	}
	return some
}

// decode makes UTF-8 of UTF-8 with or without a byte order mark, or GB18030.
func decode(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return nil, errors.New("the file is in UTF-16: save it as CSV UTF-8")
	case utf8.Valid(data):
		return data, nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil {
		return nil, err
	}
	if i := bytes.IndexRune(text, utf8.RuneError); i >= 0 {
		return nil, lineError{1 + bytes.Count(text[:i], []byte("\n")), "has bytes that are neither UTF-8 nor GB18030"}
	}
	return text, nil
}
