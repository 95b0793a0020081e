package house

import (
	"yishi/bot/directory"
	"yishi/store"
)

// Keeps is what a capability keeps of people, and how it answers for that. Who keeps
// people answers all of it. Somebody may have been a guest before: what is theirs is
// found under all of directory.IDsOf.
type Keeps struct {
	Tables []string // in which their ids stand
	// Known tells somebody what is kept of them, a line each: 反映过的事：3件.
	Known func(tx store.Reader, who directory.Person) []string
	// Export gives somebody all of it to take along. What a secret poll keeps from
	// everybody it keeps from them.
	Export func(tx store.Reader, who directory.Person) []Sheet
	// Merge makes one of what two records of a person have; the directory did already.
	// ByIDs where there is nothing to do.
	Merge func(tx store.Tx, from, into string)
	// Forget lets go of somebody who is about to be erased. What was counted stays
	// counted, and leads to nobody.
	Forget func(tx store.Tx, person string)

	// Claimed is what somebody did for a home that Unclaim can undo, a line each; it is
	// asked where they never lived there. Of what cannot be undone it says so.
	Claimed func(tx store.Reader, person, home string) []string
	Unclaim func(tx store.Tx, by directory.Person, person, home string)
}

// Sheet is a table to be read elsewhere: rows under their heads.
type Sheet struct {
	Name string // 反映过的事
	Head []string
	Rows [][]string
}

// Sheets are those that have rows.
func Sheets(all ...Sheet) (some []Sheet) {
	for _, s := range all {
		if len(s.Rows) > 0 {
			some = append(some, s)
		}
	}
	return some
}

// ByIDs answers Keeps.Merge where everything is found under all ids of somebody.
func ByIDs(store.Tx, string, string) {}

// Core are the tables of the rooms themselves in which people stand: the directory
// erases them itself, messages and journals go when they are done with, and what the
// audit log says of the acts of staff stays.
var Core = []string{
	"person", "account", "act", "staffcode", "tries", "group", "claim", "proof", "linkcode", "care",
	"message", "casting", "window", "queue", "offer", "journal", "job", "instead", "agenda", "seen", "parked", "media",
}

// Topic is what many people are told of a capability, and each may stop.
type Topic struct {
	Key   string // of outbox.Broadcast.Topic
	Name  string // 活动通知
	Still string // what of it comes all the same: 紧急通知; "" nothing
	Words string // with which people name it
}

// Known is what all kits tell somebody is kept of them.
func Known(kits []Kit, tx store.Reader, who directory.Person) (lines []string) {
	for _, k := range kits {
		if k.Keeps.Known != nil {
			lines = append(lines, k.Keeps.Known(tx, who)...)
		}
	}
	return lines
}

// Export is all that the kits keep of somebody.
func Export(kits []Kit, tx store.Reader, who directory.Person) (sheets []Sheet) {
	for _, k := range kits {
		if k.Keeps.Export != nil {
			sheets = append(sheets, k.Keeps.Export(tx, who)...)
		}
	}
	return sheets
}

// Merge has all kits make one of what two records of a person have.
func Merge(kits []Kit, tx store.Tx, from, into string) {
	for _, k := range kits {
		if k.Keeps.Merge != nil {
			k.Keeps.Merge(tx, from, into)
		}
	}
}

// Forget has all kits let go of somebody who is about to be erased.
func Forget(kits []Kit, tx store.Tx, person string) {
	for _, k := range kits {
		if k.Keeps.Forget != nil {
			k.Keeps.Forget(tx, person)
		}
	}
}

// Claimed is what somebody did in any kit for a home.
func Claimed(kits []Kit, tx store.Reader, person, home string) (lines []string) {
	for _, k := range kits {
		if k.Keeps.Claimed != nil {
			lines = append(lines, k.Keeps.Claimed(tx, person, home)...)
		}
	}
	return lines
}

// Unclaim undoes that.
func Unclaim(kits []Kit, tx store.Tx, by directory.Person, person, home string) {
	for _, k := range kits {
		if k.Keeps.Unclaim != nil {
			k.Keeps.Unclaim(tx, by, person, home)
		}
	}
}

// Owns reports whether the register of any kit has somebody as an owner of a home.
func Owns(kits []Kit, tx store.Reader, home, name, phone string) bool {
	for _, k := range kits {
		if k.Owns != nil && k.Owns(tx, home, name, phone) {
			return true
		}
	}
	return false
}
