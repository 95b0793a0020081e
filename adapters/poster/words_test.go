package poster

import (
	"io"
	"slices"
	"strings"
	"testing"
)

func TestMasked(t *testing.T) {
	for home, want := range map[Home]string{
		{"3栋", "1单元", "301"}: "3栋***1", {"3栋", "1单元", "302室"}: "3栋***2", {"12栋", "", "B-7"}: "12栋***7", {"3栋", "1单元", ""}: "3栋***",
	} {
		if got := home.Masked(); got != want {
			t.Errorf("%v: %s", home, got)
		}
	}
	for name, want := range map[string]string{"王桂花": "王**", "欧阳娜娜": "欧**", "": "", "王": "王**"} {
		if got := MaskedName(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestNoticeNamesNobody: neither room nor name of anybody is on the notice board.
func TestNoticeNamesNobody(t *testing.T) {
	notice := rendered(t, func(w io.Writer) error { return Notice(w, owners(Passed)) })
	for _, r := range owners(Passed).Rooms {
		for _, secret := range []string{r.Owner, r.Room, r.Home.String()} {
			if strings.Contains(notice, ">"+secret+"<") || strings.Contains(notice, r.Owner) {
				t.Errorf("%s is on the notice", secret)
			}
		}
	}
}

func TestFigures(t *testing.T) {
	for _, tt := range []struct {
		f              Figure
		share, percent string
	}{
		{Figure{Part: 2, Whole: 3, Unit: "人"}, "2/3人", "66.7%"},
		{Figure{Part: 89_500, Whole: 30_000_000, Places: 3, Unit: "平方米"}, "89.5/30000平方米", "0.3%"},
		{Figure{Part: 5, Whole: 1000, Places: 3}, "0.005/1", "0.5%"},
		{Figure{Part: 1, Whole: 2000}, "1/2000", "0.1%"}, // half is rounded up
		{Figure{Part: 3, Whole: 0, Unit: "票"}, "3/0票", ""},
	} {
		if tt.f.Share() != tt.share || tt.f.Percent() != tt.percent {
			t.Errorf("%+v: %s, %s", tt.f, tt.f.Share(), tt.f.Percent())
		}
	}
}

func TestNothingIsAFormula(t *testing.T) {
	r := course()
	r.Question = `=HYPERLINK("http://x","y")`
	r.Rows[0].Label, r.Buildings[0].Name, r.Ballots[0].Said = "+1", "@SUM(A1)", " \t-2+3"
	f := opened(t, r)
	for at, want := range map[[2]string]string{
		{"结果", "B1"}: "'=HYPERLINK(\"http://x\",\"y\")", {"结果", "A12"}: "'+1", {"各楼参与", "A2"}: "'@SUM(A1)", {"选票", "B2"}: "'-2+3",
	} {
		got, err := f.GetCellValue(at[0], at[1])
		formula, _ := f.GetCellFormula(at[0], at[1])
		if err != nil || got != want || formula != "" {
			t.Errorf("%v is %q, formula %q: %v", at, got, formula, err)
		}
	}
}

// FuzzTexts: whatever is written into a poll, everything is rendered, stays in
// its place, and is never taken for markup or a formula.
func FuzzTexts(f *testing.F) {
	f.Add("门口装不装路灯？", "<script>alert(1)</script>", "=1+1", int64(3), int64(4))
	f.Add("a\x00\xff\u202e\u2028\ufe0f", "-2", "没有空格的很长很长很长很长很长很长的一句话，。！？", int64(-1), int64(1)<<62)
	f.Fuzz(func(t *testing.T, question, label, said string, part, whole int64) {
		if len(question)+len(label)+len(said) > 1000 || part < 0 || whole < 0 || part > 1<<50 || whole > 1<<50 {
			return
		}
		r := owners(Passed)
		r.Question, r.Verdict, r.Remarks = question, label, []string{said}
		r.Rows[0].Label, r.Rows[0].Figures[0].Part, r.Rows[0].Figures[0].Whole = label, part, whole
		c, err := layOut(r)
		if err != nil {
			t.Fatal(err)
		}
		inPlace(t, c)
		notice := rendered(t, func(w io.Writer) error { return Notice(w, r) })
		if strings.Contains(notice, "<script") || strings.Count(notice, "<td") != strings.Count(notice, "</td>") {
			t.Error("text is taken for markup")
		}
		for _, cell := range []string{safe(question), safe(label), safe(said)} {
			if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Errorf("%q can be a formula", cell)
			}
		}
	})
}

func TestAsked(t *testing.T) {
	of := func(label string, reached bool) Figure {
		return Figure{Label: label, Need: &Need{"过半数", 1, 2, reached}}
	}
	for want, figures := range map[string][]Figure{
		"": {{Label: "人数"}}, "要过半数，达到了": {of("", true)}, "要过半数，没有达到": {of("", false), {Label: "面积"}},
		"要过半数，都达到了": {of("人数", true), of("面积", true)}, "要过半数，都没有达到": {of("人数", false), of("面积", false)},
		"要过半数，人数达到了，面积没有达到": {of("人数", true), of("面积", false)},
	} {
		if got := Asked(figures); got != want || Lacks(figures) != strings.Contains(want, "没有") {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// What a ballot has room for decides whether it has a sheet of its own.
func TestLongPapers(t *testing.T) {
	for _, tt := range []struct {
		items, options, note int
		long                 bool
	}{{1, 3, 0, false}, {1, 3, 40, false}, {2, 3, 0, false}, {2, 3, 80, true}, {8, 3, 0, true}, {0, 3, 100, false}, {0, 10, 0, false}, {0, 16, 0, true}} {
		p := Paper{Question: "2027年第一次业主投票", Note: strings.Repeat("字", tt.note), Options: slices.Repeat([]string{"同意"}, tt.options)}
		if tt.items > 0 {
			p.Items = slices.Repeat([]string{"给每户筹集维修资金500元（特别事项，要四分之三以上同意）"}, tt.items)
		}
		if p.Long() != tt.long {
			t.Errorf("%+v: %v", tt, p.Long())
		}
	}
}
