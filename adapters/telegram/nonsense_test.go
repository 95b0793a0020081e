package telegram_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"yishi/adapters/telegram"
	"yishi/bot"
)

// An answer that says nothing is never taken for "sent", and ends nothing.
func TestNonsenseIsNotSent(t *testing.T) {
	for _, answer := range []string{
		"{}", "null", "[]", "true", "", "<html>login</html>", `{"ok":true}`, `{"ok":true,"result":null}`, `{"ok":true,"result":{}}`,
		`{"ok":true,"result":true}`, `{"ok":true,"result":[]}`, `{"ok":false}`, `{"ok":"true","result":{"message_id":7}}`,
	} {
		a := saying(t, http.StatusOK, answer)
		for what, out := range map[string]bot.Out{
			"words": {Text: "好"}, "picture": {Photo: "plan.jpg"}, "change": {Text: "好", Edit: "7"}, "choices": {Edit: "7"},
		} {
			_, err := a.Send(t.Context(), bot.Address{Chat: "7"}, out)
			if _, certain := bot.AsSendError(err); err == nil || certain {
				t.Errorf("%s and %q: %v", what, answer, err)
			}
		}
		if link, err := a.Link(t.Context(), "b_1"); err == nil {
			t.Errorf("a link and %q: %s", answer, link)
		}
		if _, _, err := a.Fetch(t.Context(), "f1"); err == nil {
			t.Errorf("a file and %q", answer)
		}
	}
}

// A gateway that turns us away has not sent anything.
func TestAGatewaysRefusalIsOne(t *testing.T) {
	_, err := saying(t, http.StatusTooManyRequests, "<html>slow down</html>").Send(t.Context(), bot.Address{Chat: "7"}, bot.Out{Text: "好"})
	if e, ok := bot.AsSendError(err); !ok || e.Verdict != bot.Slow || e.After == 0 {
		t.Errorf("got %v", err)
	}
}

// saying is an adapter on a platform that says the same to everything.
func saying(t *testing.T, status int, answer string) *telegram.Adapter {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, answer)
	}))
	t.Cleanup(server.Close)
	a, err := telegram.New(telegram.Config{Name: "main", Token: "1:a", Mode: telegram.ByPolling, APIBase: server.URL},
		telegram.Deps{Files: pictures{"plan.jpg": []byte("\xff\xd8 a plan")}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}
