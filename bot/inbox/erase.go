package inbox

import (
	"encoding/json"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// Remains are where somebody who was erased still stands in what came in.
type Remains struct {
	Seen   []string // keys: theirs, and answers to others that name them
	Media  []string // ids of what they sent
	Files  []string // of these, what nobody else has sent too
	Agenda []string
}

// Left finds them.
func Left(tx store.Reader, t directory.Traces) (r Remains) {
	others := map[string]bool{}
	for s := range seens.All(tx) {
		if s.from(t) || t.In(s.Out) || t.Named(s.Toast) {
			r.Seen = append(r.Seen, s.key())
		}
	}
	for m := range medias.All(tx) {
		if t.At(bot.Address{Channel: m.Channel, Chat: m.From}) {
			r.Media = append(r.Media, m.ID)
			r.Files = append(r.Files, m.Name)
		} else if m.Name != "" {
			others[m.Name] = true
		}
	}
	r.Files = slices.DeleteFunc(r.Files, func(name string) bool { return name == "" || others[name] })
	for key := range tx.Scan("agenda", "", "") {
		if slices.ContainsFunc(t.Chats, func(c bot.Address) bool { return strings.Contains(key, store.Key(c.Channel, c.Chat)) }) {
			r.Agenda = append(r.Agenda, strings.Clone(key))
		}
	}
	return r
}

func (s *seen) from(t directory.Traces) bool {
	return t.At(bot.Address{Channel: s.Channel, Chat: s.From})
}

// Forget deletes them, with what is going on in these chats.
func Forget(tx store.Tx, t directory.Traces, r Remains) {
	for _, key := range r.Seen {
		if s, ok := seens.Get(tx, key); ok && s.from(t) {
			seens.Delete(tx, key)
		} else if ok {
			s.Out, s.Toast = nil, ""
			seens.Put(tx, s)
		}
	}
	for _, id := range r.Media {
		medias.Delete(tx, id)
	}
	for _, key := range r.Agenda {
		agenda.Entries.Delete(tx, key)
	}
	for _, chat := range t.Chats {
		replay.Journals.Delete(tx, store.Key(chat.Channel, chat.Chat))
		insteads.Delete(tx, store.Key(chat.Channel, chat.Chat))
	}
	for _, j := range slices.Collect(replay.Journals.All(tx)) { // somebody else was talking of them
		if said, err := json.Marshal(j); err == nil && t.Named(string(said)) {
			replay.Journals.Delete(tx, store.Key(j.Channel, j.Chat))
		}
	}
	for _, j := range slices.Collect(replay.Jobs.All(tx)) {
		if t.At(j.Chat) {
			replay.Jobs.Delete(tx, j.ID)
		}
	}
	for _, p := range slices.Collect(parked.All(tx)) {
		if t.At(p.In.Address) || t.At(bot.Address{Channel: p.In.Channel, Chat: p.In.From}) {
			parked.Delete(tx, keyOf(p.In))
		}
	}
}
