package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// merged are the cells of a workbook that were made one over several rows. Only the
// first of them holds what is written there; people see it beside each.
type merged struct {
	spans map[string][]*span // by sheet: those to come, in the order of their first lines
	over  map[string][]*span // those that the last row was within
}

// span is a column of merged cells.
type span struct {
	column, from, to int // counted from 0; lines from 1
	said             string
}

const mostSpans = 200_000

// mergedIn finds the merged cells of a file, if it is a workbook. They stand behind all
// the rows, so they are looked for beforehand.
func mergedIn(data []byte) *merged {
	m := &merged{map[string][]*span{}, map[string][]*span{}}
	if kind, err := look(data); err != nil || kind != aWorkbook || fits(data) != nil {
		return m
	}
	packed, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return m
	}
	names := sheetFiles(packed)
	for file, sheet := range names {
		if len(names) == 1 {
			sheet = "" // as rows of an only sheet are told
		}
		if f, err := packed.Open(file); err == nil {
			m.read(f, sheet)
			_ = f.Close()
			slices.SortStableFunc(m.spans[sheet], func(a, b *span) int { return a.from - b.from })
		}
	}
	return m
}

// sheetFiles are the sheets of a workbook by the files they are in.
func sheetFiles(packed *zip.Reader) map[string]string {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	for file, into := range map[string]any{"xl/workbook.xml": &book, "xl/_rels/workbook.xml.rels": &links} {
		if f, err := packed.Open(file); err == nil {
			_ = xml.NewDecoder(io.LimitReader(f, mostBeside)).Decode(into)
			_ = f.Close()
		}
	}
	files := map[string]string{}
	for _, s := range book.Sheets {
		for _, l := range links.All {
			if l.ID == s.ID {
				target := strings.TrimPrefix(l.Target, "/")
				if !strings.HasPrefix(target, "xl/") {
					target = path.Join("xl", target)
				}
				files[target] = s.Name
			}
		}
	}
	return files
}

var mergeRef = regexp.MustCompile(`mergeCell ref="([A-Z]+[0-9]+):([A-Z]+[0-9]+)"`)

func (m *merged) read(r io.Reader, sheet string) {
	in := bufio.NewReaderSize(r, 64<<10)
	for n := 0; n < mostSpans; {
		mark, err := in.ReadSlice('>')
		if ref := mergeRef.FindSubmatch(mark); ref != nil {
			n++
			c, from, e1 := excelize.CellNameToCoordinates(string(ref[1]))
			_, to, e2 := excelize.CellNameToCoordinates(string(ref[2]))
			if e1 == nil && e2 == nil && to > from {
				m.spans[sheet] = append(m.spans[sheet], &span{column: c - 1, from: from, to: to})
			}
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

// fill writes into a row what was merged over it. Rows come from top to bottom.
func (m *merged) fill(r *row) {
	next := m.spans[r.sheet]
	over := slices.DeleteFunc(m.over[r.sheet], func(s *span) bool { return r.line > s.to })
	for ; len(next) > 0 && next[0].from <= r.line; next = next[1:] {
		over = append(over, next[0])
	}
	for _, s := range over {
		switch {
		case s.column >= len(r.cells):
		case r.line == s.from:
			s.said = strings.Clone(r.cells[s.column])
		case r.cells[s.column] == "":
			r.cells[s.column] = s.said
		}
	}
	m.spans[r.sheet], m.over[r.sheet] = next, over
}
