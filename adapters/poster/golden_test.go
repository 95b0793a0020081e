package poster

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares what was rendered with what was looked at and found good.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}

func rendered(t *testing.T, render func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := render(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPictures: the lines of each picture with their sizes; where they stand
// exactly is nobody's matter, as long as none leaves the picture or lies on another.
func TestPictures(t *testing.T) {
	for name, r := range map[string]Result{"course": course(), "passed": owners(Passed), "failed": owners(Failed), "items": estate(), "awkward": awkward()} {
		c, err := layOut(r)
		if err != nil {
			t.Fatal(err)
		}
		inPlace(t, c)
		var lines strings.Builder
		for _, line := range c.texts {
			fmt.Fprintln(&lines, line.size, line.words)
		}
		golden(t, name+".picture.txt", lines.String())
	}
}

func TestPages(t *testing.T) {
	golden(t, "owners.notice.html", rendered(t, func(w io.Writer) error { return Notice(w, owners(Passed)) }))
	golden(t, "items.notice.html", rendered(t, func(w io.Writer) error { return Notice(w, estate()) }))
	golden(t, "items.paper.html", rendered(t, manyItems().Print))
	golden(t, "paper.html", rendered(t, paperBallots().Print))
	golden(t, "visits.html", rendered(t, visits().Print))
}

func TestWorkbooks(t *testing.T) {
	golden(t, "owners.xlsx.txt", cells(t, func(w io.Writer) error { return Workbook(w, owners(Passed)) }))
	golden(t, "items.xlsx.txt", cells(t, func(w io.Writer) error { return Workbook(w, estate()) }))
	golden(t, "form.xlsx.txt", cells(t, form().Write))
}

// cells are the cells of a file, sheet by sheet.
func cells(t *testing.T, render func(io.Writer) error) string {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(rendered(t, render)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var text strings.Builder
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintln(&text, "--", sheet)
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			fmt.Fprintln(&text, strings.Join(row, " | "))
		}
	}
	return text.String()
}

func opened(t *testing.T, r Result) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(rendered(t, func(w io.Writer) error { return Workbook(w, r) })))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
