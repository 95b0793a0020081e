package bench

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/adapters/wechat/wechattest"
)

// What the load generator seals and opens is what the platform's own library does.
func TestBenchSealsAsThePlatformDoes(t *testing.T) {
	e := wechattest.Envelope{AppID: "wx0000000000bench0", Token: "a token", AESKey: strings.Repeat("abcdefgh", 6)[:43]}
	p, err := newPlatformSide(e.AppID, e.Token, e.AESKey)
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range []string{"<xml></xml>", "<xml><Content><![CDATA[" + strings.Repeat("灯坏了。", 100) + "]]></Content></xml>"} {
		_, body := p.seal([]byte(doc), "o1", time.Unix(1_790_000_000, 0))
		sum := signWith(p.token, "1790000000", "n", string(between(body, "<Encrypt><![CDATA[", "]]>")))
		answer := "<xml><Encrypt><![CDATA[" + string(between(body, "<Encrypt><![CDATA[", "]]>")) + "]]></Encrypt><MsgSignature><![CDATA[" + sum +
			"]]></MsgSignature><TimeStamp>1790000000</TimeStamp><Nonce><![CDATA[n]]></Nonce></xml>"
		theirs, err := e.Open([]byte(answer))
		if err != nil || string(theirs) != doc {
			t.Errorf("the library opens %q, %v", theirs, err)
		}
		if ours, err := p.open([]byte(answer)); err != nil || string(ours) != doc {
			t.Errorf("we open %q, %v", ours, err)
		}
		if _, err := p.open([]byte(strings.Replace(answer, sum, signWith("forged"), 1))); err == nil {
			t.Error("a forged answer is taken")
		}
	}
}

// A short bench holds real conversations and finds all of them in the store.
func TestBenchTurnsCountsOnlyWhatIsKept(t *testing.T) {
	var out bytes.Buffer
	c := Turns{Options: Options{JSON: true, Dir: t.TempDir()}, People: []int{3}, Seconds: 1, NoIdle: true}
	if err := c.Run(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	var r turnsReport
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Rounds) != 1 || r.Rounds[0].People != 3 || r.Rounds[0].Turns < len(conversation) || r.Rounds[0].Issues == 0 || r.Rounds[0].PerCommit < 1 {
		t.Errorf("measured %+v", r.Rounds)
	}
	if r.Disk.CommitP50 <= 0 || r.Lone.Turn <= 0 || r.Lone.Commit <= 0 {
		t.Errorf("measured %+v and %+v", r.Disk, r.Lone)
	}
}

// A short broadcast reaches everybody on both platforms, at Telegram's pace too.
func TestBenchSendReachesEverybodyOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	var out bytes.Buffer
	c := Send{Options: Options{JSON: true, Dir: t.TempDir()}, Messages: 30}
	if err := c.Run(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	var r sendReport
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Broadcasts) != 2 || r.Broadcasts[1].Messages != 30 || len(r.Paced) != 1 || r.Paced[0].Messages != 30 {
		t.Errorf("measured %+v and %+v", r.Broadcasts, r.Paced)
	}
	for _, w := range slices.Concat(r.Calm, r.Amid) {
		if w.Count == 0 {
			t.Errorf("nobody waited %s", w.Way)
		}
	}
}
