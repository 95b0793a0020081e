package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"yishi/flows/tally/sheet"
)

// book is a workbook of sheets, each with rows of values as Excel keeps them.
func book(t *testing.T, sheets map[string][][]any, order ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, name := range order {
		if i == 0 {
			_ = f.SetSheetName("Sheet1", name)
		} else if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for r, cells := range sheets[name] {
			if err := f.SetSheetRow(name, fmt.Sprintf("A%d", r+1), &cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

var head = []any{"房号", "业主", "面积", "类型"}

// TestEverySheetCountsOrIsNamed: an estate's register may have a sheet for each
// building. One with rows of something else is not passed over.
func TestEverySheetCountsOrIsNamed(t *testing.T) {
	sheets := map[string][][]any{
		"1栋": {{"桂花苑1栋"}, head, {"1-101", "张三", 60, "住宅"}},
		"2栋": {head, {"2-101", "李四", 70.5, "住宅"}},
		"空的": {},
		"说明": {{"盖章以后生效"}},
	}
	parts, notes, err := sheet.Register("r", book(t, sheets, "1栋", "空的", "2栋"))
	if err != nil || len(parts) != 2 || parts[1].Unit != "2-101" || parts[1].Area != 70_500 || notes != nil {
		t.Errorf("%v %v %v", parts, notes, err)
	}
	_, _, err = sheet.Register("r", book(t, sheets, "1栋", "说明"))
	wants(t, err, "r：工作表「说明」第1行：没有「房号（unit）」这一栏：第一行要写房号（unit）、业主（owner）、面积（area）、类型（kind）")
	sheets["2栋"][1][0] = "1-101"
	_, _, err = sheet.Register("r", book(t, sheets, "1栋", "2栋"))
	wants(t, err, "r：工作表「2栋」第2行：房号「1-101」在工作表「1栋」第3行已经有了：一户一行，共有人写在一起")
}

// TestWhatExcelMadeOfIt: a mark that was ticked is no area, 1-2 no date, and what a
// formula could not find no owner.
func TestWhatExcelMadeOfIt(t *testing.T) {
	day := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	for want, cells := range map[string][]any{
		"r：第2行：第3格是TRUE，不是写上去的字":                          {"1-101", "张三", true, "住宅"},
		"r：第2行：第1格被 Excel 改成了日期（01-02-26）：请把这一列设成文本，再写一遍": {day, "张三", 60, "住宅"},
	} {
		_, _, err := sheet.Register("r", book(t, map[string][][]any{"a": {head, cells}}, "a"))
		wants(t, err, want)
	}
	other := append(append([]any{}, head...), "登记日期", "交过钱")
	data := book(t, map[string][][]any{"a": {other, {"1-101", "张三", 60, "住宅", day, true}}}, "a")
	if parts, _, err := sheet.Register("r", data); err != nil || len(parts) != 1 {
		t.Errorf("in columns that are left alone: %v %v", parts, err)
	}
	f := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "房号", "B1": "业主", "C1": "面积", "D1": "类型", "A2": "1-101", "C2": 60, "D2": "住宅"} {
		_ = f.SetCellValue("Sheet1", cell, value)
	}
	_ = f.SetCellDefault("Sheet1", "B2", "#N/A")
	var file bytes.Buffer
	_ = f.Write(&file)
	_, _, err := sheet.Register("r", file.Bytes())
	wants(t, err, "r：第2行：第2格是公式出的错（#N/A）")
}

func wants(t *testing.T, err error, want string) {
	t.Helper()
	got := "it is taken"
	if err != nil {
		got = err.Error()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestOtherFiles are told to be what they are.
func TestOtherFiles(t *testing.T) {
	const ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"
	for data, want := range map[string]string{
		ole: "这是旧的 Excel 文件（.xls）：请用 Excel 或 WPS 打开，另存为 .xlsx",
		ole + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00": "这个文件有密码：请去掉密码，再存一次",
		"%PDF-1.7 x":                   "这是 PDF，不是表格：请用原来的表格文件",
		" <HTML><table><tr>":           "这是网页，不是表格，哪怕名字里写着 xls：请用 Excel 打开，另存为 .xlsx",
		"\xff\xd8\xff\xe0\x00\x10JFIF": "这不是表格文件：请用 Excel（.xlsx）或 CSV",
	} {
		_, _, err := sheet.Register("r", []byte(data))
		wants(t, err, "r："+want)
		_, _, err = sheet.Pabulib("r", []byte(data))
		wants(t, err, "r："+want)
	}
	_, _, err := sheet.Pabulib("r", book(t, map[string][][]any{"a": {head}}, "a"))
	wants(t, err, "r：这不是 .pb 文件")
}

// TestUnicodeText: what Excel saves as 「Unicode 文本」 has tabs and two bytes for a
// character.
func TestUnicodeText(t *testing.T) {
	data := []byte{0xff, 0xfe}
	for _, r := range "房号\t业主\t面积\t类型\r\n1-101\t张三\t60\t住宅\r\n" {
		data = append(data, byte(r), byte(r>>8))
	}
	if parts, _, err := sheet.Register("r", data); err != nil || len(parts) != 1 || parts[0].Owner != "张三" {
		t.Errorf("%v %v", parts, err)
	}
}

// packed is a workbook with one of its files replaced or added.
func packed(t *testing.T, name string, put func(w *zip.Writer) error) []byte {
	t.Helper()
	whole := book(t, map[string][][]any{"a": {head, {"1-101", "张三", 60, "住宅"}}}, "a")
	old, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, f := range old.File {
		if f.Name != name {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := put(w); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func write(name string, size int, fill string) func(*zip.Writer) error {
	return func(w *zip.Writer) error {
		f, err := w.Create(name)
		for block := strings.Repeat(fill, (1<<16)/len(fill)); size > 0 && err == nil; size -= len(block) {
			_, err = f.Write([]byte(block))
		}
		return err
	}
}

// TestBombs: little that unpacks to much is refused, whichever of the packed files
// it is, and whatever it says of itself.
func TestBombs(t *testing.T) {
	const (
		large  = "r：这个 Excel 文件展开以后太大（超过256兆字节）：请删掉图片和用不着的工作表"
		broken = "r：这个 Excel 文件打不开，可能坏了：请用 Excel 打开，另存一次"
		page   = "xl/worksheets/sheet1.xml"
	)
	says := func(name string, size uint64, data []byte) func(*zip.Writer) error {
		return func(w *zip.Writer) error {
			f, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, UncompressedSize64: size, CompressedSize64: uint64(len(data))})
			if err == nil {
				_, err = f.Write(data)
			}
			return err
		}
	}
	for name, tt := range map[string]struct {
		file string
		put  func(*zip.Writer) error
		want string
	}{
		"a sheet of a gigabyte and a half": {page, says(page, 1500<<20, []byte{3, 0}), large},
		"more than there are bytes":        {page, says(page, 1<<63, []byte{3, 0}), large},
		"many files that are large":        {"x", write("xl/media/a.png", 40<<20, "\x00"), large},
		"one cell of 40 MB":                {page, write(page, 40<<20, "x"), broken},
		"texts of 40 MB in one":            {"xl/sharedStrings.xml", write("xl/sharedStrings.xml", 40<<20, "x"), broken},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := sheet.Register("r", packed(t, tt.file, tt.put))
			wants(t, err, tt.want)
		})
	}
}

// TestTooMuch: rows, cells and what stands in one have an end.
func TestTooMuch(t *testing.T) {
	register := func(data string) error {
		_, err := sheet.Deeds("r", []byte(data))
		return err
	}
	wants(t, register("unit,owner,area,kind\n"+strings.Repeat("1\n", 500_000)), "r：太长了：最多50万行，请分成几份")
	wants(t, register("unit,owner,area,kind\n"+strings.Repeat(strings.Repeat(",", 16_000)+"1\n", 500)), "r：第501行：到这里已经有800万格，太多了：请删掉用不着的列")
	wants(t, register("unit,owner,area,kind\n1,"+strings.Repeat("x", 64<<10+1)+",1,home\n"), "r：第2行：有一格比64千字节还长，不像是手写的")
	wants(t, register(strings.Repeat(" ", 64<<20+1)), "r：文件太大：最多64兆字节，请分成几份")
	var many strings.Builder
	many.WriteString("ballot\n")
	for i := range 1001 {
		fmt.Fprintf(&many, "o%d\n", i)
	}
	_, _, err := sheet.Rankings("r", []byte(many.String()), nil)
	wants(t, err, "r：第1002行：选票「o1000」写到了第1001个选项：最多1000个")
	_, _, err = sheet.Pabulib("r", []byte("META\nbudget;1\n"+strings.Repeat("\nx;", 500_001)))
	wants(t, err, "r：太长了：最多50万行，请分成几份")
}
