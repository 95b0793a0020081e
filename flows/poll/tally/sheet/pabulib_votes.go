package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/flows/poll/tally"
)

// limits are what a vote may be, as META says.
type limits struct {
	points            bool // a vote gives points
	shortest, longest int
	most, sum         int // of points; 0 for no limit
}

// countVotes reads the votes.
func (f *pabulib) countVotes() error {
	l, err := f.limits()
	if err != nil {
		return err
	}
	if len(f.bad.list) > 0 {
		return nil // votes for a broken project are not broken
	}
	for _, r := range f.votes {
		ballot, err := f.vote(r, l)
		if err != nil {
			f.bad.add(r.line, "voter %q %s", f.voting.get(r, "voter_id"), err)
		}
		f.budget.Votes = append(f.budget.Votes, ballot)
	}
	if len(f.bad.list) > 0 {
		return nil // they are told by their lines
	}
	if err := errors.Join(f.promised("num_projects", len(f.projects)), f.promised("num_votes", len(f.votes))); err != nil {
		return err
	}
	return f.budget.Check()
}

func (f *pabulib) limits() (l limits, err error) {
	kind := f.meta["vote_type"]
	l = limits{points: kind == "cumulative" || kind == "scoring", longest: len(f.projects)}
	switch {
	case kind == "choose-1":
		l.longest = 1
	case kind != "approval" && !l.points:
		return l, fmt.Errorf("META: vote_type %q is none of approval, choose-1, cumulative, scoring", kind)
	}
	least, unnamed := 0, 0
	err = errors.Join(f.number("min_length", &l.shortest), f.number("max_length", &l.longest),
		f.number("max_points", &l.most), f.number("max_sum_points", &l.sum),
		f.number("min_project_score_threshold", &least), f.number("default_score", &unnamed))
	f.budget.Least = int64(least)
	if err == nil && unnamed != 0 {
		err = errors.New("META: a default_score other than 0 cannot be counted")
	}
	return l, err
}

// number reads a whole number of META, if it is there.
func (f *pabulib) number(key string, value *int) error {
	given := f.meta[key]
	if given == "" {
		return nil
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < 0 {
		return fmt.Errorf("META: %s %q is not a whole number", key, given)
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
		return fmt.Errorf("META: %s is %d, but there are %d", key, says, there)
	}
	return nil
}

func (f *pabulib) vote(r row, l limits) ([]tally.Support, error) {
	id := f.voting.get(r, "voter_id")
	before, twice := f.voter[id]
	f.voter[id] = r.line
	wanted, points := items(f.voting.get(r, "vote")), items(f.voting.get(r, "points"))
	switch {
	case id == "":
		return nil, errors.New("has no voter_id")
	case twice:
		return nil, fmt.Errorf("has voted already, on line %d", before)
	case l.points && len(points) != len(wanted):
		return nil, fmt.Errorf("names %d projects and gives points %d times", len(wanted), len(points))
	case len(wanted) < l.shortest || len(wanted) > l.longest:
		return nil, fmt.Errorf("names %d projects, where %d to %d may be named", len(wanted), l.shortest, l.longest)
	}
	if !l.points {
		points = slices.Repeat([]string{"1"}, len(wanted))
	}
	return f.support(wanted, points, l)
}

// support is what a vote gives to each project.
func (f *pabulib) support(wanted, points []string, l limits) (ballot []tally.Support, err error) {
	sum := 0
	for i, name := range wanted {
		project, known := f.project[name]
		n, err := strconv.Atoi(points[i])
		switch sum += n; {
		case !known:
			return nil, fmt.Errorf("names project %q, which is not there", name)
		case slices.Contains(wanted[:i], name):
			return nil, fmt.Errorf("names project %q twice", name)
		case err != nil || n < 0 || n > 1<<40 || l.points && l.most > 0 && n > l.most:
			return nil, fmt.Errorf("gives project %q points %q", name, points[i])
		case l.points && l.sum > 0 && sum > l.sum:
			return nil, fmt.Errorf("gives more points than %d", l.sum)
		case n > 0:
			ballot = append(ballot, tally.Support{Project: project, Points: int64(n)})
		}
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
