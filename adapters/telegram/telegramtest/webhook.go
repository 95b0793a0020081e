package telegramtest

import (
	"bytes"
	"net/http"
	"regexp"
	"slices"
	"time"
)

// webhook is where updates are delivered to.
type webhook struct {
	url, secret string
	wanted      []string // allowed_updates
	most        int64    // connections at once
	failed      string   // what went wrong last
	busy        map[int64]bool
	running     bool
}

var secretToken = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)

// https://core.telegram.org/bots/api#setwebhook
func (s *Server) setWebhook(p params) result {
	if !secretToken.MatchString(p.str("secret_token")) {
		return bad("secret token contains unallowed characters")
	}
	if p.str("url") == "" {
		return s.deleteWebhook(p)
	}
	h := &s.hook
	h.url, h.secret, h.most = p.str("url"), p.str("secret_token"), p.num("max_connections")
	if h.most < 1 || h.most > 100 {
		h.most = 40
	}
	if p.values["allowed_updates"] != "" {
		h.wanted = p.list("allowed_updates")
	}
	if p.str("drop_pending_updates") == "true" {
		s.updates = nil
	}
	if s.polling != nil {
		close(s.polling)
		s.polling = nil
	}
	if !h.running {
		h.running, h.busy = true, map[int64]bool{}
		s.work.Go(s.deliverAll)
	}
	s.alarm()
	return ok(true)
}

func (s *Server) deleteWebhook(p params) result {
	s.hook.url = ""
	if p.str("drop_pending_updates") == "true" {
		s.updates = nil
	}
	return ok(true)
}

func (s *Server) getWebhookInfo(params) result {
	return ok(m{
		"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.updates),
		"last_error_message": s.hook.failed, "allowed_updates": s.hook.wanted,
	})
}

// deliverAll hands updates to the webhook as long as the server lives: the
// updates of one chat one after the other, of different chats side by side.
func (s *Server) deliverAll() {
	for {
		s.mu.Lock()
		news := s.news
		for _, u := range s.due() {
			s.hook.busy[u.lane] = true
			s.work.Go(func() { s.deliverOne(u) })
		}
		s.mu.Unlock()
		select {
		case <-news:
		case <-s.life.Done():
			return
		}
	}
}

// due is the first update of every lane that is free.
func (s *Server) due() []update {
	var out []update
	if s.hook.url == "" {
		return nil
	}
	taken := map[int64]bool{}
	for _, u := range s.updates {
		if len(s.hook.busy)+len(out) >= int(s.hook.most) {
			break
		}
		if !s.hook.busy[u.lane] && !taken[u.lane] {
			taken[u.lane] = true
			out = append(out, u)
		}
	}
	return out
}

// deliverOne posts one update. Anything but a 2xx leaves it where it is, to be
// tried again a little later.
func (s *Server) deliverOne(u update) {
	why := s.post(u)
	if why != "" {
		s.sleep(s.life, s.opt.Retry)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook.failed = why
	if why == "" {
		s.updates = slices.DeleteFunc(s.updates, func(other update) bool { return other.id == u.id })
	}
	delete(s.hook.busy, u.lane)
	s.alarm()
}

var poster = &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 100}}

// post says what went wrong.
func (s *Server) post(u update) (why string) {
	s.mu.Lock()
	url, secret := s.hook.url, s.hook.secret
	s.mu.Unlock()
	r, err := http.NewRequestWithContext(s.life, http.MethodPost, url, bytes.NewReader(u.raw))
	if err != nil {
		return err.Error()
	}
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	resp, err := poster.Do(r)
	if err != nil {
		return err.Error()
	}
	resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		return "Wrong response from the webhook: " + resp.Status
	}
	return ""
}
