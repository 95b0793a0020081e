package app_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"yishi/adapters/telegram"
	"yishi/adapters/telegram/telegramtest"
	"yishi/app/apptest"
	"yishi/app/config"
)

// Whoever is refused, or sends what nobody reads, has the answer soon, and the connection
// ends: it is not held for a body that never comes.
func TestOpenBodiesAreCutShort(t *testing.T) {
	platform := telegramtest.New(telegramtest.Options{Username: "yishi_bot"})
	t.Cleanup(platform.Close)
	program := apptest.Run(t, config.Config{Telegram: []telegram.Config{{
		Name: "main", Token: platform.Token(), Secret: "secret", Mode: telegram.ByWebhook, APIBase: platform.URL(),
	}}})
	for request, want := range map[string]int{
		"POST /telegram/main": http.StatusUnauthorized, "PUT /telegram/main": http.StatusMethodNotAllowed, "POST /chat/send": http.StatusForbidden,
		"POST /chat/look": http.StatusSeeOther, "POST /nowhere": http.StatusNotFound, "GET /healthz": http.StatusOK,
	} {
		t.Run(request, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", program.Addr())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
			fmt.Fprintf(conn, "%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nbegun", request, program.Addr())
			in := bufio.NewReader(conn)
			resp, err := http.ReadResponse(in, nil)
			if err != nil || resp.StatusCode != want {
				t.Fatalf("%v %v", resp, err)
			}
			if _, err := io.Copy(io.Discard, io.MultiReader(resp.Body, in)); err != nil {
				t.Errorf("the connection does not end: %v", err)
			}
		})
	}
}
