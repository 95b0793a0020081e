package openai

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"yishi/adapters/openai/sound"
	"yishi/bot/meaning"
)

// tryFor is how long a trial goes on: much longer than anybody is kept waiting.
const tryFor = time.Minute

// made is the sentence that endpoints are tried with. Nobody said it.
const made = "3栋楼下的路灯不亮了"

// errCommand: voices are not made WAV, although they should be.
var errCommand = errors.New("llm.voice_command does not do its work")

// Tried is what came of trying one kind of work: what the endpoint can, in plain words,
// or why it cannot.
type Tried struct {
	Kind  string // of work: text, voice
	Fine  bool
	Words string
}

// Try asks the endpoint of a configuration for each kind of work that is configured, with
// a sentence that was made up and a tone.
func Try(ctx context.Context, cfg Config, rules *meaning.Rules) ([]Tried, error) {
	c, err := New(cfg, rules)
	if err != nil {
		return nil, err
	}
	var all []Tried
	for _, kind := range []struct {
		name, model string
		try         func(context.Context) (string, error)
	}{{"text", cfg.Model, c.tryText}, {"voice", cfg.TranscribeModel, c.tryVoice}} {
		if kind.model == "" {
			continue
		}
		limited, stop := context.WithTimeout(ctx, tryFor)
		words, err := kind.try(limited)
		stop()
		if err != nil && !errors.Is(err, errCommand) {
			err = c.cause(err)
		}
		if err != nil {
			words = fmt.Sprint(err)
		}
		all = append(all, Tried{kind.name, err == nil, kind.model + " at " + cfg.Host() + ": " + words})
	}
	return all, nil
}

// tryText finds out how the endpoint wants to be asked, then how fast it is.
func (c *Client) tryText(ctx context.Context) (string, error) {
	var u meaning.Understanding
	var took time.Duration
	for range 2 { // the first has to find the way
		begun := time.Now()
		r, err := c.ask(ctx, made, meaning.Context{})
		if err != nil {
			return "", err
		}
		if u, err = c.rules.Check(r.understanding(meaning.Context{}), made, meaning.Context{}); err != nil {
			return "", errNonsense
		}
		took = time.Since(begun)
	}
	words := []string{"answers in " + Schema(c.schema.Load()).name(), c.speed(took)}
	if ours := c.rules.Understand(made, meaning.Context{}); u.Intent != ours.Intent {
		words = append(words, fmt.Sprintf("takes a broken street lamp for %q: a better model would help", u.Intent))
	}
	if c.thinks.Load() {
		words = append(words, "thinks before it answers, which costs time: llm.extra may tell it not to")
	}
	return strings.Join(append(words, c.manners.learned()...), "; "), nil
}

// speed says how long an answer took, and whether that is soon enough.
func (c *Client) speed(took time.Duration) string {
	words := fmt.Sprintf("in %.1f s", took.Seconds())
	if took > c.cfg.Timeout {
		words += fmt.Sprintf(", which is too slow: after %v people hear the rules' answer", c.cfg.Timeout)
	}
	return words
}

// tryVoice sends a tone. That no words are in it is an answer.
func (c *Client) tryVoice(ctx context.Context) (string, error) {
	begun := time.Now()
	if _, err := c.transcript(ctx, sound.Tone(), "wav"); err != nil && !errors.Is(err, meaning.ErrUnheard) {
		return "", err
	}
	words := "takes WAV as " + map[bool]string{false: "audio/transcriptions", true: "audio in a chat"}[c.chats.Load()] + "; " + c.speed(time.Since(begun))
	_, amr := c.transcript(ctx, sound.Silence(), "amr")
	taken := amr == nil || errors.Is(amr, meaning.ErrUnheard)
	switch _, err := sound.WAV(ctx, c.cfg.VoiceCommand, sound.Silence()); {
	case c.cfg.VoiceCommand != "" && err != nil:
		return "", fmt.Errorf("%w: %w", errCommand, err)
	case c.cfg.VoiceCommand != "":
		words += "; voices of WeChat are made WAV by llm.voice_command"
	case taken:
		words += "; takes the AMR of WeChat"
	default:
		words += "; does not take the AMR of WeChat: llm.voice_command makes it WAV"
	}
	return words, nil
}

// learned says what the endpoint is told otherwise than most, beside what was configured.
func (m *manners) learned() (all []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(m.changes)) {
		switch value := m.changes[name]; {
		case m.configured[name] && value != nil:
		case value == nil:
			all = append(all, "does not take "+name+", which is left out")
		default:
			all = append(all, fmt.Sprintf("is told %s %s", name, value))
		}
	}
	if m.renamed {
		all = append(all, "calls max_tokens max_completion_tokens")
	}
	if m.lighter >= 2 {
		all = append(all, "needs room for its thoughts")
	}
	return all
}
