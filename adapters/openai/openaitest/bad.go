package openaitest

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"
)

// misbehaves answers for the modes that are not about words. It reports whether
// the call is over.
func (f *Fake) misbehaves(w http.ResponseWriter, r *http.Request, mode Mode) bool {
	switch mode {
	case Slow:
		return !f.wait(r, f.Delay)
	case Silent:
		return !f.wait(r, time.Hour)
	case Failing:
		fail(w, http.StatusInternalServerError, "internal error")
	case Busy:
		w.Header().Set("Retry-After", "60")
		fail(w, http.StatusTooManyRequests, "rate limit reached")
	case BusyOnce:
		f.Set(Good)
		w.Header().Set("Retry-After", "0")
		fail(w, http.StatusTooManyRequests, "rate limit reached")
	case Denied:
		fail(w, http.StatusUnauthorized, "Incorrect API key provided: "+key(r))
	case NoChoices:
		reply(w, map[string]any{"id": "1", "choices": []any{}})
	case ErrorIn200:
		reply(w, map[string]any{"error": map[string]any{"message": "quota of " + key(r) + " is used up", "type": "quota"}})
	case Huge:
		_, _ = io.WriteString(w, `{"id":"`)
		for range 64 {
			_, _ = io.WriteString(w, strings.Repeat("x", 64<<10))
		}
		_, _ = io.WriteString(w, `"}`)
	case HTML:
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<html><body>登录后使用网络</body></html>")
	case Redirecting:
		http.Redirect(w, r, f.Location, http.StatusTemporaryRedirect)
	case HangUp:
		panic(http.ErrAbortHandler)
	default:
		return false
	}
	return true
}

// wait reports whether the whole time has passed; not if the caller or the
// endpoint has gone.
func (f *Fake) wait(r *http.Request, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
	case <-f.closed:
	}
	return false
}

func fail(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"message": message, "type": "error", "code": status}})
}

func reply(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body)
}
