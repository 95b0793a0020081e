package command

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"yishi/adapters/wechat/wechattest"
	"yishi/bot/directory"
	"yishi/store"
)

// From an empty folder to what hangs at the doors: buildings come with a list, each gets
// a page, and what it carries leads to it.
func TestPosterFromAnEmptyMachine(t *testing.T) {
	dir := t.TempDir()
	file, doors := filepath.Join(dir, "yishi.yaml"), filepath.Join(dir, "doors.html")
	code, out, complaint := call(t, append(founding, "-c", file)...)
	if code != Fine || !strings.Contains(out, "yishi poster -c "+file+" --codes 柳荫里 doors.html") {
		t.Fatal(code, out, complaint)
	}
	if code, _, complaint := call(t, "poster", "-c", file, "--codes", "柳荫里", doors); code != Failed || !strings.Contains(complaint, "there are no buildings in 柳荫里 yet: yishi import") {
		t.Error(code, complaint)
	}
	list := filepath.Join(dir, "places.csv")
	if err := os.WriteFile(list, []byte("街道,社区,小区,楼栋,单元,房号\n柳荫街道,柳荫社区,柳荫里,1栋,1单元,101\n柳荫街道,柳荫社区,柳荫里,2栋,1单元,101\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, complaint := call(t, "import", "-c", file, list); code != Fine {
		t.Fatal(code, out, complaint)
	}
	for range 2 { // the second time the codes are the same
		code, out, complaint = call(t, "poster", "-c", file, "--codes", "柳荫街道", doors)
		if code != Fine || !strings.Contains(out, "doors.html has a page for each building") || !strings.Contains(out, "public_url") {
			t.Fatal(code, out, complaint)
		}
	}
	page, err := os.ReadFile(doors)
	if err != nil || strings.Count(string(page), "<svg") != 2 || !strings.Contains(string(page), "<h1>柳荫里2栋</h1>") {
		t.Fatalf("%v %s", err, page)
	}
	within(t, filepath.Join(dir, "yishi.db"), func(tx store.Tx) {
		for i, m := range regexp.MustCompile(`<b>(\w{6})</b>`).FindAllStringSubmatch(string(page), -1) {
			if p, ok := directory.PlaceByCode(tx, m[1]); !ok || p.ID != fmt.Sprintf("1/1/1/%d", i+1) {
				t.Errorf("page %d leads to %v", i, p)
			}
		}
	})
}

// Each channel of the configuration makes its own code, once a building; one that cannot
// be reached is named and does not stop the others.
func TestPosterAsksTheChannels(t *testing.T) {
	const key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	fake, err := wechattest.New(wechattest.Options{AppID: "wx0000000000door00", Secret: "app-secret", Token: "wechat-token", AESKey: key})
	if err != nil {
		t.Fatal(err)
	}
	defer fake.Close()
	dir := t.TempDir()
	file := written(t, fmt.Sprintf(`listen: 127.0.0.1:0
public_url: https://yishi.example.org
store: bolt:%s
wechat:
  - {name: main, app_id: wx0000000000door00, app_secret: app-secret, token: wechat-token, aes_key: %s, account: service, api_base: "%s"}
telegram:
  - {name: main, token: "123:ABC", mode: polling, api_base: "http://127.0.0.1:1"}
`, filepath.Join(dir, "yishi.db"), key, fake.URL()))
	if code, _, complaint := call(t, "import", "--sample", "-c", file); code != Fine {
		t.Fatal(complaint)
	}
	code, out, complaint := call(t, "poster", "-c", file, "--codes", "桂花社区", filepath.Join(dir, "doors.html"))
	if code != Fine || !strings.Contains(out, "电报（main）的二维码没有做成") || strings.Contains(out, "微信") {
		t.Error(code, out, complaint)
	}
	page, _ := os.ReadFile(filepath.Join(dir, "doors.html"))
	if made := fake.Calls("/cgi-bin/qrcode/create"); made != 9 || strings.Count(string(page), "<figcaption>微信<") != 9 || strings.Count(string(page), "<svg") != 18 {
		t.Errorf("%d codes for 9 buildings", made)
	}
}
