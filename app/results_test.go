package app_test

import (
	"bytes"
	"context"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/app"
	"yishi/app/config"
	"yishi/app/ops"
	"yishi/bot"
	"yishi/bot/house"
	"yishi/flows/poll/proof"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
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
	db, err := bolt.Open(filepath.Join(storetest.Memory(t), "yishi.db"), bolt.Options{Create: true, Now: func() time.Time { return now }})
	ok(err)
	defer db.Close()
	ctx := context.Background()
	ok(db.Update(ctx, func(tx store.Tx) error { _, err := app.FillSample(tx); return err }))
	secret, public, err := proof.NewKey("guihua.example")
	ok(err)
	get := func(query string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		ops.New(db, config.Config{ListKey: secret}, app.Kits(config.Config{ListKey: secret})).Routes().ServeHTTP(w, httptest.NewRequest("GET", query, nil))
		return w
	}
	if w := get("/export/result?no=1&as=list"); w.Code == 200 || !strings.Contains(w.Body.String(), "还没有结果") {
		t.Errorf("an open poll: %d %s", w.Code, w.Body)
	}
	begin := func(no string, forms map[string]string) {
		t.Helper()
		for form, begins := range forms {
			w := get("/export/result?no=" + no + "&as=" + form)
			if w.Code != 200 || !bytes.HasPrefix(bytes.ToLower(w.Body.Bytes()), []byte(strings.ToLower(begins))) {
				t.Errorf("%s: %d, begins %.20q", form, w.Code, w.Body)
			}
		}
	}
	begin("1", map[string]string{"paper": "<!", "notvoted": "<!", "notvoted&place=" + url.QueryEscape("桂花苑3栋"): "<!"})
	begin("2", map[string]string{"paper": "<!", "notvoted": "<!", "notreached&place=1/1/1/3": "<!"})
	if w := get("/export/result?no=2&as=notvoted&place=" + url.QueryEscape("桂花苑3栋")); strings.Contains(w.Body.String(), "<h1>5栋") || !strings.Contains(w.Body.String(), "<h1>3栋") {
		t.Error("a list of one building is of another")
	}
	for query, why := range map[string]string{
		"no=2&as=notvoted&place=" + url.QueryEscape("和苑"):   "和苑 is not in 桂花苑, which poll 2 is for",
		"no=2&as=notvoted&place=" + url.QueryEscape("月亮小区"): "there is no place called",
		"no=1&as=notreached": "of open owners' votes", "no=2&as=form": "form of closed ones",
	} {
		if w := get("/export/result?" + query); w.Code == 200 || !strings.Contains(w.Body.String(), why) || strings.Count(w.Body.String(), "\n") != 1 {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
	now = now.Add(10 * 24 * time.Hour)
	ok(house.New(house.Config{Store: db, Kits: app.Kits(config.Config{PublicURL: "http://here"})}).Settle(ctx))

	for _, no := range []string{"1", "2"} {
		report, err := proof.Check(get("/export/result?as=list&no="+no).Body, proof.Published{Key: public})
		ok(err)
		if len(report.Findings) > 0 || !report.Signed || len(report.List.Ballots) == 0 {
			t.Errorf("%d ballots, findings %v", len(report.List.Ballots), report.Findings)
		}
		begin(no, map[string]string{"picture": "\x89PNG", "workbook": "PK", "notice": "<!"})
	}
	begin("2", map[string]string{"form": "PK"})
	for query, why := range map[string]string{
		"no=1&as=poem": "no poem now", "no=99&as=list": "没有找到", "no=1&as=form": "form of closed ones", "no=1&as=paper": "of open polls",
	} {
		if w := get("/export/result?" + query); w.Code == 200 || !strings.Contains(w.Body.String(), why) || strings.Count(w.Body.String(), "\n") != 1 {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
}
