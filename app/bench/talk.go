package bench

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"yishi/app/world"
)

// exchange is what a person says in a conversation and what the answer must
// hold to be the right one.
type exchange struct{ say, hear string }

// conversation is a report from the first word to the number: four turns.
var conversation = []exchange{
	{"报修", "请说说遇到了什么问题"},
	{"", "在哪里"}, // what is wrong comes from complaints
	{"2", "请您看看对不对"},
	{"1", "报上去了"},
}

var complaints = []string{
	"楼道里的灯不亮，晚上看不见台阶", "垃圾桶满了三天没有人来清", "单元门关不上，外人随便进",
	"门口的井盖松了，车子一过就响", "楼顶漏雨，墙上都湿了", "有人在楼下种菜浇粪，味道很大",
	"儿童滑梯的螺丝松了，孩子玩着害怕", "快递柜挡住了轮椅坡道",
}

var issueNumber = regexp.MustCompile(`编号 (\d\d-\d+)`)

// seat is one of those who talk at the same time: one connection, on which one
// resident after the other has a conversation.
type seat struct {
	line     *line
	platform *platformSide
	doc      []byte
	serial   *atomic.Int64 // of all messages
	turns    []time.Duration
	filed    map[string]string // number → reporter
}

func newSeat(w *world.World, serial *atomic.Int64) (*seat, error) {
	account := w.App.Config.WeChat[0]
	platform, err := newPlatformSide(account.AppID, account.Token, account.AESKey)
	if err != nil {
		return nil, err
	}
	l, err := dial(w.App.Addr())
	return &seat{line: l, platform: platform, serial: serial, filed: map[string]string{}}, err
}

// talk has a resident report something. It stops between two turns when until
// has come, as people do.
func (s *seat) talk(who resident, until time.Time) error {
	for i, x := range conversation {
		if !time.Now().Before(until) {
			return nil
		}
		if x.say == "" {
			x.say = complaints[int(s.serial.Load())%len(complaints)]
		}
		if err := s.turn(who, x, i == len(conversation)-1); err != nil {
			return fmt.Errorf("turn %d of a conversation: %w", i+1, err)
		}
	}
	return nil
}

// turn says one thing and checks the answer. Its time is from the first byte
// sent to the last received; making the message and reading the answer is the
// platform's.
func (s *seat) turn(who resident, x exchange, last bool) error {
	query, body := s.platform.seal(s.message(who, x.say), who.chat, time.Now())
	begun := time.Now()
	sealed, err := s.line.post(callback, query, body)
	took := time.Since(begun)
	if err != nil {
		return err
	}
	answer, err := s.platform.open(sealed)
	if err != nil {
		return err
	}
	s.turns = append(s.turns, took)
	content := between(answer, "<Content><![CDATA[", "]]>")
	to := between(answer, "<ToUserName><![CDATA[", "]]>")
	if string(to) != who.chat || !bytes.Contains(content, []byte(x.hear)) {
		return fmt.Errorf("%q to %q was not answered with %q but with %q", x.say, who.chat, x.hear, content)
	}
	if last {
		return s.confirmed(who, content)
	}
	return nil
}

var callback = []byte("/wechat/main")

func (s *seat) confirmed(who resident, content []byte) error {
	no := issueNumber.FindSubmatch(content)
	if no == nil {
		return fmt.Errorf("no number in %q", content)
	}
	s.filed[string(no[1])] = who.id
	return nil
}

// message is what the platform makes of words.
func (s *seat) message(from resident, text string) []byte {
	b := append(append(s.doc[:0], "<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><FromUserName><![CDATA["...), from.chat...)
	b = append(b, "]]></FromUserName><CreateTime>"...)
	b = strconv.AppendInt(b, time.Now().Unix(), 10)
	b = append(b, "</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA["...)
	b = append(b, strings.ReplaceAll(text, "]]>", "")...)
	b = append(b, "]]></Content><MsgId>"...)
	b = strconv.AppendInt(b, 24_000_000_000_000_000+s.serial.Add(1), 10)
	s.doc = append(b, "</MsgId></xml>"...)
	return s.doc
}
