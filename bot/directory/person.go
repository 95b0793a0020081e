package directory

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory/plain"
	"yishi/store"
)

var people = store.NewTable("person",
	func(p *Person) string { return store.Key(p.ID) },
	store.Index[Person]{Name: "home", Keys: homeSeats},
	store.Index[Person]{Name: "role", Keys: roleSeats},
	store.Index[Person]{Name: "phone", Keys: func(p *Person) []string { return present(plain.Phone(p.Phone)) }},
	store.Index[Person]{Name: "merged", Keys: func(p *Person) []string { return present(p.Merged) }},
).Copied(func(p Person) Person {
	p.Ties, p.Roles, p.Off = slices.Clone(p.Ties), slices.Clone(p.Roles), slices.Clone(p.Off)
	p.Tags, p.Stopped = slices.Clone(p.Tags), slices.Clone(p.Stopped)
	return p
})

func present(part string) []string {
	if part == "" {
		return nil
	}
	return []string{store.Key(part)}
}

// homeSeats has an entry for each tie: the home, the person, and a mark from
// which most audiences can tell whether the person belongs to them.
func homeSeats(p *Person) []string {
	keys := make([]string, len(p.Ties))
	for i, t := range p.Ties {
		keys[i] = store.Key(t.Home+"/", p.ID, markOf(p, t))
	}
	return keys
}

func roleSeats(p *Person) []string {
	all := p.AllRoles()
	keys := make([]string, len(all))
	for i, r := range all {
		keys[i] = store.Key(r.Place+"/", p.ID, r.Role)
	}
	return keys
}

// mark is what an index entry tells of a tie: its trust, whether it owns,
// whether it is the person's only one, the year of birth.
type mark struct {
	trust Trust
	owns  bool
	only  bool
	born  int
}

func markOf(p *Person, t Tie) string {
	owns, only := 0, 0
	if t.owns() {
		owns = 1
	}
	if len(p.Ties) == 1 {
		only = 1
	}
	return fmt.Sprintf("%d%d%d%04d", p.TrustIn(t), owns, only, p.Born)
}

func readMark(s string) (m mark, ok bool) {
	if len(s) != 7 {
		return m, false
	}
	m = mark{trust: Trust(s[0] - '0'), owns: s[1] == '1', only: s[2] == '1'}
	for _, d := range s[3:] {
		m.born = m.born*10 + int(d-'0')
	}
	return m, true
}

func (t Tie) owns() bool { return t.As == Owner || t.As == CoOwner }

// TrustIn is how sure we are of one tie.
func (p *Person) TrustIn(t Tie) Trust {
	if t.Trust > 0 {
		return t.Trust
	}
	return p.Trust
}

// TrustAt is how far a person is trusted as one who lives at or below a place.
func (p Person) TrustAt(place string) Trust {
	best := Guest
	for _, t := range p.Ties {
		if Within(t.Home, place) {
			best = max(best, p.TrustIn(t))
		}
	}
	return best
}

// Age is the years since the year of birth; 0 if that is not known.
func (p Person) Age(now time.Time) int { return age(p.Born, now.In(bot.Zone).Year()) }

// ChildAge is from which age on somebody decides and agrees themselves.
const ChildAge = 14

// IsChild reports whether somebody is below ChildAge. Only the year of birth is known:
// whoever may not have had the birthday has not had it.
func (p Person) IsChild(now time.Time) bool { return p.Born > 0 && p.Age(now) <= ChildAge }

// TieName is what somebody is to a home, as people say it.
func TieName(as string) string {
	switch as {
	case Owner:
		return "业主"
	case CoOwner:
		return "共有人"
	case Tenant:
		return "租户"
	}
	return "家人"
}

// Masked is a number that shows only to whoever knows it already: 199****0001.
func Masked(phone string) string {
	if len(phone) < 8 {
		return phone
	}
	return phone[:3] + "****" + phone[7:]
}

func age(born, year int) int {
	if born == 0 {
		return 0
	}
	return max(0, year-born)
}

// People are all that are known.
func People(tx store.Reader) iter.Seq[Person] { return people.All(tx) }

// GetPerson returns the person with this id.
func GetPerson(tx store.Reader, id string) (Person, bool) {
	p, ok := people.Get(tx, store.Key(id))
	return p.on(today(tx)), ok
}

// PutPerson writes a person. Of one who is acted for nothing is known but what an act
// needs: that is never written.
func PutPerson(tx store.Tx, p Person) {
	if p.Via != "" {
		panic("directory: a person who is acted for is not written")
	}
	people.Put(tx, p)
}

// NewPerson gives somebody new an id.
func NewPerson(tx store.Tx, p Person) Person {
	p.ID = store.Short(tx.Seq())
	p.Since = tx.Now()
	PutPerson(tx, p)
	return p
}

// PersonByPhone returns the person who told us this number: of several the one who proved
// it, then the one of whom we are surest, then the one who told us first. A number that others claim to be theirs
// still finds whose it is.
func PersonByPhone(tx store.Reader, phone string) (found Person, ok bool) {
	for p := range PeopleByPhone(tx, phone) {
		if !ok || p.Proved && !found.Proved || p.Proved == found.Proved && p.Trust > found.Trust {
			found, ok = p, true
		}
	}
	return found, ok
}

// PeopleByPhone yields all who told us this number.
func PeopleByPhone(tx store.Reader, phone string) iter.Seq[Person] {
	return func(yield func(Person) bool) {
		if phone = plain.Phone(phone); phone == "" {
			return
		}
		for p := range people.By(tx, "phone", store.Key(phone)) {
			if !yield(p.on(today(tx))) {
				return
			}
		}
	}
}

// Resolve is the id of the person that id stands for today: a guest who turned
// out to be somebody we knew is that person.
func Resolve(tx store.Reader, id string) string {
	if p, ok := GetPerson(tx, id); ok && p.Merged != "" {
		return p.Merged
	}
	return id
}

// IDsOf are all the ids under which somebody may have done something: the one they
// have today first, then those of the guest they were before we knew them.
func IDsOf(tx store.Reader, id string) []string {
	id = Resolve(tx, id)
	return slices.AppendSeq([]string{id}, people.Keys(tx, "merged", store.Key(id)))
}

// TieTo finds the tie to a home; -1 if there is none.
func (p *Person) TieTo(home string) int {
	return slices.IndexFunc(p.Ties, func(t Tie) bool { return t.Home == home })
}

// HomeOf is where a person lives first of all; "" if we do not know.
func HomeOf(p Person) string {
	if len(p.Ties) == 0 {
		return ""
	}
	return p.Ties[0].Home
}

// SeatOf is where somebody lives, or else works; "" where neither is known.
func SeatOf(p Person) string {
	if home := HomeOf(p); home != "" || len(p.Roles) == 0 {
		return home
	}
	return p.Roles[0].Place
}

// How far who does something at a place has agreed to be shown to those who live there.
const (
	NotShown  = 0 // that there is somebody
	NameShown = 1
	AllShown  = 2 // with the number
)
