package app

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"yishi/adapters/errorpage"
	"yishi/bot"
	"yishi/bot/inbox"
	"yishi/bot/outbox"
	"yishi/store"
)

// routes is everything the server answers.
func (a *App) routes(home http.Handler) http.Handler {
	mux := http.NewServeMux() // of platforms, and of whoever watches over us
	open := http.NewServeMux()
	for _, c := range a.adapters {
		if hook, ok := c.(bot.Webhook); ok {
			mux.Handle(hook.Path(), hook)
		}
	}
	for _, path := range []string{"/chat", "/chat/", "/j/"} {
		open.Handle(path, a.Web)
	}
	for _, k := range a.kits {
		if len(k.Pages.Prefixes) == 0 {
			continue
		}
		pages := a.visitors.holdTo(a.visitors.pages, k.Pages.Handler(a.Store, a.adapters))
		for _, path := range k.Pages.Prefixes {
			open.Handle(path, pages)
		}
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", a.readyz)
	mux.Handle("GET /metrics", a.visitors.onlyFor(a.Config.MetricsToken, a.metrics.page()))
	if home != nil {
		open.Handle("/", home)
	} else {
		open.Handle("GET /{$}", http.RedirectHandler("/chat", http.StatusFound))
	}
	mux.Handle("/", a.visitors.holdTo(a.visitors.all, errorpage.Mux(open)))
	return cutShort(mux)
}

// readyz reports whether messages are taken and can be kept, and which channels send
// nothing for a while, and whether our clock is wrong: for these the program is as ready
// as it can be.
func (a *App) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Second)
	defer cancel()
	var pauses []outbox.Pause
	var clocks []string
	err := a.Store.View(ctx, func(tx store.Reader) error { pauses, clocks = outbox.Pauses(tx), inbox.Clocks(tx); return nil })
	if !a.ready.Load() || err != nil {
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
	for _, p := range pauses {
		fmt.Fprintf(w, "degraded: %s sends nothing until %s: %s\n", p.Channel, p.Until.In(bot.Zone).Format(time.RFC3339), p.Why)
	}
	for _, wrong := range clocks {
		fmt.Fprintln(w, "degraded:", wrong)
	}
}
