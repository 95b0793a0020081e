package openai

import (
	"os"
	"strings"
	"testing"
	"time"

	"yishi/adapters/openai/openaitest"
	"yishi/bot/meaning/meaningtest"
)

// tried is what Try says of a fake, a line each.
func tried(t *testing.T, change func(*Config, *openaitest.Fake)) (fine bool, words string) {
	t.Helper()
	fake := openaitest.New(meaningtest.Rules())
	url, stop := fake.Start()
	defer stop()
	cfg := Config{BaseURL: url, APIKey: key, Model: "reads"}
	change(&cfg, fake)
	all, err := Try(t.Context(), cfg, meaningtest.Rules())
	if err != nil {
		t.Fatal(err)
	}
	fine = true
	var lines []string
	for _, kind := range all {
		fine = fine && kind.Fine
		lines = append(lines, kind.Kind+" "+kind.Words)
	}
	words = strings.Join(lines, "\n")
	if strings.Contains(words, key) {
		t.Errorf("it shows the key: %s", words)
	}
	return fine, words
}

func TestTryingEveryVendor(t *testing.T) {
	for vendor, want := range map[string][]string{
		"DeepSeek":                            {"json_object", `is told thinking {"type":"disabled"}`},
		"GLM that always thinks":              {"json_schema", "needs room for its thoughts"},
		"Kimi":                                {"does not take temperature", `is told thinking {"type":"disabled"}`},
		"DashScope":                           {"is told enable_thinking false"},
		"OpenAI by another name of the model": {"calls max_tokens max_completion_tokens", "does not take temperature"},
		"a server of one's own":               {"plain text"},
		"nothing of its own":                  {"json_schema"},
	} {
		for _, v := range openaitest.Vendors {
			if v.Name != vendor {
				continue
			}
			fine, words := tried(t, func(_ *Config, fake *openaitest.Fake) { fake.Vendor = v })
			for _, w := range append(want, "reads at 127.0.0.1", "in 0.") {
				if !fine || !strings.Contains(words, w) {
					t.Errorf("%s: %q lacks %q", vendor, words, w)
				}
			}
		}
	}
}

func TestTryingWhatDoesNotWork(t *testing.T) {
	for mode, want := range map[openaitest.Mode]string{
		openaitest.Denied: "it refuses the key", openaitest.Failing: "status 500: it is out of order", openaitest.Busy: "the quota is used up",
		openaitest.HTML: "base_url may lead elsewhere", openaitest.Nonsense: "makes no sense", openaitest.HangUp: "cannot be reached",
		openaitest.Redirecting: "wants to redirect", openaitest.Empty: "makes no sense",
	} {
		if fine, words := tried(t, func(_ *Config, fake *openaitest.Fake) { fake.Set(mode) }); fine || !strings.Contains(words, want) {
			t.Errorf("%s: %v, %q lacks %q", mode, fine, words, want)
		}
	}
}

func TestTryingASlowModel(t *testing.T) {
	fine, words := tried(t, func(cfg *Config, fake *openaitest.Fake) {
		cfg.Timeout = 20 * time.Millisecond
		fake.Delay = 60 * time.Millisecond
		fake.Set(openaitest.Slow)
	})
	if !fine || !strings.Contains(words, "too slow: after 20ms people hear the rules' answer") {
		t.Errorf("%v, %q", fine, words)
	}
	if _, words := tried(t, func(_ *Config, fake *openaitest.Fake) { fake.Set(openaitest.Thinking) }); !strings.Contains(words, "thinks before it answers") {
		t.Errorf("%q", words)
	}
}

func TestTryingVoices(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Config, *openaitest.Fake)
		fine   bool
		words  string
	}{
		"takes all":     {func(*Config, *openaitest.Fake) {}, true, "takes the AMR of WeChat"},
		"hears nothing": {func(_ *Config, f *openaitest.Fake) { f.Set(openaitest.Spaces) }, true, "takes WAV as audio/transcriptions"},
		"no AMR":        {func(_ *Config, f *openaitest.Fake) { f.Refuses = ".amr" }, true, "does not take the AMR of WeChat"},
		"in a chat":     {func(_ *Config, f *openaitest.Fake) { f.Ears = openaitest.InChat }, true, "audio in a chat"},
		"a command":     {func(cfg *Config, f *openaitest.Fake) { cfg.VoiceCommand = wavCommand }, true, "made WAV by llm.voice_command"},
		"no command":    {func(cfg *Config, f *openaitest.Fake) { cfg.VoiceCommand = "/no/such/thing" }, false, "llm.voice_command does not do its work"},
		"no WAV":        {func(_ *Config, f *openaitest.Fake) { f.Refuses = ".wav" }, false, "it does not take what it is asked"},
	} {
		fine, words := tried(t, func(cfg *Config, fake *openaitest.Fake) {
			cfg.Model, cfg.TranscribeModel = "", "hears"
			c.change(cfg, fake)
		})
		if fine != c.fine || !strings.Contains(words, c.words) {
			t.Errorf("%s: %v, %q lacks %q", name, fine, words, c.words)
		}
	}
}

// wavCommand makes a WAV of anything, as a command that is configured would: this test
// itself, run again.
var wavCommand = os.Args[0] + " -test.run=TestMain -yishi-wav"

func TestMain(m *testing.M) {
	if os.Args[len(os.Args)-1] == "-yishi-wav" {
		os.Stdout.WriteString("RIFF\xff\xff\xff\xffWAVEfmt \x10\x00\x00\x00" + strings.Repeat("\x00", 16) + "data\xff\xff\xff\xff" + strings.Repeat("\x00", 100))
		os.Exit(0)
	}
	os.Exit(m.Run())
}
