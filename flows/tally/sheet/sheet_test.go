package sheet_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"yishi/flows/tally"
	"yishi/flows/tally/budget"
	"yishi/flows/tally/estate"
	"yishi/flows/tally/ranking"
	"yishi/flows/tally/sheet"
)

const register = `unit,owner,area,kind
1-101,王桂花,89.51,home
1-102,"李大山、赵秋菊",120.5,住宅
车位12,王桂花,12.500,parking
2-101,甲公司,100,developer
`

var parts = []estate.Part{
	{Unit: "1-101", Owner: "王桂花", Area: 89_510},
	{Unit: "1-102", Owner: "李大山、赵秋菊", Area: 120_500},
	{Unit: "车位12", Owner: "王桂花", Area: 12_500, Kind: estate.Parking},
	{Unit: "2-101", Owner: "甲公司", Area: 100_000, Kind: estate.Developer},
}

// excel writes lines of values as a workbook; numbers become numbers.
func excel(t *testing.T, lines string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for r, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		for c, value := range strings.Split(strings.ReplaceAll(line, `"`, ""), ",") {
			cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
			var number float64
			if _, err := fmt.Sscanf(value, "%g", &number); err == nil && strings.Trim(value, "0123456789.") == "" {
				_ = f.SetCellFloat("Sheet1", cell, number, -1, 64)
			} else {
				_ = f.SetCellStr("Sheet1", cell, value)
			}
		}
	}
	// What is shown is rounded to the whole; what is stored is not.
	style, err := f.NewStyle(&excelize.Style{NumFmt: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetColStyle("Sheet1", "C", style); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestRegisterInEveryForm(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(register))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"UTF-8":              []byte(register),
		"UTF-8 with a mark":  []byte("\ufeff" + register),
		"GB18030":            gb,
		"Windows line ends":  []byte(strings.ReplaceAll(register, "\n", "\r\n")),
		"Chinese headings":   []byte(strings.Replace(register, "unit,owner,area,kind", "房号,业主,面积,类型", 1)),
		"another order":      []byte("note,KIND,area,owner,unit\n,home,89.51,王桂花,1-101\nx,住宅,120.5,李大山、赵秋菊,1-102\n,parking,12.500,王桂花,车位12\n,developer,100,甲公司,2-101\n"),
		"blank lines, cells": []byte(strings.ReplaceAll(register, "\n", ",,\n\n , ,\n")),
		"Excel":              excel(t, register),
	} {
		got, _, err := sheet.Register(name, data)
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(parts, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// TestExcelKeepsFifteenDigits: Excel stores 89.51 as 89.510000000000005 and a
// small number with an exponent. What has four decimals in earnest is refused.
func TestExcelKeepsFifteenDigits(t *testing.T) {
	for stored, want := range map[string]int64{
		"89.510000000000005": 89_510, "120.49999999999999": 120_500, "1.2E2": 120_000, "5.0000000000000003E-2": 50, "89.5123": 0, "89.51230000000001": 0, "1E-4": 0,
	} {
		f := excelize.NewFile()
		for cell, value := range map[string]any{"A1": "unit", "B1": "owner", "C1": "area", "D1": "kind", "A2": 301, "B2": "a", "D2": "home"} {
			if err := f.SetCellValue("Sheet1", cell, value); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetCellDefault("Sheet1", "C2", stored); err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := f.Write(&file); err != nil {
			t.Fatal(err)
		}
		got, _, err := sheet.Register("x", file.Bytes())
		if want == 0 {
			if err == nil || !strings.Contains(err.Error(), "第2行：房号") || !strings.Contains(err.Error(), "小数超过三位") {
				t.Errorf("%s: %v, %v", stored, got, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]estate.Part{{Unit: "301", Owner: "a", Area: want}}, got); diff != "" {
			t.Errorf("%s:\n%s", stored, diff)
		}
	}
}

func TestBrokenRegisters(t *testing.T) {
	const head = "unit,owner,area,kind\n1,a,50,home\n"
	tests := []struct{ name, data, want string }{
		{"a unit of measure", head + "2,b,120.5㎡,home", `r.csv：第3行：房号「2」的面积「120.5㎡」看不懂：请只写平方米数，比如 89.51，不写单位和逗号`},
		{"less than nothing", head + "2,b,-3,home", `r.csv：第3行：房号「2」的面积「-3」比零还小`},
		{"nothing", head + "2,b,0.000,home", `r.csv：第3行：房号「2」的面积「0.000」是零`},
		{"no area", head + "2,b,,home", `r.csv：第3行：房号「2」的面积「」看不懂：请只写平方米数，比如 89.51，不写单位和逗号`},
		{"too fine", head + "2,b,50.0001,home", `r.csv：第3行：房号「2」的面积「50.0001」的小数超过三位`},
		{"too large", head + "2,b,1234567890,home", `r.csv：第3行：房号「2」的面积「1234567890」看不懂：请只写平方米数，比如 89.51，不写单位和逗号`},
		{"a kind nobody knows", head + "2,b,5,garage", `r.csv：第3行：类型「garage」不认识：请写住宅、车位或开发商`},
		{"no kind", head + "2,b,5", `r.csv：第3行：类型「」不认识：请写住宅、车位或开发商`},
		{"no owner", head + "2,,5,home", `r.csv：第3行：房号「2」没有业主`},
		{"no unit", head + ",b,5,home", `r.csv：第3行：没有房号`},
		{"a unit twice", head + "2,b,5,home\n1,c,5,home", `r.csv：第4行：房号「1」在第2行已经有了：一户一行，共有人写在一起`},
		{"an unquoted comma", head + "2,b,1,200.5,home", `r.csv：第3行：比表头多了格子：有逗号的格子要加引号`},
		{"every broken line", head + "2,b,x,home\n3,c,5,home\n4,d,-1,home", `r.csv：第3行：房号「2」的面积「x」看不懂：请只写平方米数，比如 89.51，不写单位和逗号；第5行：房号「4」的面积「-1」比零还小`},
		{"after a cell of two lines", head + "2,\"b\nb\",5,home\n3,c,-5,home", `r.csv：第5行：房号「3」的面积「-5」比零还小`},
		{"a bare quotation mark", head + "2,b\"b,5,home", `r.csv：第3行：引号不成对：格子里有引号，整格要加引号，里面的引号写两个`},
		{"no heading", "1,a,50,home", `r.csv：第1行：没有「房号（unit）」这一栏：第一行要写房号（unit）、业主（owner）、面积（area）、类型（kind）`},
		{"a heading twice", "unit,owner,area,kind,area\n", `r.csv：第1行：「area」这一栏有两个`},
		{"nothing at all", "", `r.csv：文件是空的：第一行要写房号（unit）、业主（owner）、面积（area）、类型（kind）`},
		{"only a heading", "unit,owner,area,kind\n", `r.csv：一户也没有`},
		{"neither encoding", head + "2,\xff\xff,5,home", `r.csv：第3行：有乱码：不是 UTF-8，也不是 GB18030，请另存为 CSV UTF-8`},
		{"a broken workbook", "PK\x03\x04 and no more", `r.csv：这个 Excel 文件打不开，可能坏了：请用 Excel 打开，另存一次`},
	}
	for _, tt := range tests {
		_, _, err := sheet.Register("r.csv", []byte(tt.data))
		if err == nil {
			t.Errorf("%s is taken", tt.name)
			continue
		}
		if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
			t.Errorf("%s:\n%s", tt.name, diff)
		}
	}
	many, _, err := sheet.Register("r.csv", []byte(head+strings.Repeat(",b,5,home\n", 25)))
	if err == nil || !strings.HasSuffix(err.Error(), "第22行：没有房号；还有5行") {
		t.Error(many, err)
	}
	if _, _, err := sheet.Register("r.xlsx", excel(t, head+"2,b,-3,home")); err == nil || err.Error() != `r.xlsx：第3行：房号「2」的面积「-3」比零还小` {
		t.Error(err)
	}
}

func TestChoices(t *testing.T) {
	r, err := estate.NewRegister(parts, false)
	if err != nil {
		t.Fatal(err)
	}
	const good = "time,unit,choice,photo\n9:00,1-102,Yes,a.jpg\n9:05,1-101,反对,\n,2-101,silent,\n"
	for _, data := range [][]byte{[]byte(good), excel(t, good)} {
		got, err := sheet.Choices("b", data, r)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]tally.Choice{tally.No, tally.Yes, tally.NotDelivered, tally.Silent}, got); diff != "" {
			t.Error(diff)
		}
	}
	for broken, want := range map[string]string{
		"9-999,yes":             `b：第2行：名册里没有房号「9-999」`,
		"1-101,yes\n1-101,yes":  `b：第3行：房号「1-101」在第2行已经投过了`,
		"1-101,yes\n\n1-101,no": `b：第4行：房号「1-101」在第2行已经投过了`,
		"1-101,maybe":           `b：第2行：房号「1-101」的表决「maybe」不认识：请写同意、反对、弃权、废票或未表决`,
		"1-101":                 `b：第2行：房号「1-101」的表决「」不认识：请写同意、反对、弃权、废票或未表决`,
		",yes":                  `b：第2行：没有房号`,
		"1-101,yes,no":          `b：第2行：比表头多了格子：有逗号的格子要加引号`,
	} {
		if _, err := sheet.Choices("b", []byte("unit,choice\n"+broken), r); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", broken, err, want)
		}
	}
}

func TestRankings(t *testing.T) {
	options, got, err := sheet.Rankings("b", []byte("ballot,count\nB>A=C,2\nB ＞ A＝C,1\n,4\nD,1\nB>A=C,3\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []ranking.Ballot{
		{Rank: []uint16{2, 1, 2, 0}, Count: 5}, {Rank: []uint16{2, 1, 2, 0}, Count: 1},
		{Rank: []uint16{0, 0, 0, 0}, Count: 4}, {Rank: []uint16{0, 0, 0, 1}, Count: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" || strings.Join(options, "") != "ABCD" {
		t.Errorf("%v\n%s", options, diff)
	}
	options, got, err = sheet.Rankings("b", excel(t, "选票\n跳舞>书法\n书法"), sheet.Options{"书法", "跳舞", "唱歌"})
	if err != nil {
		t.Fatal(err)
	}
	want = []ranking.Ballot{{Rank: []uint16{2, 1, 0}, Count: 1}, {Rank: []uint16{1, 0, 0}, Count: 1}}
	if diff := cmp.Diff(want, got); diff != "" || strings.Join(options, "") != "书法跳舞唱歌" {
		t.Errorf("%v\n%s", options, diff)
	}
}

func TestBrokenBallots(t *testing.T) {
	rankings := func(data string, options ...string) error {
		_, _, err := sheet.Rankings("b", []byte(data), options)
		return err
	}
	approvals := func(data string, options ...string) error {
		_, _, _, err := sheet.Approvals("b", []byte(data), options)
		return err
	}
	scores := func(data string, options ...string) error {
		_, _, err := sheet.Scores("b", []byte(data), options, 5)
		return err
	}
	tests := []struct {
		read    func(string, ...string) error
		data    string
		options []string
		want    string
	}{
		{rankings, "ballot\nA>B\nA>B>A", nil, `b：第3行：选票「A>B>A」把「A」写了两次`},
		{rankings, "ballot\nA>A\nA>B\nB>", nil, `b：第2行：选票「A>A」把「A」写了两次；第4行：选票「B>」有一项没有名字`},
		{rankings, "ballot\nA=A", nil, `b：第2行：选票「A=A」把「A」写了两次`},
		{rankings, "ballot\nA>>B", nil, `b：第2行：选票「A>>B」有一项没有名字`},
		{rankings, "ballot\nA>", nil, `b：第2行：选票「A>」有一项没有名字`},
		{rankings, "ballot\nA>X", []string{"A", "B"}, `b：第2行：选票「A>X」里的「X」不在选项里`},
		{rankings, "ballot,count\nA,0", nil, `b：第2行：张数「0」看不懂：请写数字`},
		{rankings, "ballot,count\nA,-2", nil, `b：第2行：张数「-2」看不懂：请写数字`},
		{rankings, "ballot,count\nA,1.5", nil, `b：第2行：张数「1.5」看不懂：请写数字`},
		{rankings, "ballot,count\nA", nil, `b：第2行：张数「」看不懂：请写数字`},
		{rankings, "ballot,count\nA,1099511627776\nA,1", nil, `b：第3行：选票超过1099511627776张`},
		{rankings, "ballot\nA,B", nil, `b：第2行：比表头多了格子：有逗号的格子要加引号`},
		{rankings, "vote\nA", nil, `b：第1行：没有「选票（ballot）」这一栏：第一行要写选票（ballot）`},
		{approvals, "ballot\nA;", nil, `b：第2行：选票「A;」有一项没有名字`},
		{scores, "ballot\nA:6", nil, `b：第2行：选票「A:6」里的分数「6」不对：请写1到5的整数`},
		{scores, "ballot\nA:0", nil, `b：第2行：选票「A:0」里的分数「0」不对：请写1到5的整数`},
		{scores, "ballot\nA:4.5", nil, `b：第2行：选票「A:4.5」里的分数「4.5」不对：请写1到5的整数`},
		{scores, "ballot\nA:", nil, `b：第2行：选票「A:」里的分数「」不对：请写1到5的整数`},
		{scores, "ballot\nA", nil, `b：第2行：选票「A」没有写分数：请写成 A:5;B:3`},
		{scores, "ballot\n:5", nil, `b：第2行：选票「:5」有一项没有名字`},
		{scores, "ballot\nA:5;A:4", nil, `b：第2行：选票「A:5;A:4」把「A」写了两次`},
	}
	for _, tt := range tests {
		if err := tt.read(tt.data, tt.options...); err == nil || err.Error() != tt.want {
			t.Errorf("%q: %v, want %s", tt.data, err, tt.want)
		}
	}
}

func TestApprovalsAndScores(t *testing.T) {
	options, approved, _, err := sheet.Approvals("b", []byte("ballot,count\nB;A,2\nA=B,1\n,3\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []tally.Approvals{{Picks: []int{0, 1}, Count: 2}, {Picks: []int{0, 1}, Count: 1}, {Count: 3}}
	if diff := cmp.Diff(want, approved); diff != "" || len(options) != 2 {
		t.Error(diff)
	}
	_, scored, err := sheet.Scores("b", []byte("ballot\nB：3；A：5\nA=1"), nil, 5)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]tally.Scores{{Points: []int{5, 3}, Count: 1}, {Points: []int{1, 0}, Count: 1}}, scored); diff != "" {
		t.Error(diff)
	}
}

const pabulib = `META
key; value
description; 惠民资金
budget; 2500
num_projects; 3
num_votes; 2
vote_type; approval
max_length; 2
currency; CNY
PROJECTS
project_id; cost; name; votes
1; 600; "小广场; 二期"; 2
2; 800.50; 长椅
4; 1400; ""
VOTES
voter_id; age; vote
甲; 34; 1,4
乙; ; 1
`

func TestPabulib(t *testing.T) {
	got, _, err := sheet.Pabulib("x.pb", []byte(pabulib))
	if err != nil {
		t.Fatal(err)
	}
	want := &budget.Budget{
		Total: 250_000, Places: 2,
		Projects: []budget.Project{{ID: "1", Name: "小广场; 二期", Cost: 60_000}, {ID: "2", Name: "长椅", Cost: 80_050}, {ID: "4", Cost: 140_000}},
		Votes:    [][]budget.Support{{{Project: 0, Points: 1}, {Project: 2, Points: 1}}, {{Project: 0, Points: 1}}},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(budget.Budget{})); diff != "" {
		t.Error(diff)
	}
	points := strings.NewReplacer("approval", "cumulative", "max_length; 2", "max_sum_points; 5", "currency; CNY", "min_project_score_threshold; 2",
		"voter_id; age; vote", "voter_id; points; vote", "34; 1,4", "3,2; 1,4", "乙; ; 1", "乙; 0; 1").Replace(pabulib)
	got, _, err = sheet.Pabulib("x.pb", []byte(points))
	if err != nil {
		t.Fatal(err)
	}
	want.Votes, want.Least = [][]budget.Support{{{Project: 0, Points: 3}, {Project: 2, Points: 2}}, nil}, 2
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(budget.Budget{})); diff != "" {
		t.Error(diff)
	}
}

func TestBrokenPabulib(t *testing.T) {
	tests := []struct{ old, new, want string }{
		{"1; 600;", "1; 600x;", `x.pb：第12行：项目「1」的钱数「600x」看不懂`},
		{"1; 600;", "1; -600;", `x.pb：第12行：项目「1」的钱数「-600」看不懂`},
		{"1; 600;", "1; 0;", `x.pb：第12行：项目「1」不要钱`},
		{"1; 600;", "; 600;", `x.pb：第12行：没有项目编号（project_id）`},
		{"2; 800.50;", "1; 800.50;", `x.pb：第13行：项目「1」前面已经有了`},
		{"1,4", "1,9", `x.pb：第17行：投票人「甲」选了项目「9」，没有这个项目`},
		{"1,4", "1,2,4", `x.pb：第17行：投票人「甲」选了3个项目，应该选0到2个`},
		{"乙; ; 1", "甲; ; 1", `x.pb：第18行：投票人「甲」在第17行已经投过了`},
		{"乙; ; 1", "; 3; 1", `x.pb：第18行：投票人「」没有编号（voter_id）`},
		{"num_votes; 2", "num_votes; 3", `x.pb：META：num_votes 写的是3，实际有2`},
		{"num_projects; 3", "num_projects; 2", `x.pb：META：num_projects 写的是2，实际有3`},
		{"budget; 2500", "budget; -1", `x.pb：META：budget「-1」不是钱数`},
		{"budget; 2500", "budgets; 2500", `x.pb：META：budget「」不是钱数`},
		{"approval", "ordinal", `x.pb：META：vote_type 是 ordinal（排先后），分不出每个项目有多想要，这里不能算`},
		{"approval", "cumulative", `x.pb：第17行：投票人「甲」选了2个项目，给了0次分数；第18行：投票人「乙」选了1个项目，给了0次分数`},
		{"max_length; 2", "max_length; two", `x.pb：META：max_length「two」不是整数`},
		{"max_length; 2", "max_length; 2\nmax_length; 3", `x.pb：第9行：「max_length」写了两次`},
		{"META\n", "", `x.pb：第1行：第一段要是 META`},
		{"PROJECTS\n", "PROJECTS\nVOTES\n", `x.pb：第12行：没有「voter_id」这一栏：第一行要写voter_id、vote`},
		{"VOTES\nvoter_id; age; vote\n甲; 34; 1,4\n乙; ; 1\n", "", `x.pb：要有 META、PROJECTS、VOTES 三段，按这个次序`},
		{"PROJECTS\n", "VOTES\n", `x.pb：第10行：这里是 VOTES 段，应该先有 PROJECTS 段`},
		{"project_id; cost", "id; cost", `x.pb：第11行：没有「project_id」这一栏：第一行要写project_id、cost`},
	}
	for _, tt := range tests {
		data := strings.Replace(pabulib, tt.old, tt.new, 1)
		if _, _, err := sheet.Pabulib("x.pb", []byte(data)); err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v\nwant %s", tt.new, err, tt.want)
		}
	}
}

// TestNoFileBreaksIt: what is read or refused never stops the program.
func TestNoFileBreaksIt(t *testing.T) {
	r, err := estate.NewRegister(parts, false)
	if err != nil {
		t.Fatal(err)
	}
	seeds := []string{register, pabulib, "ballot,count\nA>B=C,3\n", "ballot\nA:3;B:5\n", "unit,choice\n1-101,yes\n"}
	rapid.Check(t, func(t *rapid.T) {
		data := []byte(rapid.SampledFrom(seeds).Draw(t, "file"))
		for range rapid.IntRange(0, 4).Draw(t, "changes") {
			at := rapid.IntRange(0, len(data)-1).Draw(t, "at")
			data[at] = rapid.Byte().Draw(t, "byte")
		}
		_, _, _ = sheet.Register("x", data)
		_, _ = sheet.Choices("x", data, r)
		if b, _, err := sheet.Pabulib("x", data); err == nil {
			budget.Greedy(b)
		}
		if options, list, err := sheet.Rankings("x", data, nil); err == nil {
			ranking.Schulze(options, list, "")
			ranking.InstantRunoff(options, list, "")
		}
		if options, list, _, err := sheet.Approvals("x", data, nil); err == nil {
			tally.Approve(options, list, "")
		}
		if options, list, err := sheet.Scores("x", data, nil, 10); err == nil {
			tally.Score(options, 10, list, "")
		}
	})
}
