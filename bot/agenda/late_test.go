package agenda_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"yishi/bot/agenda"
	"yishi/store"
)

// The house was closed for days and opens at half past two in the night: what
// residents would hear waits for the morning, the rest is done, and each entry knows
// whether its time was missed.
func TestWhatWasMissedIsDoneByItsRule(t *testing.T) {
	w := newWorld(t)
	var done []string
	handler := func(tx store.Tx, e agenda.Entry) error {
		done = append(done, fmt.Sprint(e.Kind, " ", e.Late, " ", e.Missed))
		return nil
	}
	kinds := []string{"close", "remind", "send", "urgent"}
	handlers := map[string]agenda.Handler{}
	for _, kind := range kinds {
		handlers[kind] = handler
	}
	a := agenda.New(w.store, handlers, nil)
	a.Rules = map[string]agenda.Rule{"close": {Silent: true}, "send": {Within: 6 * time.Hour}}
	w.do(func(tx store.Tx) {
		for _, kind := range kinds {
			agenda.Entries.Put(tx, agenda.Entry{Due: start.Add(time.Minute), Kind: kind, Ref: "1", Night: kind == "urgent"})
			agenda.Entries.Put(tx, agenda.Entry{Due: start.AddDate(0, 0, 3).Add(17*time.Hour + 20*time.Minute), Kind: kind, Ref: "2", Night: kind == "urgent"})
		}
	})
	look := func(at time.Time, want string) {
		t.Helper()
		done = nil
		w.later(at.Sub(w.clock()))
		if err := a.Due(ctx); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(done, ", "); got != want {
			t.Errorf("at %v\n%s\nwant\n%s", at, got, want)
		}
	}
	night := start.AddDate(0, 0, 3).Add(17*time.Hour + 30*time.Minute) // 02:30
	look(night, "close true false, urgent true false, close false false, remind false false, send false false, urgent false false")
	look(night.Add(5*time.Hour), "")
	look(night.Add(5*time.Hour+30*time.Minute), "remind true false, send true true")
	look(night.Add(48*time.Hour), "")
}
