package app

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
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
