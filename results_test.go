package main

import (
	"bytes"
	"context"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/house"
	"yishi/flows/poll/proof"
	"yishi/store"
	"yishi/store/bolt"
)

// The poll of the sample street is closed by its time; then its result can be
// had in every form, and the list of ballots stands a recount.
func TestResultsLeaveTheHouse(t *testing.T) {
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)
	db, err := bolt.Open(filepath.Join(t.TempDir(), "yishi.db"), bolt.Options{Create: true, Now: func() time.Time { return now }})
	ok(err)
	defer db.Close()
	ctx := context.Background()
	ok(db.Update(ctx, func(tx store.Tx) error { _, err := fillSample(tx); return err }))
	get := func(query string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		newOperator(db, Config{}).routes().ServeHTTP(w, httptest.NewRequest("GET", query, nil))
		return w
	}
	if w := get("/result?no=1&as=list"); w.Code == 200 || !strings.Contains(w.Body.String(), "还没有结果") {
		t.Errorf("an open poll: %d %s", w.Code, w.Body)
	}
	now = now.Add(10 * 24 * time.Hour)
	ok(house.New(house.Config{Store: db, Kits: kits(Config{PublicURL: "http://here"})}).Settle(ctx))

	report, err := proof.Check(get("/result?no=1&as=list").Body, proof.Published{})
	ok(err)
	if len(report.Findings) > 0 || len(report.List.Ballots) == 0 {
		t.Errorf("%d ballots, findings %v", len(report.List.Ballots), report.Findings)
	}
	for form, begins := range map[string]string{"picture": "\x89PNG", "workbook": "PK", "notice": "<!"} {
		w := get("/result?no=1&as=" + form)
		if w.Code != 200 || !bytes.HasPrefix(bytes.ToLower(w.Body.Bytes()), []byte(strings.ToLower(begins))) {
			t.Errorf("%s: %d, begins %.20q", form, w.Code, w.Body)
		}
	}
	if w := get("/result?no=1&as=poem"); w.Code == 200 {
		t.Error("a form nobody knows was given")
	}
	if w := get("/result?no=99&as=list"); w.Code == 200 || !strings.Contains(w.Body.String(), "没有找到") {
		t.Errorf("a poll that is not: %d %s", w.Code, w.Body)
	}
}
