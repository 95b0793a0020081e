package app

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/flows/roster/lists"
	"yishi/store"
)

// cuiping is a second street in the store of the sample street, with nothing going on
// and somebody in every post.
const cuiping = "9"

func (o *office) cuiping() map[string]directory.Person {
	const estate = cuiping + "/1/1"
	all := map[string]directory.Person{"resident": {}}
	for role, place := range map[string]string{
		directory.StreetStaff: cuiping, directory.Staff: cuiping + "/1", directory.Property: estate,
		directory.Committee: estate, directory.GridOfficer: cuiping + "/1", directory.BuildingLeader: estate + "/1",
	} {
		all[role] = directory.Person{Roles: []directory.Role{{Role: role, Place: place}}}
	}
	o.update(func(tx store.Tx) error {
		for id, p := range map[string]directory.Place{
			cuiping: {Kind: directory.Street, Name: "翠屏街道"}, cuiping + "/1": {Kind: directory.Community, Name: "翠屏社区"},
			estate: {Kind: directory.Estate, Name: "翠屏里"}, estate + "/1": {Kind: directory.Building, Name: "1栋", Code: "CPLAAA"},
			estate + "/1/1": {Kind: directory.Unit, Name: "1单元"},
		} {
			p.ID = id
			directory.PutPlace(tx, p)
		}
		for i, name := range slices.Sorted(maps.Keys(all)) {
			home := fmt.Sprintf("%s/1/1/10%d", estate, i+1)
			directory.PutPlace(tx, directory.Place{ID: home, Kind: directory.Home, Name: fmt.Sprint(101 + i)})
			p := all[name]
			p.ID, p.Name, p.Trust, p.Consent, p.Born = "cuiping "+name, "翠屏"+name, directory.Verified, directory.ConsentVersion, 1950
			p.Ties = []directory.Tie{{Home: home, As: directory.Owner}}
			directory.PutPerson(tx, p)
			all[name] = p
			if err := directory.LinkAccount(tx, directory.Account{Channel: "web", Chat: p.ID}, p.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return all
}

// theirs are words that only the sample street has: its places and people, and what
// issues, polls, notices, courses and things to lend are called.
func (o *office) theirs() map[string]bool {
	words := map[string]bool{}
	_ = o.db.View(context.Background(), func(tx store.Reader) error {
		for _, table := range []string{"place", "person", "issue", "poll", "notice", "activity", "course", "thing", "owner"} {
			for key, doc := range tx.Scan(table, "", "") {
				if strings.HasPrefix(key, cuiping) || strings.Contains(key, "cuiping") {
					continue
				}
				var record any
				if start := strings.IndexByte(string(doc), '{'); start >= 0 && json.NewDecoder(strings.NewReader(string(doc[start:]))).Decode(&record) == nil {
					names(record, words)
				}
			}
		}
		return nil
	})
	return words
}

// names are what a record is called.
func names(record any, words map[string]bool) {
	fields, _ := record.(map[string]any)
	for _, key := range []string{"name", "what", "title", "question", "text"} {
		if said, _ := fields[key].(string); len([]rune(said)) > 2 && strings.Trim(said, "0123456789栋单元") != "" {
			words[said] = true
		}
	}
}

// heardAll is all that somebody is told who says something, and the buttons there.
func (o *office) heardAll(who string, kind bot.Kind, text string) (heard string, tokens []string) {
	o.Helper()
	last := ""
	_ = o.db.View(context.Background(), func(tx store.Reader) error {
		for key := range tx.ScanBack("message", "", "") {
			last = key
			break
		}
		return nil
	})
	o.n++
	answer, err := o.h.Inbox.Handle(context.Background(), bot.In{
		ID: store.Key(o.n), At: inTheOffice, Address: bot.Address{Channel: "web", Chat: who}, From: who, Kind: kind, Text: text, Claim: true,
	})
	if err != nil {
		o.Errorf("%s says %s: %v", who, text, err)
	}
	add := func(out bot.Out) {
		heard += "\n" + out.Text + out.Typed
		for _, b := range out.Buttons {
			heard, tokens = heard+"\n["+b.Label+"]", append(tokens, b.Token)
		}
	}
	if answer.Out != nil {
		add(*answer.Out)
	}
	_ = o.db.View(context.Background(), func(tx store.Reader) error {
		for key, doc := range tx.Scan("message", last, "") {
			var m struct {
				To  bot.Address `json:"to"`
				Out bot.Out     `json:"out"`
			}
			start := strings.IndexByte(string(doc), '{')
			if key != last && json.NewDecoder(strings.NewReader(string(doc[start:]))).Decode(&m) == nil && m.To.Chat == who {
				add(m.Out)
			}
		}
		return nil
	})
	return heard + answer.Toast, tokens
}

// TestTwoStreets has the people of one street say every word there is, with numbers and
// names behind it, and press what they are shown: they find nothing of the other street
// in the store.
func TestTwoStreets(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousand turns take their time")
	}
	o := newOffice(t)
	theirs := o.theirs()
	all := o.cuiping()
	found := map[string]bool{}
	look := func(who, said, heard string) {
		for word := range theirs {
			if strings.Contains(heard, word) && !strings.Contains(said, word) && !found[said+word] {
				found[said+word] = true
				t.Errorf("%s says %q and finds %q:\n%s", who, said, word, heard)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		who := all[name].ID
		pressed := map[string]bool{}
		for _, c := range house.Commands(Kits(config.Config{PublicURL: "http://here"})) {
			for _, words := range said(c.Words[0], c.Rest) {
				heard, tokens := o.heardAll(who, bot.Text, words)
				look(name, words, heard)
				for len(tokens) > 0 {
					token := tokens[0]
					tokens = tokens[1:]
					if pressed[token] || len(pressed) > 400 {
						continue
					}
					pressed[token] = true
					heard, more := o.heardAll(who, bot.Press, token)
					look(name, words+" → "+token, heard)
					tokens = append(tokens, more...)
				}
				o.heardAll(who, bot.Text, "取消")
			}
		}
	}
}

// said is what is said for a command: alone, and with what might be of the other street.
func said(word string, more bool) []string {
	if !more {
		return []string{word}
	}
	return []string{word, word + " 26-0001", word + "1", word + " 李大山", word + " 桂花苑3栋", word + " 梯子"}
}

// The lists of one street hold all of it, and nothing of another in the store. (Whoever
// says every word there is, as above, says 删除我的资料, too: after that there is nobody.)
func TestTheListsOfOneStreet(t *testing.T) {
	o := newOffice(t)
	theirs := o.theirs()
	o.cuiping()
	o.update(func(tx store.Tx) error {
		book, err := lists.Export(tx, cuiping)
		if err != nil {
			return err
		}
		plan := lists.PlanOf(tx, []house.File{{Name: "cuiping.xlsx", Data: book}})
		if len(plan.Problems) > 0 || plan.Rows["地点"] != 12 || plan.Rows["居民"] != 7 || plan.Rows["职务"] != 6 {
			t.Errorf("read again it says\n%s", strings.Join(plan.Lines(), "\n"))
		}
		sheets, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
		if err != nil {
			return err
		}
		for _, sheet := range sheets.File {
			in, err := sheet.Open()
			if err != nil {
				return err
			}
			text, err := io.ReadAll(in)
			if err != nil {
				return err
			}
			for word := range theirs {
				if strings.Contains(string(text), word) {
					t.Errorf("%s is in %s", word, sheet.Name)
				}
			}
		}
		return nil
	})
}
