// Package wechattest is the WeChat platform in a process: the interface that an
// Official Account calls, the pushes that it gets, and people with phones on the
// other side. It holds to the documented limits (tokens that end, windows and
// quotas, sizes, what each kind of account may do), so that what works here has
// a chance there. It knows nothing of the adapter; both speak the platform's
// protocol.
package wechattest

import (
	"context"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"time"

	"yishi/adapters/phone"
)

// Options say what account the platform runs and where it pushes to.
type Options struct {
	AppID, Secret, Token string
	AESKey               string // 43 characters; empty is plain mode
	Account              string // "service" (the default), "subscription" or "unverified"

	Callback string // where messages are pushed; see also Fake.Push

	Now   func() time.Time // the platform's clock; the real one if nil
	Wait  time.Duration    // how long it waits for an answer: 5 s
	Tries int              // how often it delivers a message: 3
	Lag   time.Duration    // how long the Slow fault takes: 300 ms
}

// Fake is the platform.
type Fake struct {
	opts   Options
	server *http.Server
	url    string
	push   *http.Client
	events sync.WaitGroup // pushes that nobody waits for

	mu        sync.Mutex
	callback  string
	tokens    tokens
	people    map[string]*Phone // by openid
	media     map[string]medium
	scenes    map[string]string // what a QR code holds → its scene
	menu      []Entry
	seen      map[string]seen // template messages by openid and client id
	faults    map[string][]Fault
	calls     map[string]int
	delivered []Delivery
	serial    int64
}

// Delivery is a message that truly arrived at a person.
type Delivery struct {
	At     time.Time
	Kind   string // "reply", "custom", "template"
	OpenID string
	Name   string
	Text   string // as it is seen
	Photo  []byte
	Ref    string // msgid of a template message
	ID     string // client_msg_id of a template message
}

// New starts the platform on a loopback port.
func New(opts Options) (*Fake, error) {
	opts = opts.withDefaults()
	f := &Fake{
		serial: rand.Int64N(1 << 40), // no id comes back when the platform is made anew
		opts:   opts, callback: opts.Callback,
		people: map[string]*Phone{}, media: map[string]medium{}, scenes: map[string]string{},
		seen: map[string]seen{}, faults: map[string][]Fault{}, calls: map[string]int{},
		push: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}, Timeout: opts.Wait},
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	f.url = "http://" + l.Addr().String()
	f.server = &http.Server{Handler: f.mux(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = f.server.Serve(l) }()
	return f, nil
}

func (o Options) withDefaults() Options {
	if o.Account == "" {
		o.Account = "service"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == 0 {
		o.Wait = 5 * time.Second
	}
	if o.Tries == 0 {
		o.Tries = 3
	}
	if o.Lag == 0 {
		o.Lag = 300 * time.Millisecond
	}
	return o
}

// URL is the platform's address: an adapter's api_base.
func (f *Fake) URL() string { return f.url }

// Close stops the platform and waits for its pushes.
func (f *Fake) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	err := f.server.Shutdown(ctx) // calls under way end first
	if err != nil {
		err = f.server.Close()
	}
	f.events.Wait()
	f.push.CloseIdleConnections()
	return err
}

// Push says where messages are pushed from now on.
func (f *Fake) Push(callback string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.callback = callback
}

// Phone is the phone of the person of that name, always the same one. Unless a
// code is scanned first, the person has followed the account long ago.
func (f *Fake) Phone(name string) *Phone {
	f.mu.Lock()
	defer f.mu.Unlock()
	id := openID(f.opts.AppID, name)
	p := f.people[id]
	if p == nil {
		p = &Phone{fake: f, name: name, id: id, isNew: true, follows: true, changed: make(chan struct{}, 1)}
		f.people[id] = p
	}
	return p
}

var _ phone.Phone = (*Phone)(nil)

// Delivered is everything that truly arrived, oldest first.
func (f *Fake) Delivered() []Delivery {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]Delivery(nil), f.delivered...)
}

// Calls is how often a call of the interface was made, "/cgi-bin/stable_token".
func (f *Fake) Calls(path string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[path]
}

// Fault is something that goes wrong.
type Fault string

// Faults of a call of the interface.
const (
	Busy    Fault = "busy"     // -1
	TooFast Fault = "too fast" // 45011
	Spent   Fault = "spent"    // 45009: no more calls today
	Down    Fault = "down"     // HTTP 503
	Crash   Fault = "crash"    // HTTP 500
	Slow    Fault = "slow"     // done, but only after Options.Lag
	Cut     Fault = "cut"      // done, and the connection cut before the answer
	Garbage Fault = "garbage"  // done, and the answer makes no sense
)

// Fail makes the next calls that send to a person go wrong, one for each fault.
// With an empty openid it is the next calls of any kind, a token's included, and
// only faults that come before anything is done.
func (f *Fake) Fail(openid string, faults ...Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults[openid] = append(f.faults[openid], faults...)
}

func (f *Fake) fault(openid string) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	next := f.faults[openid]
	if len(next) == 0 {
		return ""
	}
	f.faults[openid] = next[1:]
	return next[0]
}

// id makes a number that no other thing here has.
func (f *Fake) id() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.serial++
	return f.serial + 23_000_000_000_000_000
}

func (f *Fake) person(openid string) *Phone {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.people[openid]
}

func (f *Fake) arrived(d Delivery) {
	d.At = f.opts.Now()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.delivered = append(f.delivered, d)
}

// Entry is one entry of the menu below the chat.
type Entry struct {
	Type string  `json:"type"`
	Name string  `json:"name"`
	Key  string  `json:"key"`
	URL  string  `json:"url"`
	Sub  []Entry `json:"sub_button"`
}

// Menu is the menu below the chat.
func (f *Fake) Menu() []Entry {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.menu
}

func (e Entry) find(name string) (Entry, bool) {
	if len(e.Sub) == 0 {
		return e, e.Name == name
	}
	for _, sub := range e.Sub {
		if found, ok := sub.find(name); ok {
			return found, true
		}
	}
	return Entry{}, false
}
