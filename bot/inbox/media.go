package inbox

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"

	"yishi/bot"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// Media is a photo or voice somebody sent: kept by the platform at first, and in
// our files once it was fetched.
type Media struct {
	ID      string `json:"id"`
	Channel string `json:"channel"`
	From    string `json:"from,omitempty"` // the account it came from; not noted by earlier versions
	File    string `json:"file"`           // the platform's reference
	Name    string `json:"name,omitempty"` // in bot.Files, when fetched
	Voice   bool   `json:"voice,omitempty"`
	Lost    bool   `json:"lost,omitempty"` // it will never be had
}

var medias = store.NewTable("media", func(m *Media) string { return m.ID })

// GetMedia returns what is known of a photo or voice.
func GetMedia(tx store.Reader, id string) (Media, bool) { return medias.Get(tx, id) }

// jobFetch is machine work nobody waits for: fetching a photo or voice.
const jobFetch = "fetch"

// event turns what came in into an event for a conversation.
func (t *turn) event() replay.Event {
	switch t.in.Kind {
	case bot.Photo:
		return replay.Event{Kind: replay.Picture, Media: t.receive(), Text: t.in.Text}
	case bot.Voice:
		return replay.Event{Kind: replay.Speech, Media: t.receive()}
	case bot.Location:
		if t.in.Pin != nil {
			return replay.Event{Kind: replay.Point, Pin: *t.in.Pin}
		}
	case bot.Contact:
		return replay.Event{Kind: replay.Card, Number: t.in.Text}
	}
	return replay.Event{Kind: replay.Strange}
}

// receive writes down a photo or voice and has it fetched.
func (t *turn) receive() string {
	m := Media{ID: store.Short(t.tx.Seq()), Channel: t.in.Channel, From: t.in.From, File: t.in.File, Voice: t.in.Kind == bot.Voice}
	medias.Put(t.tx, m)
	args, _ := json.Marshal(m.ID)
	replay.Jobs.Put(t.tx, replay.Job{ID: store.Key(t.tx.Seq()), Chat: t.in.Address, Kind: jobFetch, Args: args, Since: t.tx.Now()})
	t.hired = true
	return m.ID
}

// fetchMedia brings a photo or voice into our files, unless it is there.
func (b *Inbox) fetchMedia(ctx context.Context, id string) (Media, error) {
	var m Media
	err := b.Store.View(ctx, func(tx store.Reader) error { m, _ = medias.Get(tx, id); return nil })
	if err != nil || m.Name != "" || m.ID == "" {
		return m, err
	}
	f := b.fetch[m.Channel]
	if f == nil || b.Files == nil {
		return m, fmt.Errorf("nothing can be fetched from %s", m.Channel)
	}
	body, ext, err := f.Fetch(ctx, m.File)
	if err != nil {
		return m, err
	}
	defer body.Close()
	content := bufio.NewReader(body)
	if head, _ := content.Peek(12); !m.Voice && !shows(head) {
		return m, bot.Unreadable
	}
	if m.Name, err = b.Files.Save(content, ext); err != nil {
		return m, err
	}
	return m, b.Store.Update(ctx, func(tx store.Tx) error { medias.Put(tx, m); return nil })
}

// shows reports whether a picture that begins so is of a kind that every channel and
// browser shows: what iPhones make (HEIC) few can, whatever it is called
// (https://mimesniff.spec.whatwg.org/#signature-for-mp4).
func shows(head []byte) bool { return len(head) < 8 || string(head[4:8]) != "ftyp" }

// OpenMedia opens a photo or voice, fetching it first if need be.
func (b *Inbox) OpenMedia(ctx context.Context, id string) (body io.ReadCloser, ext string, err error) {
	m, err := b.fetchMedia(ctx, id)
	if err != nil {
		return nil, "", err
	}
	body, err = b.Files.Open(m.Name)
	return body, strings.TrimPrefix(path.Ext(m.Name), "."), err
}
