package poll

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
)

// posting is a poll as it stands in a group: the newest message of ours there.
type posting struct {
	Poll    string    `json:"poll"`
	Channel string    `json:"channel"`
	Chat    string    `json:"chat"`
	Message string    `json:"message"`
	Text    string    `json:"text"` // what it shows
	At      time.Time `json:"at"`
}

// pulse marks that the postings of a poll are soon brought up to date.
type pulse struct {
	Poll string `json:"poll"`
}

var (
	postings = store.NewTable("posting", func(p *posting) string { return store.Key(p.Poll, p.Channel, p.Chat) })
	pulses   = store.NewTable("pulse", func(p *pulse) string { return store.Key(p.Poll) })
)

// beat is the least time between changes of one posting. Groups allow about 20
// messages and edits in a minute (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
const beat = 5 * time.Second

// post puts a poll into a group.
func post(tx store.Tx, p Poll, g directory.Group) {
	out := groupOut(tx, p)
	id := outbox.Add(tx, outbox.Message{
		To: bot.Address{Channel: g.Channel, Chat: g.Chat}, Out: out,
		Priority: outbox.Broadcast, Of: p.of("group"), Expires: p.Closes,
	})
	postings.Put(tx, posting{Poll: p.ID, Channel: g.Channel, Chat: g.Chat, Message: id, Text: out.Text, At: tx.Now()})
}

// Repost puts the open polls of a group's place into it anew, so that they are at
// hand; not again within a minute. It says whether there are any.
func Repost(tx store.Tx, g directory.Group) bool {
	any := false
	for _, p := range Current(tx) {
		if !directory.Within(g.Place, p.For.Place) {
			continue
		}
		any = true
		was, _ := postings.Get(tx, store.Key(p.ID, g.Channel, g.Chat))
		if tx.Now().Sub(was.At) >= time.Minute {
			post(tx, p, g)
		}
	}
	return any
}

// groupOut is a poll for everybody in a group to see: how many have voted, not
// what.
func groupOut(tx store.Tx, p Poll) bot.Out {
	switch p.State {
	case Cancelled:
		return bot.Out{Text: cancelWords(p)}
	case Published, Drawing:
		return bot.Out{Text: p.Head() + "\n\n已经截止。" + p.verdict()}
	case Closed, Archived:
		return bot.Out{Text: p.Head() + "\n\n已经截止，正在等结果。"}
	}
	text := []string{
		p.Head(), "请" + WhoFor(tx, p) + p.howWords(), p.untilWords(),
		p.groupTook(Live(tx, p.ID), boxOf(tx, p.ID).out()),
	}
	if head := headWords(tx, p); head != "" {
		text[len(text)-1] += "\n" + head
	}
	out := bot.Out{Links: []bot.Link{{Label: p.toChat(), Code: talk.StartCode("vote", p.ID)}}}
	out.Links = append(out.Links, p.PageLinks(tx)...)
	if p.direct() {
		out.Buttons = append(p.buttons(), p.arriveButtons()...)
	} else {
		text = slices.Insert(text, 2, p.list("· "))
	}
	out.Text = strings.Join(text, "\n\n")
	return out
}

func (p *Poll) groupTook(live Part, out int) string {
	if p.Assembles() {
		return fmt.Sprintf("%s\n开始时一共%s可以参加。", p.attendWords(live.Attended(), live.Took-out, out, live.Admitted), p.Voices(p.Electorate))
	}
	return fmt.Sprintf("已经投了%s%s，开始时一共%s可以投。", p.Voices(live.Took-out), p.outWords(out), p.Voices(p.Electorate))
}

// stir has the postings of a poll brought up to date soon, once for all the
// votes until then.
func stir(tx store.Tx, p Poll) {
	if _, soon := pulses.Get(tx, store.Key(p.ID)); soon || len(postingsOf(tx, p)) == 0 {
		return
	}
	pulses.Put(tx, pulse{Poll: p.ID})
	agenda.Set(tx, tx.Now().Add(beat), dueLive, p.ID)
}

func liveDue(tx store.Tx, e agenda.Entry) error {
	pulses.Delete(tx, store.Key(e.Ref))
	if p, ok := Get(tx, e.Ref); ok {
		refresh(tx, p)
	}
	return nil
}

func postingsOf(tx store.Tx, p Poll) []posting {
	from, to := store.Under(store.Key(p.ID))
	return slices.Collect(postings.Range(tx, from, to))
}

// refresh changes the postings of a poll to how it is now. Telegram refuses an
// edit that changes nothing, so there is none then.
func refresh(tx store.Tx, p Poll) {
	list := postingsOf(tx, p)
	if len(list) == 0 {
		return
	}
	out := groupOut(tx, p)
	for _, g := range list {
		m, _ := outbox.Get(tx, g.Message)
		if m.Ref == "" || g.Text == out.Text {
			continue
		}
		edit := out
		edit.Edit = m.Ref
		outbox.Add(tx, outbox.Message{To: m.To, Out: edit, Priority: outbox.Broadcast, Of: p.of("group"), Same: p.of("live")})
		g.Text = out.Text
		postings.Put(tx, g)
	}
}
