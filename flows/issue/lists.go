package issue

import (
	"iter"
	"slices"
	"strings"
	"time"

	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/meaning/wording"
	"yishi/store"
)

// Own are a person's issues, the newest first, with those of their days as a guest.
func Own(tx store.Reader, person string) []Issue {
	var own []Issue
	for _, id := range directory.IDsOf(tx, person) {
		own = slices.AppendSeq(own, issues.By(tx, "reporter", store.Key(id)))
	}
	slices.SortStableFunc(own, func(a, b Issue) int { return b.Filed.Compare(a.Filed) })
	return own
}

// Work are the live issues that somebody may see, the overdue first, then by
// the day of the answer.
func Work(tx store.Reader, who directory.Person) []Issue {
	seen := map[string]bool{}
	var work []Issue
	for _, place := range append(directory.PlacesOf(who, directory.SeeIssues), "") {
		for _, i := range liveAt(tx, place) {
			if !seen[i.No] && May(who, directory.SeeIssues, i) {
				seen[i.No] = true
				work = append(work, i)
			}
		}
	}
	now := tx.Now()
	slices.SortStableFunc(work, func(a, b Issue) int { return a.rank(now).Compare(b.rank(now)) })
	return work
}

// Going are all issues that are not over, soonest first.
func Going(tx store.Reader) iter.Seq[Issue] { return issues.Sorted(tx, "next") }

// Overseers are those above the property company who answer for a place.
func Overseers(tx store.Reader, place string) (people []directory.Person) {
	for _, role := range ladder()[1:] {
		people = append(people, serving(tx, role, place)...)
	}
	return distinct(people)
}

// liveAt are the live issues at and below a place; for "" those whose place
// nobody knows.
func liveAt(tx store.Reader, place string) []Issue {
	from, to := directory.Branch(place)
	if place == "" {
		from, to = store.Under(store.Key("/"))
	}
	var live []Issue
	for no := range issues.Between(tx, "live", from, to) {
		i, _ := issues.Get(tx, no)
		live = append(live, i)
	}
	return live
}

// rank orders work: what is overdue since long, then what is due soon, then
// what has its answer and only waits to be closed.
func (i *Issue) rank(now time.Time) time.Time {
	switch {
	case i.Overdue(now):
		return time.UnixMilli(i.Filed.UnixMilli() / 1000)
	case i.Waits():
		return i.Due
	}
	return i.Filed.AddDate(100, 0, 0)
}

// Alike are the other live issues in the same building about the same, oldest first.
func Alike(tx store.Reader, i Issue) []Issue {
	var others []Issue
	for _, other := range liveAt(tx, i.Building) {
		if other.No != i.No && other.Building == i.Building && same(other, i.What, i.Category) {
			others = append(others, other)
		}
	}
	slices.SortStableFunc(others, func(a, b Issue) int { return a.Filed.Compare(b.Filed) })
	return others
}

// same reports whether an issue is about what the words say: nearly the same words, half
// of them and of one kind, or the same matter in other words.
func same(i Issue, what, category string) bool {
	likeness := wording.Similar(i.What, what)
	return likeness >= 0.6 || likeness >= 0.25 && category != OtherKind && i.Category == category || oneMatter(i.What, what)
}

// oneMatter reports whether two texts speak of the same matter. Where each speaks of
// several, they have most of them in common.
func oneMatter(a, b string) bool {
	x, y := mattersOf(a), mattersOf(b)
	shared := 0
	for m := range x {
		if y[m] {
			shared++
		}
	}
	return shared > 0 && shared*2 >= min(len(x), len(y))
}

// aside is what is like the word of a matter and says only where, or how much.
var aside = strings.NewReplacer("单元门口", "", "单元门前", "", "一滴水都没", "停水", "一滴水", "")

// mattersOf are the lines of words/matters.txt of which a text has a word.
func mattersOf(text string) map[int]bool {
	text = aside.Replace(wording.Fold(text))
	of := map[int]bool{}
	for n, group := range matters {
		if slices.ContainsFunc(group, func(w string) bool { return strings.Contains(text, w) }) {
			of[n] = true
		}
	}
	return of
}

// figures are what is watched of issues.
var figures = []house.Figure{
	{Name: "issues_open", Help: "Issues that are not settled.", Read: func(tx store.Reader) int {
		open, _ := waiting(tx)
		return open
	}},
	{Name: "issues_overdue", Help: "Issues whose day of the answer has passed without one.", Read: func(tx store.Reader) int {
		_, overdue := waiting(tx)
		return overdue
	}},
}

// waiting counts the live issues, and those of them whose day has passed. It reads an index, no records.
func waiting(tx store.Reader) (live, overdue int) {
	now := store.Key(tx.Now())
	for entry := range issues.Entries(tx, "place", "", "") {
		parts := strings.SplitN(entry, store.Sep, 4)
		i := Issue{State: State(parts[1])}
		if i.Live() {
			live++
		}
		if i.Live() && parts[2] < now {
			overdue++
		}
	}
	return live, overdue
}
