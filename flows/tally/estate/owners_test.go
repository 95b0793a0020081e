package estate_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yishi/flows/tally"
	"yishi/flows/tally/estate"
)

// registered is a register of so many owners of one part each. The first yes of them
// agree, the next of those who took part are against; their areas add up to what
// is asked for.
func registered(t *testing.T, persons, area, took, tookArea, yes, yesArea int) (*estate.Register, []tally.Choice) {
	t.Helper()
	var parts []estate.Part
	var made []tally.Choice
	group := func(n, area int, c tally.Choice) {
		for i := range n {
			share := area / n
			if i == 0 {
				share += area % n
			}
			name := fmt.Sprint(c, i)
			parts = append(parts, estate.Part{Unit: name, Owner: name, Area: int64(share)})
			made = append(made, c)
		}
	}
	group(yes, yesArea, tally.Yes)
	group(took-yes, tookArea-yesArea, tally.No)
	group(persons-took, area-tookArea, tally.NotDelivered)
	r, err := estate.NewRegister(parts, false)
	if err != nil {
		t.Fatal(err)
	}
	if r.All() != (estate.Weight{Persons: persons, Area: int64(area)}) {
		t.Fatalf("the estate has %+v", r.All())
	}
	return r, made
}

// TestOwners has areas in 0.001 m².
func TestOwners(t *testing.T) {
	tests := []struct {
		name                                        string
		persons, area, took, tookArea, yes, yesArea int
		matter                                      estate.Matter
		want                                        tally.Decision
	}{
		{"exactly two thirds took part, a hair over half agrees", 300, 30000_000, 200, 20000_000, 101, 10000_010, estate.Ordinary, tally.Passed},
		{"one person short", 300, 30000_000, 199, 25000_000, 190, 24000_000, estate.Ordinary, tally.NoQuorum},
		{"exactly three quarters", 300, 30000_000, 200, 20000_000, 150, 15000_000, estate.Special, tally.Passed},
		{"74.5 % of the persons", 300, 30000_000, 200, 20000_000, 149, 16000_000, estate.Special, tally.Failed},
		{"using the fund", 300, 30000_000, 240, 24000_000, 144, 14400_000, estate.Ordinary, tally.Passed},
		{"raising the fund", 300, 30000_000, 240, 24000_000, 144, 14400_000, estate.Special, tally.Failed},
		{"43 % of the area", 210, 30000_000, 210, 30000_000, 180, 12900_000, estate.Ordinary, tally.Failed},

		{"a square millimetre's thousandth short of two thirds", 300, 30000_000, 200, 19999_999, 200, 19999_999, estate.Ordinary, tally.NoQuorum},
		{"66.67 % is not two thirds", 30000, 30000_000, 19999, 20000_000, 19999, 20000_000, estate.Ordinary, tally.NoQuorum},
		{"two thirds of what three does not divide", 100, 10000_000, 66, 6700_000, 66, 6700_000, estate.Ordinary, tally.NoQuorum},
		{"and one more", 100, 10000_000, 67, 6666_667, 67, 6666_667, estate.Ordinary, tally.Passed},
		{"the area one thousandth under", 100, 10000_000, 67, 6666_666, 67, 6666_666, estate.Ordinary, tally.NoQuorum},
		{"exactly half of the persons", 300, 30000_000, 200, 20000_000, 100, 12000_000, estate.Ordinary, tally.Failed},
		{"exactly half of the area", 300, 30000_000, 200, 20000_000, 120, 10000_000, estate.Ordinary, tally.Failed},
		{"half of the area and a thousandth", 300, 30000_000, 200, 20000_000, 101, 10000_001, estate.Ordinary, tally.Passed},
		{"three quarters of the area less a thousandth", 300, 30000_000, 200, 20000_000, 150, 14999_999, estate.Special, tally.Failed},
		{"everybody", 1, 1, 1, 1, 1, 1, estate.Special, tally.Passed},
		{"nobody", 3, 300_000, 0, 0, 0, 0, estate.Ordinary, tally.NoQuorum},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, made := registered(t, tt.persons, tt.area, tt.took, tt.tookArea, tt.yes, tt.yesArea)
			o := r.Count(tt.matter, made)
			if o.Took != (estate.Weight{Persons: tt.took, Area: int64(tt.tookArea)}) || o.Yes != (estate.Weight{Persons: tt.yes, Area: int64(tt.yesArea)}) {
				t.Errorf("took part %+v, agree %+v", o.Took, o.Yes)
			}
			if o.Decision != tt.want {
				t.Errorf("%s, want %s:\n%s", o.Decision, tt.want, strings.Join(o.Explain(), "\n"))
			}
		})
	}
}

// street reads "unit owner area kind choice" lines, kind one of h, p, d.
func street(t *testing.T, parking bool, lines string) estate.Owners {
	t.Helper()
	var parts []estate.Part
	var made []tally.Choice
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		var p estate.Part
		var kind, choice string
		if _, err := fmt.Sscan(line, &p.Unit, &p.Owner, &p.Area, &kind, &choice); err != nil {
			t.Fatal(line, err)
		}
		p.Kind = map[string]estate.Kind{"h": estate.Home, "p": estate.Parking, "d": estate.Developer}[kind]
		parts = append(parts, p)
		made = append(made, map[string]tally.Choice{
			"yes": tally.Yes, "no": tally.No, "abstain": tally.Abstain, "invalid": tally.Invalid, "silent": tally.Silent, "-": tally.NotDelivered,
		}[choice])
	}
	r, err := estate.NewRegister(parts, parking)
	if err != nil {
		t.Fatal(err)
	}
	return r.Count(estate.Ordinary, made)
}

func TestPersons(t *testing.T) {
	w := func(persons int, area int64) estate.Weight { return estate.Weight{Persons: persons, Area: area} }
	tests := []struct {
		name    string
		parking bool
		lines   string
		want    estate.Owners
	}{
		{"several parts of one owner are one person with the areas added", false, "1 王 90 h yes\n2 王 60 h yes\n3 李 50 h no",
			estate.Owners{All: w(2, 200), Took: w(2, 200), Yes: w(1, 150), No: w(1, 50), Decision: tally.Failed}},
		{"a part whose ballot did not come took no part with its area", false, "1 王 90 h yes\n2 王 60 h silent\n3 李 50 h yes",
			estate.Owners{All: w(2, 200), Took: w(2, 140), Yes: w(2, 140), Silent: w(0, 60), Decision: tally.Passed}},
		{"who contradicts themselves agrees with nobody", false, "1 王 90 h yes\n2 王 60 h no\n3 李 50 h yes",
			estate.Owners{All: w(2, 200), Took: w(2, 200), Yes: w(1, 140), No: w(0, 60), Mixed: 1, Decision: tally.Failed}},
		{"of a valid and an invalid ballot the valid one says where they stand", false, "1 王 90 h yes\n2 王 60 h invalid\n3 李 50 h yes",
			estate.Owners{All: w(2, 200), Took: w(2, 200), Yes: w(2, 140), Invalid: w(0, 60), Decision: tally.Passed}},
		{"all of the developer's parts are one person", false, "1 甲公司 90 d yes\n2 乙公司 60 d yes\n3 李 50 h no",
			estate.Owners{All: w(2, 200), Took: w(2, 200), Yes: w(1, 150), No: w(1, 50), Decision: tally.Failed}},
		{"co-owners are one", false, "1 王、李 90 h yes\n2 赵 60 h abstain",
			estate.Owners{All: w(2, 150), Took: w(2, 150), Yes: w(1, 90), Abstain: w(1, 60), Decision: tally.Failed}},
		{"parking does not count", false, "1 王 90 h yes\n2 王 12 p no\n3 李 13 p no",
			estate.Owners{All: w(1, 90), Took: w(1, 90), Yes: w(1, 90), Decision: tally.Passed}},
		{"parking counts where the rules say so", true, "1 王 90 h yes\n2 王 12 p yes\n3 李 13 p no",
			estate.Owners{All: w(2, 115), Took: w(2, 115), Yes: w(1, 102), No: w(1, 13), Decision: tally.Failed}},
		{"every kind of not agreeing is kept apart", false, "1 a 10 h yes\n2 b 10 h no\n3 c 10 h abstain\n4 d 10 h invalid\n5 e 10 h silent\n6 f 10 h -",
			estate.Owners{All: w(6, 60), Took: w(4, 40), Yes: w(1, 10), No: w(1, 10), Abstain: w(1, 10), Invalid: w(1, 10), Silent: w(1, 10), NotDelivered: w(1, 10), Decision: tally.Failed}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.want.Matter = estate.Ordinary
			if diff := cmp.Diff(tt.want, street(t, tt.parking, tt.lines)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestDeveloper is 60 owners of 100 m² and a developer with 40 homes.
func TestDeveloper(t *testing.T) {
	var lines strings.Builder
	for i := range 60 {
		fmt.Fprintf(&lines, "h%d owner%d 100000 h %s\n", i, i, map[bool]string{true: "yes", false: "-"}[i < 41])
	}
	for i := range 40 {
		fmt.Fprintf(&lines, "d%d 开发商 100000 d -\n", i)
	}
	o := street(t, false, lines.String())
	if o.All != (estate.Weight{Persons: 61, Area: 10000_000}) || o.Took != (estate.Weight{Persons: 41, Area: 4100_000}) || o.Decision != tally.NoQuorum {
		t.Errorf("%+v", o)
	}
}

func TestSilence(t *testing.T) {
	tests := []struct {
		name     string
		lines    string
		majority tally.Choice
		decision tally.Decision
		without  tally.Decision
	}{
		{"with those who agree", "1 a 10 h yes\n2 b 10 h silent\n3 c 10 h silent", tally.Yes, tally.Passed, tally.NoQuorum},
		{"with those who are against", "1 a 10 h no\n2 b 10 h silent\n3 c 10 h silent", tally.No, tally.Failed, tally.NoQuorum},
		{"with those who abstain", "1 a 10 h abstain\n2 b 10 h silent\n3 c 10 h silent", tally.Abstain, tally.Failed, tally.NoQuorum},
		{"with nobody in a tie", "1 a 10 h yes\n2 b 10 h no\n3 c 10 h silent", tally.NotDelivered, tally.Failed, tally.Failed},
		{"with nobody when persons and area differ", "1 a 10 h yes\n2 b 10 h yes\n3 c 30 h no\n4 d 10 h silent", tally.NotDelivered, tally.Failed, tally.Failed},
		{"what was never delivered stays out", "1 a 10 h yes\n2 b 10 h -\n3 c 10 h -", tally.Yes, tally.NoQuorum, tally.NoQuorum},
		{"it may only tip what is short of participation", "1 a 10 h yes\n2 b 10 h yes\n3 c 10 h no\n4 d 10 h -\n5 e 10 h silent", tally.Yes, tally.Passed, tally.NoQuorum},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			plain := street(t, false, tt.lines)
			with := plain.WithSilence()
			if plain.Decision != tt.without || with.Decision != tt.decision || with.Majority != tt.majority {
				t.Errorf("without %s, with %s by %s", plain.Decision, with.Decision, with.Majority)
			}
		})
	}
}

func TestRegisterRefuses(t *testing.T) {
	for want, parts := range map[string][]estate.Part{
		`unit "1" is there twice`:       {{Unit: "1", Owner: "a", Area: 1}, {Unit: "1", Owner: "b", Area: 1}},
		`unit "1" has no possible area`: {{Unit: "1", Owner: "a", Area: -5}},
		`unit "2" has no possible area`: {{Unit: "2", Owner: "a", Area: math.MaxInt64}},
		`unit "1" has no owner`:         {{Unit: "1", Area: 5}},
	} {
		if _, err := estate.NewRegister(parts, false); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestOwnersExplained(t *testing.T) {
	r, made := registered(t, 300, 30000_000, 200, 20000_000, 101, 10000_010)
	want := `结果：通过（一般事项）
一、参与表决：
  人数 200/300（66.7%），要三分之二以上，达到
  面积 20000/30000 平方米（66.7%），要三分之二以上，达到
二、同意：
  人数 101/200（50.5%），要过半数，达到
  面积 10000.01/20000 平方米（50.0%），要过半数，达到
三、其他：
  不同意：99 人，9999.99 平方米
  弃权：0 人，0 平方米
  废票：0 人，0 平方米
  已送达未表决：0 人，0 平方米
  未送达：100 人，10000 平方米
依据：《中华人民共和国民法典》第二百七十八条第二款，应当经参与表决专有部分面积过半数的业主且参与表决人数过半数的业主同意。`
	if diff := cmp.Diff(want, strings.Join(r.Count(estate.Ordinary, made).Explain(), "\n")); diff != "" {
		t.Error(diff)
	}
	r, made = registered(t, 300, 30000_000, 199, 19999_999, 199, 19999_999)
	got := strings.Join(r.Count(estate.Ordinary, made).Explain(), "\n")
	for _, want := range []string{"参与的业主不够", "199/300（66.3%），要三分之二以上，没有达到，差 1 人", "差 0.001 平方米"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not said in\n%s", want, got)
		}
	}
}

func TestLacking(t *testing.T) {
	for _, tt := range []struct {
		took, area int
		want       estate.Weight
	}{
		{0, 0, estate.Weight{Persons: 67, Area: 6666_667}}, {66, 6666_666, estate.Weight{Persons: 1, Area: 1}},
		{67, 6000_000, estate.Weight{Area: 666_667}}, {67, 6666_667, estate.Weight{}}, {100, 10000_000, estate.Weight{}},
	} {
		r, made := registered(t, 100, 10000_000, tt.took, tt.area, 0, 0)
		o := r.Count(estate.Ordinary, made)
		if got := o.Lacking(); got != tt.want || (got == estate.Weight{}) == (o.Decision == tally.NoQuorum) {
			t.Errorf("with %d persons and %d: lacking %+v, %s", tt.took, tt.area, got, o.Decision)
		}
	}
}

// TestOwnersAlways has rapid look for a vote that breaks what must always hold.
func TestOwnersAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 25).Draw(t, "parts")
		parts := make([]estate.Part, n)
		made := make([]tally.Choice, n)
		for i := range parts {
			parts[i] = estate.Part{
				Unit: fmt.Sprint(i), Owner: rapid.StringMatching("[a-j]").Draw(t, "owner"),
				Area: rapid.Int64Range(1, 200).Draw(t, "area"), Kind: rapid.SampledFrom([]estate.Kind{estate.Home, estate.Home, estate.Parking, estate.Developer}).Draw(t, "kind"),
			}
			made[i] = rapid.SampledFrom([]tally.Choice{tally.Yes, tally.Yes, tally.No, tally.Abstain, tally.Invalid, tally.Silent, tally.NotDelivered}).Draw(t, "choice")
		}
		matter := rapid.SampledFrom([]estate.Matter{estate.Ordinary, estate.Special}).Draw(t, "matter")
		count := func(parts []estate.Part, made []tally.Choice) (estate.Owners, estate.Owners) {
			r, err := estate.NewRegister(parts, false)
			if err != nil {
				t.Fatal(err)
			}
			o := r.Count(matter, made)
			return o, o.WithSilence()
		}
		plain, silence := count(parts, made)

		order := rapid.Permutation(index(n)).Draw(t, "order")
		shuffledParts, shuffledMade := make([]estate.Part, n), make([]tally.Choice, n)
		for to, from := range order {
			shuffledParts[to], shuffledMade[to] = parts[from], made[from]
		}
		again, againSilence := count(shuffledParts, shuffledMade)
		if diff := cmp.Diff([]estate.Owners{plain, silence}, []estate.Owners{again, againSilence}); diff != "" {
			t.Fatalf("in another order:\n%s", diff)
		}
		if all := plain.Took.Persons + plain.Silent.Persons + plain.NotDelivered.Persons; all != plain.All.Persons {
			t.Fatalf("%d persons of %d", all, plain.All.Persons)
		}
		if all := plain.Took.Area + plain.Silent.Area + plain.NotDelivered.Area; all != plain.All.Area {
			t.Fatalf("area of %d, not %d", all, plain.All.Area)
		}

		for i, c := range made {
			if c != tally.No {
				continue
			}
			made[i] = tally.Yes
			better, betterSilence := count(parts, made)
			if plain.Decision == tally.Passed && better.Decision != tally.Passed || silence.Decision == tally.Passed && betterSilence.Decision != tally.Passed {
				t.Fatalf("part %d from no to yes: %s to %s, with silence %s to %s", i, plain.Decision, better.Decision, silence.Decision, betterSilence.Decision)
			}
			made[i] = tally.No
		}
	})
}

func index(n int) []int {
	is := make([]int, n)
	for i := range is {
		is[i] = i
	}
	return is
}
