package telegram

import (
	"crypto/subtle"
	"io"
	"net/http"
)

// maxBody is far above any update, of which the longest part is 4096
// characters of text.
const maxBody = 1 << 20

// ServeHTTP takes one update. 200 is said only after the handler has made it
// durable; anything else lets Telegram deliver it again
// (https://core.telegram.org/bots/api#setwebhook).
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	handle, leave := a.gate.Enter()
	if handle == nil {
		http.Error(w, "not running", http.StatusServiceUnavailable)
		return
	}
	defer leave()
	if code := a.refuse(r); code != 0 {
		http.Error(w, http.StatusText(code), code)
		return
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "too long", http.StatusRequestEntityTooLarge)
		return
	}
	upd, err := decode(raw)
	if err != nil {
		http.Error(w, "not an update", http.StatusBadRequest)
		return
	}
	if err := a.take(r.Context(), handle, upd); err != nil {
		http.Error(w, "not taken", http.StatusInternalServerError)
	}
}

// refuse gives the code for a request that is not from Telegram.
func (a *Adapter) refuse(r *http.Request) int {
	if a.cfg.Mode != ByWebhook {
		return http.StatusNotFound
	}
	if r.Method != http.MethodPost {
		return http.StatusMethodNotAllowed
	}
	given := r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	if subtle.ConstantTimeCompare([]byte(given), []byte(a.cfg.Secret)) != 1 {
		return http.StatusUnauthorized
	}
	return 0
}
