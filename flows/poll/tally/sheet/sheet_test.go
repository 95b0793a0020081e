package sheet_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"yishi/flows/poll/tally"
	"yishi/flows/poll/tally/sheet"
)

const register = `unit,owner,area,kind
1-101,王桂花,89.51,home
1-102,"李大山、赵秋菊",120.5,住宅
车位12,王桂花,12.500,parking
2-101,甲公司,100,developer
`

var parts = []tally.Part{
	{Unit: "1-101", Owner: "王桂花", Area: 89_510},
	{Unit: "1-102", Owner: "李大山、赵秋菊", Area: 120_500},
	{Unit: "车位12", Owner: "王桂花", Area: 12_500, Kind: tally.Parking},
	{Unit: "2-101", Owner: "甲公司", Area: 100_000, Kind: tally.Developer},
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
		got, err := sheet.Register(name, data)
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
		got, err := sheet.Register("x", file.Bytes())
		if want == 0 {
			if err == nil || !strings.Contains(err.Error(), "line 2: area") || !strings.Contains(err.Error(), "more than 3 decimals") {
				t.Errorf("%s: %v, %v", stored, got, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]tally.Part{{Unit: "301", Owner: "a", Area: want}}, got); diff != "" {
			t.Errorf("%s:\n%s", stored, diff)
		}
	}
}

func TestBrokenRegisters(t *testing.T) {
	const head = "unit,owner,area,kind\n1,a,50,home\n"
	tests := []struct{ name, data, want string }{
		{"a unit of measure", head + "2,b,120.5㎡,home", `r.csv: line 3: area "120.5㎡" of unit "2" is not a number of square metres such as 89.51, without a unit and without commas`},
		{"less than nothing", head + "2,b,-3,home", `r.csv: line 3: area "-3" of unit "2" is less than nothing`},
		{"nothing", head + "2,b,0.000,home", `r.csv: line 3: area "0.000" of unit "2" is nothing`},
		{"no area", head + "2,b,,home", `r.csv: line 3: area "" of unit "2" is not a number of square metres such as 89.51, without a unit and without commas`},
		{"too fine", head + "2,b,50.0001,home", `r.csv: line 3: area "50.0001" of unit "2" has more than 3 decimals`},
		{"too large", head + "2,b,1234567890,home", `r.csv: line 3: area "1234567890" of unit "2" is not a number of square metres such as 89.51, without a unit and without commas`},
		{"a kind nobody knows", head + "2,b,5,garage", `r.csv: line 3: kind "garage" is none of home, parking, developer`},
		{"no kind", head + "2,b,5", `r.csv: line 3: kind "" is none of home, parking, developer`},
		{"no owner", head + "2,,5,home", `r.csv: line 3: unit "2" has no owner`},
		{"no unit", head + ",b,5,home", `r.csv: line 3: there is no unit`},
		{"a unit twice", head + "2,b,5,home\n1,c,5,home", `r.csv: line 4: unit "1" is there already, on line 2: a unit has one row, co-owners stand in it together`},
		{"an unquoted comma", head + "2,b,1,200.5,home", `r.csv: line 3: has more cells than the first line: a cell with a comma in it needs quotation marks`},
		{"every broken line", head + "2,b,x,home\n3,c,5,home\n4,d,-1,home", `r.csv: line 3: area "x" of unit "2" is not a number of square metres such as 89.51, without a unit and without commas; line 5: area "-1" of unit "4" is less than nothing`},
		{"after a cell of two lines", head + "2,\"b\nb\",5,home\n3,c,-5,home", `r.csv: line 5: area "-5" of unit "3" is less than nothing`},
		{"a bare quotation mark", head + "2,b\"b,5,home", `r.csv: line 3: bare " in non-quoted-field`},
		{"no heading", "1,a,50,home", `r.csv: line 1: there is no column unit: the first line has to be unit,owner,area,kind`},
		{"a heading twice", "unit,owner,area,kind,area\n", `r.csv: line 1: the column area is there twice`},
		{"nothing at all", "", `r.csv: the file is empty: its first line has to be unit,owner,area,kind`},
		{"only a heading", "unit,owner,area,kind\n", `r.csv: there is no unit in it`},
		{"UTF-16", "\xff\xfeu\x00", `r.csv: the file is in UTF-16: save it as CSV UTF-8`},
		{"neither encoding", head + "2,\xff\xff,5,home", `r.csv: line 3: has bytes that are neither UTF-8 nor GB18030`},
		{"a broken workbook", "PK\x03\x04 and no more", `r.csv: this is no Excel workbook that can be read: zip: not a valid zip file`},
	}
	for _, tt := range tests {
		_, err := sheet.Register("r.csv", []byte(tt.data))
		if err == nil {
			t.Errorf("%s is taken", tt.name)
			continue
		}
		if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
			t.Errorf("%s:\n%s", tt.name, diff)
		}
	}
	many, err := sheet.Register("r.csv", []byte(head+strings.Repeat(",b,5,home\n", 25)))
	if err == nil || !strings.HasSuffix(err.Error(), "line 22: there is no unit; and 5 more lines") {
		t.Error(many, err)
	}
	if _, err := sheet.Register("r.xlsx", excel(t, head+"2,b,-3,home")); err == nil || err.Error() != `r.xlsx: line 3: area "-3" of unit "2" is less than nothing` {
		t.Error(err)
	}
}

func TestChoices(t *testing.T) {
	r, err := tally.NewRegister(parts, false)
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
		"9-999,yes":             `b: line 2: unit "9-999" is not in the register`,
		"1-101,yes\n1-101,yes":  `b: line 3: unit "1-101" has a ballot already, on line 2`,
		"1-101,yes\n\n1-101,no": `b: line 4: unit "1-101" has a ballot already, on line 2`,
		"1-101,maybe":           `b: line 2: choice "maybe" of unit "1-101" is none of yes, no, abstain, invalid, silent`,
		"1-101":                 `b: line 2: choice "" of unit "1-101" is none of yes, no, abstain, invalid, silent`,
		",yes":                  `b: line 2: there is no unit`,
		"1-101,yes,no":          `b: line 2: has more cells than the first line: a cell with a comma in it needs quotation marks`,
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
	want := []tally.Ranking{
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
	want = []tally.Ranking{{Rank: []uint16{2, 1, 0}, Count: 1}, {Rank: []uint16{1, 0, 0}, Count: 1}}
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
		_, _, err := sheet.Approvals("b", []byte(data), options)
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
		{rankings, "ballot\nA>B\nA>B>A", nil, `b: line 3: ballot "A>B>A" names "A" twice`},
		{rankings, "ballot\nA>A\nA>B\nB>", nil, `b: line 2: ballot "A>A" names "A" twice; line 4: ballot "B>" has an option without a name`},
		{rankings, "ballot\nA=A", nil, `b: line 2: ballot "A=A" names "A" twice`},
		{rankings, "ballot\nA>>B", nil, `b: line 2: ballot "A>>B" has an option without a name`},
		{rankings, "ballot\nA>", nil, `b: line 2: ballot "A>" has an option without a name`},
		{rankings, "ballot\nA>X", []string{"A", "B"}, `b: line 2: ballot "A>X" names "X", which is none of the options`},
		{rankings, "ballot,count\nA,0", nil, `b: line 2: count "0" is not a number of ballots`},
		{rankings, "ballot,count\nA,-2", nil, `b: line 2: count "-2" is not a number of ballots`},
		{rankings, "ballot,count\nA,1.5", nil, `b: line 2: count "1.5" is not a number of ballots`},
		{rankings, "ballot,count\nA", nil, `b: line 2: count "" is not a number of ballots`},
		{rankings, "ballot,count\nA,1099511627776\nA,1", nil, `b: line 3: there are more than 1099511627776 ballots`},
		{rankings, "ballot\nA,B", nil, `b: line 2: has more cells than the first line: a cell with a comma in it needs quotation marks`},
		{rankings, "vote\nA", nil, `b: line 1: there is no column ballot: the first line has to be ballot`},
		{approvals, "ballot\nA;B;A", nil, `b: line 2: ballot "A;B;A" names "A" twice`},
		{approvals, "ballot\nA;", nil, `b: line 2: ballot "A;" has an option without a name`},
		{scores, "ballot\nA:6", nil, `b: line 2: ballot "A:6" gives points "6": whole numbers from 1 to 5`},
		{scores, "ballot\nA:0", nil, `b: line 2: ballot "A:0" gives points "0": whole numbers from 1 to 5`},
		{scores, "ballot\nA:4.5", nil, `b: line 2: ballot "A:4.5" gives points "4.5": whole numbers from 1 to 5`},
		{scores, "ballot\nA:", nil, `b: line 2: ballot "A:" gives points "": whole numbers from 1 to 5`},
		{scores, "ballot\nA", nil, `b: line 2: ballot "A" gives no points: write it as A:5;B:3`},
		{scores, "ballot\n:5", nil, `b: line 2: ballot ":5" has an option without a name`},
		{scores, "ballot\nA:5;A:4", nil, `b: line 2: ballot "A:5;A:4" names "A" twice`},
	}
	for _, tt := range tests {
		if err := tt.read(tt.data, tt.options...); err == nil || err.Error() != tt.want {
			t.Errorf("%q: %v, want %s", tt.data, err, tt.want)
		}
	}
}

func TestApprovalsAndScores(t *testing.T) {
	options, approved, err := sheet.Approvals("b", []byte("ballot,count\nB;A,2\nA=B,1\n,3\n"), nil)
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
	got, err := sheet.Pabulib("x.pb", []byte(pabulib))
	if err != nil {
		t.Fatal(err)
	}
	want := &tally.Budget{
		Total: 250_000, Places: 2,
		Projects: []tally.Project{{ID: "1", Name: "小广场; 二期", Cost: 60_000}, {ID: "2", Name: "长椅", Cost: 80_050}, {ID: "4", Cost: 140_000}},
		Votes:    [][]tally.Support{{{Project: 0, Points: 1}, {Project: 2, Points: 1}}, {{Project: 0, Points: 1}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	points := strings.NewReplacer("approval", "cumulative", "max_length; 2", "max_sum_points; 5", "currency; CNY", "min_project_score_threshold; 2",
		"voter_id; age; vote", "voter_id; points; vote", "34; 1,4", "3,2; 1,4", "乙; ; 1", "乙; 0; 1").Replace(pabulib)
	got, err = sheet.Pabulib("x.pb", []byte(points))
	if err != nil {
		t.Fatal(err)
	}
	want.Votes, want.Least = [][]tally.Support{{{Project: 0, Points: 3}, {Project: 2, Points: 2}}, nil}, 2
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestBrokenPabulib(t *testing.T) {
	tests := []struct{ old, new, want string }{
		{"1; 600;", "1; 600x;", `x.pb: line 12: cost "600x" of project "1" is not an amount of money`},
		{"1; 600;", "1; -600;", `x.pb: line 12: cost "-600" of project "1" is not an amount of money`},
		{"1; 600;", "1; 0;", `x.pb: line 12: project "1" costs nothing`},
		{"1; 600;", "; 600;", `x.pb: line 12: there is no project_id`},
		{"2; 800.50;", "1; 800.50;", `x.pb: line 13: project "1" is there already`},
		{"1,4", "1,9", `x.pb: line 17: voter "甲" names project "9", which is not there`},
		{"1,4", "1,1", `x.pb: line 17: voter "甲" names project "1" twice`},
		{"1,4", "1,2,4", `x.pb: line 17: voter "甲" names 3 projects, where 0 to 2 may be named`},
		{"乙; ; 1", "甲; ; 1", `x.pb: line 18: voter "甲" has voted already, on line 17`},
		{"乙; ; 1", "; 3; 1", `x.pb: line 18: voter "" has no voter_id`},
		{"num_votes; 2", "num_votes; 3", `x.pb: META: num_votes is 3, but there are 2`},
		{"num_projects; 3", "num_projects; 2", `x.pb: META: num_projects is 2, but there are 3`},
		{"budget; 2500", "budget; -1", `x.pb: META: budget "-1" is not an amount of money`},
		{"budget; 2500", "budgets; 2500", `x.pb: META: budget "" is not an amount of money`},
		{"approval", "ordinal", `x.pb: META: vote_type "ordinal" is none of approval, choose-1, cumulative, scoring`},
		{"approval", "cumulative", `x.pb: line 17: voter "甲" names 2 projects and gives points 0 times; line 18: voter "乙" names 1 projects and gives points 0 times`},
		{"max_length; 2", "max_length; two", `x.pb: META: max_length "two" is not a whole number`},
		{"max_length; 2", "max_length; 2\nmax_length; 3", `x.pb: line 9: "max_length" is there twice`},
		{"META\n", "", `x.pb: line 1: the file has to begin with the section META`},
		{"PROJECTS\n", "PROJECTS\nVOTES\n", `x.pb: line 12: there is no column voter_id: the first line has to be voter_id,vote`},
		{"VOTES\nvoter_id; age; vote\n甲; 34; 1,4\n乙; ; 1\n", "", `x.pb: the file has to have the sections META, PROJECTS and VOTES, in that order`},
		{"PROJECTS\n", "VOTES\n", `x.pb: line 10: section VOTES stands where PROJECTS is wanted`},
		{"project_id; cost", "id; cost", `x.pb: line 11: there is no column project_id: the first line has to be project_id,cost`},
	}
	for _, tt := range tests {
		data := strings.Replace(pabulib, tt.old, tt.new, 1)
		if _, err := sheet.Pabulib("x.pb", []byte(data)); err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v\nwant %s", tt.new, err, tt.want)
		}
	}
}

// TestNoFileBreaksIt: what is read or refused never stops the program.
func TestNoFileBreaksIt(t *testing.T) {
	r, err := tally.NewRegister(parts, false)
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
		_, _ = sheet.Register("x", data)
		_, _ = sheet.Choices("x", data, r)
		if b, err := sheet.Pabulib("x", data); err == nil {
			tally.Greedy(b)
		}
		if options, list, err := sheet.Rankings("x", data, nil); err == nil {
			tally.Schulze(options, list, "")
			tally.InstantRunoff(options, list, "")
		}
		if options, list, err := sheet.Approvals("x", data, nil); err == nil {
			tally.Approve(options, list, "")
		}
		if options, list, err := sheet.Scores("x", data, nil, 10); err == nil {
			tally.Score(options, 10, list, "")
		}
	})
}
