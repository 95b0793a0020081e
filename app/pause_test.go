package app_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"yishi/adapters/telegram"
	"yishi/app/apptest"
	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/store"
)

// A platform that lets us send nothing for a day is seen by whoever looks after the
// program, and the program stays ready.
func TestALongPauseIsSeen(t *testing.T) {
	platform := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/sendMessage") {
			w.WriteHeader(http.StatusTooManyRequests)
			fmt.Fprint(w, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 86400","parameters":{"retry_after":86400}}`)
			return
		}
		fmt.Fprint(w, `{"ok":true,"result":true}`)
	}))
	t.Cleanup(platform.Close)
	program := apptest.Run(t, config.Config{Telegram: []telegram.Config{{
		Name: "main", Token: "1:a", Secret: "s", Mode: telegram.ByWebhook, APIBase: platform.URL,
	}}})
	err := program.Store.Update(context.Background(), func(tx store.Tx) error {
		outbox.Add(tx, outbox.Message{To: bot.Address{Channel: "telegram/main", Chat: "7"}, Out: bot.Out{Text: "好"}})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	program.House.Outbox.Wake()
	for path, want := range map[string]string{
		"/readyz":  "ready\ndegraded: telegram/main sends nothing until 2",
		"/metrics": `yishi_channel_paused_until_seconds{channel="telegram/main"} 1.`,
	} {
		apptest.Eventually(t, path, func() bool {
			status, body := apptest.Get(t, "http://"+program.Addr()+path)
			return status == http.StatusOK && strings.Contains(body, want)
		})
	}
}
