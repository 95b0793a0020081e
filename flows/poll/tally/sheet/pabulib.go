package sheet

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yishi/flows/poll/tally"
)

// Pabulib reads a budget in the format of pabulib.org
// (https://pabulib.org/format): a text file of three sections META, PROJECTS and
// VOTES, each a title line, a heading, and rows of values between semicolons.
// Votes may be approval or choose-1, or share points: cumulative or scoring. An
// order of preference says nothing of how much, so ordinal votes are refused.
func Pabulib(name string, data []byte) (*tally.Budget, error) {
	text, err := decode(data)
	if err == nil {
		f := pabulib{meta: map[string]string{}, project: map[string]int{}, voter: map[string]int{}}
		if err = f.read(text); err == nil {
			if err = f.bad.err(name); err != nil {
				return nil, err
			}
			return f.budget, nil
		}
	}
	return nil, fmt.Errorf("%s: %w", name, err)
}

type pabulib struct {
	section  string
	columns  *table
	meta     map[string]string
	budget   *tally.Budget
	projects []row
	costs    []string
	titles   []string
	project  map[string]int // by id
	voter    map[string]int // the line of each
	votes    []row
	voting   *table
	bad      faults
}

var sections = map[string][]column{
	"META":     {{name: "key"}, {name: "value"}},
	"PROJECTS": {{name: "project_id"}, {name: "cost"}, {name: "name", optional: true}},
	"VOTES":    {{name: "voter_id"}, {name: "vote"}, {name: "points", optional: true}},
}

func (f *pabulib) read(text []byte) (err error) {
	values(text, ';', func(r row, broken error) bool {
		if err = broken; err == nil {
			err = f.row(r)
		}
		return err == nil
	})
	if err != nil {
		return err
	}
	if f.section != "VOTES" || f.columns == nil {
		return errors.New("the file has to have the sections META, PROJECTS and VOTES, in that order")
	}
	return f.finish()
}

func (f *pabulib) row(r row) (err error) {
	if title := strings.ToUpper(r.cells[0]); sections[title] != nil && !slices.ContainsFunc(r.cells[1:], func(s string) bool { return s != "" }) {
		if follows := map[string]string{"": "META", "META": "PROJECTS", "PROJECTS": "VOTES"}[f.section]; title != follows {
			return lineError{r.line, fmt.Sprintf("section %s stands where %s is wanted", title, follows)}
		}
		f.section, f.columns = title, nil
		return nil
	}
	switch {
	case f.section == "":
		return lineError{r.line, "the file has to begin with the section META"}
	case f.columns == nil:
		f.columns, err = heading(r, sections[f.section])
		return err
	case f.section == "META":
		f.metaRow(r)
	case f.section == "PROJECTS":
		f.projectRow(r)
	default:
		f.votes, f.voting = append(f.votes, r), f.columns
	}
	return nil
}

func (f *pabulib) metaRow(r row) {
	key := f.columns.get(r, "key")
	if _, twice := f.meta[key]; twice {
		f.bad.add(r.line, "%q is there twice", key)
	}
	f.meta[key] = f.columns.get(r, "value")
}

func (f *pabulib) projectRow(r row) {
	id := f.columns.get(r, "project_id")
	_, twice := f.project[id]
	switch cost := f.columns.get(r, "cost"); {
	case id == "":
		f.bad.add(r.line, "there is no project_id")
	case twice:
		f.bad.add(r.line, "project %q is there already", id)
	case !moneyForm.MatchString(cost):
		f.bad.add(r.line, "cost %q of project %q is not an amount of money", cost, id)
	case strings.Trim(cost, "0.") == "":
		f.bad.add(r.line, "project %q costs nothing", id)
	default:
		f.project[id] = len(f.costs)
		f.projects, f.costs, f.titles = append(f.projects, r), append(f.costs, cost), append(f.titles, f.columns.get(r, "name"))
	}
}

var moneyForm = regexp.MustCompile(`^(\d{1,15})(?:\.(\d{1,6}))?$`)

// finish makes the budget of what was read.
func (f *pabulib) finish() error {
	total := f.meta["budget"]
	if !moneyForm.MatchString(total) {
		return fmt.Errorf("META: budget %q is not an amount of money", total)
	}
	f.budget = &tally.Budget{Unit: f.meta["currency"]}
	if f.budget.Unit == "CNY" || f.budget.Unit == "RMB" {
		f.budget.Unit = ""
	}
	for _, amount := range append([]string{total}, f.costs...) {
		f.budget.Places = max(f.budget.Places, len(moneyForm.FindStringSubmatch(amount)[2]))
	}
	f.budget.Total = f.coins(total)
	for id, i := range f.project {
		f.budget.Projects = append(f.budget.Projects, tally.Project{ID: id, Name: f.titles[i], Cost: f.coins(f.costs[i])})
	}
	slices.SortFunc(f.budget.Projects, func(a, b tally.Project) int { return f.project[a.ID] - f.project[b.ID] })
	return f.countVotes()
}

// coins is an amount in the smallest coin that occurs.
func (f *pabulib) coins(amount string) int64 {
	m := moneyForm.FindStringSubmatch(amount)
	n, _ := strconv.ParseInt(m[1]+m[2]+strings.Repeat("0", f.budget.Places-len(m[2])), 10, 64)
	return n
}
