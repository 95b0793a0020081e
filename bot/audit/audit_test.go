package audit_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yishi/bot/audit"
	"yishi/bot/directory/directorytest"
	"yishi/store"
)

func TestTheAuditLogShowsTampering(t *testing.T) {
	for _, c := range []struct {
		what   string
		tamper func(store.Tx)
		whole  bool
	}{
		{"nothing done", func(store.Tx) {}, true},
		{"another name", func(tx store.Tx) { rewrite(tx, 1, "xchen", "xzhou") }, false},
		{"the first gone", func(tx store.Tx) { tx.Delete("act", store.Key(1)) }, false},
		{"the last gone", func(tx store.Tx) { tx.Delete("act", store.Key(2)) }, false},
	} {
		w := directorytest.New(t)
		w.Do(func(tx store.Tx) {
			audit.Log(tx, "xchen", "handle issue", "1/1", "7")
			audit.Log(tx, "xzhou", "open poll", "1/1", "3")
			c.tamper(tx)
			if err := audit.Verify(tx); errors.Is(err, store.ErrDamaged) == c.whole {
				t.Errorf("%s: %v", c.what, err)
			}
		})
	}
}

func rewrite(tx store.Tx, act int, from, to string) {
	key := store.Key(act)
	tx.Put("act", key, bytes.Replace(tx.Get("act", key), []byte(from), []byte(to), 1))
}

func TestActsByTime(t *testing.T) {
	w := directorytest.New(t)
	start := w.Now
	for _, by := range []string{"a", "b", "c"} {
		w.Do(func(tx store.Tx) { audit.Log(tx, by, "see people", "1", "") })
		w.Restart()
		w.Now = w.Now.Add(time.Hour)
	}
	w.Do(func(tx store.Tx) {
		var by []string
		for a := range audit.Acts(tx, start.Add(time.Minute), start.Add(2*time.Hour+1)) {
			by = append(by, a.By)
		}
		if diff := cmp.Diff([]string{"b"}, by); diff != "" {
			t.Error(diff)
		}
		if err := audit.Verify(tx); err != nil {
			t.Error(err)
		}
	})
}
