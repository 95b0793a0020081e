package tell

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
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/voice"
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

// Post puts a poll into a group.
func Post(tx store.Tx, p poll.Poll, g directory.Group) {
	out := groupOut(tx, p)
	id := outbox.Add(tx, outbox.Message{
		To: bot.Address{Channel: g.Channel, Chat: g.Chat}, Out: out,
		Priority: outbox.Bulk, Of: p.Of("group"), Expires: p.Closes,
	})
	postings.Put(tx, posting{Poll: p.ID, Channel: g.Channel, Chat: g.Chat, Message: id, Text: out.Text, At: tx.Now()})
}

// Repost puts the open polls of a group's place into it anew, so that they are at
// hand; not again within a minute. It reports whether there are any.
func Repost(tx store.Tx, g directory.Group) bool {
	any := false
	for _, p := range poll.Current(tx) {
		if !directory.Within(g.Place, p.For.Place) {
			continue
		}
		any = true
		was, _ := postings.Get(tx, store.Key(p.ID, g.Channel, g.Chat))
		if tx.Now().Sub(was.At) >= time.Minute {
			Post(tx, p, g)
		}
	}
	return any
}

// groupOut is a poll for everybody in a group to see: how many have voted, not
// what.
func groupOut(tx store.Reader, p poll.Poll) bot.Out {
	switch p.State {
	case poll.Cancelled:
		return bot.Out{Text: CancelWords(p)}
	case poll.Published, poll.Drawing:
		return bot.Out{Text: p.Head() + "\n\n已经截止。" + ballot.Verdict(p)}
	case poll.Closed, poll.Archived:
		return bot.Out{Text: p.Head() + "\n\n已经截止，正在等结果。"}
	}
	text := []string{
		p.Head(), "请" + p.For.Words(tx) + of(p).how(), of(p).until(),
		groupTook(p, poll.Live(tx, p.ID), voice.BoxOf(tx, p.ID).Out()),
	}
	if head := headWords(tx, p); head != "" {
		text[len(text)-1] += "\n" + head
	}
	out := bot.Out{Links: []bot.Link{{Label: toChat(p), Code: talk.StartCode("vote", p.ID)}}}
	out.Links = append(out.Links, PageLinks(tx, p)...)
	if ballot.Direct(p) {
		out.Buttons = append(Buttons(p), arriveButtons(p)...)
	} else {
		text = slices.Insert(text, 2, p.Lines("· "))
	}
	out.Text = strings.Join(text, "\n\n")
	return out
}

func groupTook(p poll.Poll, live poll.Part, out int) string {
	if p.Assembles() {
		return fmt.Sprintf("%s\n开始时一共%s可以参加。", attendWords(p, live.Attended(), live.Took-out, out, live.Admitted), p.Voices(p.Electorate))
	}
	return fmt.Sprintf("已经投了%s%s，开始时一共%s可以投。", p.Voices(live.Took-out), outWords(p, out), p.Voices(p.Electorate))
}

// Stir has the postings of a poll brought up to date soon, once for all the
// votes until then.
func Stir(tx store.Tx, p poll.Poll) {
	if _, soon := pulses.Get(tx, store.Key(p.ID)); soon || len(PostingsOf(tx, p)) == 0 {
		return
	}
	pulses.Put(tx, pulse{Poll: p.ID})
	agenda.Set(tx, tx.Now().Add(beat), poll.DueLive, p.ID)
}

// LiveDue brings the postings of a poll up to date.
func LiveDue(tx store.Tx, e agenda.Entry) error {
	pulses.Delete(tx, store.Key(e.Ref))
	if p, ok := poll.Get(tx, e.Ref); ok {
		Refresh(tx, p)
	}
	return nil
}

// PostingsOf are where a poll stands in groups.
func PostingsOf(tx store.Reader, p poll.Poll) []posting {
	from, to := store.Under(store.Key(p.ID))
	return slices.Collect(postings.Range(tx, from, to))
}

// Refresh changes the postings of a poll to how it is now. Telegram refuses an
// edit that changes nothing, so there is none then.
func Refresh(tx store.Tx, p poll.Poll) {
	list := PostingsOf(tx, p)
	if len(list) == 0 {
		return
	}
	out := groupOut(tx, p)
	for _, g := range list {
		m, _ := outbox.Get(tx, g.Message)
		edit := out
		if edit.Edit = m.Ref; m.Ref == "" {
			edit.Edit = m.Out.Edit // a change is on its way
		}
		if edit.Edit == "" || g.Text == out.Text {
			continue
		}
		g.Message = outbox.Add(tx, outbox.Message{To: m.To, Out: edit, Priority: outbox.Bulk, Of: p.Of("group"), Same: p.Of("live")})
		g.Text = out.Text
		postings.Put(tx, g)
	}
}
