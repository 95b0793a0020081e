package wechattest

import (
	"bytes"
	"io"
	"net/http"
	"time"
)

// Owner is the server of an account's owner. It passes every callback on to yishi,
// the address of ours ("https://yishi.example.org/wechat/main"), unchanged, and
// gives back what comes. What is not for us it answers with own, as it did before
// there was anybody to pass to. docs/relay.md shows it.
func Owner(yishi string, own http.HandlerFunc) http.HandlerFunc {
	client := &http.Client{Timeout: 4500 * time.Millisecond} // WeChat waits for 5 s
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 64<<10))
		if err != nil {
			http.Error(w, "too long", http.StatusRequestEntityTooLarge)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if r.Method != http.MethodPost { // the address is verified: by the owner
			own(w, r)
			return
		}
		answer, err := client.Post(yishi+"?"+r.URL.RawQuery, r.Header.Get("Content-Type"), bytes.NewReader(body))
		if err != nil { // WeChat brings it again
			http.Error(w, "try again", http.StatusBadGateway)
			return
		}
		defer answer.Body.Close()
		if answer.Header.Get("X-Yishi") == "not-ours" {
			own(w, r)
			return
		}
		w.Header().Set("Content-Type", answer.Header.Get("Content-Type"))
		w.WriteHeader(answer.StatusCode)
		_, _ = io.Copy(w, answer.Body)
	}
}
