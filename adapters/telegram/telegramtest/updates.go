package telegramtest

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// update waits to be delivered; the platform keeps it for a day
// (https://core.telegram.org/bots/api#getting-updates).
type update struct {
	id   int64
	lane int64 // of the chat: one lane is delivered in order
	kind string
	at   time.Time
	raw  json.RawMessage
}

const updateLife = 24 * time.Hour

// tell queues an update.
func (s *Server) tell(lane int64, what m) {
	kind := ""
	for kind = range what {
	}
	s.lastID++
	what["update_id"] = s.lastID
	raw, err := json.Marshal(what)
	if err != nil {
		panic(err) // our own maps
	}
	s.push(update{id: s.lastID, lane: lane, kind: kind, raw: raw})
}

func (s *Server) push(u update) {
	u.at = s.opt.Now()
	if wanted := s.hook.wanted; len(wanted) > 0 && !slices.Contains(wanted, u.kind) {
		return
	}
	s.updates = append(s.updates, u)
	s.alarm()
}

// alarm wakes whoever waits for updates.
func (s *Server) alarm() {
	close(s.news)
	s.news = make(chan struct{})
}

// Inject delivers a raw update, as it is except for its update_id.
func (s *Server) Inject(lane int64, what map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tell(lane, what)
}

// Renumber makes updates go on from another id, as after a week without any
// (https://core.telegram.org/bots/api#update).
func (s *Server) Renumber(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID = id
}

// Waiting counts the updates that the bot has not confirmed.
func (s *Server) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.updates)
}

// https://core.telegram.org/bots/api#getupdates
func (s *Server) getUpdates(ctx context.Context, p params) result {
	s.mu.Lock()
	if s.hook.url != "" {
		s.mu.Unlock()
		return fail(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if s.polling != nil {
		close(s.polling)
	}
	mine := make(chan struct{})
	s.polling = mine
	if p.values["allowed_updates"] != "" {
		s.hook.wanted = p.list("allowed_updates")
	}
	offset, limit := p.num("offset"), int(p.num("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	s.updates = slices.DeleteFunc(s.updates, func(u update) bool {
		return offset > 0 && u.id < offset || s.opt.Now().Sub(u.at) > updateLife
	})
	s.mu.Unlock()
	return s.await(ctx, mine, limit, time.Duration(p.num("timeout"))*time.Second)
}

// await gives the earliest updates as soon as there are any, or none in the end.
func (s *Server) await(ctx context.Context, mine chan struct{}, limit int, wait time.Duration) result {
	over := time.NewTimer(min(wait, 50*time.Second))
	defer over.Stop()
	for {
		s.mu.Lock()
		raws, news := []json.RawMessage{}, s.news
		for _, u := range s.updates[:min(limit, len(s.updates))] {
			raws = append(raws, u.raw)
		}
		if s.polling == mine && (len(raws) > 0 || wait == 0) {
			s.polling = nil
		}
		s.mu.Unlock()
		if len(raws) > 0 || wait == 0 {
			return ok(raws)
		}
		select {
		case <-news:
		case <-mine:
			return fail(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
		case <-over.C:
			wait = 0
		case <-ctx.Done():
			wait = 0
		case <-s.life.Done():
			return result{hangUp: true}
		}
	}
}
