package world

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"yishi/adapters/phone"
	"yishi/app/apptest"
	"yishi/bot/directory/sample"
)

// linkIn is where a link of a message leads.
func linkIn(t *testing.T, b phone.Bubble, label string) string {
	t.Helper()
	for _, l := range b.Links {
		if l.Label == label {
			return l.URL
		}
	}
	t.Fatalf("there is no %s in %q", label, b.Text)
	return ""
}

// Staff ask for a list in the chat and open it; everybody opens the result from the
// message that tells it.
func TestStoryOfTheNoticeBoard(t *testing.T) {
	t.Parallel()
	s := newScene(t, Options{})
	zhou := s.enter(OnWeb, sample.XiaoZhou)
	wang := s.enter(OnWeb, sample.WangGuihua)
	zhou.says("打印名单", "打印哪一次的？")
	zhou.taps("第1号投票「老年大学下学期开哪些课？」", "打印哪里的？")
	list := linkIn(t, zhou.taps("桂花苑3栋", "准备好了"), "打开，再打印")
	if code, body := apptest.Get(t, list); code != http.StatusOK || strings.Contains(body, "王桂花") {
		t.Errorf("the cover: %d %s", code, body)
	}
	resp, err := http.Post(list, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	if resp.StatusCode != http.StatusOK || !strings.Contains(string(body), "王桂花") || strings.Contains(string(body), "<h1>5栋") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	s.Advance(8 * 24 * time.Hour)
	page, large, _ := strings.Cut(linkIn(t, wang.sees("【投票结果】老年大学"), "看结果、查自己的票"), "?")
	if large != "large=1" { // as she has asked for
		t.Errorf("her page is %s?%s", page, large)
	}
	for _, path := range []string{"", "/picture.png", "/notice", "/result.xlsx", "/ballots.jsonl"} {
		if code, body := apptest.Get(t, page+path); code != http.StatusOK || path == "" && !strings.Contains(body, "老年大学") {
			t.Errorf("%s: %d", path, code)
		}
	}
	if code, _ := apptest.Get(t, page+"X"); code != http.StatusNotFound {
		t.Errorf("a page of no poll: %d", code)
	}
}
