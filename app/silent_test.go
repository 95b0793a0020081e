package app

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"yishi/adapters/telegram"
	"yishi/adapters/telegram/telegramtest"
)

// A connection that nobody has asked anything on does not hold up the end.
func TestSilentConnectionsAreLetGo(t *testing.T) {
	var quiet silents
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	seen := make(chan bool, 1)
	s.Config.ConnState = func(c net.Conn, state http.ConnState) {
		quiet.watch(c, state)
		if state == http.StateNew {
			seen <- true
		}
	}
	s.Start()
	defer s.Close()
	c, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	<-seen
	quiet.close()
	if err := s.Config.Shutdown(context.Background()); err != nil {
		t.Error(err)
	}
	if _, err := c.Read(make([]byte, 1)); err == nil {
		t.Error("the connection is still there")
	}
}

// Who is refused, or sends what nobody reads, has the answer soon, and the connection
// ends: it is not held for a body that never comes.
func TestOpenBodiesAreCutShort(t *testing.T) {
	platform := telegramtest.New(telegramtest.Options{Username: "yishi_bot"})
	t.Cleanup(platform.Close)
	app := running(t, Config{Telegram: []telegram.Config{{
		Name: "main", Token: platform.Token(), Secret: "secret", Mode: telegram.ByWebhook, APIBase: platform.URL(),
	}}})
	for request, want := range map[string]int{
		"POST /telegram/main": http.StatusUnauthorized, "PUT /telegram/main": http.StatusMethodNotAllowed, "POST /chat/send": http.StatusForbidden,
		"POST /chat/look": http.StatusSeeOther, "POST /nowhere": http.StatusNotFound, "GET /healthz": http.StatusOK,
	} {
		t.Run(request, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", app.Addr())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
			fmt.Fprintf(conn, "%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nbegun", request, app.Addr())
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
