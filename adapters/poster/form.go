package poster

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"
)

// Form is the official form of an owners' vote (业主共同决定事项表决结果统计表), as street
// offices and the formal platforms ask for it: the figures item by item, what each
// part of the register voted, and how it came about. It has the names of owners.
type Form struct {
	Estate, Org string
	No          string
	Question    string
	Label       string // 正式表决, 意向征询
	Announced   time.Time
	Opened      time.Time
	Closed      time.Time

	Figures []FormFigure
	Items   []FormItem
	Parts   []FormPart
	Notes   []FormNote
}

// FormFigure is a number of the whole vote, in units of 10^-Places.
type FormFigure struct {
	Label  string
	N      int64
	Places int
	Unit   string
}

// FormItem is one thing that was decided on. Where silence was counted it has a
// second line.
type FormItem struct {
	Label   string
	Subject string // 选聘、解聘物业公司
	Clause  string // 民法典第二百七十八条第一款第四项
	How     string // 只计收回的票
	Cells   []FormCell
	Need    string // 人数、面积都要过半数同意
	Verdict string
}

// FormCell is persons and area with what they are a part of: those who took part
// of all, the others of those who took part.
type FormCell struct {
	Label, Of     string // 同意, 参加的
	Persons, Area Figure
}

// FormPart is one exclusive part.
type FormPart struct {
	Home
	Kind      string // 住宅
	Area      int64  // in 0.001 m²
	Owners    string // in full
	Delivered string // 网上通知, 上门签收, 没有送到
	Way       string // 线上, 纸质, 代投
	Said      []string
	Note      string
}

// FormNote is a line of how it came about.
type FormNote struct{ Label, Text string }

// Write writes the form as an Excel file.
func (f Form) Write(w io.Writer) error {
	x := excelize.NewFile()
	defer x.Close()
	const sums, parts, notes = "统计表", "明细表", "说明"
	if err := x.SetSheetName("Sheet1", sums); err != nil {
		return err
	}
	if err := lines(x, sums, []float64{26, 16, 14, 16, 14, 14}, f.sums()); err != nil {
		return err
	}
	if err := lines(x, parts, []float64{8, 10, 10, 12, 12, 16, 24, 16, 14}, f.details()); err != nil {
		return err
	}
	if err := lines(x, notes, []float64{20, 100}, f.notes()); err != nil {
		return err
	}
	return x.Write(w)
}

func (f Form) sums() [][]any {
	out := [][]any{
		{safe(f.Estate) + "业主共同决定事项表决结果统计表"}, {},
		{"表决名称", safe(f.Question)}, {"编号", safe(f.No)}, {"性质", safe(f.Label)},
		{"公告日期", day(f.Announced)}, {"表决时间", Span(f.Opened, f.Closed)}, {},
	}
	for _, n := range f.Figures {
		out = append(out, []any{safe(n.Label), number(n.N, n.Places), safe(n.Unit)})
	}
	for i, item := range f.Items {
		out = append(out, item.lines(i+1)...)
	}
	for _, who := range []string{"计票人（签名）", "监票人（签名）", "业主委员会或筹备组（盖章）", "居民委员会（盖章）", "日期"} {
		out = append(out, nil, []any{who})
	}
	return out
}

// lines are an item as a block that fits a sheet of paper held upright.
func (i FormItem) lines(no int) [][]any {
	out := [][]any{
		nil, {fmt.Sprintf("事项%d", no), safe(i.Label)}, {"类别", safe(i.Subject)}, {"依据条款", safe(i.Clause)}, {"计票办法", safe(i.How)},
		{"", "人数（人）", "人数占比", "面积（平方米）", "面积占比", "占的是"},
	}
	for _, c := range i.Cells {
		out = append(out, []any{
			safe(c.Label), number(c.Persons.Part, c.Persons.Places), c.Persons.Percent(),
			number(c.Area.Part, c.Area.Places), c.Area.Percent(), safe(c.Of),
		})
	}
	return append(out, []any{"要求", safe(i.Need)}, []any{"结论", safe(i.Verdict)})
}

func (f Form) details() [][]any {
	head := []any{"序号", "楼栋", "单元", "房号", "专有部分类型", "专有部分面积（平方米）", "业主姓名", "送达方式", "表决方式"}
	for i, item := range f.items() {
		head = append(head, fmt.Sprintf("事项%d：%s", i+1, safe(item)))
	}
	out := [][]any{append(head, "备注")}
	for i, p := range f.Parts {
		line := []any{i + 1, safe(p.Building), safe(p.Unit), safe(p.Room), safe(p.Kind), number(p.Area, 3), safe(p.Owners), safe(p.Delivered), safe(p.Way)}
		for _, said := range p.Said {
			line = append(line, safe(said))
		}
		out = append(out, append(line, safe(p.Note)))
	}
	return out
}

// items are what was decided on, each once.
func (f Form) items() (labels []string) {
	for i, item := range f.Items {
		if i == 0 || item.Label != f.Items[i-1].Label {
			labels = append(labels, item.Label)
		}
	}
	return labels
}

func (f Form) notes() [][]any {
	out := [][]any{{"说明"}}
	for _, n := range f.Notes {
		out = append(out, []any{safe(n.Label), safe(n.Text)})
	}
	return out
}
