package house

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"yishi/bot/meaning/wording"
	"yishi/bot/talk"
)

// names is whose each name is. A name of two would be a button or a day of one
// capability that does what another meant, and nobody would see it before: such a
// house is not built.
type names map[string]string

// plain names stand in tokens, codes of links and journals, where other signs part
// them from what follows.
var plain = regexp.MustCompile(`^[a-z]+$`)

// claim gives a name of a kind to its one owner.
func (n names) claim(kind, name, by string) {
	key := kind + " " + name
	switch was, taken := n[key]; {
	case by == "":
		panic("house: a kit has no name: say what it brings, in one word")
	case name == "":
		panic(fmt.Sprintf("house: %s brings a %s without a name", by, kind))
	case taken && was == by:
		panic(fmt.Sprintf("house: %s claims the %s %q twice", by, kind, name))
	case taken:
		panic(fmt.Sprintf("house: the %s %q is claimed by %s and by %s: one of them needs another name", kind, name, was, by))
	}
	n[key] = by
}

// claimPlain is claim for a name that stands in tokens.
func (n names) claimPlain(kind, name, by string) {
	n.claim(kind, name, by)
	if !plain.MatchString(name) {
		panic(fmt.Sprintf("house: %s brings a %s %q: use small letters only", by, kind, name))
	}
}

// claimAll claims the keys of a map.
func claimAll[T any](n names, kind string, of map[string]T, by string) {
	for _, name := range slices.Sorted(maps.Keys(of)) {
		n.claim(kind, name, by)
	}
}

// kit claims all names that a kit brings. What is due to a handler and what is due
// to a worker lies in one agenda.
func (n names) kit(k Kit) {
	n.claim("kit", k.Name, k.Name)
	for _, f := range k.Flows {
		n.claimPlain("flow", f.Name, k.Name)
	}
	for _, c := range k.Commands {
		n.command(c, k.Name)
		if c.Help != "" && (c.Topic+k.Topic == "" || len(c.Words) == 0) {
			panic(fmt.Sprintf("house: %s brings %q, which needs a word and a topic to be listed", k.Name, c.Help))
		}
	}
	for _, p := range k.Presses {
		n.claimPlain("button", p.Prefix, k.Name)
	}
	for _, i := range k.Intents {
		n.claim("intent", i.Name, k.Name)
	}
	claimAll(n, "day", k.Due, k.Name)
	claimAll(n, "day", k.Work, k.Name)
	claimAll(n, "machine", k.Machines, k.Name)
	claimAll(n, "filter", k.Filters, k.Name)
	claimAll(n, "line", k.Lines, k.Name)
	claimAll(n, "rule", k.Late, k.Name)
	for _, p := range k.Pages.Prefixes {
		n.claim("page", p, k.Name)
	}
	for _, e := range k.Exports {
		n.claim("export", e.Name, k.Name)
	}
	for _, i := range k.Imports {
		n.claim("import", i.Name, k.Name)
	}
	for _, f := range k.Figures {
		n.claim("figure", f.Name, k.Name)
	}
	for _, s := range k.Settings {
		n.claim("setting", s.Key, k.Name)
		n.claim("setting", s.Name, k.Name)
	}
	for _, t := range k.Tools {
		n.claim("tool", t.Name, k.Name)
	}
	for _, t := range k.Keeps.Tables {
		n.claim("table", t, k.Name)
	}
	if o := k.Keeps; len(o.Tables) > 0 && (o.Known == nil || o.Export == nil || o.Merge == nil || o.Forget == nil) {
		panic(fmt.Sprintf("house: %s keeps people and does not answer for it: Known says what, Export gives it, Merge makes one of two, Forget lets go", k.Name))
	}
	if o := k.Keeps; (o.Claimed == nil) != (o.Unclaim == nil) {
		panic(fmt.Sprintf("house: %s says what was done for a home, or undoes it, and not both: Claimed, Unclaim", k.Name))
	}
	if k.Arrive != nil {
		n.claim("front", "desk", k.Name)
	}
}

// needed sees to it that what a kit stands on is there.
func (n names) needed(k Kit) {
	for _, other := range k.Needs {
		if _, there := n["kit "+other]; !there {
			panic(fmt.Sprintf("house: %s needs %s, which is not in the house: add its line, or take out that of %s, too", k.Name, other, k.Name))
		}
	}
}

// settled sees to it that what a command starts is there, and that its topic is no
// word that calls for something else.
func (n names) settled(c talk.Command) {
	if _, there := n["flow "+c.Flow]; c.Flow != "" && !there {
		panic(fmt.Sprintf("house: %s starts the flow %q, which no kit brings", c.Words, c.Flow))
	}
	if by, taken := n["word "+wording.Fold(c.Topic)]; taken {
		panic(fmt.Sprintf("house: the topic %q is a word of %s: it needs another name", c.Topic, by))
	}
}

// command claims the words by which a command is called, as they are heard: two
// that differ only in width or case are one.
func (n names) command(c talk.Command, by string) {
	for _, w := range c.Words {
		n.claim("word", wording.Fold(w), by)
	}
	if c.Slash != "" {
		n.claim("word", c.Slash, by)
	}
}
