package app

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"yishi/app/config"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/store"
)

// people says in which tables somebody of the sample stands, looked for byte by byte.
func (o *office) people() map[string]bool {
	found := map[string]bool{}
	o.update(func(tx store.Tx) error {
		known := func(id string) bool {
			_, is := directory.GetPerson(tx, id)
			return is && strings.HasPrefix(id, "x") // ids of the sample begin so, and no other
		}
		for _, table := range store.Tables() {
			name, _, _ := strings.Cut(table, ".") // without its index
			for key, value := range tx.Scan(table, "", "") {
				if !found[name] && slices.ContainsFunc(tokens.FindAllString(key+" "+string(value), -1), known) {
					found[name] = true
				}
			}
		}
		return nil
	})
	return found
}

var tokens = regexp.MustCompile(`x[a-z0-9]+`)

// TestWhoKeepsPeopleAnswersForIt: every table in which somebody of the sample street
// stands is one of a capability that tells them, and lets go of them, or of the rooms
// themselves.
func TestWhoKeepsPeopleAnswersForIt(t *testing.T) {
	o := newOffice(t)
	for _, h := range sample.Heroes {
		o.says(h.ID, "text", "人工")
	}
	answered := map[string]string{}
	for _, k := range Kits(config.Config{}) {
		for _, table := range k.Keeps.Tables {
			answered[table] = k.Name
		}
	}
	for _, table := range house.Core {
		answered[table] = "the rooms"
	}
	kept := o.people()
	for table := range kept {
		if answered[table] == "" {
			t.Errorf("people stand in %s, and no kit answers for it (Kit.Keeps)", table)
		}
	}
	for table, by := range answered {
		if by != "the rooms" && !kept[table] {
			t.Logf("nobody of the sample stands in %s of %s", table, by)
		}
	}
}

// TestWhatIsKeptIsToldWhoeverTheyWere: who was a guest before is told the same under
// the name they have now.
func TestWhatIsKeptIsToldWhoeverTheyWere(t *testing.T) {
	o := newOffice(t)
	told := func(id string) (lines []string) {
		o.update(func(tx store.Tx) error {
			who, _ := directory.GetPerson(tx, id)
			for _, k := range Kits(config.Config{}) {
				if k.Keeps.Known != nil {
					lines = append(lines, k.Keeps.Known(tx, who)...)
				}
			}
			return nil
		})
		return lines
	}
	for _, h := range []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman, sample.LiDashan} {
		before := told(h.ID)
		o.update(func(tx store.Tx) error { // a new person whom this one turned out to be
			who, _ := directory.GetPerson(tx, h.ID)
			directory.PutPerson(tx, directory.Person{ID: h.ID, Merged: h.ID + "2"})
			who.ID = h.ID + "2"
			directory.PutPerson(tx, who)
			return nil
		})
		if after := told(h.ID + "2"); len(before) == 0 || !slices.Equal(before, after) {
			t.Errorf("%s was told %q, and as somebody we know %q", h.Name, before, after)
		}
	}
}

// TestWhatIsKeptIsInMyData: 我的资料 says what every capability keeps.
func TestWhatIsKeptIsInMyData(t *testing.T) {
	o := newOffice(t)
	if said := o.says(sample.WangGuihua.ID, "text", "我的资料"); !strings.Contains(said, "反映过的事") {
		t.Errorf("said %q", said)
	}
}
