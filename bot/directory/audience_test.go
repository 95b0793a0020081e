package directory_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yishi/bot/directory"
	"yishi/bot/directory/directorytest"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/store"
)

var (
	somewhere = rapid.SampledFrom([]string{"1", "1/1", "1/1/1", "1/1/10", "1/1/1/1", "1/1/1/1/1", "1/1/10/2/5", "1/2/1"})
	anyRole   = rapid.SampledFrom([]string{directory.Staff, directory.BuildingLeader, directory.Volunteer})
	anyTag    = rapid.SampledFrom([]string{"太极", "合唱"})
	anyTrust  = rapid.Map(rapid.IntRange(0, 3), func(n int) directory.Trust { return directory.Trust(n) })
	anyTie    = rapid.Custom(func(t *rapid.T) directory.Tie {
		return directory.Tie{
			Home:  somewhere.Draw(t, "home"),
			As:    rapid.SampledFrom([]string{directory.Owner, directory.CoOwner, directory.Family, directory.Tenant}).Draw(t, "as"),
			Trust: anyTrust.Draw(t, "tie"),
		}
	})
	anyDuty = rapid.Custom(func(t *rapid.T) directory.Role {
		return directory.Role{Role: anyRole.Draw(t, "role"), Place: somewhere.Draw(t, "at")}
	})
	anyBody = rapid.Custom(func(t *rapid.T) directory.Person {
		return directory.Person{
			ID:    fmt.Sprint(rapid.IntRange(1, 30).Draw(t, "id")),
			Born:  rapid.SampledFrom([]int{0, 1950, 1966, 1990, 2015}).Draw(t, "born"),
			Ties:  rapid.SliceOfN(anyTie, 0, 3).Draw(t, "ties"),
			Roles: rapid.SliceOfN(anyDuty, 0, 2).Draw(t, "roles"),
			Tags:  rapid.SliceOfN(anyTag, 0, 1).Draw(t, "tags"),
			Trust: anyTrust.Draw(t, "trust"),
		}
	})
	anyAudience = rapid.Custom(func(t *rapid.T) directory.Audience {
		return directory.Audience{
			Place:    rapid.OneOf(somewhere, rapid.Just("")).Draw(t, "place"),
			Roles:    rapid.SliceOfN(anyRole, 0, 2).Draw(t, "roles"),
			MinAge:   rapid.SampledFrom([]int{0, 18, 60}).Draw(t, "min"),
			MaxAge:   rapid.SampledFrom([]int{0, 60}).Draw(t, "max"),
			Tags:     rapid.SliceOfN(anyTag, 0, 1).Draw(t, "tags"),
			Owners:   rapid.Bool().Draw(t, "owners"),
			Except:   rapid.SliceOfN(rapid.SampledFrom([]string{"1", "2", "3"}), 0, 2).Draw(t, "except"),
			MinTrust: anyTrust.Draw(t, "trust"),
		}
	})
)

// Whatever the people and the audience: walking it finds exactly those who
// belong to it, each once, and can be broken off and taken up again anywhere.
func TestWalkingAnAudienceFindsWhoBelongsToIt(t *testing.T) {
	w := directorytest.New(t)
	rapid.Check(t, func(t *rapid.T) {
		crowd := rapid.SliceOfNDistinct(anyBody, 0, 12, func(p directory.Person) string { return p.ID }).Draw(t, "crowd")
		a := anyAudience.Draw(t, "audience")
		err := w.Store.Update(t.Context(), func(tx store.Tx) error {
			for i := range 31 {
				directory.PutPerson(tx, directory.Person{ID: fmt.Sprint(i)}) // the crowd before is gone
			}
			for _, p := range crowd {
				directory.PutPerson(tx, p)
			}
			return cmp.Or(walksRight(tx, crowd, a), countsRight(tx, a), resumesRight(tx, a))
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func walksRight(tx store.Reader, crowd []directory.Person, a directory.Audience) error {
	var want []string
	for _, p := range crowd {
		if a.Has(tx, p) {
			want = append(want, p.ID)
		}
	}
	walked := ids(slices.Collect(a.People(tx)))
	slices.Sort(want)
	slices.Sort(walked)
	if !slices.Equal(want, walked) {
		return fmt.Errorf("%v belong to it, %v were found", want, walked)
	}
	return nil
}

func countsRight(tx store.Reader, a directory.Audience) error {
	walked := slices.Collect(a.People(tx))
	n := 0
	for id, seat := range a.IDs(tx) {
		if p := walked[n]; id != p.ID || seat != a.Seat(p) {
			return fmt.Errorf("number %d is %s at %s, want %s at %s", n, id, seat, p.ID, a.Seat(p))
		}
		n++
	}
	sum := 0
	for _, b := range directory.ByBuilding(tx, a) {
		sum += b.Count
	}
	if count := directory.Count(tx, a); count != len(walked) || n != count || sum != count {
		return fmt.Errorf("%d people, %d ids, %d counted, %d by building", len(walked), n, count, sum)
	}
	return nil
}

func resumesRight(tx store.Reader, a directory.Audience) error {
	walked := slices.Collect(a.People(tx))
	for i, p := range walked {
		rest := ids(slices.Collect(a.After(a.Cursor(p)).People(tx)))
		if want := ids(walked[i+1:]); !slices.Equal(rest, want) {
			return fmt.Errorf("after %s come %v, want %v", p.ID, rest, want)
		}
	}
	return nil
}

func ids(people []directory.Person) []string {
	var ids []string
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	return ids
}

// A broadcast that was broken off goes on behind the last one done, though
// meanwhile that person moved away and another was trusted more.
func TestACursorHoldsWhilePeopleChange(t *testing.T) {
	w := directorytest.Street(t)
	a := directory.Audience{Place: sample.GuihuaYuan3}
	w.Do(func(tx store.Tx) {
		all := slices.Collect(a.People(tx))
		done := all[9]
		cursor := a.Cursor(done)
		directorytest.Must[directory.Person](t)(joining.Leave(tx, done, done.Ties[0].Home))
		for _, p := range all[5:15] {
			if p.ID != done.ID {
				p.Trust, p.Born = directory.Verified, 1940
				directory.PutPerson(tx, p)
			}
		}
		rest := ids(slices.Collect(a.After(cursor).People(tx)))
		if want := ids(all[10:]); !slices.Equal(rest, want) {
			t.Errorf("the rest is %v, want %v", rest, want)
		}
	})
}

func TestAudiencesOfTheStreet(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		all := directory.Audience{Place: sample.GuihuaYuan}
		byBuilding := directory.ByBuilding(tx, all)
		sum := 0
		for i, b := range byBuilding {
			if want := fmt.Sprintf("%s/%d", sample.GuihuaYuan, i+1); b.Place != want {
				t.Errorf("building %d is %s", i, b.Place)
			}
			sum += b.Count
		}
		if n := directory.Count(tx, all); n != sum || n < 500 {
			t.Errorf("%d people, %d by building", n, sum)
		}
		wang, _ := directory.GetPerson(tx, sample.WangGuihua.ID)
		zhang, _ := directory.GetPerson(tx, sample.ZhangXiaoman.ID)
		for _, c := range []struct {
			what        string
			a           directory.Audience
			wang, zhang bool
		}{
			{"the building", directory.Audience{Place: sample.GuihuaYuan3}, true, true},
			{"owners", directory.Audience{Place: sample.GuihuaYuan3, Owners: true}, true, false},
			{"over 60", directory.Audience{Place: sample.Street, MinAge: 60}, true, false},
			{"up to 34", directory.Audience{Place: sample.Street, MaxAge: 34}, false, true},
			{"vouched", directory.Audience{Place: sample.Street, MinTrust: directory.Vouched}, true, false},
			{"another estate", directory.Audience{Place: sample.HeYuan}, false, false},
			{"not her", directory.Audience{Place: sample.Street, Except: []string{wang.ID}}, false, true},
		} {
			if got := c.a.Has(tx, wang); got != c.wang {
				t.Errorf("%s: 王桂花 %v", c.what, got)
			}
			if got := c.a.Has(tx, zhang); got != c.zhang {
				t.Errorf("%s: 张小满 %v", c.what, got)
			}
		}
	})
}

func BenchmarkCount(b *testing.B) {
	w := directorytest.Street(b)
	a := directory.Audience{Place: sample.Street, MinAge: 18, MinTrust: directory.Claimed}
	w.Do(func(tx store.Tx) {
		for b.Loop() {
			directory.Count(tx, a)
		}
	})
}

func BenchmarkPeople(b *testing.B) {
	w := directorytest.Street(b)
	w.Do(func(tx store.Tx) {
		for b.Loop() {
			for range (directory.Audience{Place: sample.Street}).People(tx) {
			}
		}
	})
}

func TestAnAudienceIsSaidAsPeopleDo(t *testing.T) {
	w := directorytest.Street(t)
	const at = sample.GuihuaYuan3
	w.Do(func(tx store.Tx) {
		for _, c := range []struct {
			who         directory.Audience
			words, bare string
		}{
			{directory.Audience{Place: at}, "桂花苑3栋的居民", "居民"},
			{directory.Audience{Place: at, MinAge: 60, Owners: true}, "桂花苑3栋60岁以上的业主", "60岁以上的业主"},
			{directory.Audience{Place: at, MinAge: 60, MaxAge: 75}, "桂花苑3栋60到75岁的居民", "60到75岁的居民"},
			{directory.Audience{Place: at, MaxAge: 17}, "桂花苑3栋17岁以下的居民", "17岁以下的居民"},
			{directory.Audience{Place: at, Roles: []string{directory.BuildingLeader, directory.Volunteer}}, "桂花苑3栋的楼栋长、志愿者", "楼栋长、志愿者"},
			{directory.Audience{Place: at, Tags: []string{"党员"}}, "桂花苑3栋的党员", "党员"},
			{directory.Audience{MinAge: 60}, "60岁以上的居民", "60岁以上的居民"},
			{directory.Audience{}, "居民", "居民"},
		} {
			if words, bare := c.who.Words(tx), c.who.Members(); words != c.words || bare != c.bare {
				t.Errorf("%+v: %s, %s; want %s, %s", c.who, words, bare, c.words, c.bare)
			}
		}
	})
}
