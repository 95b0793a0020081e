package owners_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/owners"
	"yishi/store"
)

// counting is a store that counts what transactions write, and may do something
// between them.
type counting struct {
	store.Store
	most, writes, updates int
	between               func(updates int)
}

type countingTx struct {
	store.Tx
	s *counting
}

func (tx countingTx) Put(table, key string, value []byte) {
	tx.s.writes++
	tx.Tx.Put(table, key, value)
}

func (tx countingTx) Delete(table, key string) {
	tx.s.writes++
	tx.Tx.Delete(table, key)
}

func (s *counting) Update(ctx context.Context, fn func(store.Tx) error) error {
	if s.between != nil {
		s.between(s.updates)
	}
	s.updates++
	err := s.Store.Update(ctx, func(tx store.Tx) error {
		s.writes = 0
		return fn(countingTx{tx, s})
	})
	s.most = max(s.most, s.writes)
	return err
}

// many are rows of a register with so many homes and spaces.
func many(n int, owner string) (rows []string) {
	for i := range n {
		rows = append(rows, fmt.Sprintf(",车位%d,%s%d,,12.5,车位", i, owner, i))
	}
	return append(rows, "1栋,1-101,白露,,60,住宅")
}

func planOf(t *testing.T, s store.Store, rows ...string) (p owners.Plan) {
	t.Helper()
	do(t, s, func(tx store.Tx) { p = read(t, tx, false, rows...) })
	return p
}

// live is the units of the register, and what is kept of any.
func live(t *testing.T, s store.Store) (r owners.Register, list []owners.Part, kept int) {
	t.Helper()
	do(t, s, func(tx store.Tx) {
		r, _ = owners.Get(tx, guihua)
		list, kept = owners.PartsOf(tx, r), 0
		for range tx.Scan("ownerspart", "", "") {
			kept++
		}
	})
	return r, list, kept
}

// TestALargeRegisterIsKeptInSmallTransactions: nobody waits long for one of them,
// and what is kept of the old register goes.
func TestALargeRegisterIsKeptInSmallTransactions(t *testing.T) {
	s := &counting{Store: newStreet(t)}
	for _, owner := range []string{"甲", "乙"} {
		if _, err := owners.ImportTo(t.Context(), s, "xzhou", planOf(t, s.Store, many(1500, owner)...)); err != nil {
			t.Fatal(err)
		}
		r, list, kept := live(t, s.Store)
		if len(list) != 1501 || r.Parts != 1501 || list[1].Owners[0].Name[:3] != owner {
			t.Errorf("%d parts in %+v, of %v", len(list), r, list[1].Owners)
		}
		if kept != len(list) {
			t.Errorf("%d parts are kept, %d are the register's", kept, len(list))
		}
	}
	if s.most > 1000 || s.updates < 30 {
		t.Errorf("%d writes in a transaction, %d transactions", s.most, s.updates)
	}
}

// TestAnImportThatEndsHalfWay leaves the register as it is; what it left is deleted
// by one that comes later.
func TestAnImportThatEndsHalfWay(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	s := &counting{Store: newStreetAt(t, func() time.Time { return now })}
	do(t, s.Store, func(tx store.Tx) { have(t, tx, false, "1栋,1-101,白露,,60,住宅", "1栋,1-102,谷雨,,40,住宅") })
	ctx, end := context.WithCancel(t.Context())
	s.between = func(updates int) {
		if updates == 3 {
			end()
		}
	}
	if _, err := owners.ImportTo(ctx, s, "xzhou", planOf(t, s.Store, many(1500, "甲")...)); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if _, list, kept := live(t, s.Store); units(list) != "1栋1单元101 1栋1单元102" || kept <= 2 {
		t.Errorf("%s, of %d kept", units(list), kept)
	}
	now, s.between = now.Add(2*time.Hour), nil
	if _, err := owners.ImportTo(t.Context(), s, "xzhou", planOf(t, s.Store, "1栋,1-103,白露,,60,住宅")); err != nil {
		t.Fatal(err)
	}
	if _, list, kept := live(t, s.Store); units(list) != "1栋1单元103" || kept != 1 {
		t.Errorf("%s, of %d kept", units(list), kept)
	}
}

// TestAVoterNamedMeanwhile is not lost.
func TestAVoterNamedMeanwhile(t *testing.T) {
	s := &counting{Store: newStreet(t)}
	do(t, s.Store, func(tx store.Tx) {
		have(t, tx, false, "3栋,1单元301,王桂花、王大山,19900000001、19900000778,89.51,住宅")
		p, _ := directory.GetPerson(tx, sample.WangGuihua.ID)
		if all, why := owners.Shared(tx, p); len(all) != 1 {
			t.Fatal(why)
		}
	})
	s.between = func(updates int) {
		if updates != 3 {
			return
		}
		do(t, s.Store, func(tx store.Tx) {
			p, _ := directory.GetPerson(tx, sample.WangGuihua.ID)
			all, _ := owners.Shared(tx, p)
			if _, err := owners.NameVoter(tx, p, all[0], all[0].Me); err != nil {
				t.Error(err)
			}
		})
	}
	rows := append(many(900, "甲"), "3栋,1单元301,王桂花、王大山,19900000001、19900000778,89.51,住宅")
	if _, err := owners.ImportTo(t.Context(), s, "xzhou", planOf(t, s.Store, rows...)); err != nil {
		t.Fatal(err)
	}
	_, list, _ := live(t, s.Store)
	for _, p := range list {
		if strings.HasPrefix(p.Unit, "3栋") && p.VoterName() != "王桂花" {
			t.Errorf("the voter of %s is %q", p.Unit, p.VoterName())
		}
	}
	if len(list) != 902 {
		t.Errorf("%d parts", len(list))
	}
}
