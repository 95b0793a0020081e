package script

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yishi/bot"
	"yishi/bot/directory/sample/sampletest"
	"yishi/bot/house"
	"yishi/bot/inbox"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

var update = flag.Bool("update", false, "write down what was said as what is expected")

// World is what transcripts are played in.
type World struct {
	Kits func() []house.Kit
	From string                  // a street made before (Street); "": the sample street
	Fill func(tx store.Tx) error // besides that; may be nil
	// Apart is a folder for what is said otherwise in this world than the transcripts
	// have it, which are those of another one; "": nothing may be. What holds in that
	// other one is not tried again: nothing is reopened or delivered twice.
	Apart string
}

// Stories are transcripts that begin in the same street.
type Stories struct {
	Files string                  // a pattern
	Fill  func(tx store.Tx) error // as World.Fill
}

// Play plays every transcript that matches.
func Play(t *testing.T, pattern string, w World) {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no transcripts at %s: %v", pattern, err)
	}
	street := Street(t, w.From, w.Fill)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			t.Parallel()
			play(t, path, w, street)
		})
	}
}

// PlayAll plays stories with the same kits.
func PlayAll(t *testing.T, stories []Stories, kits func() []house.Kit) {
	for _, s := range stories {
		Play(t, s.Files, World{Kits: kits, Fill: s.Fill})
	}
}

// Street makes a database of the sample street, or of one made before, that each
// transcript begins with a copy of.
func Street(t *testing.T, from string, fill func(tx store.Tx) error) string {
	path := filepath.Join(storetest.Memory(t), "street.db")
	if from == "" {
		sampletest.Copy(t, path, start)
	} else {
		must(t, copyFile(path, from))
	}
	if fill == nil {
		return path
	}
	s, err := bolt.Open(path, bolt.Options{Now: func() time.Time { return start }})
	must(t, err)
	ctx, filled := context.Background(), path+".filled" // a copy has no room to grow in, and is soon copied
	must(t, errors.Join(s.Update(ctx, fill), s.BackupFile(ctx, filled), s.Close()))
	return filled
}

// usualGap is how long people take for a message.
const usualGap = 10 * time.Second

var start = time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)

// player is one transcript being played.
type player struct {
	t        *testing.T
	world    World
	path     string // of the database
	dir      string // of the transcript
	now      time.Time
	channels map[string]*channel
	cast     []*actor
	machines map[string]inbox.Machine
	store    store.Store
	house    *house.House
	sent     int           // messages delivered to the bot so far
	gap      time.Duration // from the last message to the next
	onTheWay time.Duration // of the next message, from when it is sent
	out      strings.Builder
}

// actor is a person, or a group, in a transcript.
type actor struct {
	name  string
	chat  bot.Address
	group bool
}

func play(t *testing.T, path string, w World, street string) {
	p := newPlayer(t, filepath.Dir(path), w, street)
	steps, whole, err := read(path)
	must(t, err)
	if s, err := p.take(steps); err != nil {
		t.Fatalf("%s:%d: %s: %v", path, s.line, s.text, err)
	}
	p.compare(path, whole)
}

// newPlayer plays in a copy of a street.
func newPlayer(t *testing.T, dir string, w World, street string) *player {
	p := &player{
		t: t, world: w, now: start, gap: usualGap, path: filepath.Join(storetest.Memory(t), "play.db"), dir: dir,
		channels: map[string]*channel{}, machines: map[string]inbox.Machine{},
	}
	for _, name := range []string{"wechat", "telegram", "web"} {
		p.channels[name] = newChannel(t, name)
	}
	must(t, copyFile(p.path, street))
	p.open()
	t.Cleanup(func() { p.store.Close() })
	return p
}

// take takes steps, as far as that goes.
func (p *player) take(steps []step) (last step, err error) {
	for _, last = range steps {
		if p.world.Apart == "" {
			p.reopen()
		}
		if err := p.do(last.text); err != nil {
			return last, err
		}
		p.appear()
	}
	return last, nil
}

func (p *player) compare(path, whole string) {
	got := p.out.String()
	if p.world.Apart != "" {
		path, whole, got = p.apart(path, whole, got)
	}
	if got == whole {
		return
	}
	if *update {
		must(p.t, write(path, got))
		return
	}
	p.t.Errorf("%s (- as written, + as said; -update rewrites)\n%s", path, cmp.Diff(strings.Split(whole, "\n"), strings.Split(got, "\n")))
}

func (p *player) open() {
	s, err := bolt.Open(p.path, bolt.Options{Now: func() time.Time { return p.now }})
	must(p.t, err)
	var adapters []bot.Adapter
	for _, name := range []string{"wechat", "telegram", "web"} {
		adapters = append(adapters, p.channels[name])
	}
	p.store = s
	p.house = house.New(house.Config{
		Store: s, Adapters: adapters, Kits: p.world.Kits(), Files: files{p.t, store.Folder(p.path + ".files")}, Machines: p.machines, Steady: p.world.Apart == "",
	})
	must(p.t, p.house.Prepare(context.Background()))
}

// reopen is a restart of the program between two lines.
func (p *player) reopen() {
	must(p.t, p.store.Close())
	p.open()
}

// deliver gives a message to the bot twice, and lets everything come of it.
func (p *player) deliver(c *channel, in bot.In) error {
	p.now, p.gap = p.now.Add(p.gap), usualGap
	p.sent++
	in.ID, in.At, in.Channel, in.Claim = store.Key(p.sent), p.now, c.name, c.name == "wechat"
	if c.name == "wechat" || c.name == "telegram" && in.Kind != bot.Press {
		in.Sent = p.now
	}
	if p.onTheWay > 0 {
		p.now, p.onTheWay = p.now.Add(p.onTheWay), 0
		must(p.t, p.house.Settle(context.Background())) // what fell due meanwhile
	}
	ctx := context.Background()
	first, err := p.house.Inbox.Handle(ctx, in)
	if err != nil {
		return err
	}
	if first.Out != nil {
		c.show(in.Chat, *first.Out)
	}
	if first.Toast != "" {
		c.shown[in.From] = append(c.shown[in.From], bubble{"*", bot.Out{Text: first.Toast}})
	}
	if err := p.house.Settle(ctx); err != nil || p.world.Apart != "" {
		return err
	}
	return p.again(c, in, first)
}

// again delivers a message a second time, which must change nothing.
func (p *player) again(c *channel, in bot.In, first bot.Answer) error {
	ctx := context.Background()
	before := p.count()
	again, err := p.house.Inbox.Handle(ctx, in)
	if err != nil {
		return err
	}
	if err := p.house.Settle(ctx); err != nil {
		return err
	}
	if !reflect.DeepEqual(first, again) {
		return errors.New("delivered again, it got another answer")
	}
	if p.count() != before {
		return errors.New("delivered again, it had an effect")
	}
	return nil
}

func (p *player) count() (n int) {
	for _, c := range p.channels {
		for _, list := range c.shown {
			n += len(list)
		}
	}
	return n
}

// appear writes what has appeared in each chat, in the order of the cast.
func (p *player) appear() {
	for _, a := range p.cast {
		for _, b := range p.channels[a.chat.Channel].take(a.chat.Chat) {
			p.printf("%s%s %s\n", a.name, b.mark, b)
		}
	}
}

func (p *player) update(fn func(tx store.Tx)) {
	must(p.t, p.store.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }))
}

func (p *player) machine(kind, answer string) {
	p.machines[kind] = func(context.Context, json.RawMessage) (json.RawMessage, error) {
		storetest.Outside(p.t, "asking a machine")
		if answer == "fails" {
			return nil, errors.New("as written in the transcript")
		}
		if json.Valid([]byte(answer)) {
			return json.RawMessage(answer), nil
		}
		return json.Marshal(answer)
	}
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
