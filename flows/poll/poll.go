// Package poll puts questions to the people of a place and counts their answers:
// staff open a poll, everybody it is for is told and votes by a press or a
// digit, may change it until closing, and is told the result.
//
//	draft ──Approve──▶ announced ──▶ open ──its time──▶ closed ──by day──▶ published ──▶ archived
//	  (where a second   (the register    └─Extend─┘        └─a lot is needed─▶ drawing ─its number─▲
//	   look is asked)    is frozen)      └──Cancel, with a reason──▶ cancelled ──▶ a new draft
//
// Rules only tighten: an opened poll is not edited, a secret one stays secret,
// and nobody sees how it stands before it is closed.
//
// This is the record: the poll and its states, the register's and the roll's numbers,
// the ballots, and the words that all of it shares. It names none of the rooms above it:
//
//	run ──▶ count, cast    count, cast, lists ──▶ tell ──▶ voice ──▶ ballot ──▶ poll
//
// Two things tell polls apart. What a ballot says (poll/ballot): kinds are data (kind.go)
// over one ballot (marks.go), a number for each option, that is a choice, a place in an
// order, points or a place in a queue. And whose vote it is (poll/voice): a person's, a
// home's where each home has one, or an exclusive part's where owners decide; theirs is
// counted over a register of its own (flows/owners), item by item, and may come by a
// proxy.
//
// Who may vote (the register), who has voted (the roll) and what was voted (the
// ballots) are kept apart. Only the roll leads from one to the other, and only in
// an open poll. In a secret one the ballot lies under the receipt, a random code
// that the voter alone holds, without a time and in no order.
//
// Ballots come in poll/cast, online or on paper entered by staff: of an open poll with
// whose it is and a photo, of a secret one in two acts that cannot be put together. The
// first ballot stands, and what is put aside for it is shown in the result. In an
// assembly who comes without voting is there all the same.
//
// From closing on they are counted in poll/count, by the methods of tally, into a
// list that anybody can check with poll/proof. Sending is left to the outbox, who lives
// where to the directory. Who holds polls is talked with in poll/hold, who votes in
// poll/vote; what they are told of a poll, wherever they are told it, poll/tell says.
package poll

import (
	"slices"
	"time"

	"yishi/bot/directory"
	"yishi/flows/tally"
	"yishi/flows/tally/budget"
	"yishi/flows/tally/estate"
	"yishi/store"
)

// State is where a poll is in its life.
type State string

const (
	Draft     State = "draft"     // waits for a second look
	Announced State = "announced" // the register is made, or waits for the opening
	Opened    State = "open"      // ballots are taken
	Closed    State = "closed"    // counted, not yet told
	Drawing   State = "drawing"   // told as far as it goes without the lot, whose number is still to come (lot.go)
	Published State = "published" // told
	Archived  State = "archived"  // no longer shown
	Cancelled State = "cancelled"
)

// Poll is one question to the people of a place.
type Poll struct {
	ID       string             `json:"id"`
	No       int                `json:"no"` // what people call it
	Kind     Kind               `json:"kind,omitempty"`
	Question string             `json:"question"`
	Note     string             `json:"note,omitempty"`
	Options  []Option           `json:"options"`
	Min      int                `json:"min"`
	Max      int                `json:"max"`
	Most     int                `json:"most,omitempty"`  // points an option can get
	Fund     int                `json:"fund,omitempty"`  // money to share, in fen
	Purse    int                `json:"purse,omitempty"` // of a budget: points each voter has to share; 0: they choose
	Left     budget.Completion  `json:"left,omitempty"`  // of a budget: what becomes of money that the shares leave over
	Drawn    bool               `json:"drawn,omitempty"` // seats go by lot, not to the first
	Seed     string             `json:"seed,omitempty"`  // of lots, in polls that were told it at the opening
	Secret   bool               `json:"secret,omitempty"`
	Final    bool               `json:"final,omitempty"`   // a ballot once given stays
	Carers   bool               `json:"carers,omitempty"`  // who acts for somebody may vote for them, if they agreed to that
	PerHome  bool               `json:"perHome,omitempty"` // each home has one vote
	For      directory.Audience `json:"for"`
	Entitled int                `json:"entitled,omitempty"` // who could attend, if more than are on the register
	Quorum   tally.Bar          `json:"quorum,omitzero"`
	Line     tally.Bar          `json:"line,omitzero"` // of votes for the first

	Newcomers bool `json:"newcomers,omitempty"` // who says only after the opening that they live here may vote unseen

	// Of an owners' vote.
	Formal   bool          `json:"formal,omitempty"`   // it decides; else it asks what owners think
	Register string        `json:"register,omitempty"` // the frozen register of owners
	Hash     string        `json:"hash,omitempty"`     // of that
	All      estate.Weight `json:"all,omitzero"`       // the persons and the area in it
	Silence  bool          `json:"silence,omitempty"`  // by their own rules delivered silence goes with the majority

	State      State     `json:"state"`
	By         string    `json:"by,omitempty"`
	Reviewer   string    `json:"reviewer,omitempty"`
	Announced  time.Time `json:"announced,omitzero"`
	Opens      time.Time `json:"opens,omitzero"` // zero in a draft: at once
	Closes     time.Time `json:"closes"`
	Reminds    time.Time `json:"reminds,omitzero"` // zero: nobody is reminded
	Unreminded bool      `json:"unreminded,omitempty"`
	Cursor     string    `json:"cursor,omitempty"`    // how far the register is made
	Frozen     bool      `json:"frozen,omitempty"`    // it is made
	Electorate int       `json:"electorate"`          // who is on it; at closing with those who came later
	Result     *Result   `json:"result,omitempty"`    // from closing on
	Page       string    `json:"page,omitempty"`      // who has this code may see the page of the result; drawn at closing
	Salt       string    `json:"salt,omitempty"`      // of what stands in place of names, in the list and of who is erased; nobody is told it
	Homes      string    `json:"homes,omitempty"`     // hash of the roll of the homes that voted
	Root       string    `json:"root,omitempty"`      // of the list of ballots, once it is made
	Format     string    `json:"format,omitempty"`    // of that list; "" is the first
	Lot        *Lot      `json:"lot,omitempty"`       // where one is needed
	Picture    string    `json:"picture,omitempty"`   // of the result, a name in bot.Files
	Cancelled  string    `json:"cancelled,omitempty"` // why
	Extended   string    `json:"extended,omitempty"`  // why, the last time
	Next       string    `json:"next,omitempty"`      // what follows, for who takes voting for signing up: 开课前会请您报名。
	Again      string    `json:"again,omitempty"`     // the poll that this one is held again for

	// Then is the day in the agenda of the capability for which it is held, and ThenRef
	// what of it: it comes once there is a result, or the poll is called off.
	Then    string `json:"then,omitempty"`
	ThenRef string `json:"thenRef,omitempty"`
}

// Option is one thing to choose. Keys are letters in the order of the list.
type Option struct {
	Key     string  `json:"key"`
	Label   string  `json:"label"`
	Cost    int     `json:"cost,omitempty"` // in fen
	Seats   int     `json:"seats,omitempty"`
	Subject Subject `json:"subject,omitempty"` // of an item that owners decide on
}

// Polls are all polls.
var Polls = store.NewTable("poll", func(p *Poll) string { return store.Key(p.ID) },
	store.Index[Poll]{Name: "state", Keys: func(p *Poll) []string { return []string{store.Key(string(p.State), p.Closes)} }},
	store.Index[Poll]{Name: "closes", Keys: func(p *Poll) []string { return []string{store.Key(p.Closes)} }},
	store.Index[Poll]{Name: "page", Unique: true, Keys: func(p *Poll) []string {
		if p.Page == "" {
			return nil
		}
		return []string{store.Key(p.Page)}
	}},
)

// Get returns a poll.
func Get(tx store.Reader, id string) (Poll, bool) { return Polls.Get(tx, store.Key(id)) }

// ByPage returns the poll whose page of results has a code.
func ByPage(tx store.Reader, code string) (Poll, bool) {
	if code == "" {
		return Poll{}, false
	}
	return Polls.Find(tx, "page", store.Key(code))
}

// Current are the polls that take ballots, the first to close first.
func Current(tx store.Reader) []Poll {
	return slices.DeleteFunc(slices.Collect(Polls.By(tx, "state", string(Opened))), func(p Poll) bool { return !p.Hears(tx) })
}

// Coming are the polls that are announced and not yet open, the first to close first.
func Coming(tx store.Reader) []Poll { return slices.Collect(Polls.By(tx, "state", string(Announced))) }

// KeepShown is how long a poll that is over is still shown to those who ask.
const KeepShown = 30 * 24 * time.Hour

// Recent are the polls that closed within a span before now, the last first.
func Recent(tx store.Reader, within time.Duration) []Poll {
	var past []Poll
	for id := range Polls.Between(tx, "closes", store.Key(tx.Now().Add(-within)), store.Key(tx.Now())) {
		if p, ok := Polls.Get(tx, id); ok && (p.State == Published || p.State == Drawing) {
			past = append(past, p)
		}
	}
	slices.Reverse(past)
	return past
}

// Takes reports whether ballots are taken at a moment: the agenda may be a little
// late with closing.
func (p *Poll) Takes(now time.Time) bool { return p.State == Opened && now.Before(p.Closes) }

// Grace is how long after the closing a ballot still counts that was sent before it,
// as its platform says by its own clock: WeChat brings what it got no answer to again
// for 15 s. The count waits for it.
const Grace = time.Minute

// Ends is when nothing can come any more.
func (p *Poll) Ends() time.Time { return p.Closes.Add(Grace) }

// Hears reports whether what tx handles was sent in time, and is there in time.
func (p *Poll) Hears(tx store.Reader) bool {
	return p.State == Opened && store.SaidAt(tx).Before(p.Closes) && tx.Now().Before(p.Ends())
}

// Of is what messages of a poll belong to.
func (p *Poll) Of(what string) string { return "poll/" + p.ID + "/" + what }

// TopicKey is what of polls somebody may stop being told.
const TopicKey = "poll"

// Topic is what telling of a poll belongs to. Of a vote of owners that decides everybody
// is told, whatever they want: it binds them.
func (p Poll) Topic() string {
	if p.Formal {
		return ""
	}
	return TopicKey
}
