package owners

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/store"
)

// claim is a person as one of the owners of all that a holder has.
type claim struct {
	parts []Part
	me    int // which of the owners, counted from 1
}

// votes reports whether this person casts the ballot of these parts.
func (c claim) votes() bool { return len(c.parts[0].Owners) == 1 || c.parts[0].Voter == c.me }

// counted are the parts that have a vote.
func (c claim) counted(r Register) []Part {
	return slices.DeleteFunc(slices.Clone(c.parts), func(p Part) bool { return !r.Counts(p) })
}

// Voter returns the parts that a person votes for: those they own alone, and
// those whose co-owners have named them.
func Voter(tx store.Reader, r Register, p directory.Person) (may []Part) {
	for _, c := range claims(tx, r, p) {
		if c.votes() {
			may = append(may, c.counted(r)...)
		}
	}
	return may
}

// claims are what a person owns: staff have seen their papers of a home, and the
// register has their name there. All that the same buyer has is theirs with it.
// What is the developer's is nobody's claim. Nothing less than the papers will
// do: whoever knows a neighbour's name and number could claim to be them, and
// would be told what else they own.
func claims(tx store.Reader, r Register, p directory.Person) (all []claim) {
	seen := map[string]bool{ofDeveloper: true}
	for _, t := range p.Ties {
		for part := range parts.By(tx, "home", store.Key(r.rows(), t.Home)) {
			me := part.owner(p)
			if me == 0 || seen[part.Holder] || !proves(p, t.Home) {
				continue
			}
			seen[part.Holder] = true
			all = append(all, claim{held(tx, part.Register, part.Holder), me})
		}
	}
	return all
}

// owner is which of a part's owners a person is, counted from 1; 0 if none. Of two
// with one name it is the one with their number.
func (part Part) owner(p directory.Person) int {
	me := 0
	for i, o := range part.Owners {
		if plain(o.Name) == plain(p.Name) && (me == 0 || o.Phone == digits(p.Phone)) {
			me = i + 1
		}
	}
	return me
}

// owns reports whether a person is tied to a home as one who owns it.
func owns(p directory.Person, home string) bool {
	return slices.ContainsFunc(p.Ties, func(t directory.Tie) bool {
		return t.Home == home && home != "" && (t.As == directory.Owner || t.As == directory.CoOwner)
	})
}

// proves reports whether staff have seen that a person owns a home. What was seen
// for another home proves nothing here.
func proves(p directory.Person, home string) bool {
	return owns(p, home) && p.TrustAt(home) >= directory.Verified
}

// WhyNot says, for each home that a person has to do with, why they do not vote
// for it; nothing if they vote for all.
func WhyNot(tx store.Reader, r Register, p directory.Person) (why []string) {
	mine := map[string]bool{}
	all := claims(tx, r, p)
	for _, c := range all {
		for _, part := range c.parts {
			mine[part.Home] = true
		}
		if words := c.whyNot(r); words != "" {
			why = append(why, words)
		}
	}
	for _, t := range p.Ties {
		if directory.Within(t.Home, r.Scope()) && !mine[t.Home] {
			why = append(why, whyNotHome(tx, r, p, t))
		}
	}
	if len(all) == 0 && len(why) == 0 {
		name := directory.FullName(tx, r.Scope())
		why = append(why, fmt.Sprintf("这是%s的业主投票，您没有登记%s的房子。您是业主的话，请先登记住处，再带身份证和房产证到社区核对。只有商铺或者车位的业主，请到社区投纸质票。", name, name))
	}
	return why
}

// whyNot is for those who own, and do not vote for what they own.
func (c claim) whyNot(r Register) string {
	title, shared := titleOf(c.counted(r)), len(c.parts[0].Owners)
	switch named := c.parts[0].VoterName(); {
	case c.votes():
		return ""
	case named == "" && r.Frozen():
		return fmt.Sprintf("%s是%d位业主共有的，只有一票。公告以前没有推选由谁投，请几位一起到社区投纸质票。", title, shared)
	case named == "":
		return fmt.Sprintf("%s是%d位业主共有的，只有一票，还没有推选由谁投。商量好了，请回复「推选投票人」。", title, shared)
	case r.Frozen():
		return fmt.Sprintf("%s是共有的，只有一票，公告以前推选了%s来投。这次不再换人。", title, named)
	default:
		return fmt.Sprintf("%s是共有的，只有一票，推选了%s来投。要换人，请在公告以前回复「推选投票人」。", title, named)
	}
}

// whyNotHome is for a home of which a person is not known to be an owner. Until
// their papers were seen it does not say what the register has.
func whyNotHome(tx store.Reader, r Register, p directory.Person, t directory.Tie) string {
	home := directory.ShortName(tx, t.Home)
	switch {
	case t.As == directory.Tenant:
		return fmt.Sprintf("您在%s登记的是租户。业主投票由房子的业主来投，租户不投。", home)
	case t.As == directory.Family:
		return fmt.Sprintf("您在%s登记的是家人。业主投票由房产证上的业主来投。房产证上有您的名字，就请带上它到社区核对。", home)
	case !proves(p, t.Home):
		return unprovedWords(home)
	}
	for part := range parts.By(tx, "home", store.Key(r.rows(), t.Home)) {
		if part.Holder == ofDeveloper {
			return fmt.Sprintf("%s在名册上还是开发商的，由开发商来投。已经交房的话，请带房产证到社区更正。", home)
		}
		return fmt.Sprintf("名册上%s的业主，不是您登记的这个名字。名册有错的话，请带房产证到社区更正。", home)
	}
	return fmt.Sprintf("名册上没有%s。请带房产证到社区更正。", home)
}

func unprovedWords(home string) string {
	return fmt.Sprintf("您在%s登记的是业主，但是产权证明我们还没有看过。请带身份证和房产证到社区核对，核对好就能投。", home)
}

// titleOf is what a holder's parts are called together.
func titleOf(list []Part) string {
	var units []string
	for _, p := range list {
		units = append(units, p.Unit)
	}
	if len(units) > 3 {
		return fmt.Sprintf("%s等%d处", units[0], len(units))
	}
	return strings.Join(units, "、")
}
