package sample_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

func filled(t *testing.T) (store.Store, sample.Summary) {
	t.Helper()
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	s, err := bolt.Open(filepath.Join(storetest.Memory(t), "yishi.db"), bolt.Options{Create: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	var sum sample.Summary
	if err := s.Update(context.Background(), func(tx store.Tx) error {
		sum = sample.Fill(tx, sample.Options{})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return s, sum
}

func view(t *testing.T, s store.Store, fn func(store.Reader)) {
	t.Helper()
	if err := s.View(context.Background(), func(tx store.Reader) error { fn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func everybody(tx store.Reader) []directory.Person {
	return slices.Collect(directory.Audience{}.People(tx))
}

func TestItIsTheStreetThatWasAskedFor(t *testing.T) {
	s, sum := filled(t)
	if sum.People < 1400 || sum.People > 1600 {
		t.Errorf("%d people, want about 1,500", sum.People)
	}
	sum.People = 0
	want := sample.Summary{Communities: 2, Estates: 3, Buildings: 12, Homes: 600, Staff: 3}
	if diff := cmp.Diff(want, sum); diff != "" {
		t.Error(diff)
	}
	view(t, s, func(tx store.Reader) {
		if n := len(directory.ByBuilding(tx, directory.Audience{Place: sample.Street})); n != 12 {
			t.Errorf("people in %d buildings, want 12", n)
		}
		leaders := directory.Audience{Place: sample.Street, Roles: []string{directory.BuildingLeader}}
		if n := directory.Count(tx, leaders); n != 12 {
			t.Errorf("%d building leaders, want 12", n)
		}
		old := directory.Audience{Place: sample.Street, MinAge: 60}
		if n := directory.Count(tx, old); n < 500 {
			t.Errorf("%d people are 60 or older, want many", n)
		}
	})
}

func TestItIsTheSameEveryTime(t *testing.T) {
	var twice [2][]directory.Person
	for i := range twice {
		s, _ := filled(t)
		view(t, s, func(tx store.Reader) { twice[i] = everybody(tx) })
	}
	if diff := cmp.Diff(twice[0], twice[1]); diff != "" {
		t.Error(diff)
	}
}

func TestPeopleAreInventedAndTellApart(t *testing.T) {
	s, _ := filled(t)
	view(t, s, func(tx store.Reader) {
		names, phones := map[string]bool{}, map[string]bool{}
		for _, p := range everybody(tx) {
			if names[p.Name] || phones[p.Phone] {
				t.Fatalf("%s (%s) is there twice", p.Name, p.Phone)
			}
			if !strings.HasPrefix(p.Phone, "1990000") || len(p.Phone) != 11 {
				t.Errorf("phone %s is not of the invented range", p.Phone)
			}
			if at, ok := directory.GetPlace(tx, p.Ties[0].Home); !ok || at.Kind != directory.Home {
				t.Errorf("%s lives at %q", p.Name, p.Ties[0].Home)
			}
			names[p.Name], phones[p.Phone] = true, true
		}
	})
}

func TestHeroes(t *testing.T) {
	s, _ := filled(t)
	view(t, s, func(tx store.Reader) {
		wang, _ := directory.GetPerson(tx, sample.WangGuihua.ID)
		if wang.Name != "王桂花" || wang.Age(tx.Now()) != 72 {
			t.Errorf("王桂花 is %s, %d", wang.Name, wang.Age(tx.Now()))
		}
		if at := directory.FullName(tx, wang.Ties[0].Home); at != "桂花苑3栋1单元301" {
			t.Errorf("she lives at %s", at)
		}
		zhou, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
		if !directory.May(zhou, directory.OpenPoll, sample.GuihuaYuan) || directory.May(zhou, directory.OpenPoll, sample.HetangLi) {
			t.Error("小周 works for 桂花社区 and nowhere else")
		}
		if b, ok := directory.PlaceByCode(tx, sample.CodeGuihuaYuan3); !ok || b.ID != sample.GuihuaYuan3 {
			t.Errorf("the code of 3栋 leads to %q", b.ID)
		}
		if n := sample.Newcomer; len(joining.LookUp(tx, n.Phone, n.Name)) != 1 {
			t.Error("the newcomer is not in the register")
		}
	})
}
