package app

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/app/config"
	"yishi/bot"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// What each capability says of itself stands on /metrics, as it is in the sample street
// on the first day and when the days of its answers have passed.
func TestFiguresOfTheSampleStreet(t *testing.T) {
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)
	db := inMemory(t, func() time.Time { return now })
	must(t, db.Update(context.Background(), func(tx store.Tx) error { _, err := FillSample(tx); return err }))
	m := newMetrics()
	m.watch(db, Kits(config.Config{}))
	page := func() string {
		w := httptest.NewRecorder()
		m.page().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		return w.Body.String()
	}
	read := func(name string) string {
		if found := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(page()); found != nil {
			return found[1]
		}
		return "none"
	}
	before := read("yishi_issues_overdue")
	for _, name := range []string{"yishi_issues_open", "yishi_polls_open", "yishi_activities_open", "yishi_courses_open"} {
		if n := read(name); n == "0" || n == "none" {
			t.Errorf("%s is %s in the sample street", name, n)
		}
	}
	now = now.AddDate(0, 0, 60)
	if after := read("yishi_issues_overdue"); after == before || after == "none" {
		t.Errorf("%s issues are overdue now, %s two months later", before, after)
	}
	if n := read("yishi_activities_open"); n != "0" {
		t.Errorf("%s activities are still to come two months later", n)
	}
}

// inMemory is an empty store.
func inMemory(t *testing.T, clock func() time.Time) store.Store {
	t.Helper()
	db, err := bolt.Open(filepath.Join(storetest.Memory(t), "yishi.db"), bolt.Options{Create: true, Now: clock})
	must(t, err)
	t.Cleanup(func() { db.Close() })
	return db
}

// docs/operate.md says every figure there is, and none that is not.
func TestFiguresAreExplained(t *testing.T) {
	doc, err := os.ReadFile("../docs/operate.md")
	must(t, err)
	m := newMetrics()
	db := inMemory(t, nil)
	m.watch(db, Kits(config.Config{}))
	m.turns.WithLabelValues("", "", "").Inc()
	m.time.WithLabelValues("").Observe(1)
	m.sends.WithLabelValues("", "").Inc()
	m.model.WithLabelValues("", "").Inc()
	all, err := m.all.Gather()
	must(t, err)
	said := regexp.MustCompile("`(yishi_\\w+)`").FindAllStringSubmatch(string(doc), -1)
	names := []string{"yishi_channel_paused_until_seconds"} // there is none in a store that is well
	for _, family := range all {
		if strings.HasPrefix(family.GetName(), "yishi_") {
			names = append(names, family.GetName())
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(said, func(s []string) bool { return s[1] == name }) {
			t.Errorf("docs/operate.md does not explain %s", name)
		}
	}
	for _, s := range said {
		if !slices.Contains(names, s[1]) {
			t.Errorf("docs/operate.md explains %s, which is not there", s[1])
		}
	}
}
