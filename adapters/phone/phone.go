// Package phone is the vocabulary of a simulated person's phone. The fakes of
// WeChat and Telegram and the web chat each make phones; tests and the demo
// hold them in the hand.
package phone

import "time"

// Phone is one person's chat with the bot, as seen and used by that person.
// Methods that act return after the platform has taken the act (for a fake with
// an answer in the request: after the bot answered or failed to).
type Phone interface {
	Type(text string) error
	// Press taps the button, menu entry or link that is labelled so, in the
	// newest bubble that has it.
	Press(label string) error
	Photo(data []byte) error
	Voice(data []byte) error
	Pin(lat, lon float64, label string) error
	Sticker() error
	// Scan opens a building's code (a follow, for a person who is new).
	Scan(code string) error
	Leave() error // unsubscribe, block

	// Switch turns the phone off and on. While off nothing appears; what the
	// platform keeps appears when it is on again.
	Switch(on bool)
	// Screen is all that is to be seen, oldest first.
	Screen() []Bubble
	// Changed gets a value (at most one waits) after the screen changed.
	Changed() <-chan struct{}
}

// Bubble is one message on the screen.
type Bubble struct {
	ID     int64      `json:"id"` // stays when the message is edited
	At     time.Time  `json:"at"`
	Mine   bool       `json:"mine,omitempty"` // said by the person of this phone
	From   string     `json:"from,omitempty"` // in a group: who said it
	Text   string     `json:"text"`
	Rows   [][]string `json:"rows,omitempty"`  // labels of buttons, row by row
	Links  []Link     `json:"links,omitempty"` // tappable words inside or below the text
	Photo  []byte     `json:"photo,omitempty"`
	Voice  bool       `json:"voice,omitempty"`
	Edited bool       `json:"edited,omitempty"`
	Notice string     `json:"notice,omitempty"` // a grey line of the platform itself, or a toast
	Form   bool       `json:"form,omitempty"`   // a WeChat template card
}

// Link is a tappable word. URL is empty for one that sends its label as a message.
type Link struct {
	Label string `json:"label"`
	URL   string `json:"url,omitempty"`
}
