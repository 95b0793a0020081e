package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"

	"yishi/adapters/openai"
	"yishi/adapters/sms"
	"yishi/bot"
	"yishi/bot/house"
	"yishi/bot/inbox"
	"yishi/bot/meaning"
	"yishi/bot/talk"
	"yishi/flows/desk"
	"yishi/store"
)

// machines are the slow workers there are: with nothing configured none, and the flows
// go on by the rules alone.
func (a *App) machines(kits []house.Kit) map[string]inbox.Machine {
	machines := map[string]inbox.Machine{}
	if a.Config.LLM == nil {
		return machines
	}
	rules := house.Rules(kits)
	model, err := openai.New(*a.Config.LLM, rules)
	if err != nil { // the configuration was checked
		a.log.Error("the model cannot be used", "err", err)
		return machines
	}
	reader := meaning.Reader{Rules: rules, Model: model, Limit: cmp.Or(a.Config.LLM.Timeout, meaning.Limit)}
	if a.Config.LLM.Model != "" {
		machines[desk.JobUnderstand] = a.understand(reader)
	}
	if a.Config.LLM.TranscribeModel != "" {
		machines[talk.JobTranscribe] = a.transcribe(reader)
	}
	return machines
}

// inTime has a reader answer within its limit from when the message came, however
// long the work lay on the table.
func inTime(ctx context.Context, reader meaning.Reader) meaning.Reader {
	if reader.Limit -= inbox.Waited(ctx); reader.Limit <= 0 {
		reader.Limit = -1
	}
	return reader
}

// understand says what a sentence means; where the model fails, the rules do.
func (a *App) understand(reader meaning.Reader) inbox.Machine {
	return func(ctx context.Context, args json.RawMessage) (json.RawMessage, error) {
		asked, err := desk.ReadAsked(args)
		if err != nil {
			return nil, err
		}
		means, by := inTime(ctx, reader).Read(ctx, asked.Text, asked.Context)
		if by.Err != nil {
			a.log.Warn("the model did not understand, the rules did", "err", by.Err)
		}
		a.metrics.asked("text", by.Model, by.Err)
		return json.Marshal(means)
	}
}

// transcribe writes down a voice message.
func (a *App) transcribe(reader meaning.Reader) inbox.Machine {
	return func(ctx context.Context, args json.RawMessage) (json.RawMessage, error) {
		var id string
		if err := json.Unmarshal(args, &id); err != nil || id == "" {
			return nil, errors.New("no voice message was named")
		}
		voice, ext, err := a.House.Inbox.OpenMedia(ctx, id)
		if err != nil {
			a.log.Warn("a voice message was not had", "err", err)
			return json.Marshal(talk.Transcript{Why: lost(err)})
		}
		defer voice.Close()
		words, err := inTime(ctx, reader).Listen(ctx, voice, ext)
		a.metrics.asked("voice", err == nil, err)
		if err != nil {
			a.log.Warn("a voice message was not understood", "err", err)
		}
		return json.Marshal(talk.Transcript{Words: words, Why: unheard(err)})
	}
}

// lost is what a voice message that is not had is for who sent it.
func lost(err error) talk.Unheard {
	if errors.Is(err, bot.TooLarge) || errors.Is(err, store.ErrTooLarge) {
		return talk.TooLong
	}
	return talk.NotFound
}

// unheard is why a voice message gave no words, for who sent it.
func unheard(err error) talk.Unheard {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, meaning.ErrTooLong):
		return talk.TooLong
	case errors.Is(err, meaning.ErrUnreadable):
		return talk.Unreadable
	case errors.Is(err, meaning.ErrUnheard):
		return talk.NotClear
	}
	return talk.Away
}

// texts is what sends a code to a number, if anything does.
func texts(c *sms.Config) func(ctx context.Context, phone, code string) error {
	if c == nil {
		return nil
	}
	return func(ctx context.Context, phone, code string) error {
		err := sms.Send(ctx, *c, phone, code)
		if err != nil {
			slog.Warn("a code was not sent", "err", err)
		}
		return err
	}
}
