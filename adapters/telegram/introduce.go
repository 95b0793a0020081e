package telegram

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"yishi/bot"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// wanted are the updates we ask for (https://core.telegram.org/bots/api#update).
var wanted = []string{models.AllowedUpdateMessage, models.AllowedUpdateCallbackQuery, models.AllowedUpdateMyChatMember}

// introduce tells Telegram who we are and where to find us, each part until it
// has worked. Polling does not wait for it.
func (a *Adapter) introduce(ctx context.Context) {
	a.insist(ctx, "getMe", func(ctx context.Context) error { _, err := a.username(ctx); return err })
	if a.cfg.Mode == ByWebhook && a.deps.PublicURL != "" {
		a.insist(ctx, "setWebhook", a.setWebhook)
	}
	if len(a.deps.Commands) > 0 {
		a.insist(ctx, "setMyCommands", a.setCommands)
	}
}

func (a *Adapter) setWebhook(ctx context.Context) error {
	_, err := a.api.SetWebhook(ctx, &tg.SetWebhookParams{
		URL:            strings.TrimRight(a.deps.PublicURL, "/") + a.Path(),
		SecretToken:    a.cfg.Secret,
		AllowedUpdates: wanted,
	})
	return err
}

func (a *Adapter) setCommands(ctx context.Context) error {
	var menu []models.BotCommand
	for _, c := range a.deps.Commands {
		menu = append(menu, models.BotCommand{Command: c.Name, Description: c.About})
	}
	_, err := a.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: menu})
	return err
}

// insist does something until it works or ctx is done.
func (a *Adapter) insist(ctx context.Context, what string, do func(context.Context) error) {
	for wait := a.wait; ctx.Err() == nil; wait = longer(wait) {
		err := a.once(ctx, do)
		if err == nil {
			return
		}
		if ctx.Err() == nil {
			a.log.Warn("telegram does not accept "+what+", trying again", "error", a.scrub(err), "in", wait)
			pause(ctx, wait)
		}
	}
}

func (a *Adapter) once(ctx context.Context, do func(context.Context) error) error {
	ctx, stop := context.WithTimeout(ctx, callTime)
	defer stop()
	return do(ctx)
}

const longest = 30 * time.Second

// username is the bot's, without "@", asked once.
func (a *Adapter) username(ctx context.Context) (string, error) {
	if me := a.self.Load(); me != nil {
		return *me, nil
	}
	me, err := a.api.GetMe(ctx)
	switch {
	case err != nil:
		return "", err
	case me == nil || me.Username == "":
		return "", errors.New("telegram: getMe answered without a name")
	}
	a.self.Store(&me.Username)
	return me.Username, nil
}

// Link is a deep link that opens a private chat with us and brings the code
// back as a Follow (https://core.telegram.org/bots/features#deep-linking).
func (a *Adapter) Link(ctx context.Context, code string) (string, error) {
	if !startCode.MatchString(code) {
		return "", fmt.Errorf("telegram: %q cannot be part of a deep link: at most 64 of A-Z a-z 0-9 _ -", code)
	}
	var me string
	err := a.once(ctx, func(ctx context.Context) (err error) { me, err = a.username(ctx); return err })
	if err != nil {
		return "", a.scrub(err)
	}
	return "https://t.me/" + me + "?start=" + code, nil
}

// Run receives until ctx is done, then finishes what it has begun. A platform
// that is down is waited for.
func (a *Adapter) Run(ctx context.Context, handle bot.Handler) error {
	var work sync.WaitGroup
	defer work.Wait()
	a.gate.Open(handle)
	defer a.gate.Close()
	work.Go(func() { a.introduce(ctx) })
	if a.cfg.Mode == ByPolling {
		a.poll(ctx)
		return nil
	}
	<-ctx.Done()
	return nil
}
