package app

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"yishi/app/config"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
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

// TestWhoeverIsKeptIsGivenIt: somebody who stands in what a kit keeps, and is not one of
// the staff who work with it, is told and given something of it.
func TestWhoeverIsKeptIsGivenIt(t *testing.T) {
	o := newOffice(t)
	for _, h := range sample.Heroes {
		o.says(h.ID, "text", "人工")
	}
	o.update(func(tx store.Tx) error {
		given := 0
		for _, h := range sample.Heroes {
			who, _ := directory.GetPerson(tx, h.ID)
			if len(who.AllRoles()) > 0 {
				continue
			}
			for _, k := range Kits(config.Config{}) {
				stands := slices.ContainsFunc(k.Keeps.Tables, func(table string) bool {
					for key, value := range tx.Scan(table, "", "") {
						if slices.Contains(tokens.FindAllString(key+" "+string(value), -1), h.ID) {
							return true
						}
					}
					return false
				})
				if !stands {
					continue
				}
				given++
				if len(k.Keeps.Export(tx, who)) == 0 {
					t.Errorf("%s stands in what %s keeps, and is given nothing of it (Keeps.Export)", h.Name, k.Name)
				}
			}
		}
		if given < 4 {
			t.Errorf("only %d times somebody of the sample is kept", given)
		}
		return nil
	})
}

// TestWhatIsKeptIsToldWhoeverTheyWere: who was a guest before, or has two records that
// turn out to be one, is told and given the same under the name they have now.
func TestWhatIsKeptIsToldWhoeverTheyWere(t *testing.T) {
	o := newOffice(t)
	kits := Kits(config.Config{})
	told := func(id string) (lines []string) {
		o.update(func(tx store.Tx) error {
			who, _ := directory.GetPerson(tx, id)
			lines = house.Known(kits, tx, who)
			for _, s := range house.Export(kits, tx, who) {
				for _, row := range s.Rows {
					if len(row) != len(s.Head) {
						t.Errorf("%s has %d heads and the row %q", s.Name, len(s.Head), row)
					}
					lines = append(lines, s.Name+" "+strings.Join(row, " "))
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
			into := directory.Person{ID: h.ID + "2"}
			joining.Merge(tx, who, into)
			house.Merge(kits, tx, who.ID, into.ID)
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
