package outbox

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/store"
)

// mostDigest is the most characters of a digest: it is one message with the answer that
// carries it. What is beyond goes out by itself.
const mostDigest = 450

// Digest makes one message of what waited for a chat to open, as far as it holds that,
// for the answer to whoever opened it. It counts as sent with that answer, which says said.
// Its choices can be answered by their words; what was of use only then, is past by a later
// one, or is said anyhow, is left out.
func (o *Outbox) Digest(tx store.Tx, chat bot.Address, said string) (digest bot.Out, some bool) {
	var parts []string
	room := mostDigest
	waiting := slices.Collect(messages.By(tx, "waiting", store.Key(chat.Channel, chat.Chat)))
	for i, m := range waiting {
		m.moveTo(chat)
		m.Tried = nil
		if o.useless(tx, &m) || m.overtaken(tx, waiting[i+1:]) {
			write(tx, m)
			continue
		}
		m.age(tx)
		out := body(tx, m)
		text := out.Text + byWords(out)
		if room -= utf8.RuneCountInString(text); room < 0 || out.Photo != "" || len(out.Links) > 0 || m.isEdit() || m.Pieces > 0 {
			continue
		}
		if head := heading(out.Text); head == "" || !strings.Contains(said, head) {
			parts = append(parts, text)
			digest.Fleeting = digest.Fleeting || out.Fleeting
			if len(numbers(out)) > 0 && !out.Aside {
				digest.Buttons = out.Buttons
			}
			digest.Thanks = out.Thanks
		}
		m.State, m.Called = Sent, tx.Now()
		m.Pieces++
		m.note(tx, "ok", "")
		write(tx, m)
		offer(tx, chat, bot.Out{Buttons: out.Buttons}, tx.Now().Add(-time.Millisecond), false)
	}
	if len(parts) == 0 {
		return bot.Out{}, false
	}
	head := "有一条消息，一直没能送到您手上：\n"
	if len(parts) > 1 {
		head = fmt.Sprintf("有%d条消息，一直没能送到您手上：\n\n", len(parts))
	}
	digest.Text = head + strings.Join(parts, "\n\n")
	return digest, true
}

// heading is what a message is headed by: 【投票】单元门锁换成哪种？
func heading(text string) string {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "【") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// overtaken reports whether a message only tells how something went on that a later one
// tells of, and settles it so.
func (m *Message) overtaken(tx store.Reader, later []Message) bool {
	past := m.Of != "" && body(tx, *m).Aside && slices.ContainsFunc(later, func(l Message) bool {
		return l.Of == m.Of || strings.HasPrefix(l.Of, m.Of+"/")
	})
	if past {
		m.State = Failed
		m.note(tx, takenBack, "等着发的时候，后面有了新的消息")
	}
	return past
}

// byWords says by which words a message can be answered whose choices have no numbers.
func byWords(out bot.Out) string {
	var words strings.Builder
	for _, b := range numbers(out) {
		words.WriteString("「" + b.Label + "」")
	}
	if words.Len() == 0 || out.Aside {
		return ""
	}
	return "\n（要回这一条，打字" + words.String() + "就行。）"
}
