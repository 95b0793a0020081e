package owners_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/directory/sample/sampletest"
	"yishi/flows/owners"
	"yishi/store"
)

const guihua = sample.GuihuaYuan

// newStreet is a store with the sample street.
func newStreet(t testing.TB) store.Store {
	t.Helper()
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	return newStreetAt(t, func() time.Time { return now })
}

// newStreetAt is one with a clock.
func newStreetAt(t testing.TB, now func() time.Time) store.Store {
	t.Helper()
	return sampletest.Open(t, now)
}

func do(t testing.TB, s store.Store, fn func(store.Tx)) {
	t.Helper()
	if err := s.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

const heading = "楼栋,房号,业主,手机号,面积,类型\n"

// read is the plan of rows.
func read(t testing.TB, tx store.Reader, parking bool, rows ...string) owners.Plan {
	t.Helper()
	p, err := owners.Read(tx, guihua, "r.csv", []byte(heading+strings.Join(rows, "\n")), parking)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// have imports rows.
func have(t testing.TB, tx store.Tx, parking bool, rows ...string) owners.Register {
	t.Helper()
	r, err := owners.Import(tx, "xzhou", read(t, tx, parking, rows...))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func freeze(t testing.TB, tx store.Tx, parking bool) owners.Register {
	t.Helper()
	r, err := owners.Freeze(tx, "xzhou", guihua, parking)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// settled is somebody tied to a home.
func settled(tx store.Tx, name, phone, home, as string, trust directory.Trust) directory.Person {
	p := directory.NewPerson(tx, directory.Person{Name: name, Phone: phone, Trust: trust})
	p.Ties = []directory.Tie{{Home: home, As: as, Trust: trust}}
	directory.PutPerson(tx, p)
	return p
}

func units(parts []owners.Part) string {
	var list []string
	for _, p := range parts {
		list = append(list, p.Unit)
	}
	return strings.Join(list, " ")
}
