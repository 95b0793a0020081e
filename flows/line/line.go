// Package line is a line of people for what has so many places: an activity, a course.
// Whoever comes first has a place, who comes later waits, and whenever a place is free it
// goes by itself to who has waited longest, who is told.
//
// A flow keeps records of its own, each with a Place in it, and says whom it lets in
// and in what words; what is here knows the order, the places, and that two records
// may turn out to be one person's: then they count once.
//
// The seats of a sign-up by poll are not lines of this kind: there a number stands on a
// ballot, kept under its receipt and published, and who has a seat is worked out from
// the numbers whenever somebody asks (flows/poll/ballot).
package line

import (
	"cmp"
	"slices"

	"yishi/bot/directory"
	"yishi/store"
)

// Standing is how somebody stands in a line. What stands for having a place, and for
// having given it up, each kind of line says; others may be a flow's own.
type Standing string

const (
	None    Standing = "" // never heard of
	Waiting Standing = "waiting"
)

// Place is one person in a line, a part of a flow's record.
type Place struct {
	Person string   `json:"person"`
	State  Standing `json:"state"`
	N      uint64   `json:"n"`              // order of arrival among those who stand so
	By     string   `json:"by,omitempty"`   // who put them there, if not they themselves
	With   []string `json:"with,omitempty"` // who come along, by name; each takes a place
}

// Size is how many places it takes.
func (p Place) Size() int { return 1 + len(p.With) }

// ByOther says who put somebody there, if not they themselves.
func (p Place) ByOther(tx store.Reader) string {
	if p.By == "" {
		return ""
	}
	by, _ := directory.GetPerson(tx, directory.Resolve(tx, p.By))
	return "（" + cmp.Or(by.Name, "别人") + "代报）"
}

// Lines are all lines of a kind, each with the number of what people are in line for.
type Lines[R any] struct {
	table   *store.Table[R]
	at      func(*R) (of *uint64, p *Place)
	in, out Standing
}

// New declares the lines of a kind. at says of a record what it is a place in, and where
// the Place in it is; in is who has a place, out who gave one up.
func New[R any](table string, at func(*R) (of *uint64, p *Place), in, out Standing) *Lines[R] {
	key := func(parts func(of uint64, p *Place) string) func(*R) string {
		return func(r *R) string { of, p := at(r); return parts(*of, p) }
	}
	index := func(name string, parts func(of uint64, p *Place) string) store.Index[R] {
		one := key(parts)
		return store.Index[R]{Name: name, Keys: func(r *R) []string { return []string{one(r)} }}
	}
	return &Lines[R]{at: at, in: in, out: out, table: store.NewTable(table,
		key(func(of uint64, p *Place) string { return store.Key(of, p.Person) }),
		index("line", func(of uint64, p *Place) string { return store.Key(of, string(p.State), p.N) }),
		index("person", func(_ uint64, p *Place) string { return store.Key(p.Person) }),
	)}
}

// Put keeps a record.
func (l *Lines[R]) Put(tx store.Tx, r R) { l.table.Put(tx, r) }

// Of are the records of somebody, under all their ids.
func (l *Lines[R]) Of(tx store.Reader, person string) (list []R) {
	for _, id := range directory.IDsOf(tx, person) {
		list = slices.AppendSeq(list, l.table.By(tx, "person", store.Key(id)))
	}
	return list
}

// Find is how a person stands in a line: of several records of theirs the one that
// counts, which is a place before anything else.
func (l *Lines[R]) Find(tx store.Reader, of uint64, person string) R {
	var best R
	no, p := l.at(&best)
	*no, p.Person = of, person
	for _, r := range l.all(tx, of, person) {
		_, at := l.at(&r)
		if _, p := l.at(&best); l.rank(at.State) > l.rank(p.State) {
			best = r
		}
	}
	return best
}

// all are the records of a person in one line.
func (l *Lines[R]) all(tx store.Reader, of uint64, person string) (list []R) {
	for _, id := range directory.IDsOf(tx, person) {
		if r, ok := l.table.Get(tx, store.Key(of, id)); ok {
			list = append(list, r)
		}
	}
	return list
}

func (l *Lines[R]) rank(s Standing) int {
	switch s {
	case None:
		return 0
	case l.out:
		return 1
	case Waiting:
		return 2
	case l.in:
		return 4
	}
	return 3
}

// Line are those who stand so, in order of arrival, each person once: nobody waits who
// has a place under another id.
func (l *Lines[R]) Line(tx store.Reader, of uint64, in Standing) (line []R) {
	once := map[string]bool{}
	if in == Waiting {
		for _, r := range l.Line(tx, of, l.in) {
			once[l.who(tx, r)] = true
		}
	}
	for r := range l.table.By(tx, "line", store.Key(of, string(in))) {
		if who := l.who(tx, r); !once[who] {
			once[who] = true
			line = append(line, r)
		}
	}
	return line
}

// who is whose record it is today.
func (l *Lines[R]) who(tx store.Reader, r R) string {
	_, p := l.at(&r)
	return directory.Resolve(tx, p.Person)
}

// Count is how many stand so, with those who come along.
func (l *Lines[R]) Count(tx store.Reader, of uint64, in Standing) (n int) {
	for _, r := range l.Line(tx, of, in) {
		n += l.size(r)
	}
	return n
}

func (l *Lines[R]) size(r R) int {
	_, p := l.at(&r)
	return p.Size()
}

// Position is the how-manieth somebody is among those who stand as they do, from 1.
func (l *Lines[R]) Position(tx store.Reader, r R) int {
	of, p := l.at(&r)
	who, before := l.who(tx, r), 0
	for _, o := range l.Line(tx, *of, p.State) {
		if l.who(tx, o) == who {
			return before + 1
		}
		before += l.size(o)
	}
	return 0
}

// Full reports whether nobody has room any more. Places without a number (0) are endless.
func (l *Lines[R]) Full(tx store.Reader, of uint64, places int) bool {
	return places > 0 && l.Count(tx, of, l.in) >= places
}

// Join puts somebody at the end of the line and moves it up: they have a place if there
// is one for them, and come after who waits already. tell hears of the others who moved.
func (l *Lines[R]) Join(tx store.Tx, r R, places int, tell func(R)) R {
	of, me := l.at(&r)
	r = l.put(tx, r, Waiting)
	l.MoveUp(tx, *of, places, func(up R) {
		if _, p := l.at(&up); p.Person != me.Person {
			tell(up)
			return
		}
		r = up
	})
	return r
}

// Leave takes somebody out of a line, under all their ids, and returns what they had
// there as it stands now. Their place is free for MoveUp.
func (l *Lines[R]) Leave(tx store.Tx, of uint64, person string) (left []R) {
	for _, r := range l.all(tx, of, person) {
		if _, p := l.at(&r); p.State != l.out {
			p.With = nil
			left = append(left, l.put(tx, r, l.out))
		}
	}
	return left
}

// MoveUp gives free places to those who have waited longest, and has each told.
func (l *Lines[R]) MoveUp(tx store.Tx, of uint64, places int, tell func(R)) (moved int) {
	free := places - l.Count(tx, of, l.in)
	for _, r := range l.Line(tx, of, Waiting) {
		if free -= l.size(r); places > 0 && free < 0 { // nobody is passed by, nor any two parted
			break
		}
		tell(l.Give(tx, r))
		moved++
	}
	return moved
}

// Give gives somebody a place, whoever waits.
func (l *Lines[R]) Give(tx store.Tx, r R) R { return l.put(tx, r, l.in) }

// put has somebody stand so, behind those who do already.
func (l *Lines[R]) put(tx store.Tx, r R, s Standing) R {
	_, p := l.at(&r)
	p.State, p.N = s, tx.Seq()
	l.Put(tx, r)
	return r
}
