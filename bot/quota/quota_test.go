package quota

import (
	"strconv"
	"testing"
	"time"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

func taken(q *Quota, who string, now time.Time, asked int) (n int) {
	for range asked {
		if q.Take(who, now) {
			n++
		}
	}
	return n
}

func TestSoManyAtOnceAndThenOneEverySoOften(t *testing.T) {
	q := New(3, time.Minute)
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{0, 3}, {59 * time.Second, 0}, {time.Minute, 1}, {90 * time.Second, 0}, {3 * time.Minute, 2}, {time.Hour, 3}} {
		if n := taken(q, "甲", noon.Add(step.after), 5); n != step.want {
			t.Errorf("after %v: %d, want %d", step.after, n, step.want)
		}
	}
	if n := taken(q, "乙", noon, 5); n != 3 {
		t.Errorf("somebody else had %d", n)
	}
}

// A clock that is put back neither blocks anybody for long nor gives more.
func TestTheClockIsPutBack(t *testing.T) {
	q := New(3, time.Minute)
	taken(q, "甲", noon, 3)
	if n := taken(q, "甲", noon.Add(-time.Minute), 5); n != 0 {
		t.Errorf("%d more", n)
	}
	if n := taken(q, "甲", noon.Add(3*time.Minute), 5); n != 3 {
		t.Errorf("later %d", n)
	}
}

// However many come, what is remembered is bounded; beyond that they count as one.
func TestMemoryIsBounded(t *testing.T) {
	q := New(2, time.Hour)
	n := 0
	for i := range most + 1000 {
		n += taken(q, strconv.Itoa(i), noon, 1)
	}
	if len(q.next) > most+1 || n > most+2 {
		t.Errorf("%d are remembered, %d were taken", len(q.next), n)
	}
	if q.Take("7", noon); !q.Take("new", noon.Add(3*time.Hour)) || len(q.next) > 2 {
		t.Errorf("later %d are remembered", len(q.next))
	}
}
