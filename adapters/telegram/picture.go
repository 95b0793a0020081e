package telegram

import (
	"bytes"
	"context"
	"io"
	"sync"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"yishi/bot"
)

// sendPhoto uploads a picture the first time, and then names it by the id that
// Telegram gave it (https://core.telegram.org/bots/api#sending-files).
func (a *Adapter) sendPhoto(ctx context.Context, chat int64, out bot.Out) (string, error) {
	if id, ok := a.sent.get(out.Photo); ok {
		ref, err := a.photo(ctx, chat, out, &models.InputFileString{Data: id})
		if !refusedWith(err, wrongFile) {
			return ref, err
		}
	}
	data, err := a.picture(out.Photo)
	if err != nil {
		return "", ofPhoto(err)
	}
	file := func() models.InputFile {
		return &models.InputFileUpload{Filename: out.Photo, Data: bytes.NewReader(data)}
	}
	ref, err := a.photo(ctx, chat, out, file())
	if refusedWith(err, noPhoto) {
		ref, err = a.document(ctx, chat, out, file())
	}
	return ref, ofPhoto(err)
}

// ofPhoto says of a message that can never be sent so that it may be for its picture.
func ofPhoto(err error) error {
	if e, ok := bot.AsSendError(err); ok && e.Verdict == bot.Bad {
		refused := *e
		refused.Photo = true
		return &refused
	}
	return err
}

// document sends a picture that Telegram does not take for one: width and height are
// 10000 together at most, and one is 20 times the other at most
// (https://core.telegram.org/bots/api#sendphoto).
func (a *Adapter) document(ctx context.Context, chat int64, out bot.Out, file models.InputFile) (string, error) {
	return a.call(ctx, func(ctx context.Context) (*models.Message, error) {
		return a.api.SendDocument(ctx, &tg.SendDocumentParams{ChatID: chat, MessageThreadID: thread(out), Document: file, Caption: out.Text, ReplyMarkup: a.keys.markup(chat, out)})
	})
}

func (a *Adapter) photo(ctx context.Context, chat int64, out bot.Out, file models.InputFile) (string, error) {
	return a.call(ctx, func(ctx context.Context) (*models.Message, error) {
		msg, err := a.api.SendPhoto(ctx, &tg.SendPhotoParams{ChatID: chat, MessageThreadID: thread(out), Photo: file, Caption: out.Text, ReplyMarkup: a.keys.markup(chat, out)})
		if err == nil && msg != nil && len(msg.Photo) > 0 {
			a.sent.put(out.Photo, largest(msg.Photo))
		}
		return msg, err
	})
}

const maxPhoto = 10 << 20 // https://core.telegram.org/bots/api#sendphoto

func (a *Adapter) picture(name string) ([]byte, error) {
	if a.deps.Files == nil {
		return nil, &bot.SendError{Verdict: bot.Bad, Why: "没有图片文件夹"}
	}
	f, err := a.deps.Files.Open(name)
	if err != nil {
		return nil, &bot.SendError{Verdict: bot.Bad, Why: "图片打不开"}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPhoto+1))
	if err != nil || len(data) > maxPhoto {
		return nil, &bot.SendError{Verdict: bot.Bad, Why: "图片读不出来，或超过 10 MB"}
	}
	return data, nil
}

// uploads remembers Telegram's ids of pictures. It forgets all when there are
// many, which costs an upload each.
type uploads struct {
	mu  sync.Mutex
	ids map[string]string
}

const maxUploads = 1000

func (u *uploads) get(name string) (string, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	id, ok := u.ids[name]
	return id, ok
}

func (u *uploads) put(name, id string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.ids == nil || len(u.ids) >= maxUploads {
		u.ids = map[string]string{}
	}
	u.ids[name] = id
}
