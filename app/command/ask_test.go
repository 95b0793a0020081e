package command

import (
	"os"
	"strings"
	"testing"

	"yishi/adapters/openai/openaitest"
	"yishi/app"
	"yishi/app/config"
	"yishi/bot/house"
)

func TestCheckAsksTheModel(t *testing.T) {
	fake := openaitest.New(house.Rules(app.Kits(config.Config{})))
	base, stop := fake.Start()
	defer stop()
	file, _ := settled(t, false)
	if code, out, _ := call(t, "check", "--ask", "-c", file); code != Fine || !strings.Contains(out, "no model is configured") {
		t.Errorf("%d: %s", code, out)
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString("llm:\n  base_url: " + base + "\n  api_key: sk-very-secret\n  model: reads\n  transcribe_model: hears\n")
	if err != nil || f.Close() != nil {
		t.Fatal(err)
	}
	if code, out, _ := call(t, "check", "-c", file); code != Fine || len(fake.Requests()) > 0 {
		t.Errorf("%d after %d requests that nobody asked for: %s", code, len(fake.Requests()), out)
	}
	code, out, _ := call(t, "check", "--ask", "-c", file)
	for _, want := range []string{"# text works: reads at 127.0.0.1: answers in json_schema; in 0.", "# voice works: hears at 127.0.0.1: takes WAV as audio/transcriptions"} {
		if code != Fine || !strings.Contains(out, want) {
			t.Errorf("%d: lacks %q: %s", code, want, out)
		}
	}
	fake.Set(openaitest.Denied)
	code, out, complaint := call(t, "check", "--ask", "-c", file)
	if code != Failed || !strings.Contains(out, "# text DOES NOT WORK: reads at 127.0.0.1: the endpoint answered with status 401: it refuses the key") ||
		strings.Contains(out+complaint, "sk-very-secret") || !strings.Contains(complaint, "the rules answer") {
		t.Errorf("%d: %s %s", code, out, complaint)
	}
}
