// Package meeting is the table at which those who answer for a place sit down together
// (四方议事会, 联席会): who is invited, what is talked about, what was said, and what was
// decided, each with somebody to do it and a day.
//
//	called ── the day before: reminded ──▶ (it takes place) ── minutes ──▶ held
//	   └──▶ off                                                    └ what was decided is an issue
//
// Whatever is decided is an issue with a number, an owner and a day (flows/issue), and is
// followed there as every other: nothing lives in minutes alone. What residents read of
// the minutes names nobody but offices. Where a meeting is held every month, its next one
// begins with what is open of the last.
package meeting

import (
	"slices"
	"strconv"
	"time"

	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

// State is where a meeting is.
type State string

const (
	Called State = "called"
	Held   State = "held" // its minutes are written
	Off    State = "off"
)

// Meeting is a meeting of those who answer for a place.
type Meeting struct {
	No      uint64    `json:"no"`
	Place   string    `json:"place"`
	Name    string    `json:"name"` // 四方议事会
	At      time.Time `json:"at"`
	Where   string    `json:"where"`
	By      string    `json:"by"` // who called it
	Monthly bool      `json:"monthly,omitempty"`
	State   State     `json:"state"`
	Seats   []Seat    `json:"seats"`
	Topics  []Topic   `json:"topics"`
	Came    string    `json:"came,omitempty"` // who was there, in words
	Code    string    `json:"code,omitempty"` // of its page, once it was held
}

// Seat is somebody who is invited.
type Seat struct {
	Person string `json:"person"`
	As     string `json:"as"` // a role of the directory
	Comes  Word   `json:"comes,omitempty"`
}

// Word is what somebody said to an invitation.
type Word string

const (
	Unsaid  Word = ""
	Coming  Word = "coming"
	Staying Word = "staying" // away
)

// Topic is something to talk about.
type Topic struct {
	Text    string     `json:"text"`
	Issue   string     `json:"issue,omitempty"` // the number, where it is one already
	Said    []string   `json:"said,omitempty"`
	Decided []Decision `json:"decided,omitempty"`
	Public  string     `json:"public,omitempty"` // Text as everybody reads it
}

// Decision is something to be done, by somebody, by the end of a day.
type Decision struct {
	Text   string    `json:"text"`
	Person string    `json:"person"`
	As     string    `json:"as"`
	By     time.Time `json:"by"`
	Issue  string    `json:"issue,omitempty"`  // under which number it is followed
	Public string    `json:"public,omitempty"` // Text as everybody reads it
}

// ID is the number as text, for buttons and references.
func (m Meeting) ID() string { return strconv.FormatUint(m.No, 10) }

// Whole is its name with its place: 桂花苑四方议事会.
func (m Meeting) Whole(tx store.Reader) string { return directory.FullName(tx, m.Place) + m.Name }

func (m Meeting) clone() Meeting {
	m.Seats, m.Topics = slices.Clone(m.Seats), slices.Clone(m.Topics)
	return m
}

var meetings = store.NewTable("meeting", func(m *Meeting) string { return store.Key(m.No) },
	store.Index[Meeting]{Name: "place", Keys: func(m *Meeting) []string { return []string{store.Key(m.Place+"/", m.No)} }},
	store.Index[Meeting]{Name: "code", Keys: func(m *Meeting) []string {
		if m.Code == "" {
			return nil
		}
		return []string{store.Key(m.Code)}
	}},
	store.Index[Meeting]{Name: "person", Keys: func(m *Meeting) []string {
		keys := []string{store.Key(m.By, m.No)}
		for _, s := range m.Seats {
			if s.Person != m.By {
				keys = append(keys, store.Key(s.Person, m.No))
			}
		}
		return keys
	}},
).Copied(Meeting.clone)

// Get returns the meeting with this id.
func Get(tx store.Reader, id string) (Meeting, bool) {
	no, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return Meeting{}, false
	}
	return meetings.Get(tx, store.Key(no))
}

// Path is where the pages of minutes are, below the public address.
const Path = "/minutes/"

// Config is what meetings have from others.
type Config struct {
	Code func(store.Tx) string          // of a page; nil: a random one
	Page func(code string) (url string) // nil: there are no pages
}

const codeLength = 12

// kit is the capability with what it has from others.
type kit struct{ Config }

// Kit is what meetings bring into the house.
func Kit(c Config) house.Kit {
	if c.Code == nil {
		c.Code = func(store.Tx) string { return directory.NewCode(codeLength) }
	}
	k := &kit{c}
	return house.Kit{
		Name: "meeting", Topic: "开会议事", Needs: []string{"issue"},
		Flows: []*talk.Flow{
			{Name: "meet", Title: "开议事会", Right: directory.HoldMeeting, Run: call},
			{Name: "minutes", Title: "写会议记录", Right: directory.HoldMeeting, Run: k.minutes, Within: 48 * time.Hour},
			{Name: "meetoff", Title: "取消会议", Right: directory.HoldMeeting, Run: callOff},
			{Name: "meetings", Title: "议事会", Run: k.look},
		},
		Commands: []talk.Command{
			{Words: []string{"议事会", "联席会"}, Slash: "/meetings", Help: "议了什么，定了什么，谁去办", Flow: "meetings"},
			{Words: []string{"开议事会", "开联席会", "召集会议", "开会"}, Help: "请几方坐下来议事", Flow: "meet"},
			{Words: []string{"写会议记录", "会议记录", "记会"}, Help: "会上说了什么、定了什么", Flow: "minutes"},
		},
		Presses: []talk.Press{{Prefix: prefix, Do: k.press}},
		Due:     map[string]agenda.Handler{dueRemind: remind, dueMinutes: askMinutes, dueAgain: again},
		Keeps:   keeps,
	}
}
