package inbox_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/inbox"
	"yishi/bot/meaning"
	"yishi/bot/talk"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}

// channel is a platform that keeps what it is sent, and photos to be fetched.
type channel struct {
	t      *testing.T
	name   string
	limits bot.Limits
	mu     sync.Mutex
	sent   []string // "chat: text"
	edits  int
	broken bool // nothing can be fetched
	fails  error
	holds  string    // what the files hold
	hangs  chan bool // the files of 甲 come when this is closed

	fetching func(file string) // called for each
	shown    func(text string) // called when somebody sees it and we do not know that yet
}

func (c *channel) Channel() string                              { return c.name }
func (c *channel) Limits() bot.Limits                           { return c.limits }
func (c *channel) Run(ctx context.Context, _ bot.Handler) error { <-ctx.Done(); return nil }
func (c *channel) Render(out bot.Out) []bot.Out                 { return []bot.Out{out} }

func (c *channel) Link(_ context.Context, code string) (string, error) {
	storetest.Outside(c.t, "a link")
	return "link:" + code, nil
}

func (c *channel) Send(_ context.Context, to bot.Address, out bot.Out) (string, error) {
	if c.shown != nil {
		defer func() { c.shown(out.Text) }()
	}
	storetest.Outside(c.t, "a call of the platform")
	c.mu.Lock()
	defer c.mu.Unlock()
	if out.Edit != "" {
		c.edits++
	}
	text := out.Text
	for _, l := range out.Links {
		text += " <" + l.URL + ">"
	}
	c.sent = append(c.sent, to.Chat+": "+text)
	return strconv.Itoa(len(c.sent)), nil
}

func (c *channel) Fetch(ctx context.Context, file string) (io.ReadCloser, string, error) {
	storetest.Outside(c.t, "fetching a picture")
	if c.fetching != nil {
		c.fetching(file)
	}
	if c.hangs != nil && strings.HasPrefix(file, "甲") {
		select {
		case <-c.hangs:
		case <-ctx.Done():
			return nil, "", ctx.Err()
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.broken {
		return nil, "", errors.New("the platform is away")
	}
	if c.fails != nil {
		return nil, "", c.fails
	}
	return io.NopCloser(strings.NewReader(cmp.Or(c.holds, "a picture"))), "jpg", nil
}

// take returns what was sent since it was last asked.
func (c *channel) take() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	sent := strings.Join(c.sent, "; ")
	c.sent = nil
	return sent
}

// world is a house over two channels, one that claims answers and one with
// buttons and groups.
type world struct {
	t        *testing.T
	path     string
	mu       sync.Mutex
	now      time.Time
	store    store.Store
	house    *house.House
	wechat   *channel
	telegram *channel
	machines map[string]inbox.Machine
	kit      house.Kit
	n        int
	fault    func() error // of the flow that fails
	paced    bool         // senders are held to a pace
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{
		t: t, path: filepath.Join(storetest.Memory(t), "inbox.db"), now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone),
		wechat: &channel{t: t, name: "wechat"}, telegram: &channel{t: t, name: "telegram", limits: bot.Limits{Buttons: true, Edits: true, Groups: true}},
		machines: map[string]inbox.Machine{},
	}
	w.kit = testKit(w)
	w.open()
	t.Cleanup(func() { w.store.Close() })
	return w
}

func (w *world) open() {
	w.t.Helper()
	s, err := bolt.Open(w.path, bolt.Options{Create: true, Now: w.clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store = s
	w.house = house.New(house.Config{
		Store: s, Adapters: []bot.Adapter{w.wechat, w.telegram}, Kits: []house.Kit{w.kit}, Machines: w.machines,
		Files: store.Folder(w.path + ".files"), Steady: true, Now: w.pacedBy(),
	})
	if err := w.house.Prepare(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) pacedBy() func() time.Time {
	if w.paced {
		return w.clock
	}
	return nil
}

func (w *world) restart() {
	w.store.Close()
	w.open()
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// later lets time go by and does what falls due.
func (w *world) later(d time.Duration) {
	w.t.Helper()
	w.mu.Lock()
	w.now = w.now.Add(d)
	w.mu.Unlock()
	w.settle()
}

func (w *world) settle() {
	w.t.Helper()
	if err := w.house.Settle(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

// in makes a message of somebody on Telegram, a second after the one before.
func (w *world) in(from string, kind bot.Kind, text string) bot.In {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n++
	w.now = w.now.Add(2 * time.Second)
	return bot.In{ID: strconv.Itoa(w.n), At: w.now, Address: bot.Address{Channel: "telegram", Chat: from}, From: from, Kind: kind, Text: text}
}

func (w *world) handle(in bot.In) bot.Answer {
	w.t.Helper()
	a, err := w.house.Inbox.Handle(context.Background(), in)
	if err != nil {
		w.t.Fatal(err)
	}
	w.settle()
	return a
}

// says has somebody type, and checks what is sent to anybody.
func (w *world) says(from, words, want string) {
	w.t.Helper()
	w.gives(w.in(from, bot.Text, words), want)
}

func (w *world) gives(in bot.In, want string) {
	w.t.Helper()
	a := w.handle(in)
	got := w.telegram.take()
	if a.Toast != "" {
		got = strings.TrimPrefix(got+"; *"+a.Toast, "; ")
	}
	if got != want {
		w.t.Errorf("%s %q gave\n%s\nwant\n%s", in.From, in.Text, got, want)
	}
}

func (w *world) view(fn func(tx store.Reader)) {
	w.t.Helper()
	if err := w.store.View(context.Background(), func(tx store.Reader) error { fn(tx); return nil }); err != nil {
		w.t.Fatal(err)
	}
}

// notes are what flows and commands have written down.
func (w *world) notes() string {
	var all []string
	w.view(func(tx store.Reader) {
		all = nil
		for key := range tx.Scan("note", "", "") {
			all = append(all, key)
		}
	})
	return strings.Join(all, " ")
}

func note(tx store.Tx, words string) { tx.Put("note", store.Key(words), []byte("{}")) }

// testKit has a flow of two questions, one that fails when told to, one that asks
// a machine, and a few commands.
func testKit(w *world) house.Kit {
	report := func(c *talk.Conv) error {
		what := c.Text("what", "什么问题？")
		where := c.Choice("where", "哪里？", talk.Opt{Key: "a", Label: "门口"}, talk.Opt{Key: "b", Label: "楼道"})
		_, err := talk.Step(c, "file", func(tx store.Tx) (int, error) { note(tx, what+"@"+where); return 1, nil })
		if err != nil {
			return err
		}
		return c.End("记下了：%s。", what)
	}
	fails := func(c *talk.Conv) error {
		words := c.Text("words", "说吧。")
		_, err := talk.Step(c, "write", func(tx store.Tx) (int, error) {
			note(tx, words)
			if w.fault != nil {
				return 0, w.fault()
			}
			return 1, nil
		})
		if err != nil {
			return err
		}
		return c.End("好了。")
	}
	thinks := func(c *talk.Conv) error {
		words := c.Text("words", "问吧。")
		return c.End("%s", talk.Machine(c, "m", "think", words, "想一想。", func() string { return "不知道。" }))
	}
	hear := func(c *talk.Conv) error {
		text, _ := talk.Known[string](c, "text")
		shown, _ := talk.Known[talk.Told](c, "shown")
		if strings.HasPrefix(text, "去") {
			return c.Command(strings.TrimPrefix(text, "去"))
		}
		if shown.Photo != "" {
			return c.End("看到了。")
		}
		if c.Confirm("report", "「%s」，要报修吗？", text) {
			return c.Goto("report", talk.Given{"what": text})
		}
		return c.End("好。")
	}
	cries := meaning.NewList("cries", []string{"着火", "晕倒"})
	return house.Kit{
		Name: "town",
		Intents: []house.Intent{{Intent: meaning.Intent{Name: "lend", Words: []*meaning.List{meaning.NewList("lend", []string{"想借"})}, Weight: 4}}, {Intent: meaning.Intent{
			Name: "help", Words: []*meaning.List{cries}, Weight: 4,
			Alarm: func(s meaning.Said) meaning.Alarm {
				if s.Count(cries) == 0 {
					return meaning.Alarm{}
				}
				return meaning.Alarm{Urgent: true, Sure: true, Spoken: true, Call: "119"}
			},
		}}},
		Flows: []*talk.Flow{
			{Name: "report", Title: "报修", Run: report}, {Name: "fails", Title: "出错", Run: fails},
			{Name: "thinks", Title: "提问", Run: thinks}, {Name: "hear", Title: "听", Run: hear},
		},
		Commands: []talk.Command{
			{Words: []string{"报修"}, Slash: "/report", Flow: "report"},
			{Words: []string{"出错"}, Flow: "fails"},
			{Words: []string{"提问"}, Flow: "thinks"},
			{Words: []string{"待办"}, Do: func(c *talk.Call) error { c.Start("report", nil); return nil }},
			{Words: []string{"转圈"}, Do: func(c *talk.Call) error { c.Start("hear", talk.Given{"text": "去转圈"}); return nil }},
			{Words: []string{"内部"}, Do: func(*talk.Call) error { return nil }, Right: directory.SeeAudit},
			{Words: []string{"二维码"}, Do: func(c *talk.Call) error {
				c.Say(bot.Out{Text: "扫这个", Links: []bot.Link{{Label: "门", Code: "b_1"}}})
				return nil
			}},
			{Words: []string{"通知"}, Do: func(c *talk.Call) error {
				c.Say(bot.Out{Text: "去不去？", Buttons: []bot.Button{{Label: "去", Token: "vote:1"}, {Label: "不去", Token: "vote:2"}, {Label: "有别的事", Token: "报修"}}})
				return nil
			}},
			{Words: []string{"菜单"}, Slash: "/menu", Do: func(c *talk.Call) error {
				c.Say(bot.Out{Text: "菜单。", Buttons: []bot.Button{{Label: "我要报修", Token: "报修"}, {Label: "投票", Token: "vote:1"}}})
				return nil
			}},
		},
		Presses: []talk.Press{{Prefix: "about", Do: func(c *talk.Call, rest string) error {
			c.Start("report", talk.Given{"what": rest})
			return nil
		}}, {Prefix: "vote", Do: func(c *talk.Call, rest string) error {
			if rest == "0" {
				return bot.Refuse("投票结束了。")
			}
			note(c.Tx, "vote "+rest+" by "+c.Account.Chat)
			c.Toast = "投了" + rest
			return nil
		}}},
		Arrive: func(c *talk.Call, code string, first bool) error {
			if first {
				c.Say(bot.Out{Text: "您好。"})
			}
			if code != "" {
				c.Say(bot.Out{Text: "码：" + code})
			}
			return nil
		},
		Hear: "hear",
	}
}

// met is somebody who has been greeted.
func (w *world) met(from string) {
	w.t.Helper()
	w.gives(w.in(from, bot.Follow, ""), from+": 您好。")
}

func (w *world) machine(fn func(words string) (string, error)) {
	w.machines["think"] = func(_ context.Context, args json.RawMessage) (json.RawMessage, error) {
		var words string
		if err := json.Unmarshal(args, &words); err != nil {
			return nil, err
		}
		answer, err := fn(words)
		if err != nil {
			return nil, err
		}
		return json.Marshal(answer)
	}
	w.restart()
}
