package openai

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"yishi/adapters/openai/openaitest"
	"yishi/bot/meaning"
	"yishi/bot/meaning/meaningtest"
)

const (
	key      = "sk-invented-0001"
	sentence = "楼下的灯又坏了"
)

func start(t *testing.T, change func(*Config)) (*Client, *openaitest.Fake) {
	t.Helper()
	fake := openaitest.New(meaningtest.Rules())
	url, stop := fake.Start()
	t.Cleanup(stop)
	cfg := Config{BaseURL: url, APIKey: key, Model: "fake-chat", TranscribeModel: "fake-ear", Timeout: 5 * time.Second}
	if change != nil {
		change(&cfg)
	}
	c, err := New(cfg, meaningtest.Rules())
	if err != nil {
		t.Fatal(err)
	}
	return c, fake
}

func TestUnderstand(t *testing.T) {
	for _, mode := range append([]openaitest.Mode{openaitest.Slow}, openaitest.Fine...) {
		t.Run(string(mode), func(t *testing.T) {
			c, fake := start(t, nil)
			fake.Set(mode)
			u, err := c.Understand(t.Context(), sentence, meaning.Context{})
			if err != nil {
				t.Fatal(err)
			}
			if u.Intent != "issue" || u.Category != "lighting" || u.What != sentence || u.Where != "楼下" {
				t.Errorf("got %+v", u)
			}
		})
	}
}

func TestBadAnswersAreErrorsWithoutSecrets(t *testing.T) {
	for _, mode := range openaitest.Bad {
		t.Run(string(mode), func(t *testing.T) {
			c, fake := start(t, func(cfg *Config) {
				if mode == openaitest.Silent {
					cfg.Timeout = 100 * time.Millisecond
				}
			})
			fake.Set(mode)
			u, err := c.Understand(t.Context(), sentence, meaning.Context{})
			if err == nil {
				t.Fatalf("got %+v", u)
			}
			for _, secret := range []string{key, sentence, "transfer_money"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error holds %q: %v", secret, err)
				}
			}
			for _, r := range fake.Requests() {
				if r.Key != key {
					t.Errorf("the request came with key %q", r.Key)
				}
			}
		})
	}
}

// The library leaves a temperature of 0 out, which means 1 to the vendor.
func TestTemperatureIsSent(t *testing.T) {
	c, fake := start(t, nil)
	if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); err != nil {
		t.Fatal(err)
	}
	body := sent(t, fake)
	if temperature, ok := body["temperature"].(float64); !ok || temperature > 0.02 {
		t.Errorf("temperature is %v", body["temperature"])
	}
	if body["max_tokens"] == nil || body["stream"] != false {
		t.Errorf("body is %v", body)
	}
}

// Reasoning models refuse a temperature and max_tokens before anything is sent.
func TestReasoningModels(t *testing.T) {
	for _, model := range []string{"o3-mini", "gpt-5", "gpt-5-mini"} {
		c, fake := start(t, func(cfg *Config) { cfg.Model = model })
		if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); err != nil {
			t.Fatalf("%s: %v", model, err)
		}
		if body := sent(t, fake); body["max_completion_tokens"] == nil || body["temperature"] != nil {
			t.Errorf("%s: body is %v", model, body)
		}
	}
}

func sent(t *testing.T, fake *openaitest.Fake) map[string]any {
	t.Helper()
	all := fake.Requests()
	var body map[string]any
	if err := json.Unmarshal([]byte(all[len(all)-1].Body), &body); err != nil {
		t.Fatal(err)
	}
	return body
}

func TestSchemaGoesDownToWhatTheVendorAccepts(t *testing.T) {
	for _, c := range []struct {
		accepts     []string
		first, then []string
	}{
		{nil, []string{"json_schema"}, []string{"json_schema"}},
		{[]string{"json_object"}, []string{"json_schema", "json_object"}, []string{"json_object"}},
		{[]string{}, []string{"json_schema", "json_object", ""}, []string{""}},
	} {
		client, fake := start(t, nil)
		fake.Accepts = c.accepts
		for i, want := range [][]string{c.first, c.then} {
			fake.Forget()
			if u, err := client.Understand(t.Context(), sentence, meaning.Context{}); err != nil || u.Intent != "issue" {
				t.Fatalf("%v: %v, %v", c.accepts, u, err)
			}
			if got := formats(fake); !slices.Equal(got, want) {
				t.Errorf("accepts %v, call %d: asked %q, want %q", c.accepts, i+1, got, want)
			}
		}
	}
}

func formats(fake *openaitest.Fake) []string {
	var all []string
	for _, r := range fake.Requests() {
		all = append(all, r.Format)
	}
	return all
}

// Spaces are DeepSeek's answer now and then: ask in another way, this once.
func TestSpacesAreAskedAgain(t *testing.T) {
	c, fake := start(t, nil)
	fake.Set(openaitest.Spaces)
	if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); err == nil {
		t.Fatal("spaces were understood")
	}
	if got := formats(fake); len(got) != 3 {
		t.Errorf("asked %q", got)
	}
	fake.Set(openaitest.Good)
	fake.Forget()
	if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); err != nil {
		t.Fatal(err)
	}
	if got := formats(fake); !slices.Equal(got, []string{"json_schema"}) {
		t.Errorf("asked %q", got)
	}
}

// Only what a vendor names is changed, and it is named once.
func TestEveryVendorIsAskedInItsManner(t *testing.T) {
	requests := map[string]int{
		"DeepSeek": 3, "GLM": 3, "GLM that always thinks": 3, "Kimi": 3, "DashScope": 2,
		"OpenAI by another name of the model": 3, "a server of one's own": 6, "nothing of its own": 1,
	}
	for _, v := range openaitest.Vendors {
		t.Run(v.Name, func(t *testing.T) {
			c, fake := start(t, nil)
			fake.Vendor = v
			for i, want := range []int{requests[v.Name], 1, 1} {
				fake.Forget()
				if u, err := c.Understand(t.Context(), sentence, meaning.Context{}); err != nil || u.Intent != "issue" {
					t.Fatalf("call %d: %+v, %v", i+1, u, err)
				}
				if n := len(fake.Requests()); n != want {
					t.Errorf("call %d: %d requests, want %d", i+1, n, want)
				}
			}
			body := sent(t, fake)
			if kept := body["temperature"] != nil; kept == (v.Name == "Kimi" || strings.HasPrefix(v.Name, "OpenAI")) {
				t.Errorf("body is %v", body)
			}
		})
	}
}

func TestFurtherFieldsAreSent(t *testing.T) {
	c, fake := start(t, func(cfg *Config) { cfg.Extra = map[string]any{"enable_thinking": false, "top_k": 1} })
	if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); err != nil {
		t.Fatal(err)
	}
	if body := sent(t, fake); body["enable_thinking"] != false || body["top_k"] != 1.0 {
		t.Errorf("body is %v", body)
	}
}

// Voices that are refused, however many, do not stop what reads.
func TestRefusedVoicesLeaveTheTextModelAlone(t *testing.T) {
	c, fake := start(t, nil)
	fake.Refuses = ".amr"
	for range 5 {
		if _, err := c.Transcribe(t.Context(), strings.NewReader("#!AMR"), "amr"); !errors.Is(err, meaning.ErrUnreadable) {
			t.Fatal(err)
		}
	}
	fake.Set(openaitest.Failing)
	for range 5 {
		_, _ = c.Transcribe(t.Context(), strings.NewReader("OggS"), "ogg")
	}
	fake.Set(openaitest.Good)
	if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); err != nil {
		t.Error(err)
	}
	if _, err := c.Transcribe(t.Context(), strings.NewReader("OggS"), "ogg"); !errors.Is(err, errResting) {
		t.Error(err)
	}
}

func TestBusyOnceIsTriedOnceMore(t *testing.T) {
	c, fake := start(t, nil)
	fake.Set(openaitest.BusyOnce)
	if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); err != nil {
		t.Fatal(err)
	}
	if n := len(fake.Requests()); n != 2 {
		t.Errorf("%d requests", n)
	}
}

// A pause beyond the time limit is not waited for.
func TestBusyForLongIsNotWaitedFor(t *testing.T) {
	c, fake := start(t, nil)
	fake.Set(openaitest.Busy)
	_, err := c.Understand(t.Context(), sentence, meaning.Context{})
	if err == nil || errors.Is(err, context.DeadlineExceeded) || len(fake.Requests()) != 1 {
		t.Errorf("%v after %d requests", err, len(fake.Requests()))
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	stolen := make(chan string, 1)
	thief := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		stolen <- r.Header.Get("Authorization")
	}))
	defer thief.Close()
	c, fake := start(t, nil)
	fake.Location = thief.URL
	fake.Set(openaitest.Redirecting)
	if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); !errors.Is(err, errRedirect) {
		t.Errorf("got %v", err)
	}
	if len(stolen) > 0 {
		t.Errorf("the redirect was followed with %q", <-stolen)
	}
}

func TestHugeAnswersAreCutOff(t *testing.T) {
	c, fake := start(t, nil)
	fake.Set(openaitest.Huge)
	if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); !errors.Is(err, errTooBig) {
		t.Errorf("got %v", err)
	}
}

func TestOnlyTheSentenceLeaves(t *testing.T) {
	c, fake := start(t, nil)
	open := meaning.Context{
		Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
		Open: []meaning.Titled{
			{ID: "poll-secret-id", Title: "加装电梯 联系13900000002", Pool: meaning.Voted},
			{ID: "oOpenid-of-somebody", Title: "社区义诊", Pool: meaning.Joined},
		},
	}
	text := "我是3栋的,灯坏了,电话13800000001,身份证42010019900101123X"
	u, err := c.Understand(t.Context(), text, open)
	if err != nil || u.What != text {
		t.Fatalf("%+v, %v", u, err)
	}
	body := fake.Requests()[0].Body
	for _, private := range []string{"13800000001", "13900000002", "42010019900101123", "poll-secret-id", "oOpenid", "2026", key} {
		if strings.Contains(body, private) {
			t.Errorf("the request holds %q", private)
		}
	}
	for _, wanted := range []string{"灯坏了", "p1 = 投票:加装电梯", "n1 = 活动:社区义诊", "json", "lighting"} {
		if !strings.Contains(body, wanted) {
			t.Errorf("the request lacks %q", wanted)
		}
	}
	if strings.Contains(body, "staff-notice") {
		t.Error("a resident's request offers the work of staff")
	}
}

// Of every byte that is sent none tells who is spoken of, and what comes back is shown as
// it was said.
func TestNobodyIsNamedToTheEndpoint(t *testing.T) {
	var sent bytes.Buffer
	fake := openaitest.New(meaningtest.Rules())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all, err := httputil.DumpRequest(r, true)
		if err != nil {
			t.Error(err)
		}
		sent.Write(all)
		fake.ServeHTTP(w, r)
	}))
	defer server.Close()
	c, err := New(Config{BaseURL: server.URL + "/v1", APIKey: key, Model: "m"}, meaningtest.Rules())
	if err != nil {
		t.Fatal(err)
	}
	open := meaning.Context{Names: []string{"桂花奶奶"}}
	for text, private := range map[string][]string{
		"王桂花家的灯坏了，3栋2单元501":              {"王桂花", "501"},
		"我老伴赵建国和楼上李阿姨说路灯坏了":              {"赵建国", "李阿姨"},
		"桂花奶奶的灯坏了，加她微信wxid_ab12cd34":     {"桂花奶奶", "wxid_ab12cd34"},
		"灯坏了，电话13800000001，微信号 lao-wang": {"13800000001", "lao-wang"},
	} {
		sent.Reset()
		u, err := c.Understand(t.Context(), text, open)
		if err != nil || u.Intent != "issue" || u.What != text {
			t.Fatalf("%s: %+v, %v", text, u, err)
		}
		for _, p := range private {
			data, _ := json.Marshal(p)
			ascii := strconv.QuoteToASCII(p)
			if s := sent.String(); s == "" || strings.Contains(s, p) || strings.Contains(s, strings.Trim(string(data), `"`)) || strings.Contains(s, strings.Trim(ascii, `"`)) {
				t.Errorf("%s: %q left:\n%s", text, p, s)
			}
		}
		if strings.Contains(u.What+u.Where, "〔") {
			t.Errorf("%s: marks are shown: %+v", text, u)
		}
	}
}

func TestAnswersAboutWhatIsOpen(t *testing.T) {
	open := meaning.Context{Open: []meaning.Titled{
		{ID: "P7", Title: "开什么课", Pool: meaning.Voted}, {ID: "N3", Title: "义诊", Pool: meaning.Joined},
	}}
	for about, want := range map[string]string{"p1": "P7", "n1": "N3", "": "", "n2": "", "P7": ""} {
		if u := (reply{About: about}).understanding(open); u.Match != want {
			t.Errorf("about %q is %q, want %q", about, u.Match, want)
		}
	}
}

func TestBreakerLeavesADeadEndpointAlone(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	c, fake := start(t, func(cfg *Config) { cfg.Now = func() time.Time { return now } })
	ask := func() error {
		_, err := c.Understand(context.Background(), sentence, meaning.Context{})
		return err
	}
	fake.Set(openaitest.Failing)
	for range mostFailures + 5 {
		if ask() == nil {
			t.Fatal("a failure was understood")
		}
	}
	if n := len(fake.Requests()); n != 3*mostFailures {
		t.Errorf("%d requests reached the dead endpoint, want %d", n, 3*mostFailures)
	}
	now = now.Add(restFor + time.Second)
	if err := ask(); errors.Is(err, errResting) {
		t.Error("not tried again after the rest")
	}
	if err := ask(); !errors.Is(err, errResting) {
		t.Errorf("after a failed trial: %v", err)
	}
	now = now.Add(restFor + time.Second)
	fake.Set(openaitest.Good)
	for range 3 {
		if err := ask(); err != nil {
			t.Errorf("after it came back: %v", err)
		}
	}
}

// While one request tries whether the endpoint is back, the others do not wait.
func TestBreakerTriesOneAtATime(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	b := newBreaker("text", func() time.Time { return now })
	for range mostFailures {
		b.failed()
	}
	now = now.Add(restFor)
	if !b.allow() || b.allow() {
		t.Error("not exactly one trial")
	}
	b.abandoned()
	if !b.allow() {
		t.Error("an abandoned trial was not tried again")
	}
	b.succeeded()
	for range 2 {
		if !b.allow() {
			t.Error("still resting after a success")
		}
	}
}

// A caller that goes away says nothing about the endpoint.
func TestBreakerIgnoresCallersThatLeave(t *testing.T) {
	c, fake := start(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range mostFailures + 1 {
		if _, err := c.Understand(ctx, sentence, meaning.Context{}); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); err != nil {
		t.Errorf("%v after %d requests", err, len(fake.Requests()))
	}
}

func TestTranscribe(t *testing.T) {
	c, fake := start(t, nil)
	for ext, file := range map[string]string{"amr": "voice.amr", ".oga": "voice.ogg", "ogg": "voice.ogg", "../x": "voice.ogg", "MP3": "voice.mp3"} {
		fake.Forget()
		said, err := c.Transcribe(t.Context(), strings.NewReader("by its name alone"), ext)
		if err != nil || said != sentence {
			t.Fatalf("%s: %q, %v", ext, said, err)
		}
		r := fake.Requests()[0]
		if r.File != file || !strings.Contains(r.Body, "fake-ear") || !strings.Contains(r.Body, "language:[zh]") {
			t.Errorf("%s: sent %+v", ext, r)
		}
	}
	fake.Refuses = "amr"
	if _, err := c.Transcribe(t.Context(), strings.NewReader("#!AMR\n"), "amr"); err == nil {
		t.Error("a refused format was transcribed")
	}
	if _, err := c.Transcribe(t.Context(), strings.NewReader(""), "amr"); err == nil {
		t.Error("nothing was transcribed")
	}
}

// However an endpoint takes voices, the way to it is found once.
func TestTranscribeInAChat(t *testing.T) {
	for ears, requests := range map[openaitest.Ears][]int{openaitest.InChat: {2, 1}, openaitest.InChatByAddress: {3, 1}} {
		c, fake := start(t, nil)
		fake.Ears = ears
		for _, n := range requests {
			fake.Forget()
			if said, err := c.Transcribe(t.Context(), strings.NewReader("OggS…"), "ogg"); err != nil || said != sentence {
				t.Fatalf("%v: %q, %v", ears, said, err)
			}
			if got := len(fake.Requests()); got != n {
				t.Errorf("%v: %d requests, want %d", ears, got, n)
			}
		}
	}
}

// What few endpoints take is made WAV, or is said to be unreadable, by whatever it is.
func TestTranscribeWhatFewTake(t *testing.T) {
	for voice, c := range map[string]struct {
		command, file string
		err           error
	}{
		"#!AMR\n…":      {"", "voice.amr", nil},
		"#!AMR\n":       {wavCommand, "voice.wav", nil},
		"\x02#!SILK_V3": {"", "", meaning.ErrUnreadable},
		"#!SILK_V3":     {wavCommand, "voice.wav", nil},
		"OggS\x00" + strings.Repeat("\x00", 23) + "Speex   1.2" + strings.Repeat("\x00", 60): {"", "", meaning.ErrUnreadable},
		"OggS\x01" + strings.Repeat("\x00", 23) + "OpusHead" + strings.Repeat("\x00", 60):    {"", "voice.ogg", nil},
		"#!AMR broken":      {"false", "", meaning.ErrUnreadable},
		"#!AMR no wav":      {"echo hello", "", meaning.ErrUnreadable},
		"#!AMR without end": {"yes", "", meaning.ErrUnreadable},
	} {
		client, fake := start(t, func(cfg *Config) { cfg.VoiceCommand = c.command })
		said, err := client.Transcribe(t.Context(), strings.NewReader(voice), "amr")
		if !errors.Is(err, c.err) || (err == nil) != (said == sentence) {
			t.Errorf("%q: %q, %v", voice, said, err)
		}
		if all := fake.Requests(); len(all) > 1 || len(all) == 1 && all[0].File != c.file || len(all) == 0 && c.file != "" {
			t.Errorf("%q: sent %+v", voice, all)
		}
	}
}

// A busy hour, in which calls are given little time, says nothing of the endpoint.
func TestBreakerIgnoresThoseWithLittleTime(t *testing.T) {
	c, fake := start(t, nil)
	fake.Set(openaitest.Silent)
	for range mostFailures + 2 {
		ctx, stop := context.WithTimeout(t.Context(), time.Millisecond)
		_, _ = c.Understand(ctx, sentence, meaning.Context{})
		stop()
	}
	fake.Set(openaitest.Good)
	if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); err != nil {
		t.Error(err)
	}
}

// An endpoint that is left alone, and one that is back, are a line each in the log.
func TestBreakerLogsOneLineEach(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	b := newBreaker("voice", func() time.Time { return now })
	for range 4 { // rests in between, and fails again each time
		for range mostFailures + 2 {
			if b.allow() {
				b.failed()
			}
		}
		now = now.Add(restFor)
	}
	if n := strings.Count(log.String(), "\n"); n != 1 || !strings.Contains(log.String(), "left alone") || !strings.Contains(log.String(), "kind=voice") {
		t.Errorf("%d lines: %s", n, log.String())
	}
	log.Reset()
	for range 3 {
		if b.allow() {
			b.succeeded()
		}
	}
	if n := strings.Count(log.String(), "\n"); n != 1 || !strings.Contains(log.String(), "answers again") {
		t.Errorf("%d lines: %s", n, log.String())
	}
}

func TestWithoutAModel(t *testing.T) {
	c, fake := start(t, func(cfg *Config) { cfg.TranscribeModel = "" })
	if _, err := c.Transcribe(t.Context(), strings.NewReader("x"), "amr"); !errors.Is(err, meaning.ErrNoVoice) {
		t.Errorf("got %v", err)
	}
	if _, err := c.Understand(t.Context(), "  ", meaning.Context{}); err == nil {
		t.Error("an empty text was asked about")
	}
	if n := len(fake.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestConfig(t *testing.T) {
	for _, cfg := range []Config{{}, {BaseURL: "api.example.cn", Model: "m"}, {BaseURL: "ftp://example.cn", Model: "m"}, {BaseURL: "https://example.cn/v1"}} {
		if _, err := New(cfg, meaningtest.Rules()); err == nil {
			t.Errorf("%+v was accepted", cfg)
		}
	}
	cfg := Config{BaseURL: "https://example.cn/v1", APIKey: key, Model: "m"}
	for _, form := range []string{"%v", "%+v", "%#v", "%s"} {
		if strings.Contains(fmt.Sprintf(form, cfg), key) {
			t.Errorf("%s shows the key", form)
		}
	}
}

func TestErrorsOfTheNetworkAreRedacted(t *testing.T) {
	c, _ := start(t, nil)
	err := c.explain(&url.Error{Op: "Post", URL: "http://" + key, Err: errors.New("lookup " + key + ": no such host")})
	if strings.Contains(err.Error(), key) || !strings.Contains(err.Error(), "no such host") {
		t.Errorf("got %v", err)
	}
}

func TestUnreachable(t *testing.T) {
	c, err := New(Config{BaseURL: "http://127.0.0.1:1/" + key, APIKey: key, Model: "m"}, meaningtest.Rules())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Understand(t.Context(), sentence, meaning.Context{}); err == nil || strings.Contains(err.Error(), key) {
		t.Errorf("got %v", err)
	}
}
