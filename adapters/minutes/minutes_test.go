package minutes_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"yishi/adapters/minutes"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/directory/sample/sampletest"
	"yishi/flows/meeting"
	"yishi/store"
)

// Everybody reads what was decided, and no name; another code leads to a sentence.
func TestPage(t *testing.T) {
	s := sampletest.Open(t, func() time.Time { return time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone) })
	held := time.Date(2026, 12, 3, 14, 0, 0, 0, bot.Zone)
	err := s.Update(t.Context(), func(tx store.Tx) error {
		zhou, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
		topics := []meeting.Topic{{Text: "老陈说3栋1单元301漏水", Decided: []meeting.Decision{
			{Text: "老陈打19900000009问王桂花家<b>", Person: sample.LaoChen.ID, As: directory.Property, By: held.AddDate(0, 0, 7)},
		}}}
		m, err := meeting.Call(tx, zhou, meeting.Meeting{
			Place: sample.GuihuaYuan, Name: "四方议事会", At: tx.Now().Add(time.Hour), Where: "凉亭", Topics: topics,
			Seats: []meeting.Seat{{Person: sample.LaoChen.ID, As: directory.Property}},
		})
		if err == nil {
			_, err = meeting.Publish(tx, zhou, m.ID(), "ABCDEFGHJKLM", "老陈", topics)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	pages := minutes.Pages(s, nil)
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w
	}
	w := get("/minutes/ABCDEFGHJKLM")
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "桂花苑四方议事会") || !strings.Contains(w.Body.String(), "物业，") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	for _, no := range []string{"老陈", "王桂花", "19900000009", "301", "<b>"} {
		if strings.Contains(w.Body.String(), no) {
			t.Errorf("the page says %s:\n%s", no, w.Body)
		}
	}
	if w := get("/minutes/OTHER"); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "没有找到这一页") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
