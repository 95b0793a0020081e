package owners

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/store"
)

// A register of a large estate is too much for one transaction: whoever writes to us
// meanwhile would wait. So its parts are written a few at a time under a name that
// no register has yet; then the register is told in one small transaction that its
// parts are those, and the old ones are deleted a few at a time.

// fewParts is how many parts a transaction writes or deletes.
const fewParts = 200

// rest is parts of no register: on their way in, or no longer of any.
type rest struct {
	Rows string    `json:"rows"`
	At   time.Time `json:"at"`
	Gone bool      `json:"gone,omitempty"` // they were a register's
}

var rests = store.NewTable("ownersrest", func(r *rest) string { return store.Key(r.Rows) })

// abandoned is after how long parts on their way in were left there by a program that
// ended.
const abandoned = time.Hour

// errNamed: a voter was named while a register was on its way in.
var errNamed = errors.New("a voter was named meanwhile")

// ImportTo makes a plan the register of its estate as Import does, in many small
// transactions. Whatever happens in between, the register is the old one or the new.
func ImportTo(ctx context.Context, s store.Store, by string, p Plan) (r Register, err error) {
	if err := p.refuse(); err != nil {
		return r, err
	}
	rows, voters, err := coming(ctx, s, p.Estate)
	if err != nil {
		return r, err
	}
	list := p.list(rows)
	voters.give(list)
	for some := range slices.Chunk(list, fewParts) {
		if err := putAll(ctx, s, some); err != nil {
			return r, err
		}
	}
	for {
		sum := hash(Register{ID: p.Estate, Estate: p.Estate, Parking: p.Parking}, list)
		err := s.Update(ctx, func(tx store.Tx) error {
			if voters.since(tx) {
				return errNamed
			}
			r = replace(tx, by, p, rows, sum)
			return nil
		})
		if !errors.Is(err, errNamed) {
			return r, errors.Join(err, Clear(ctx, s))
		}
		if voters, err = votersNow(ctx, s, p.Estate); err != nil {
			return r, err
		}
		if err = putAll(ctx, s, voters.give(list)); err != nil {
			return r, err
		}
	}
}

// newRows is a name that no register keeps its parts under.
func newRows(tx store.Tx, estate string) string { return estate + "@" + store.Short(tx.Seq()) }

// coming claims a name for parts on their way in.
func coming(ctx context.Context, s store.Store, estate string) (rows string, v named, err error) {
	err = s.Update(ctx, func(tx store.Tx) error {
		rows = newRows(tx, estate)
		rests.Put(tx, rest{Rows: rows, At: tx.Now()})
		return nil
	})
	if err == nil {
		v, err = votersNow(ctx, s, estate)
	}
	return rows, v, err
}

func putAll(ctx context.Context, s store.Store, list []Part) error {
	return s.Update(ctx, func(tx store.Tx) error {
		for _, p := range list {
			parts.Put(tx, p)
		}
		return nil
	})
}

// replace makes the parts that were written those of the register.
func replace(tx store.Tx, by string, p Plan, rows, sum string) Register {
	live, known := Get(tx, p.Estate)
	if known {
		rests.Put(tx, rest{Rows: live.rows(), At: tx.Now(), Gone: true})
	}
	rests.Delete(tx, store.Key(rows))
	r := Register{ID: p.Estate, Estate: p.Estate, Rows: rows, Parking: p.Parking, At: tx.Now(), Parts: len(p.Parts), All: p.All, Named: live.Named}
	registers.Put(tx, r)
	audit.Log(tx, by, "import owners", p.Estate, fmt.Sprintf("%d parts, %d persons, %s", r.Parts, r.All.Persons, sum))
	return r
}

// Clear deletes parts of no register, a few at a time.
func Clear(ctx context.Context, s store.Store) error {
	for more := true; more; {
		err := s.Update(ctx, func(tx store.Tx) error {
			more = clearSome(tx)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// clearSome deletes a few parts of no register, and reports whether there are more.
func clearSome(tx store.Tx) bool {
	for r := range rests.All(tx) {
		if !r.Gone && tx.Now().Sub(r.At) < abandoned {
			continue
		}
		var some []string
		from, to := store.Under(store.Key(r.Rows))
		for p := range parts.Range(tx, from, to) {
			if some = append(some, store.Key(p.Register, p.Unit)); len(some) == fewParts {
				break
			}
		}
		for _, key := range some {
			parts.Delete(tx, key)
		}
		if len(some) < fewParts {
			rests.Delete(tx, store.Key(r.Rows))
		}
		return true
	}
	return false
}

// named are the voters that co-owners have named, by buyer, and how often any was.
type named struct {
	estate string
	times  int
	voter  map[string]int
}

func votersOf(tx store.Reader, estate string) named {
	live, _ := Get(tx, estate)
	v := named{estate, live.Named, map[string]int{}}
	for _, old := range PartsOf(tx, live) {
		if old.Voter > 0 {
			v.voter[old.buyer()] = old.Voter
		}
	}
	return v
}

func votersNow(ctx context.Context, s store.Store, estate string) (v named, err error) {
	err = s.View(ctx, func(tx store.Reader) error {
		v = votersOf(tx, estate)
		return nil
	})
	return v, err
}

// since reports whether a voter was named after these were.
func (v named) since(tx store.Reader) bool {
	live, _ := Get(tx, v.estate)
	return live.Named != v.times
}

// give sets the voters of parts and returns those that had another.
func (v named) give(list []Part) (changed []Part) {
	for i := range list {
		if voter := v.voter[list[i].buyer()]; voter != list[i].Voter {
			list[i].Voter = voter
			changed = append(changed, list[i])
		}
	}
	return changed
}

func (p Plan) refuse() error {
	if n := p.Stops(); n > 0 {
		return bot.Refuse("名册里有%d处要先改好，没有导入。", n)
	}
	return nil
}

// list is the parts of a plan under the name they are kept by, in the order of
// their units: what grows is written fastest. They may be many: it is the plan's
// own list.
func (p Plan) list(rows string) []Part {
	list := p.Parts
	for i := range list {
		list[i].Register = rows
	}
	slices.SortFunc(list, func(a, b Part) int { return strings.Compare(a.Unit, b.Unit) })
	return list
}

// Import makes a plan the register of its estate, in place of the one there was.
// By is the id of whoever does it. Voters that the same co-owners had named stay.
// All is done in one transaction: a large register is for ImportTo.
func Import(tx store.Tx, by string, p Plan) (Register, error) {
	if err := p.refuse(); err != nil {
		return Register{}, err
	}
	rows := newRows(tx, p.Estate)
	list := p.list(rows)
	votersOf(tx, p.Estate).give(list)
	for _, part := range list {
		parts.Put(tx, part)
	}
	r := replace(tx, by, p, rows, hash(Register{ID: p.Estate, Estate: p.Estate, Parking: p.Parking}, list))
	for clearSome(tx) {
	}
	return r, nil
}
