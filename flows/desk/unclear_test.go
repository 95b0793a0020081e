package desk

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// What was not understood is kept without what names anybody, bounded, the newest longest,
// and not for ever.
func TestUnclearIsMaskedAndBounded(t *testing.T) {
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	db, err := bolt.Open(filepath.Join(storetest.Memory(t), "x.db"), bolt.Options{Create: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	note := func(text string) (all []Unclear) {
		t.Helper()
		now = now.Add(time.Minute)
		if err := db.Update(context.Background(), func(tx store.Tx) error {
			noteUnclear(tx, directory.Person{Name: "欧阳菡萏"}, text)
			all = UnclearLately(tx)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return all
	}
	note("那个欧阳菡萏的13977770077")
	if all := note("那个欧阳菡萏的13977770077"); len(all) != 1 || all[0].Times != 2 || all[0].Text != "那个〔人1〕的〔号1〕" {
		t.Errorf("got %+v", all)
	}
	var all []Unclear
	for i := range mostUnclear + 5 {
		all = note(fmt.Sprintf("什么%c%c", '一'+rune(i), '丁'+rune(i)))
	}
	if len(all) != mostUnclear {
		t.Errorf("%d are kept", len(all))
	}
	now = now.Add(keepUnclear)
	if all = note("电梯"); len(all) != 1 {
		t.Errorf("%d are kept after two months", len(all))
	}
}
