package budget

import (
	"fmt"
	"slices"

	"yishi/flows/tally"
)

// A lot is asked for only where a count cannot go on without one, and it is told
// wherever it decided. What follows finds out where that is: not where options are
// merely even, but where another lot would give another result.

// mostOrders is how many orders of equals are counted to see whether it matters.
const mostOrders = 24

// even marks, in a count of a budget, where the lot decided: among which equals in
// cost and points it did, and which other projects would have another fate if these
// were drawn in another order. With more orders than can be counted it is those
// equals of which some were funded and some were not.
func (f Funding) even(count func(*Budget) Funding) Funding {
	groups := f.Budget.equals()
	if len(groups) == 0 {
		return f
	}
	in := f.fates()
	orders := f.Budget.orders(groups)
	if orders == nil {
		f.Lots = f.Budget.lots(slices.DeleteFunc(groups, func(group []int) bool {
			return !slices.ContainsFunc(group, func(p int) bool { return in[p] != in[group[0]] })
		}))
		return f
	}
	came := make([][]bool, len(orders)) // what became of each project, by order
	varies := make([]bool, len(in))
	for i, order := range orders {
		b := *f.Budget
		b.order = order
		came[i] = count(&b).fates()
		for p, funded := range came[i] {
			varies[p] = varies[p] || funded != in[p]
		}
	}
	var drawn [][]int
	for _, group := range groups {
		if !matters(group, orders, came) {
			continue
		}
		if hang := slices.DeleteFunc(slices.Clone(group), func(p int) bool { return !varies[p] }); len(hang) > 1 {
			group = hang
		}
		drawn = append(drawn, group)
	}
	f.Lots = f.Budget.lots(drawn)
	for p, project := range f.Budget.Projects {
		if varies[p] && f.LotOf(project.ID) == nil {
			f.Hang = append(f.Hang, project.ID)
		}
	}
	return f
}

// matters reports whether there are two orders that differ only in those of one group,
// and come to different ends.
func matters(group []int, orders [][]int, came [][]bool) bool {
	first := map[string][]bool{}
	for i, order := range orders {
		others := slices.Clone(order)
		for _, p := range group {
			others[p] = -1
		}
		key := fmt.Sprint(others)
		if before, known := first[key]; known && !slices.Equal(before, came[i]) {
			return true
		}
		first[key] = came[i]
	}
	return false
}

// lots names the projects of groups.
func (b *Budget) lots(groups [][]int) (lots [][]string) {
	for _, group := range groups {
		lots = append(lots, b.ids(group))
	}
	return lots
}

// fates says of each project whether it is funded.
func (f Funding) fates() []bool {
	in := make([]bool, len(f.Budget.Projects))
	funded := f.Funded()
	for i, p := range f.Budget.Projects {
		in[i] = slices.Contains(funded, p.ID)
	}
	return in
}

// equals are the projects that may be funded and are alike in cost and points: only
// among these does the lot have a say.
func (b *Budget) equals() (groups [][]int) {
	points, _ := b.backing()
	at := map[[2]int64]int{}
	for p, project := range b.Projects {
		if !b.eligible(points[p]) {
			continue
		}
		key := [2]int64{project.Cost, points[p]}
		if _, known := at[key]; !known {
			at[key] = len(groups)
			groups = append(groups, nil)
		}
		groups[at[key]] = append(groups[at[key]], p)
	}
	return slices.DeleteFunc(groups, func(g []int) bool { return len(g) < 2 })
}

// orders are all ways in which lots could order the equals, each as the place of
// every project; nil where there are too many.
func (b *Budget) orders(groups [][]int) [][]int {
	all := [][]int{tally.Indexes(len(b.Projects))}
	for _, group := range groups {
		var more [][]int
		for _, ways := range permutations(len(group)) {
			for _, order := range all {
				order = slices.Clone(order)
				for i, way := range ways {
					order[group[i]] = group[way]
				}
				more = append(more, order)
			}
			if len(more) > mostOrders {
				return nil
			}
		}
		all = more
	}
	return all
}

// permutations are the orders of n things, as many as are of use.
func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, shorter := range permutations(n - 1) {
		for at := range n {
			if all = append(all, slices.Insert(slices.Clone(shorter), at, n-1)); len(all) > mostOrders {
				return all
			}
		}
	}
	return all
}

func (b *Budget) ids(which []int) []string {
	ids := make([]string, len(which))
	for i, p := range which {
		ids[i] = b.Projects[p].ID
	}
	return ids
}
