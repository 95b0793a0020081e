package house

import "yishi/store"

// Figure is a number about a capability that whoever runs the house watches. It tells
// how many there are of something now, and of nobody.
type Figure struct {
	Name string // issues_open: it is yishi_issues_open on /metrics
	Help string
	Read func(tx store.Reader) int
}

// Figures are those of all kits.
func Figures(kits []Kit) (all []Figure) {
	for _, k := range kits {
		all = append(all, k.Figures...)
	}
	return all
}
