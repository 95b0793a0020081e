package poster

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// mostLines is how many ballots stand on one sheet
// (https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3).
const mostLines = 1_000_000

// Workbook writes the result as an Excel file: the result, the turnout by
// building, the anonymised ballots.
func Workbook(w io.Writer, r Result) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "结果"); err != nil {
		return err
	}
	if err := lines(f, "结果", []float64{24, 18, 18, 12, 12, 28}, resultLines(r)); err != nil {
		return err
	}
	if err := lines(f, "各楼参与", []float64{24, 12, 12, 12}, buildingLines(r.Buildings)); err != nil {
		return err
	}
	for n := 0; n == 0 || n*mostLines < len(r.Ballots); n++ {
		name := "选票"
		if n > 0 {
			name += strconv.Itoa(n + 1)
		}
		part := r.Ballots[n*mostLines : min(len(r.Ballots), (n+1)*mostLines)]
		if err := lines(f, name, []float64{18, 60}, ballotLines(part)); err != nil {
			return err
		}
	}
	return f.Write(w)
}

func resultLines(r Result) [][]any {
	out := [][]any{
		{"题目", safe(r.Question)}, {"编号", safe(r.No)}, {"性质", safe(r.Label)}, {"范围", safe(r.Place)}, {"方式", safe(r.How)},
		{"时间", Span(r.Opened, r.Closed)}, {"结果", safe(r.Verdict)}, {"依据", safe(r.Clause)}, {},
		{"项目", "数", "总数", "单位", "占比", "要求"},
	}
	for _, f := range r.Turnout {
		out = append(out, figureLine("参加："+f.Label, f))
	}
	out = append(out, rowLines(r.Rows)...)
	for _, line := range r.Lines {
		out = append(out, []any{"结果", safe(line)})
	}
	for _, item := range r.Items {
		out = append(out, nil, []any{"事项", safe(item.Label)}, []any{"结果", safe(item.Verdict)}, []any{"依据", safe(item.Clause)})
		out = append(out, rowLines(item.Rows)...)
		for _, remark := range item.Remarks {
			out = append(out, []any{"说明", safe(remark)})
		}
	}
	out = append(out, nil)
	for _, remark := range slices.Concat(r.Remarks, r.Asides) {
		out = append(out, []any{"说明", safe(remark)})
	}
	return append(out, []any{"怎么核对", safe(r.Verify)}, []any{"名单指纹", safe(r.Root)}, []any{"名册指纹", safe(r.Register)}, []any{"主办方的公钥", safe(r.Key)})
}

func rowLines(rows []Row) (out [][]any) {
	for _, row := range rows {
		for _, f := range row.Figures {
			out = append(out, figureLine(joined("：", row.Label, f.Label), f))
		}
	}
	return out
}

func figureLine(label string, f Figure) []any {
	return []any{safe(label), number(f.Part, f.Places), number(f.Whole, f.Places), safe(f.Unit), f.Percent(), f.Said()}
}

// number is a whole number as it is, and a fraction as Excel has them.
func number(n int64, places int) any {
	if places == 0 {
		return n
	}
	x, err := strconv.ParseFloat(decimal(n, places), 64)
	if err != nil {
		return decimal(n, places)
	}
	return x
}

func buildingLines(buildings []Building) [][]any {
	out := [][]any{{"楼栋", "参加", "可以参加", "占比"}}
	all := Building{Name: "合计"}
	for _, b := range buildings {
		all.Took, all.Of = all.Took+b.Took, all.Of+b.Of
	}
	for _, b := range slices.Concat(buildings, []Building{all}) {
		out = append(out, []any{safe(b.Name), b.Took, b.Of, Figure{Part: int64(b.Took), Whole: int64(b.Of)}.Percent()})
	}
	return out
}

func ballotLines(ballots []Ballot) [][]any {
	out := [][]any{{"回执码", "选的是"}}
	for _, b := range ballots {
		out = append(out, []any{safe(b.Receipt), safe(b.Said)})
	}
	return out
}

// lines writes a sheet, its first column and table heads included.
func lines(f *excelize.File, sheet string, widths []float64, rows [][]any) error {
	if _, err := f.NewSheet(sheet); err != nil {
		return err
	}
	s, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	for i, width := range widths {
		if err := s.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := s.SetRow(cell, row); err != nil {
			return err
		}
	}
	return s.Flush()
}

// safe is text that no program takes for a formula, here or after it was saved as
// CSV (https://owasp.org/www-community/attacks/CSV_Injection).
func safe(s string) string {
	s = strings.TrimSpace(plain(s))
	if s != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
