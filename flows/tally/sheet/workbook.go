package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What a workbook may unpack to. It is a few packed files: sheets and their texts
// are read as a stream from where they were unpacked, the others as a whole. A
// million bytes of blanks are a thousand packed.
const (
	mostUnpacked = 256 << 20
	mostBeside   = 32 << 20 // of what is neither a sheet nor its texts: styles, pictures
	inMemory     = 16 << 20
	mostRun      = 1 << 20 // bytes between two marks of a sheet
)

var (
	errUnpacked = fmt.Errorf("这个 Excel 文件展开以后太大（超过%d兆字节）：请删掉图片和用不着的工作表", mostUnpacked>>20)
	errNoBook   = errors.New("这个 Excel 文件打不开，可能坏了：请用 Excel 打开，另存一次")
)

// fits refuses a workbook that would unpack to more than it may, before it is.
func fits(data []byte) error {
	packed, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return errNoBook
	}
	var all, beside uint64
	for _, f := range packed.File {
		if all += f.UncompressedSize64; all > mostUnpacked || f.UncompressedSize64 > mostUnpacked {
			return errUnpacked
		}
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		if !strings.HasPrefix(name, "xl/worksheets/sheet") && name != "xl/sharedstrings.xml" {
			if beside += f.UncompressedSize64; beside > mostBeside {
				return errUnpacked
			}
			continue
		}
		if f.UncompressedSize64 > mostRun && runs(f) {
			return errNoBook
		}
	}
	return nil
}

// runs reports whether a packed file has more in one piece than any cell has.
func runs(f *zip.File) bool {
	r, err := f.Open()
	if err != nil {
		return true
	}
	defer r.Close()
	buf, run := make([]byte, 64<<10), 0
	for {
		n, err := r.Read(buf)
		if last := bytes.LastIndexByte(buf[:n], '<'); last >= 0 {
			run = n - last
		} else if run += n; run > mostRun {
			return true
		}
		if err != nil {
			return !errors.Is(err, io.EOF)
		}
	}
}

// workbook reads the sheets of an Excel workbook, one after the other. Cells are
// read as they are stored: as they are shown a number may be rounded.
func workbook(data []byte) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		if err := fits(data); err != nil {
			yield(row{}, err)
			return
		}
		file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: inMemory})
		if err != nil {
			yield(row{}, errNoBook)
			return
		}
		defer file.Close()
		names := file.GetSheetList()
		for _, name := range names {
			told := name
			if len(names) == 1 {
				told = ""
			}
			if !oneSheet(file, name, told, yield) {
				return
			}
		}
	}
}

// oneSheet reads a sheet twice side by side, as it is stored and as it is shown:
// only so can be seen what Excel made of what was typed.
func oneSheet(file *excelize.File, name, told string, yield func(row, error) bool) bool {
	stored, err := file.Rows(name)
	if err != nil {
		return told != "" && strings.Contains(err.Error(), "is not a worksheet") || yield(row{}, errNoBook)
	}
	defer stored.Close()
	shown, err := file.Rows(name)
	if err != nil {
		return yield(row{}, errNoBook)
	}
	defer shown.Close()
	for line := 1; stored.Next() && shown.Next(); line++ {
		at := spot{told, line}
		cells, err := stored.Columns(excelize.Options{RawCellValue: true})
		see, wrong := shown.Columns()
		if err != nil || wrong != nil {
			yield(row{}, lineError{at, "读不出来，文件可能坏了：请用 Excel 打开，另存一次"})
			return false
		}
		r := row{spot: at, cells: cells}
		see = append(see, make([]string, max(0, len(cells)-len(see)))...)
		for i := range cells {
			if why := changed(cells[i], see[i]); why != "" {
				if r.odd == nil {
					r.odd = map[int]string{}
				}
				r.odd[i] = why
			}
			cells[i] = kept(cells[i])
		}
		if err = long(r); err != nil || trim(cells) {
			if !yield(r, err) || err != nil {
				return false
			}
		}
	}
	return true
}

var (
	numeral = regexp.MustCompile(`^-?\d+(\.\d+)?([Ee][-+]?\d+)?$`)
	dated   = regexp.MustCompile(`\d\s*[-/年月:]|^(\d+)?(Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)`)
)

// changed says what a program made of what was typed, if it shows.
func changed(stored, shown string) string {
	switch {
	case (stored == "0" || stored == "1") && (shown == "TRUE" || shown == "FALSE"):
		return "是" + shown + "，不是写上去的字"
	case strings.HasPrefix(shown, "#") && (strings.HasSuffix(shown, "!") || strings.HasSuffix(shown, "?") || shown == "#N/A"):
		return "是公式出的错（" + shown + "）"
	case stored != shown && numeral.MatchString(stored) && dated.MatchString(shown):
		return "被 Excel 改成了日期（" + shown + "）：请把这一列设成文本，再写一遍"
	}
	return ""
}

// Excel keeps 15 digits of a number and may store what it keeps with more:
// 89.51 as 89.510000000000005.
// https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
const excelDigits = 15

var unrounded = regexp.MustCompile(`^-?(\d+\.\d{10,}|\d+(\.\d+)?[Ee][-+]?\d+)$`)

// lost is a large number of which only the first digits are left: 1.99E+10. What it was
// cannot be known.
var lost = regexp.MustCompile(`^\d(\.\d{1,6})?[Ee]\+?(1\d|[89])$`)

// kept is a cell's number with the digits that Excel keeps of it.
func kept(cell string) string {
	if !unrounded.MatchString(cell) || lost.MatchString(cell) {
		return cell
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return cell
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', excelDigits, 64), 64)
	if err != nil {
		return cell
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}
