package outbox

import (
	"net/url"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/store"
)

// Broadcast is a message to many: who they are is settled when it starts, a
// stretch at a time, each stretch's messages and the cursor behind it in one
// transaction. So a crash in between neither skips nor doubles anybody.
type Broadcast struct {
	ID       string             `json:"id"`
	Of       string             `json:"of"`
	Out      bot.Out            `json:"out"`
	To       directory.Audience `json:"to"`
	Topic    string             `json:"topic,omitempty"`  // who stopped it is left out, unless it is urgent
	Filter   string             `json:"filter,omitempty"` // a registered Filter, applied to Ref
	Ref      string             `json:"ref,omitempty"`
	Line     string             `json:"line,omitempty"` // a registered Line, for Ref
	Priority Priority           `json:"priority"`
	Expires  time.Time          `json:"expires,omitzero"`
	Cursor   string             `json:"cursor,omitempty"`
	People   int                `json:"people"` // so far
	Done     bool               `json:"done,omitempty"`
	Started  time.Time          `json:"started"`
	After    time.Time          `json:"after,omitzero"`  // it is left until then
	Worded   time.Time          `json:"worded,omitzero"` // when Out was written, if after Started
	Night    bool               `json:"night,omitempty"` // it began while the people of its place rest, as was meant
}

// Filter reports whether a person of the audience is to get the message.
type Filter func(tx store.Reader, ref string, p directory.Person) bool

// Line is what one person of the audience is told beside what all are told; "" nothing.
type Line func(tx store.Reader, ref string, p directory.Person) string

var broadcasts = store.NewTable("casting", func(c *Broadcast) string { return c.ID },
	store.Index[Broadcast]{Name: "open", Keys: func(c *Broadcast) []string {
		if c.Done {
			return nil
		}
		return []string{"open"}
	}},
	store.Index[Broadcast]{Name: "of", Keys: func(c *Broadcast) []string { return []string{store.Key(c.Of)} }},
)

// TellAll begins a message to many. The people are walked afterwards, by Run.
func TellAll(tx store.Tx, c Broadcast) string {
	c.ID = store.Key(tx.Seq())
	c.Started = tx.Now()
	c.Night = setting.Awake(tx, c.To.Place, c.Started).After(c.Started)
	broadcasts.Put(tx, c)
	return c.ID
}

// stretch is how many people are settled in one transaction: small enough that
// people in conversation do not notice.
const stretch = 200

// spread settles the next stretch of a broadcast.
func (o *Outbox) spread(tx store.Tx, id string) (more bool) {
	c, ok := broadcasts.Get(tx, id)
	if !ok || c.Done || tx.Now().Before(c.After) {
		return false
	}
	line := o.Lines[c.Line]
	n := 0
	for p := range c.To.After(c.Cursor).People(tx) {
		if n++; n > stretch {
			broadcasts.Put(tx, c)
			return true
		}
		c.Cursor = c.To.Cursor(p)
		if o.isFor(tx, c, p) {
			c.People++
			m := Message{Person: p.ID, Body: c.ID, Priority: c.Priority, Of: c.Of, Expires: c.Expires}
			if line != nil {
				m.Line = line(tx, c.Ref, p)
			}
			Add(tx, m)
		}
	}
	c.Done = true
	broadcasts.Put(tx, c)
	return false
}

// Moot is why a message was not sent that its Filter no longer passes.
const Moot = "等着发的时候，对方已经不需要了"

// wanted reports whether a message is still for its person: one that had to wait
// may have become of no use.
func (o *Outbox) wanted(tx store.Reader, m Message) bool {
	if m.Body == "" {
		return true
	}
	c, _ := broadcasts.Get(tx, m.Body)
	if c.Topic == "" && o.filters[c.Filter] == nil {
		return true
	}
	p, ok := directory.GetPerson(tx, directory.Resolve(tx, m.Person))
	return ok && o.isFor(tx, c, p)
}

// isFor reports whether a person of the audience is to get a broadcast.
func (o *Outbox) isFor(tx store.Reader, c Broadcast, p directory.Person) bool {
	filter := o.filters[c.Filter]
	return c.wantedBy(tx, p) && (filter == nil || filter(tx, c.Ref, p))
}

func (c Broadcast) wantedBy(tx store.Reader, p directory.Person) bool {
	return c.Topic == "" || directory.Wants(tx, p, c.Topic, c.Priority == Urgent)
}

// body is what a message says.
func body(tx store.Reader, m Message) bot.Out {
	out := m.Out
	if m.Body != "" {
		c, _ := broadcasts.Get(tx, m.Body)
		out = c.Out
	}
	if m.Line != "" {
		out.Text += "\n\n" + m.Line
		if out.Typed != "" {
			out.Typed += "\n\n" + m.Line
		}
	}
	if m.Bare {
		out = bared(out)
	}
	if m.Aside {
		out.Buttons = numberless(out.Buttons)
	}
	if p, ok := directory.GetPerson(tx, directory.Resolve(tx, m.Person)); ok && p.Large {
		out = Enlarged(out)
	}
	return aged(tx, m, out)
}

// LargePage stands in the address of a page for who wants large type.
const LargePage = "large"

// Enlarged is a message whose pages open in large type. Pictures are made in it for all.
func Enlarged(out bot.Out) bot.Out {
	out.Links = slices.Clone(out.Links)
	for i, l := range out.Links {
		if address, err := url.Parse(l.URL); err == nil && l.URL != "" {
			query := address.Query()
			query.Set(LargePage, "1")
			address.RawQuery = query.Encode()
			out.Links[i].URL = address.String()
		}
	}
	return out
}
