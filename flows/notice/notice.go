// Package notice tells many people something: plain news, or an activity that
// one signs up for, with a capacity, a waiting list and a reminder the evening
// before.
//
// What was sent can be corrected or withdrawn: whom it reached is told, what waits
// goes out right or not at all.
//
//	draft ── sent now, or at eight ──▶ sending ── all settled ──▶ sent
//	  └──────────── cancelled ◀───────────┴────────────────────────┘
//
// A draft, or the rest of one being sent, whose time passes while nothing runs is
// missed: its sender is asked whether it still holds.
//
// Signing up is open from sending until the activity begins. A sign-up is
// coming, waiting or cancelled; the line is in order of arrival and moves up by
// itself whenever a place is free.
//
// Who belongs to an audience is known to bot/directory; how messages travel and
// what became of each to bot/outbox. Nothing here claims that anybody has read
// anything: no platform tells.
package notice

import (
	"strconv"
	"time"

	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
)

// Kinds of notices.
const (
	Plain    = "plain"
	Activity = "activity"
)

// State is where a notice is on its way.
type State string

const (
	Draft     State = "draft"  // to be sent at Notice.Send
	Missed    State = "missed" // the time to send it passed while nothing ran; its sender is asked
	Sending   State = "sending"
	Sent      State = "sent"
	Cancelled State = "cancelled"
)

// Notice is one message to many.
type Notice struct {
	No     uint64 `json:"no"`
	Kind   string `json:"kind"`
	Urgent bool   `json:"urgent,omitempty"` // goes out at night too
	Title  string `json:"title"`
	Text   string `json:"text,omitempty"`
	Photo  string `json:"photo,omitempty"` // id of a photo somebody sent

	// Of an activity:
	At       time.Time `json:"at,omitzero"` // when it begins
	Where    string    `json:"where,omitempty"`
	Capacity int       `json:"capacity,omitempty"` // 0: no limit

	To        directory.Audience `json:"to"`
	By        string             `json:"by"`
	State     State              `json:"state"`
	Why       string             `json:"why,omitempty"`       // it was cancelled
	Withdrawn bool               `json:"withdrawn,omitempty"` // it was cancelled because it should not have been sent
	Made      time.Time          `json:"made"`
	Ends      time.Time          `json:"ends,omitzero"`   // of no use after
	Send      time.Time          `json:"send"`            // when it went out, or is to
	Remind    time.Time          `json:"remind,omitzero"` // when those coming are reminded
	Posts     []string           `json:"posts,omitempty"` // messages of the outbox to groups
}

// ID is the notice's number as text, for buttons and references.
func (n Notice) ID() string { return strconv.FormatUint(n.No, 10) }

// of is what the notice's messages belong to in the outbox.
func (n Notice) of() string { return "notice/" + n.ID() }

// ofOne is what messages to one who signed up belong to.
func (n Notice) ofOne(person string) string { return n.of() + "/" + person }

var notices = store.NewTable("notice", func(n *Notice) string { return store.Key(n.No) },
	store.Index[Notice]{Name: "at", Keys: func(n *Notice) []string {
		if n.Kind != Activity || n.State == Draft || n.State == Cancelled {
			return nil
		}
		return []string{store.Key(n.At)}
	}},
)

// Get returns the notice with this id.
func Get(tx store.Tx, id string) (Notice, bool) {
	no, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return Notice{}, false
	}
	return notices.Get(tx, store.Key(no))
}

// kit is the capability with what it was given.
type kit struct {
	photo func(tx store.Tx, id string) string
}

// Kit is what notices bring into the house. photo gives the file name of a photo
// that somebody sent, "" while it is not there yet.
func Kit(photo func(tx store.Tx, id string) string) house.Kit {
	k := kit{photo}
	return house.Kit{
		Name: "notice", Topic: "活动和通知",
		Flows: []*talk.Flow{
			{Name: "newnotice", Title: "发通知", Right: directory.SendNotice, Run: k.compose, Tells: true},
			{Name: "progress", Title: "通知进度", Right: directory.SendNotice, Run: k.progress, Tells: true},
			{Name: "activity", Title: "活动", Run: k.show},
		},
		Commands: []talk.Command{
			{Words: []string{"发通知", "发活动", "发活动通知", "发布通知"}, Slash: "/notice", Help: "告诉大家一件事，或者办活动", Menu: 9, Flow: "newnotice"},
			{Words: []string{"通知进度", "活动进度", "我的通知"}, Slash: "/notices", Help: "送到了多少，谁报了名", Flow: "progress"},
			{Words: []string{"改通知", "更正通知"}, Slash: "/fixnotice", Help: "改正发出去的", Do: goTo("fix"), Right: directory.SendNotice, Rest: true},
			{Words: []string{"撤回通知", "收回通知"}, Slash: "/withdraw", Help: "发错了，收回来", Do: goTo("withdraw"), Right: directory.SendNotice, Rest: true},
			{Words: []string{"活动", "最近活动", "有什么活动", "看活动", "我的报名", "我要报名", "报名", "我的活动", "我报名的活动", "我报的活动"}, Slash: "/events", Help: "看看、报名", Menu: 3, Flow: "activity"},
			{Words: []string{"取消报名", "退报名"}, Help: "报了名又不去了", Undoes: "不去活动了", Do: cancelMine},
		},
		Intents: intents(), Open: titles, Forget: forget,
		Presses: []talk.Press{{Prefix: "act", Do: press}, {Prefix: missedPrefix, Do: k.decide}},
		Due: map[string]agenda.Handler{
			dueOver: overDue, dueRetell: retellDue, dueSend: k.sendDue, dueWatch: watchDue, dueRemind: remindDue,
		},
		Late:    map[string]agenda.Rule{dueSend: {Within: sendWithin}, dueWatch: {Within: sendWithin}, dueRetell: {Silent: true}},
		Filters: map[string]outbox.Filter{castFilter: wanted},
	}
}
