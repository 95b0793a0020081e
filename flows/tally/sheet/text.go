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
	"golang.org/x/text/encoding/unicode"
)

// format is what a file is.
type format int

const (
	someText format = iota
	aWorkbook
)

// foreign are the beginnings of files that people take for tables.
var foreign = []struct{ begins, why string }{
	{"%PDF", "这是 PDF，不是表格：请用原来的表格文件"},
	{"<html", "这是网页，不是表格，哪怕名字里写着 xls：请用 Excel 打开，另存为 .xlsx"},
	{"<!doctype", "这是网页，不是表格，哪怕名字里写着 xls：请用 Excel 打开，另存为 .xlsx"},
	{"<table", "这是网页，不是表格，哪怕名字里写着 xls：请用 Excel 打开，另存为 .xlsx"},
	{"<?xml", "这是 XML，不是表格：请用 Excel 打开，另存为 .xlsx"},
}

// look says what a file is, by how it begins: names say little.
func look(data []byte) (format, error) {
	head := data[:min(len(data), 4096)]
	switch {
	case len(data) > MostBytes:
		return 0, fmt.Errorf("文件太大：最多%d兆字节，请分成几份", MostBytes>>20)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return aWorkbook, nil
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) && bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")):
		return 0, errors.New("这个文件有密码：请去掉密码，再存一次")
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return 0, errors.New("这是旧的 Excel 文件（.xls）：请用 Excel 或 WPS 打开，另存为 .xlsx")
	case wide(data):
		return someText, nil
	case bytes.IndexByte(head, 0) >= 0:
		return 0, errors.New("这不是表格文件：请用 Excel（.xlsx）或 CSV")
	}
	begins := strings.ToLower(string(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))))
	for _, f := range foreign {
		if strings.HasPrefix(begins, strings.ToLower(f.begins)) {
			return 0, errors.New(f.why)
		}
	}
	return someText, nil
}

// wide reports whether a file is in UTF-16, as Excel saves 「Unicode 文本」.
func wide(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff})
}

// decode makes UTF-8 of UTF-8 with or without a byte order mark, UTF-16 with one, or
// GB18030.
func decode(data []byte) (text []byte, err error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case wide(data):
		text, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	case utf8.Valid(data):
		return data, nil
	default:
		text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	}
	if err != nil {
		return nil, err
	}
	if i := bytes.IndexRune(text, utf8.RuneError); i >= 0 {
		return nil, lineError{spot{line: 1 + bytes.Count(text[:i], []byte("\n"))}, "有乱码：不是 UTF-8，也不是 GB18030，请另存为 CSV UTF-8"}
	}
	return text, nil
}

// separators may stand between values. Which one does the heading says.
var separators = []rune{',', '\t', ';', '，'}

// separator is the one between which most of the columns are found in the heading.
func separator(text []byte, columns []column) rune {
	best, most := separators[0], 0
	for _, comma := range separators {
		looked := 0
		for r, err := range values(text, comma) {
			if looked++; err != nil || looked > mostTitles {
				break
			}
			if found := named(r, columns); found > most {
				best, most = comma, found
			}
		}
	}
	return best
}

var whyCSV = map[error]string{
	csv.ErrBareQuote: "引号不成对：格子里有引号，整格要加引号，里面的引号写两个",
	csv.ErrQuote:     "引号不成对：格子里有引号，整格要加引号，里面的引号写两个",
}

// values reads lines of values between separators.
func values(text []byte, comma rune) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		r := csv.NewReader(bytes.NewReader(text))
		r.Comma, r.FieldsPerRecord = comma, -1
		for {
			cells, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			var broken *csv.ParseError
			if errors.As(err, &broken) {
				yield(row{}, lineError{spot{line: broken.StartLine}, whyCSV[broken.Err]})
				return
			}
			if err != nil {
				yield(row{}, err)
				return
			}
			line, _ := r.FieldPos(0)
			next := row{spot: spot{line: line}, cells: cells}
			err = errors.Join(long(next), swallowed(next, comma))
			if (trim(cells) || err != nil) && (!yield(next, err) || err != nil) {
				return
			}
		}
	}
}

// swallowed finds a cell in which a whole line may have been lost: a quotation mark
// that is closed only on a line below.
func swallowed(r row, comma rune) error {
	for _, cell := range r.cells {
		if strings.ContainsRune(cell, '\n') && strings.ContainsRune(cell, comma) {
			return lineError{r.spot, "有一格跨了几行，里面还有分隔号，像是引号没有成对：请看看引号"}
		}
	}
	return nil
}
