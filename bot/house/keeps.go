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
	// Forget lets go of somebody who is about to be erased. What was counted stays
	// counted, and leads to nobody.
	Forget func(tx store.Tx, person string)
}

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
