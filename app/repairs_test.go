package app

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"yishi/adapters/script"
	"yishi/app/config"
	"yishi/bot/house"
	"yishi/flows/placard"
	"yishi/flows/poll/polltest"
)

// repairs are what people say beside the answer, in any conversation and at any question
// of it. Each is said at the question at, and leaves it open: nothing that was said before
// is lost, and the end is the one there is without.
var repairs = map[string]func(w *walk, at int){
	"interrupted":    (*walk).interrupted,
	"corrected":      (*walk).corrected,
	"cancelled":      (*walk).cancelled,
	"skipped":        (*walk).skipped,
	"chit-chat":      func(w *walk, at int) { w.asksAgain("谢谢", at, "") },
	"completed":      func(*walk, int) {},
	"clarified":      func(w *walk, at int) { w.asksAgain("帮助", at, "「返回」退一步") },
	"not understood": (*walk).notUnderstood,
	"handed over":    (*walk).handedOver,
	"repeated":       func(w *walk, at int) { w.asksAgain("重说一遍", at, "") },
}

// TestRepairs plays every conversation of testdata/repairs with every repair at each of
// its questions, in the whole program and beside all that goes on in the street.
func TestRepairs(t *testing.T) {
	paths, err := filepath.Glob("testdata/repairs/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no conversations")
	}
	kits := func() []house.Kit {
		return kitsWith(config.Config{}, theSame(polltest.Config, placard.Config{}))
	}
	world := script.World{Kits: kits, From: script.Street(t, "", beside(""))}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			t.Parallel()
			plain := conversation(t, path)
			plain.learn(t, world)
			for name, repair := range repairs {
				t.Run(name, func(t *testing.T) { plain.again(t, world, repair) })
			}
		})
	}
}

// talked is a conversation: how it is begun, and a good answer to each question.
type talked struct {
	before    []string
	who       string
	says      []string // the opening, then the answers
	questions []string // as they are put when said again
	end       string
}

// conversation reads one: what comes first, an empty line, and what somebody says.
func conversation(t *testing.T, path string) *talked {
	data, err := os.ReadFile(path)
	must(t, err)
	first, lines, ok := strings.Cut(strings.TrimSpace(string(data)), "\n\n")
	if !ok {
		t.Fatalf("%s has no empty line before the opening", path)
	}
	c := &talked{before: strings.Split(first, "\n")}
	for line := range strings.Lines(lines) {
		who, says, _ := strings.Cut(strings.TrimSpace(line), "> ")
		c.who, c.says = who, append(c.says, says)
	}
	return c
}

// walk is a conversation on its way.
type walk struct {
	*testing.T
	*talked
	led *script.Led
}

func (c *talked) walk(t *testing.T, world script.World) *walk {
	w := &walk{T: t, talked: c, led: script.Lead(t, world)}
	for _, line := range c.before {
		w.led.Does(line)
	}
	return w
}

// learn has a conversation without repairs, to know its questions and its end.
func (c *talked) learn(t *testing.T, world script.World) {
	w := c.walk(t, world)
	said := w.hears(c.says[0])
	for _, answer := range c.says[1:] {
		question := w.hears("重说")
		if question == "" || !strings.HasSuffix(said, question) {
			t.Fatalf("said again, the question is another\n%s", w.led.Page())
		}
		c.questions = append(c.questions, question)
		said = w.hears(answer)
	}
	c.end = said
	if slices.Contains(c.questions, said) {
		t.Fatalf("it does not end\n%s", w.led.Page())
	}
}

// again has it with a repair at each of its questions.
func (c *talked) again(t *testing.T, world script.World, repair func(*walk, int)) {
	w := c.walk(t, world)
	w.hears(c.says[0])
	said := ""
	for i, answer := range c.says[1:] {
		repair(w, i)
		said = w.hears(answer)
	}
	if !same(said, c.end) {
		w.fail("it ends otherwise, not with\n%s", c.end)
	}
	if said := w.hears("重说"); slices.ContainsFunc(c.questions, func(q string) bool { return strings.HasSuffix(said, q) }) {
		w.fail("it is over, and a question is put again")
	}
}

// same compares two ends, of which each gave a number of its own to a question for staff.
func same(a, b string) bool {
	numbered := regexp.MustCompile(`问\d+`)
	return numbered.ReplaceAllString(a, "") == numbered.ReplaceAllString(b, "")
}

func (w *walk) fail(format string, args ...any) {
	w.Helper()
	w.Fatalf(format+"\n\n%s", append(args, w.led.Page())...)
}

// hears is what somebody hears who says something.
func (w *walk) hears(words string) (said string) {
	w.Helper()
	_, page, _ := strings.Cut(w.led.Does(w.who+"> "+words), "\n"+w.who+"< ")
	for line := range strings.Lines("  " + page) {
		text, more := strings.CutPrefix(line, "  ")
		if !more {
			break // what comes besides, and to others
		}
		said += text
	}
	return strings.TrimSpace(said)
}

// open reports whether words end with a question. What led to it may be left out, as far
// as what is said in the end tells it from others.
func (w *walk) open(said string, at int) bool {
	const telling = 4
	lines := strings.Split(w.questions[at], "\n")
	return strings.HasSuffix(said, strings.Join(lines[max(0, len(lines)-telling):], "\n"))
}

func (w *walk) asksAgain(words string, at int, with string) {
	w.Helper()
	if said := w.hears(words); !w.open(said, at) || !strings.Contains(said, with) {
		w.fail("%s: not asked again, with %q:\n%s", words, with, w.questions[at])
	}
}

// comesTo begins anew and answers up to a question. What was agreed to for good is not
// asked again.
func (w *walk) comesTo(at int) {
	w.Helper()
	said := w.hears(w.says[0])
	i := 0
	for ; i < at && !w.open(said, i); i++ {
	}
	for ; i < at; i++ {
		said = w.hears(w.says[i+1])
	}
	if !w.open(said, at) {
		w.fail("begun anew, it does not come to\n%s", w.questions[at])
	}
}

// interrupted: another matter comes first, and is given up; then this one goes on.
func (w *walk) interrupted(at int) {
	other := "报修"
	if w.says[0] == other {
		other = "出借"
	}
	for _, decide := range []string{"1", "2"} { // the other one, this one
		if !strings.Contains(w.hears(other), "给您留着") {
			w.hears("取消") // nothing had been said yet that could be lost
			w.comesTo(at)
			continue
		}
		said := w.hears(decide)
		if decide == "1" {
			if said = w.hears("取消"); !strings.Contains(said, "接着说完") {
				w.fail("it is not offered to go on")
			}
			said = w.hears("1")
		}
		if !w.open(said, at) {
			w.fail("it does not go on with\n%s", w.questions[at])
		}
	}
}

// corrected: back to the question before, and an answer to it; or the answer put right at once.
func (w *walk) corrected(at int) {
	if at == 0 {
		w.asksAgain("返回", at, "")
		return
	}
	before := w.says[at]
	w.asksAgain("返回", at-1, "")
	w.asksAgain(before, at, "")
	w.asksAgain("不对，是"+before, at, "")
}

// cancelled: it is gone, digits mean nothing of it any more, and it can be begun anew.
func (w *walk) cancelled(at int) {
	for _, words := range []string{"取消", "1"} {
		if said := w.hears(words); said == "" || w.open(said, at) || said == w.end {
			w.fail("%s: it is not gone", words)
		}
	}
	w.hears("取消")
	w.comesTo(at)
}

// skipped: the question stays, or the next one comes and one can go back. The word itself
// is no answer.
func (w *walk) skipped(at int) {
	said := w.hears("跳过")
	if w.open(said, at) {
		return
	}
	if at+1 < len(w.questions) && strings.Contains(said, "跳过") {
		w.fail("the word was taken for an answer")
	}
	w.asksAgain("返回", at, "")
}

// notUnderstood: asked again, with a way to a person after the third time.
func (w *walk) notUnderstood(at int) {
	for range 3 {
		w.asksAgain("[表情]", at, "")
	}
	w.asksAgain("[表情]", at, "人工")
}

// handedOver: staff are told of whoever wants a person, who hears that they are; the
// question waits.
func (w *walk) handedOver(at int) {
	w.asksAgain("人工", at, "回您")
	if !strings.Contains(w.led.Page(), "想和您说话") {
		w.fail("no staff are told")
	}
}
