package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"yishi/adapters/openai"
	"yishi/adapters/sms"
	"yishi/bot/house"
	"yishi/bot/inbox"
	"yishi/bot/meaning"
	"yishi/bot/talk"
	"yishi/flows/desk"
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
	reader.Limit = max(time.Millisecond, reader.Limit-inbox.Waited(ctx))
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
			return nil, err
		}
		defer voice.Close()
		words, err := inTime(ctx, reader).Listen(ctx, voice, ext)
		a.metrics.asked("voice", err == nil, err)
		if err != nil {
			return nil, err
		}
		return json.Marshal(words)
	}
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
