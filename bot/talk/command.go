package talk

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// Command is something a person can call for outside of any question: by words,
// a slash command, a menu entry. It starts a flow or is done at once.
type Command struct {
	Words  []string // exact, folded: 报修, 诉求
	Slash  string   // /report
	Help   string   // what it is for, a line in the list of what one can do; "" only if another command's line leads to it
	Menu   int      // its place in the menu, from 1; 0: it stands in the list alone
	Topic  string   // what it is listed under; "" is what its kit says
	Undoes string   // what it gives up, said to who wants to cancel out of the blue: 不去活动了
	Flow   string   // the flow to start, or:
	Do     func(*Call) error
	Rest   bool // the words may be followed by more: 查 26-0007

	// ForOther: it can be done for somebody the person acts for (Call.For). What starts a
	// flow has the flow's.
	ForOther bool

	// Right is what somebody must be allowed at some place to see and use it; "" is
	// everybody's. What starts a flow has the flow's. The place itself is looked at
	// by the rules, when it is known.
	Right directory.Action
}

// Label is what a command is called in the menu and in the list: its first word.
func (c Command) Label() string { return c.Words[0] }

// Line is a command's line in the list.
func (c Command) Line() string { return c.Label() + "：" + c.Help }

// Press is what a button outside of conversations does: tokens "prefix:rest".
type Press struct {
	Prefix string
	Do     func(call *Call, rest string) error
	Right  directory.Action // as a Command's

	// Reads is which token words mean that answer a message with such buttons, where they
	// are neither a number nor a label of it; "": none. What it does not read, as without
	// it, means the label that it fits.
	Reads func(tx store.Reader, words string, buttons []bot.Button) (token string, read bool)
}

// Call is one command on its way: who, where, and what to answer. A bot.Refusal
// returned by a command is said to the person.
type Call struct {
	Tx      store.Tx
	Who     directory.Person
	For     directory.Person // whom it is for: the same, or whom they act for
	Account directory.Account
	Chat    bot.Address
	Group   bool      // in a group everybody reads the answer
	Topic   string    // in a group that has topics: the one where it was said
	Ref     string    // the message whose button was pressed
	Rest    string    // what followed the command; at first contact, what was said
	House   []Command // all there are, with whose each is

	Outs     []bot.Out
	Toast    string
	Fleeting bool   // of the toast nothing is kept, as of an Out that says so
	Begin    *Start // a flow to start in private
}

// Say answers in the chat.
func (c *Call) Say(out bot.Out) { c.Outs = append(c.Outs, out) }

// Start begins a flow in the person's private chat.
func (c *Call) Start(flow string, given Given) {
	c.Begin = &Start{Flow: flow, Given: given}
	if c.For.Via != "" {
		c.Begin.For = c.For.ID
	}
}

// ActFor has what is done from here on be for somebody else.
func (c *Call) ActFor(person string) (err error) {
	p, err := replay.Whose(c.Tx, c.Who, person)
	if err == nil {
		c.For = p
	}
	return err
}

// Done ends a flow that is open in the chat, without a word: what it was for was done in
// another way.
func (c *Call) Done(flow string) { replay.Done(c.Tx, c.Chat, flow) }
