package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"yishi/bot"
)

// A sign that we write goes to the open pages of one session, once each.
func TestTypingIsShownOnOpenPages(t *testing.T) {
	a := &Adapter{crowd: newCrowd()}
	a.Typing(t.Context(), bot.Address{Chat: "nobody is here"})
	tab, other := a.crowd.join("s1", ""), a.crowd.join("s2", "")
	w := httptest.NewRecorder()
	s := stream{w: w, out: http.NewResponseController(w), signs: a.crowd.signs("s1")}
	a.Typing(t.Context(), bot.Address{Chat: "s1"})
	for range 2 {
		if err := s.typing(a.crowd.signs("s1")); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(w.Body.String(), "event: typing\n"); n != 1 || len(tab) != 1 || len(other) != 0 {
		t.Errorf("%d signs; pages woken: %d, another's: %d", n, len(tab), len(other))
	}
	a.crowd.leave("s1", "", tab)
	if len(a.crowd.typing) > 0 {
		t.Errorf("left: %v", a.crowd.typing)
	}
}
