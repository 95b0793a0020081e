package sheet

import (
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yishi/flows/tally/budget"
)

// Pabulib reads a budget in the format of pabulib.org
// (https://pabulib.org/format): a text file of three sections META, PROJECTS and
// VOTES, each a title line, a heading, and rows of values between semicolons. META
// may lack its heading. Votes may be approval or choose-1, or share points:
// cumulative or scoring. An order of preference says nothing of how much, so ordinal
// votes are refused. What a vote names twice it names once, and the notes say so.
func Pabulib(name string, data []byte) (budget *budget.Budget, notes []string, err error) {
	f := pabulib{meta: map[string]string{}, project: map[string]int{}, voter: map[string]int{}}
	what, err := look(data)
	if err == nil && what != someText {
		err = errors.New("这不是 .pb 文件")
	}
	var text []byte
	if err == nil {
		text, err = decode(data)
	}
	if err == nil {
		err = f.read(string(text))
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s：%w", name, err)
	}
	if err := f.bad.err(name); err != nil {
		return nil, nil, err
	}
	return f.budget, f.notes.told(), nil
}

type pabulib struct {
	section string
	columns *table
	meta    map[string]string
	budget  *budget.Budget
	costs   []string
	titles  []string
	project map[string]int // by id
	voter   map[string]int // the line of each
	rules   limits
	bad     faults
	notes   faults
}

// mostProjects is how many a budget may be for.
const mostProjects = 2000

var sections = map[string][]column{
	"META":     {{name: "key"}, {name: "value"}},
	"PROJECTS": {{name: "project_id"}, {name: "cost"}, {name: "name", optional: true}},
	"VOTES":    {{name: "voter_id"}, {name: "vote"}, {name: "points", optional: true}},
}

func (f *pabulib) read(text string) error {
	for r, err := range limited(pieces(text)) {
		if err == nil {
			err = f.row(r)
		}
		if err != nil {
			return err
		}
	}
	if f.section != "VOTES" || f.columns == nil {
		return errors.New("要有 META、PROJECTS、VOTES 三段，按这个次序")
	}
	return f.end()
}

// pieces reads lines of values between semicolons. A value is within quotation
// marks only if they are closed where the value ends; else they are a part of it.
func pieces(text string) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		number := 0
		for line := range strings.Lines(text) {
			number++
			r := row{spot: spot{line: number}, cells: split(strings.TrimRight(line, "\r\n"))}
			err := long(r)
			if (trim(r.cells) || err != nil) && (!yield(r, err) || err != nil) {
				return
			}
		}
	}
}

var quoted = regexp.MustCompile(`^\s*"((?:[^"]|"")*)"\s*(?:;|$)`)

// within is a value within quotation marks at the beginning of a line, if there is.
func within(line string) []string {
	if !strings.HasPrefix(strings.TrimLeft(line, " \t"), `"`) {
		return nil
	}
	return quoted.FindStringSubmatch(line)
}

func split(line string) (cells []string) {
	for {
		if m := within(line); m != nil {
			cells = append(cells, strings.ReplaceAll(m[1], `""`, `"`))
			if line = line[len(m[0]):]; !strings.HasSuffix(m[0], ";") {
				return cells
			}
			continue
		}
		cell, rest, more := strings.Cut(line, ";")
		cells = append(cells, cell)
		if line = rest; !more {
			return cells
		}
	}
}

func (f *pabulib) row(r row) (err error) {
	if title := strings.ToUpper(r.cells[0]); sections[title] != nil && filled(r) == 1 {
		if follows := map[string]string{"": "META", "META": "PROJECTS", "PROJECTS": "VOTES"}[f.section]; title != follows {
			return lineError{r.spot, fmt.Sprintf("这里是 %s 段，应该先有 %s 段", title, follows)}
		}
		f.section, f.columns = title, nil
		if title == "VOTES" {
			return f.begin()
		}
		return nil
	}
	switch {
	case f.section == "":
		return lineError{r.spot, "第一段要是 META"}
	case f.columns == nil:
		if f.columns, err = f.heading(r); err != nil || f.columns != nil {
			return err
		}
		f.columns = &table{columns: map[string]int{"key": 0, "value": 1}, width: 2} // META without a heading
	}
	if err := f.columns.wrong(r); err != nil && f.section != "META" {
		f.bad.add(r.spot, "比表头多了格子：有分号的格子要加引号，里面的引号写两个")
		return nil
	}
	switch f.section {
	case "META":
		f.metaRow(r)
	case "PROJECTS":
		f.projectRow(r)
	default:
		f.voteRow(r)
	}
	return nil
}

// heading is that of a section, nil where META has none.
func (f *pabulib) heading(r row) (*table, error) {
	columns := sections[f.section]
	t, err := heading([]row{r}, columns)
	if err == nil && t == nil && f.section != "META" {
		err = headless([]row{r}, [][]column{columns})
	}
	return t, err
}

func (f *pabulib) metaRow(r row) {
	key := strings.ToLower(f.columns.get(r, "key"))
	if _, twice := f.meta[key]; twice {
		f.bad.add(r.spot, "「%s」写了两次", key)
	}
	f.meta[key] = f.columns.get(r, "value")
}

func (f *pabulib) projectRow(r row) {
	id := f.columns.get(r, "project_id")
	_, twice := f.project[id]
	switch cost := f.columns.get(r, "cost"); {
	case id == "":
		f.bad.add(r.spot, "没有项目编号（project_id）")
	case twice:
		f.bad.add(r.spot, "项目「%s」前面已经有了", id)
	case len(f.costs) == mostProjects:
		f.bad.add(r.spot, "项目太多：最多%d个", mostProjects)
	case !moneyForm.MatchString(cost):
		f.bad.add(r.spot, "项目「%s」的钱数「%s」看不懂", id, short(cost))
	case strings.Trim(cost, "0.") == "":
		f.bad.add(r.spot, "项目「%s」不要钱", id)
	default:
		f.project[id] = len(f.costs)
		f.costs, f.titles = append(f.costs, cost), append(f.titles, f.columns.get(r, "name"))
	}
}

var moneyForm = regexp.MustCompile(`^(\d{1,15})(?:\.(\d{1,6}))?$`)

// begin makes the budget of what stands before the votes.
func (f *pabulib) begin() error {
	total := f.meta["budget"]
	if !moneyForm.MatchString(total) {
		return fmt.Errorf("META：budget「%s」不是钱数", total)
	}
	f.budget = &budget.Budget{Unit: f.meta["currency"]}
	if f.budget.Unit == "CNY" || f.budget.Unit == "RMB" {
		f.budget.Unit = ""
	}
	for _, amount := range append([]string{total}, f.costs...) {
		f.budget.Places = max(f.budget.Places, len(moneyForm.FindStringSubmatch(amount)[2]))
	}
	f.budget.Total = f.coins(total)
	for id, i := range f.project {
		f.budget.Projects = append(f.budget.Projects, budget.Project{ID: id, Name: f.titles[i], Cost: f.coins(f.costs[i])})
	}
	slices.SortFunc(f.budget.Projects, func(a, b budget.Project) int { return f.project[a.ID] - f.project[b.ID] })
	return f.limits()
}

// coins is an amount in the smallest coin that occurs.
func (f *pabulib) coins(amount string) int64 {
	m := moneyForm.FindStringSubmatch(amount)
	n, _ := strconv.ParseInt(m[1]+m[2]+strings.Repeat("0", f.budget.Places-len(m[2])), 10, 64)
	return n
}
