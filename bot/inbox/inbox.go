// Package inbox takes one message in: was it seen before? is it a command, a
// button, an answer in a conversation, or something said out of the blue? It
// runs what the message calls for and writes everything it caused, with the
// answer, in one transaction. A message delivered twice has one effect and gets
// the same answer twice.
//
// Inbox holds no rule of any matter: commands, buttons and flows are given to it.
//
// One thing it cannot know: an answer claimed by the adapter for the request that
// it holds counts as given, as no platform tells whether it took it. Only if all
// deliveries of a message went wrong on the platform's side, each of which gets
// the same answer, does the person miss it; whatever they say next is answered.
package inbox

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// Config is what an Inbox is made of.
type Config struct {
	Store    store.Store
	Engine   *replay.Engine
	Commands []talk.Command
	Presses  []talk.Press
	Adapters []bot.Adapter
	Files    bot.Files

	// Arrive handles a code that was scanned or opened ("" for none), at first
	// contact and later.
	Arrive func(call *talk.Call, code string, first bool) error
	// Hear is the flow that finds out what words out of the blue mean. It is
	// given "text" ("others": it is a command of others), or "voice" (a media id), "photo"
	// (a media id), "pin", or "number" (their own; "" another's).
	Hear string
	// Clear reports whether words out of the blue say by themselves what they want; nil:
	// none do.
	Clear func(tx store.Reader, who directory.Person, words string) bool
	// Now is the clock by which senders are held to a pace; nil holds nobody.
	Now func() time.Time
	// Sent is called after something was put into the outbox.
	Sent func()
}

// Inbox handles what comes in.
type Inbox struct {
	Config
	words   map[string]*talk.Command // by folded word
	slashes map[string]*talk.Command
	presses map[string]*talk.Press
	render  map[string]func(bot.Out) []bot.Out
	fetch   map[string]bot.Fetcher
	typers  map[string]bot.Typer
	door    door
	shared  map[string]*bot.Shared // by channel: accounts that are not ours alone
	hired   chan struct{}          // a job was put on the table
}

// seen is a message that was handled, with the answer it got. The key begins
// with the platform's own time of the message, so that keys of new messages
// append and old ones can be cut off.
type seen struct {
	Channel string    `json:"channel"`
	At      time.Time `json:"at"`
	ID      string    `json:"id"`
	From    string    `json:"from,omitempty"` // not noted by earlier versions
	Handled time.Time `json:"handled"`        // by our clock; At may be long before, that of a pressed message
	Out     *bot.Out  `json:"out,omitempty"`
	Toast   string    `json:"toast,omitempty"`
}

const seenTable = "seen"

var seens = store.NewTable(seenTable, (*seen).key)

func (s *seen) key() string {
	return keyOf(bot.In{Address: bot.Address{Channel: s.Channel}, At: s.At, ID: s.ID, From: s.From})
}

// keyOf is a message among all messages. Two people's may have one id.
func keyOf(in bot.In) string {
	if in.From == "" {
		return store.Key(in.Channel, in.At, in.ID)
	}
	return store.Key(in.Channel, in.At, in.ID, in.From)
}

// Handle is the bot.Handler: it returns after everything is durable.
func (b *Inbox) Handle(ctx context.Context, in bot.In) (bot.Answer, error) {
	clean(&in)
	if pass, err := b.pass(ctx, in); pass || err != nil {
		return bot.Answer{Pass: pass}, err
	}
	if why := b.door.turnAway(in); why != "" {
		return b.tooMuch(ctx, in, why)
	}
	t, err := b.attempt(ctx, in)
	if err != nil {
		return b.failed(ctx, in, err)
	}
	b.after(t)
	return t.answer, nil
}

// after wakes those who go on with what a turn has left for them.
func (b *Inbox) after(t *turn) {
	if t.queued && b.Sent != nil {
		b.Sent()
	}
	if t.hired {
		b.wakeWorkers()
	}
}

// attempt runs a message in a transaction of its own. A panic is an error with
// its stack; nothing of the message is kept then.
func (b *Inbox) attempt(ctx context.Context, in bot.In) (t *turn, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	err = b.Store.Update(ctx, func(tx store.Tx) error {
		if !in.Sent.IsZero() {
			tx = store.Said(tx, in.Sent)
		}
		t = &turn{b: b, tx: tx, in: in}
		return t.once()
	})
	return t, err
}

// turn is one message on its way through.
type turn struct {
	b  *Inbox
	tx store.Tx
	in bot.In

	account  directory.Account
	who      directory.Person
	outs     []bot.Out // to the chat it came from
	answer   bot.Answer
	queued   bool
	hired    bool
	fleeting bool          // nothing is to be kept of the toast
	again    bool          // tried again after a failure: the person has gone on meanwhile
	ahead    time.Duration // our clock, of the platform's
	whose    string        // whom the next command is for, if not for who speaks
	led      int           // how often a flow has ended with a command
}

// once handles the message unless that has been done already.
func (t *turn) once() error {
	if t.in.Kind == bot.Result { // its job is on the table, or it was handled
		return t.whole()
	}
	if t.known() {
		return nil
	}
	if err := t.whole(); err != nil {
		return err
	}
	t.mark()
	return nil
}

// known reports whether the message was handled before, and with which answer.
func (t *turn) known() (known bool) {
	t.answer, known = answered(t.tx, t.in)
	return known
}

// answered is the answer that a message got, if it was handled before.
func answered(tx store.Reader, in bot.In) (answer bot.Answer, known bool) {
	if s, ok := seens.Get(tx, keyOf(in)); ok {
		return bot.Answer{Out: s.Out, Toast: s.Toast}, true
	}
	// Of an earlier version: whose it was is not known, so nobody is shown its answer.
	_, ok := seens.Get(tx, store.Key(in.Channel, in.At, in.ID))
	return bot.Answer{}, ok
}

// whole handles the message and sends what it caused.
func (t *turn) whole() error {
	if err := t.handle(); err != nil {
		return err
	}
	t.reply()
	return nil
}

// fleeting is how long an answer of which nothing is to be kept is there for a
// platform that delivers again: WeChat does within 15 s
// (https://developers.weixin.qq.com/doc/service/en/guide/product/message/Passive_user_reply_message.html).
const fleeting = time.Minute

// mark notes that the message was handled, with the answer it got.
func (t *turn) mark() {
	s := seen{Channel: t.in.Channel, At: t.in.At, ID: t.in.ID, From: t.in.From, Handled: t.tx.Now(), Out: t.answer.Out, Toast: t.answer.Toast}
	seens.Put(t.tx, s)
	if t.fleeting || s.Out != nil && s.Out.Fleeting {
		agenda.Set(t.tx, t.tx.Now().Add(fleeting), dueForget, keyOf(t.in))
	}
}

// reply gives the first piece to the adapter that can carry it, and the rest to
// the outbox.
func (t *turn) reply() {
	t.toastAloud()
	outs := join(t.outs)
	for i := range outs {
		outs[i].Topic = t.in.Topic
		if t.who.Large {
			outs[i] = outbox.Enlarged(outs[i])
		}
	}
	if t.in.Claim && len(outs) > 0 && claimable(outs[0]) {
		pieces := t.b.render[t.in.Channel](outs[0])
		if len(pieces) > 0 {
			outbox.Offered(t.tx, t.in.Address, outs[0], t.tx.Now())
			t.answer.Out = &pieces[0]
			for i := range pieces {
				pieces[i].Fleeting = outs[0].Fleeting
			}
			outs = append(pieces[1:], outs[1:]...)
		}
	}
	for _, out := range outs {
		outbox.Add(t.tx, outbox.Message{To: t.in.Address, Out: out, Priority: outbox.Reply}) // here, and nowhere else
		t.queued = true
	}
}

// claimable: an answer is there when the transaction ends. A link that is still to be
// made takes a call of the platform, which is the outbox's to make.
func claimable(out bot.Out) bool {
	return out.Edit == "" && !slices.ContainsFunc(out.Links, func(l bot.Link) bool { return l.URL == "" })
}

// join makes one message of words that follow each other: a message is a
// notification, and on WeChat one of five.
func join(outs []bot.Out) []bot.Out {
	var joined []bot.Out
	for _, out := range outs {
		if n := len(joined); n > 0 && plain(joined[n-1]) && out.Edit == "" && out.Photo == "" {
			if out.Typed != "" {
				out.Typed = joined[n-1].Text + "\n\n" + out.Typed
			}
			out.Text = joined[n-1].Text + "\n\n" + out.Text
			out.Fleeting = out.Fleeting || joined[n-1].Fleeting
			out.Forget = out.Forget || joined[n-1].Forget
			joined[n-1] = out
			continue
		}
		joined = append(joined, out)
	}
	return joined
}

func plain(o bot.Out) bool {
	return len(o.Buttons) == 0 && o.Photo == "" && o.Edit == "" && len(o.Links) == 0
}

// Prefixes mark the buttons that are the inbox's own: those of questions, and of
// what to do with an open conversation.
func Prefixes() []string { return []string{replay.Prefix, insteadPrefix} }

// New makes an inbox of what nobody else in it is called.
func New(c Config) *Inbox {
	b := &Inbox{
		Config: c, door: newDoor(c.Now), words: map[string]*talk.Command{}, slashes: map[string]*talk.Command{},
		presses: map[string]*talk.Press{}, render: map[string]func(bot.Out) []bot.Out{},
		fetch: map[string]bot.Fetcher{}, shared: map[string]*bot.Shared{}, hired: make(chan struct{}, 1),
		typers: typersOf(c.Adapters),
	}
	for i := range c.Commands {
		b.register(&b.Commands[i])
	}
	for i := range c.Presses {
		b.presses[c.Presses[i].Prefix] = &b.Presses[i]
	}
	for _, a := range c.Adapters {
		b.render[a.Channel()] = a.Render
		b.shared[a.Channel()] = a.Limits().Shared
		if f, ok := a.(bot.Fetcher); ok {
			b.fetch[a.Channel()] = f
		}
	}
	return b
}

// Handlers are the agenda's handlers that belong to the inbox.
func (b *Inbox) Handlers() map[string]agenda.Handler {
	return map[string]agenda.Handler{dueTalk: b.late, dueRetry: b.retry, dueClean: b.cleanUp, dueForget: forget}
}

// Rules are how late they are done: what is tidied up wakes nobody.
func Rules() map[string]agenda.Rule {
	return map[string]agenda.Rule{dueClean: {Silent: true}, dueForget: {Silent: true}}
}

func (b *Inbox) failed(ctx context.Context, in bot.In, err error) (bot.Answer, error) {
	if ctx.Err() != nil || isStoreFault(err) {
		return bot.Answer{}, err
	}
	slog.Error("a message failed", "channel", in.Channel, "kind", in.Kind, "err", err)
	if in.Kind == bot.Result {
		return bot.Answer{}, b.putOff(ctx, in)
	}
	return b.park(ctx, in)
}
