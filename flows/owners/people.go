package owners

import (
	"maps"
	"slices"
	"strings"

	"yishi/flows/tally/sheet"
)

// seen is where an owner stands in the file.
type seen struct {
	deed int
	Owner
}

// people looks at who may be one person written in two ways, or two persons
// written in one: it decides how many persons vote.
func (r *reading) people() {
	byName, byPhone := map[string][]seen{}, map[string][]seen{}
	developers := r.developers()
	for i, p := range r.parts {
		if developers[p.buyer()] {
			continue // one person whatever it is called
		}
		for _, o := range p.Owners {
			byName[plain(o.Name)] = append(byName[plain(o.Name)], seen{r.rows[i], o})
			if o.Phone != "" {
				byPhone[o.Phone] = append(byPhone[o.Phone], seen{r.rows[i], o})
			}
		}
	}
	alike := map[string]seen{}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		r.sameName(byName[name])
		r.alikeName(alike, byName[name][0])
	}
	for _, phone := range slices.Sorted(maps.Keys(byPhone)) {
		r.samePhone(byPhone[phone])
	}
}

// developers are those of whom something is the developer's.
func (r *reading) developers() map[string]bool {
	named := map[string]bool{}
	for _, p := range r.parts {
		if p.Kind == Developer {
			named[p.buyer()] = true
		}
	}
	return named
}

// sameName looks at one name in several rows.
func (r *reading) sameName(all []seen) {
	phones := map[string]int{} // with the first line of each
	for _, s := range all {
		if _, known := phones[s.Phone]; !known {
			phones[s.Phone] = s.deed
		}
	}
	_, without := phones[""]
	switch {
	case len(all) == 1:
	case without && len(phones) > 1:
		r.half(all)
	case without:
		r.doubt(all[1].deed, "「%s」有%d行，都没有手机号，算同一个人", all[0].Name, len(all))
	case len(phones) > 1:
		r.doubt(all[1].deed, "「%s」有%d个手机号，算%d个人：是同一个人就写成一个号", all[0].Name, len(phones), len(phones))
	}
}

// alikeName looks at names that differ in what is not the name: 张三 and 张三（业主）.
// Where their numbers are the same, samePhone does.
func (r *reading) alikeName(known map[string]seen, s seen) {
	key := sheet.AlikeName(s.Name)
	before, met := known[key]
	switch {
	case !met || key == "":
		known[key] = s
	case before.Phone != s.Phone || s.Phone == "":
		if s.deed < before.deed {
			s, before = before, s
		}
		r.doubt(s.deed, "「%s」和%s的「%s」像是同一个人，算两个人：是同一个人就写成一样", s.Name, r.where(before.deed), before.Name)
	}
}

// half notes the rows of a name that lack the number which others have.
func (r *reading) half(all []seen) {
	with := all[slices.IndexFunc(all, func(s seen) bool { return s.Phone != "" })]
	for _, s := range all {
		if s.Phone == "" {
			r.stop(s.deed, "「%s」这里没有手机号，%s有：分不清是不是同一个人，请补上", s.Name, r.where(with.deed))
		}
	}
}

// samePhone looks at one number with several names. Co-owners of one part may
// well share it.
func (r *reading) samePhone(all []seen) {
	first := all[0]
	for _, s := range all[1:] {
		if plain(s.Name) == plain(first.Name) || together(all, s.Name, first.Name) {
			continue
		}
		how := "不同"
		if strings.Contains(plain(s.Name), plain(first.Name)) || strings.Contains(plain(first.Name), plain(s.Name)) {
			how = "只差几个字"
		}
		r.doubt(s.deed, "「%s」和%s的「%s」手机号一样，名字%s，算两个人：是同一个人就写成一样", s.Name, r.where(first.deed), first.Name, how)
	}
}

// together reports whether two names stand in one row.
func together(all []seen, a, b string) bool {
	return slices.ContainsFunc(all, func(s seen) bool {
		return plain(s.Name) == plain(a) && slices.ContainsFunc(all, func(o seen) bool { return o.deed == s.deed && plain(o.Name) == plain(b) })
	})
}
