package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

const (
	pollSeconds = 50
	atOnce      = 32 // chats of one batch side by side
)

// poll asks for updates until ctx is done. The offset, which confirms to
// Telegram, moves only over updates that are done.
func (a *Adapter) poll(ctx context.Context) {
	a.insist(ctx, "deleteWebhook", func(ctx context.Context) error {
		_, err := a.api.DeleteWebhook(ctx, &tg.DeleteWebhookParams{})
		return err
	})
	next := a.loadMark(ctx)
	done := map[int64]bool{} // done behind one that is not
	for wait := a.wait; ctx.Err() == nil; {
		raws, err := a.getUpdates(ctx, next)
		if err == nil {
			next, err = a.batch(ctx, raws, done)
		}
		if err == nil {
			wait = a.wait
			continue
		}
		if ctx.Err() == nil {
			a.log.Warn("polling goes on after a pause", "error", a.scrub(err), "in", wait)
		}
		pause(ctx, max(wait, retryAfter(err)))
		wait = longer(wait)
	}
}

// batch handles updates, chats side by side, and says from where to go on. The
// offset is needed only to confirm: 0 asks for whatever is not confirmed, which
// is right whatever the next id will be.
func (a *Adapter) batch(ctx context.Context, raws []json.RawMessage, done map[int64]bool) (next int64, err error) {
	var ids []int64
	chats := map[string][]*models.Update{}
	for _, raw := range raws {
		upd, err := decode(raw)
		if err != nil {
			a.log.Error("polling brought what is not an update")
			continue
		}
		ids = append(ids, upd.ID)
		if !done[upd.ID] {
			chats[laneOf(upd)] = append(chats[laneOf(upd)], upd)
		}
	}
	err = a.handleAll(ctx, chats, done)
	for _, id := range ids {
		if !done[id] {
			break
		}
		delete(done, id)
		next = id + 1
	}
	if next != 0 {
		a.saveMark(ctx, next)
	}
	return next, err
}

// handleAll adds to done what is done. The chat of an update that is not done
// stops there, so that its order is kept; the other chats go on.
func (a *Adapter) handleAll(ctx context.Context, chats map[string][]*models.Update, done map[int64]bool) error {
	var (
		mu     sync.Mutex
		failed []error
		work   sync.WaitGroup
		free   = make(chan struct{}, atOnce)
	)
	for _, updates := range chats {
		free <- struct{}{}
		work.Go(func() {
			defer func() { <-free }()
			for _, upd := range updates {
				err := a.takePolled(ctx, upd)
				mu.Lock()
				if done[upd.ID] = err == nil; err != nil {
					failed = append(failed, err)
				}
				mu.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	work.Wait()
	return errors.Join(failed...)
}

// takePolled begins nothing once ctx is done, but ends what it has begun.
func (a *Adapter) takePolled(ctx context.Context, upd *models.Update) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	handle, leave := a.gate.Enter()
	if handle == nil {
		return context.Canceled
	}
	defer leave()
	return a.take(context.WithoutCancel(ctx), handle, upd)
}

// getUpdates is one call, which the library does not export
// (https://core.telegram.org/bots/api#getupdates).
func (a *Adapter) getUpdates(ctx context.Context, offset int64) ([]json.RawMessage, error) {
	ask, _ := json.Marshal(map[string]any{"offset": offset, "timeout": pollSeconds, "allowed_updates": wanted})
	ctx, stop := context.WithTimeout(ctx, (pollSeconds+15)*time.Second)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.cfg.APIBase+"/bot"+a.cfg.Token+"/getUpdates", bytes.NewReader(ask))
	if err != nil {
		return nil, a.scrub(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := a.polls.Do(req)
	if err != nil {
		return nil, a.scrub(err)
	}
	defer resp.Body.Close()
	return readUpdates(resp)
}

func readUpdates(resp *http.Response) ([]json.RawMessage, error) {
	var body struct {
		OK         bool              `json:"ok"`
		Result     []json.RawMessage `json:"result"`
		Why        string            `json:"description"`
		Parameters struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}
	err := json.NewDecoder(io.LimitReader(resp.Body, 100*maxBody)).Decode(&body)
	switch {
	case resp.StatusCode == http.StatusTooManyRequests:
		return nil, &tg.TooManyRequestsError{Message: body.Why, RetryAfter: body.Parameters.RetryAfter}
	case resp.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("telegram: getUpdates answered %d %s", resp.StatusCode, body.Why)
	case err != nil || !body.OK:
		return nil, errors.New("telegram: getUpdates answered what cannot be read")
	}
	return body.Result, nil
}

func retryAfter(err error) time.Duration {
	if slow, ok := errors.AsType[*tg.TooManyRequestsError](err); ok {
		return time.Duration(slow.RetryAfter) * time.Second
	}
	return 0
}

func longer(wait time.Duration) time.Duration { return min(2*wait, longest) }

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// Mark is where polling goes on: Next is the first update that is not done.
type Mark struct {
	Next int64     `json:"next"`
	At   time.Time `json:"at"`
}

// Marks keeps the mark of a channel over restarts.
type Marks interface {
	Load(ctx context.Context, channel string) (Mark, error)
	Save(ctx context.Context, channel string, mark Mark) error
}

// After a week without updates the next one has a random id
// (https://core.telegram.org/bots/api#update), so an old mark would throw
// away what is new.
const markLife = 6 * 24 * time.Hour

func (a *Adapter) loadMark(ctx context.Context) int64 {
	if a.deps.Marks == nil {
		return 0
	}
	mark, err := a.deps.Marks.Load(ctx, a.channel)
	if err != nil {
		a.log.Warn("the mark of polling cannot be read; some updates come twice", "error", err)
	}
	if a.deps.Now().Sub(mark.At) > markLife {
		return 0
	}
	return mark.Next
}

func (a *Adapter) saveMark(ctx context.Context, next int64) {
	if a.deps.Marks == nil {
		return
	}
	err := a.deps.Marks.Save(context.WithoutCancel(ctx), a.channel, Mark{Next: next, At: a.deps.Now()})
	if err != nil {
		a.log.Warn("the mark of polling cannot be kept; after a restart some updates come twice", "error", err)
	}
}
