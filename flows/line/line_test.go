package line_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yishi/bot/directory"
	"yishi/flows/line"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

const (
	in  line.Standing = "in"
	out line.Standing = "out"
)

// seat is a place in a ride, with what its flow keeps beside.
type seat struct {
	Ride uint64 `json:"ride"`
	line.Place
	Note string `json:"note,omitempty"`
}

var seats = line.New("lineseat", func(s *seat) (*uint64, *line.Place) { return &s.Ride, &s.Place }, in, out)

// ride is a line with so many places, and who was told that they moved up.
type ride struct {
	*testing.T
	store  store.Store
	no     uint64
	places int
	told   []string
}

func newRide(t *testing.T) *ride {
	t.Helper()
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	s, err := bolt.Open(filepath.Join(storetest.Memory(t), "x.db"), bolt.Options{Create: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &ride{T: t, store: s, no: 1, places: 2}
}

func (r *ride) do(fn func(tx store.Tx)) {
	r.Helper()
	if err := r.store.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		r.Fatal(err)
	}
}

func (r *ride) moved(s seat) { r.told = append(r.told, s.Person) }

func (r *ride) join(who string) (s seat) {
	r.do(func(tx store.Tx) {
		if s = seats.Find(tx, r.no, who); s.State != in && s.State != line.Waiting {
			s = seats.Join(tx, s, r.places, r.moved)
		}
	})
	return s
}

func (r *ride) leave(who string) {
	r.do(func(tx store.Tx) {
		seats.Leave(tx, r.no, who)
		seats.MoveUp(tx, r.no, r.places, r.moved)
	})
}

// merge: a guest turns out to be somebody we know.
func (r *ride) merge(guest, into string) {
	r.do(func(tx store.Tx) { directory.PutPerson(tx, directory.Person{ID: guest, Merged: into}) })
}

// stands is who is in and who waits, in order, and who was told since.
func (r *ride) stands() string {
	text := ""
	r.do(func(tx store.Tx) {
		text = ""
		for _, s := range []line.Standing{in, line.Waiting} {
			for _, one := range seats.Line(tx, r.no, s) {
				text += one.Person + " "
			}
			text += "| "
		}
	})
	text += fmt.Sprint(r.told)
	r.told = nil
	return text
}

func (r *ride) want(stands string) {
	r.Helper()
	if got := r.stands(); got != stands {
		r.Errorf("%s, want %s", got, stands)
	}
}

func TestALineIsInOrderOfArrivalAndMovesUpByItself(t *testing.T) {
	r := newRide(t)
	for _, who := range []string{"a", "b", "c", "d", "a"} {
		r.join(who)
	}
	r.want("a b | c d | []")
	r.leave("a")
	r.want("b c | d | [c]")
	r.join("a")
	r.want("b c | d a | []")
	r.leave("d")
	r.want("b c | a | []")
	r.do(func(tx store.Tx) {
		if a := seats.Find(tx, r.no, "a"); seats.Position(tx, a) != 1 || !seats.Full(tx, r.no, r.places) || seats.Full(tx, r.no, 0) {
			t.Errorf("a is %d of those who wait", seats.Position(tx, a))
		}
		if moved := seats.MoveUp(tx, r.no, 0, r.moved); moved != 1 {
			t.Errorf("%d moved up where there is no limit", moved)
		}
	})
	r.want("b c a | | [a]")
}

// Whoever is in line twice, as the guest they were and as who they are, counts once; the
// place that comes free goes to who waits, not to who comes next.
func TestTwoWhoTurnOutToBeOneCountOnce(t *testing.T) {
	r := newRide(t)
	for _, who := range []string{"guest", "a", "b", "c"} {
		r.join(who)
	}
	r.merge("guest", "a")
	r.want("guest | b c | []")
	r.join("d")
	r.want("guest b | c d | [b]")
	r.leave("a") // under both ids
	r.want("b c | d | [c]")
}

func TestWhoHasAPlaceDoesNotWaitAsSomebodyElse(t *testing.T) {
	r := newRide(t)
	for _, who := range []string{"a", "b", "guest", "c"} {
		r.join(who)
	}
	r.merge("guest", "a")
	r.want("a b | c | []")
	if s := r.join("a"); s.State != in || s.Person != "a" {
		t.Errorf("a is %+v", s)
	}
	r.leave("b")
	r.want("a c | | [c]")
}

// What a flow keeps beside the place stays, and a place can be given out of turn.
func TestAPlaceIsGivenOutOfTurn(t *testing.T) {
	r := newRide(t)
	for _, who := range []string{"a", "b", "c"} {
		r.join(who)
	}
	r.do(func(tx store.Tx) {
		d := seats.Find(tx, r.no, "d")
		d.Note = "wheelchair"
		seats.Give(tx, d)
		if left := seats.Leave(tx, r.no, "d"); len(left) != 1 || left[0].Note != "wheelchair" || left[0].State != out {
			t.Errorf("d had %+v", left)
		}
		if of := seats.Of(tx, "d"); len(of) != 1 || of[0].Ride != 1 {
			t.Errorf("of d there is %+v", of)
		}
	})
	r.want("a b | c | []")
}

// Whatever people do, nobody is in twice or lost, there are never more than the places,
// and nobody waits while there is room.
func TestWhateverPeopleDo(t *testing.T) {
	r := newRide(t)
	rapid.Check(t, func(t *rapid.T) {
		r.no++
		r.places = rapid.IntRange(1, 4).Draw(t, "places")
		wants := map[string]bool{}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			who, comes := rapid.StringMatching("[a-h]").Draw(t, "who"), rapid.Bool().Draw(t, "comes")
			if comes {
				r.join(who)
			} else {
				r.leave(who)
			}
			wants[who] = comes
			var coming, waiting []string
			r.do(func(tx store.Tx) {
				coming, waiting = people(seats.Line(tx, r.no, in)), people(seats.Line(tx, r.no, line.Waiting))
			})
			all := slices.Concat(coming, waiting)
			for who, comes := range wants {
				if n := len(slices.DeleteFunc(slices.Clone(all), func(o string) bool { return o != who })); n > 1 || n == 1 != comes {
					t.Fatalf("%s is there %d times, want to come: %v", who, n, comes)
				}
			}
			if len(coming) > r.places || len(waiting) > 0 && len(coming) < r.places {
				t.Fatalf("of %d places: %v in, %v wait", r.places, coming, waiting)
			}
		}
	})
}

func people(list []seat) (ids []string) {
	for _, s := range list {
		ids = append(ids, s.Person)
	}
	return ids
}

func TestManyAtOnce(t *testing.T) {
	r := newRide(t)
	var all sync.WaitGroup
	for i := range 64 {
		for range 2 { // everybody presses twice
			all.Go(func() { r.join(fmt.Sprint(i)) })
		}
	}
	all.Wait()
	r.do(func(tx store.Tx) {
		if in, waiting := seats.Count(tx, r.no, in), seats.Count(tx, r.no, line.Waiting); in != 2 || waiting != 62 {
			t.Errorf("%d are in and %d wait", in, waiting)
		}
	})
}

// Records of before there were lines read as places, and are written as they were.
func TestAPlaceIsWrittenAsItAlwaysWas(t *testing.T) {
	const kept = `{"ride":7,"person":"a","state":"waiting","n":5,"note":"x"}`
	var s seat
	if err := json.Unmarshal([]byte(kept), &s); err != nil || s.State != line.Waiting || s.N != 5 || s.Person != "a" {
		t.Errorf("%+v, %v", s, err)
	}
	if got, err := json.Marshal(s); string(got) != kept {
		t.Errorf("%s, %v", got, err)
	}
}
