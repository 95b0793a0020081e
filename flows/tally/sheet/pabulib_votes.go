package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/flows/tally/budget"
)

// limits are what a vote may be, as META says.
type limits struct {
	points            bool // a vote gives points
	shortest, longest int
	most, sum         int // of points; 0 for no limit
}

// voteRow reads a vote. Votes for projects that are broken are not broken.
func (f *pabulib) voteRow(r row) {
	if len(f.costs) == 0 || len(f.bad.list) > 0 && f.budget.Votes == nil {
		return
	}
	ballot, err := f.vote(r)
	if err != nil {
		f.bad.add(r.spot, "投票人「%s」%s", f.columns.get(r, "voter_id"), err)
	}
	f.budget.Votes = append(f.budget.Votes, ballot)
}

// end compares what was read with what META says of it.
func (f *pabulib) end() error {
	if len(f.bad.list) > 0 {
		return nil // they are told by their lines
	}
	if err := errors.Join(f.promised("num_projects", len(f.costs)), f.promised("num_votes", len(f.voter))); err != nil {
		return err
	}
	if f.budget.Check() != nil {
		return errors.New("钱数、人数和分数合起来太大，算不过来")
	}
	return nil
}

func (f *pabulib) limits() error {
	kind := strings.ToLower(f.meta["vote_type"])
	l := limits{points: kind == "cumulative" || kind == "scoring", longest: len(f.costs)}
	switch {
	case kind == "choose-1":
		l.longest = 1
	case kind == "ordinal":
		return errors.New("META：vote_type 是 ordinal（排先后），分不出每个项目有多想要，这里不能算")
	case kind != "approval" && !l.points:
		return fmt.Errorf("META：vote_type「%s」不认识：要是 approval、choose-1、cumulative 或 scoring", kind)
	}
	least, unnamed := 0, 0
	err := errors.Join(f.number("min_length", &l.shortest), f.number("max_length", &l.longest),
		f.number("max_points", &l.most), f.number("max_sum_points", &l.sum),
		f.number("min_project_score_threshold", &least), f.number("default_score", &unnamed))
	f.budget.Least, f.rules = int64(least), l
	if err == nil && unnamed != 0 {
		err = errors.New("META：default_score 不是 0，这里不能算")
	}
	return err
}

// number reads a whole number of META, if it is there.
func (f *pabulib) number(key string, value *int) error {
	given := f.meta[key]
	if given == "" {
		return nil
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < 0 {
		return fmt.Errorf("META：%s「%s」不是整数", key, given)
	}
	*value = n
	return nil
}

// promised compares with how many META says there are.
func (f *pabulib) promised(key string, there int) error {
	says := there
	if err := f.number(key, &says); err != nil {
		return err
	}
	if says != there {
		return fmt.Errorf("META：%s 写的是%d，实际有%d", key, says, there)
	}
	return nil
}

func (f *pabulib) vote(r row) ([]budget.Support, error) {
	id := f.columns.get(r, "voter_id")
	before, twice := f.voter[id]
	f.voter[id] = r.line
	wanted, points := items(f.columns.get(r, "vote")), items(f.columns.get(r, "points"))
	switch {
	case id == "":
		return nil, errors.New("没有编号（voter_id）")
	case twice:
		return nil, fmt.Errorf("在第%d行已经投过了", before)
	case len(r.cells) <= f.columns.columns["vote"]:
		return nil, errors.New("这一行少了格子，没有 vote")
	case f.rules.points && len(points) != len(wanted):
		return nil, fmt.Errorf("选了%d个项目，给了%d次分数", len(wanted), len(points))
	}
	if !f.rules.points {
		points = slices.Repeat([]string{"1"}, len(wanted))
	}
	return f.support(r, wanted, points)
}

// support is what a vote gives to each project.
func (f *pabulib) support(r row, wanted, points []string) (ballot []budget.Support, err error) {
	l, sum := f.rules, 0
	given := make(map[int]int, len(wanted))
	for i, name := range wanted {
		project, known := f.project[name]
		n, err := strconv.Atoi(points[i])
		before, twice := given[project]
		switch {
		case !known:
			return nil, fmt.Errorf("选了项目「%s」，没有这个项目", short(name))
		case err != nil || n < 0 || n > 1<<31 || l.points && l.most > 0 && n > l.most:
			return nil, fmt.Errorf("给项目「%s」的分数「%s」不对", name, short(points[i]))
		case twice && before != n:
			return nil, fmt.Errorf("给项目「%s」两次分数，一次%d，一次%d", name, before, n)
		case twice:
			f.notes.add(r.spot, "投票人「%s」把项目「%s」写了两次，算一次", f.columns.get(r, "voter_id"), name)
			continue
		}
		given[project], sum = n, sum+n
		if n > 0 {
			ballot = append(ballot, budget.Support{Project: project, Points: int64(n)})
		}
	}
	switch {
	case len(given) < l.shortest || len(given) > l.longest:
		return nil, fmt.Errorf("选了%d个项目，应该选%d到%d个", len(given), l.shortest, l.longest)
	case l.points && l.sum > 0 && sum > l.sum:
		return nil, fmt.Errorf("给的分数超过%d分", l.sum)
	}
	return ballot, nil
}

func items(s string) []string {
	if s == "" {
		return nil
	}
	list := strings.Split(s, ",")
	trim(list)
	return list
}
