// Package bot is the vocabulary of Yishi: what comes in, what goes out, who and
// where. Every other package speaks these words; this one imports nothing.
//
// The words, the same in code, transcripts, documents and sentences to staff:
//
//	place     a node of the tree 街道 → 社区 → 小区 → 楼栋 → 单元 → 户
//	home      a place of the last kind
//	person    somebody we know; has accounts, homes and roles
//	account   a person's identity on one channel
//	channel   one account of ours on a platform: "wechat/main", "telegram/main", "web"
//	role      what a person does at a place (staff, property, building leader …)
//	issue     something that is wrong (诉求) and its way to the end
//	poll      a question put to people; ballot: one answer; tally: the count
//	notice    a message to many; audience: whom; delivery: one copy of it
//	flow      a conversation as a function; question, answer, step, journal: its parts
package bot

import (
	"context"
	"io"
	"net/http"
	"time"
)

// Address is one chat on one channel: where a message comes from and where an
// answer goes. Chat is opaque to all but the adapter of the channel.
type Address struct {
	Channel string `json:"channel"`
	Chat    string `json:"chat"`
}

// Kind says what an In is.
type Kind string

const (
	Text     Kind = "text"     // words: In.Text
	Photo    Kind = "photo"    // In.File, perhaps a caption in In.Text
	Voice    Kind = "voice"    // In.File
	Location Kind = "location" // In.Pin, perhaps an address in In.Text
	Contact  Kind = "contact"  // a card with a number: In.Text is the sender's own, as the platform vouches; "" it is another's
	Press    Kind = "press"    // a button: In.Text is the token it carried
	Follow   Kind = "follow"   // first contact or return; In.Text is the code scanned, if any
	Scan     Kind = "scan"     // a known account scanned a code: In.Text
	Leave    Kind = "leave"    // unsubscribed or blocked us
	Receipt  Kind = "receipt"  // the platform reports on a message of ours: In.Ref, In.Text ("" is delivered, else why not)
	Moved    Kind = "moved"    // a group has a new chat id: In.Text
	Other    Kind = "other"    // a sticker, a file, anything we do not take
	Result   Kind = "result"   // a machine's answer; made inside, never by an adapter
)

// In is one message from a platform, already checked for authenticity.
type In struct {
	// ID and At are the platform's own id and time of the message. They are the
	// same when the platform delivers it again, and ID is unique together with At
	// and From: platforms number the messages of a sender, not all there are.
	ID string    `json:"id"`
	At time.Time `json:"at"`

	// Sent is when the sender sent it, if the platform says so by its own clock and in
	// what it signs; else zero. (At of a pressed button may be that of its message.)
	Sent time.Time `json:"sent,omitzero"`

	Address        // where to answer
	From    string `json:"from"`           // the sender's account; equals Chat unless in a group
	Name    string `json:"name,omitempty"` // what the platform calls the sender, if it does
	Group   bool   `json:"group,omitempty"`
	ToUs    bool   `json:"toUs,omitempty"`  // in a group: mentions us or replies to us
	Topic   string `json:"topic,omitempty"` // in a group that has topics: the one where it was said

	Kind Kind   `json:"kind"`
	Text string `json:"text,omitempty"`
	File string `json:"file,omitempty"` // the platform's reference to a photo or voice
	Lost Lost   `json:"lost,omitempty"` // why that photo or voice cannot be had, if this is known already
	Set  string `json:"set,omitempty"`  // the photos sent together with it, where the platform says so; each comes as a message
	Pin  *Pin   `json:"pin,omitempty"`
	Ref  string `json:"ref,omitempty"` // the message of ours it belongs to (a pressed button's message)

	// Claim: the adapter holds a request that can carry one message as its
	// answer (a WeChat passive reply). Tap: the platform counts this as a menu
	// tap, not as a message (it opens a shorter window).
	Claim bool `json:"claim,omitempty"`
	Tap   bool `json:"tap,omitempty"`
}

// Out is one message to a chat. Text is plain; adapters render it.
type Out struct {
	Text    string   `json:"text,omitempty"`
	Typed   string   `json:"typed,omitempty"` // the text where choices are typed and not pressed; "": Text
	Buttons []Button `json:"buttons,omitempty"`
	Photo   string   `json:"photo,omitempty"` // a name in Files
	Links   []Link   `json:"links,omitempty"`
	// Edit is the platform's reference of a message of ours that this one
	// replaces, where the channel can; elsewhere it is sent as a new one.
	Edit string `json:"edit,omitempty"`
	// Title and Fields let a channel that needs a fixed form (a WeChat template
	// message outside the window) say the same: a short title, then named values.
	Title  string  `json:"title,omitempty"`
	Fields []Field `json:"fields,omitempty"`
	// Fleeting: once it has gone out nothing of it is kept (a secret ballot's receipt).
	// An adapter that is itself where people read it keeps it only as long as they
	// need for that, and then neither it nor what they said that led to it.
	Fleeting bool `json:"fleeting,omitempty"`
	// Aside: it only tells how something goes on; its buttons are a help. They get no
	// numbers while the chat is asked something else: digits are for that.
	Aside bool `json:"aside,omitempty"`
	// Thanks is the token of what whoever answers with thanks, or that they read it, has
	// pressed: 谢谢, 收到, 👍. "": that is only answered politely.
	Thanks string `json:"thanks,omitempty"`
	// Contact: it asks for the number of whoever reads it. A channel on which people can
	// show their own, so that the platform vouches for it, offers them to.
	Contact bool `json:"contact,omitempty"`
	// Topic is the part of a group it belongs to (In.Topic); "" the group itself.
	Topic string `json:"topic,omitempty"`
	// Forget: the person was erased, and this is the last word in the chat. An
	// adapter that keeps chats itself forgets all of this one; whoever comes back is
	// a stranger. It is how adapters, which do not know people, hear of it.
	Forget bool `json:"forget,omitempty"`
}

// Button is one choice. Pressed, its token comes back as an In of kind Press.
// A token holds at most 64 bytes (Telegram's callback_data,
// https://core.telegram.org/bots/api#inlinekeyboardbutton).
type Button struct {
	Label string `json:"label"`
	Token string `json:"token"`
	Wide  bool   `json:"wide,omitempty"` // deserves a row of its own
	Tap   bool   `json:"tap,omitempty"`  // of use only where buttons can be pressed; left out of numbered text (comes last)

	Digit bool `json:"digit,omitempty"` // of use only as a number: there are too many, or several are chosen at once
}

// MaxToken is the most bytes a button's token may hold.
const MaxToken = 64

// Link is a page to open. One without URL leads to our private chat on the channel it
// is sent on, with Code, if any: the outbox has Linker make its address when it sends.
type Link struct {
	Label string `json:"label"`
	URL   string `json:"url,omitempty"`
	Code  string `json:"code,omitempty"`
}

// Field is a named value of an Out.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Answer is what the handler gives back for one In.
type Answer struct {
	Out   *Out   // the first message, only if In.Claim; the rest follow through the outbox
	Toast string // a short word for a pressed button, at most 200 characters
	Pass  bool   // the account is shared (Limits.Shared), and this is for its owner to answer
}

// Handler takes one In to its end. It returns only after everything the
// message caused is durable; an adapter confirms to its platform after that.
// The same In handled again has no further effect and gets the same Answer. An
// error means that nothing was kept: the adapter lets the platform deliver again.
// Handlers may be called from many goroutines.
type Handler func(ctx context.Context, in In) (Answer, error)

// Adapter connects one channel.
type Adapter interface {
	// Channel is the channel's name: platform, "/", configured name.
	Channel() string

	// Run receives until ctx is done, giving each message to handle.
	Run(ctx context.Context, handle Handler) error

	// Render cuts an Out into pieces that the platform sends as one message
	// each. It is pure. Only the last piece has the buttons.
	Render(out Out) []Out

	// Send makes one call for one rendered piece. It returns the platform's
	// reference of the message. Its error is a *SendError, or means that
	// nobody knows whether the message went out.
	Send(ctx context.Context, to Address, out Out) (ref string, err error)

	Limits() Limits
}

// Limits are a channel's properties as data.
type Limits struct {
	Buttons bool // shows buttons itself; else numbered text
	Edits   bool // can replace a message of ours
	Groups  bool
	Mute    bool // nothing can be sent later: all there is is the answer to what came in
	// Window is when we may write to a person at all; nil: whenever we like.
	Window *Window
	// Forms: outside the window a message with Title and Fields can still be sent.
	Forms bool
	// Again: sending the same piece twice has no effect, so an unknown outcome
	// may simply be tried again.
	Again bool

	PerSecond      float64       // to all chats together; 0 is no limit
	PerChat        time.Duration // least time between messages to one chat
	PerGroupMinute int

	Shared *Shared `json:",omitempty"` // nil: the account is ours alone
}

// Shared says that the account behind a channel is somebody else's, whose server
// passes on what comes in. What is not for us is theirs to answer (Answer.Pass).
type Shared struct {
	Words []string `json:",omitempty"` // what residents begin with here; none: every word that begins something
}

// Window is how often, and for how long, a platform lets us write to a person who
// wrote to us. The sentences are for staff.
type Window struct {
	Said Allowance // by a message
	Tap  Allowance // by a press, a follow, a scan and whatever is In.Tap; beside the other

	Rule  string // what a message allows
	Spent string // nothing can be sent now: that is used up
	Over  string // nothing can be sent now: the time is over
	Still string // what can be sent even while the platform lets the channel rest
}

// Allowance is so many messages for so long.
type Allowance struct {
	Messages int
	For      time.Duration
}

// Webhook is an Adapter that receives by HTTP. Before Run it answers 503.
type Webhook interface {
	Adapter
	http.Handler
	Path() string // "/wechat/main"
}

// Linker is an Adapter that can make the address of a page or code that, opened
// or scanned, arrives here as Follow or Scan with the code given.
type Linker interface {
	Link(ctx context.Context, code string) (url string, err error)
}

// Typer is an Adapter that can show that we are writing.
type Typer interface {
	Typing(ctx context.Context, to Address)
}

// Former is an Adapter that can say Title and Fields in the platform's fixed
// form, in the window or not (Limits.Forms). The same id to the same chat is
// delivered once within ten minutes, so an unknown outcome may be tried again.
// Its errors are those of Send; a Receipt with the ref follows.
type Former interface {
	SendForm(ctx context.Context, to Address, out Out, id string) (ref string, err error)
}

// Fetcher is an Adapter whose platform keeps photos and voices for us to fetch.
type Fetcher interface {
	// Fetch returns the file behind In.File and its ending ("jpg", "ogg"). An error
	// that is a Lost is for good, any other may pass.
	Fetch(ctx context.Context, file string) (body io.ReadCloser, ext string, err error)
}

// Files keeps photos and voices under names made from their content.
type Files interface {
	// Save's error is ErrFull while there is no room.
	Save(r io.Reader, ext string) (name string, err error)
	Open(name string) (io.ReadCloser, error)
	// Remove deletes a file; that there is none of that name is no error.
	Remove(name string) error
}
