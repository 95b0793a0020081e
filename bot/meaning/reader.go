package meaning

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

// Limit is how long a model may take before the rules answer instead.
const Limit = 8 * time.Second

// Reader understands with a model where there is one and by the rules otherwise.
type Reader struct {
	Rules *Rules
	Model Model
	Limit time.Duration // 0: Limit; less: there is no time for a model
}

// Source says who understood, and for staff why it was not the model. Err never
// holds what the person said.
type Source struct {
	Model bool
	Err   error
}

// Read understands a sentence. It always gives an answer, within the limit:
// when the rules are sure, or the model fails, is slow, does not know or talks
// nonsense, that of the rules. What either finds urgent is, and dates the rules
// alone read.
func (r Reader) Read(ctx context.Context, text string, c Context) (Understanding, Source) {
	ours := r.Rules.Understand(text, c)
	if r.Model == nil || r.Rules.Sure(ours) || len(letters(text)) == 0 || wording.OnlyFaces(text) {
		return ours, Source{}
	}
	theirs, err := inTime(ctx, r.limit(), func(ctx context.Context) (Understanding, error) {
		return r.Model.Understand(ctx, wording.Clip(text, MaxText), c)
	})
	if err == nil {
		theirs, err = r.Rules.Check(theirs, text, c)
	}
	if err != nil {
		return ours, Source{Err: err}
	}
	both, model := r.Rules.join(ours, theirs, text)
	return both, Source{Model: model}
}

// MaxVoice is the largest voice message that is listened to, in bytes.
const MaxVoice = 10 << 20

// Why a voice message gives no words. The person is asked to type.
var (
	ErrNoVoice    = errors.New("no model that transcribes is configured")
	ErrTooLong    = errors.New("the voice message is too long")
	ErrUnreadable = errors.New("a voice message of this kind is not taken")
	ErrUnheard    = errors.New("no words were heard in the voice message")
)

// Listen gives the words of a voice message, or an error when the person has to
// be asked to type. The words are still to be confirmed by them.
func (r Reader) Listen(ctx context.Context, voice io.Reader, ext string) (string, error) {
	if r.Model == nil {
		return "", ErrNoVoice
	}
	data, err := io.ReadAll(io.LimitReader(voice, MaxVoice+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read the voice message: %w", err)
	case len(data) == 0:
		return "", ErrUnheard
	case len(data) > MaxVoice:
		return "", ErrTooLong
	}
	said, err := inTime(ctx, r.limit(), func(ctx context.Context) (string, error) {
		return r.Model.Transcribe(ctx, bytes.NewReader(data), ext)
	})
	if err != nil {
		return "", err
	}
	return heard(said)
}

var (
	machineNoise = lists.List("machine-noise")
	machineAlone = wording.LongestFirst(lists.List("machine-alone"))
)

// heard refuses what a machine invents when it hears nothing.
func heard(said string) (string, error) {
	said = strings.Join(strings.Fields(strings.Map(wording.Visible, strings.ToValidUTF8(said, ""))), " ")
	folded := string(letters(said))
	invented := slices.ContainsFunc(machineNoise, func(noise string) bool { return strings.Contains(folded, noise) })
	for _, noise := range machineAlone { // people say these, too, but not these alone
		folded = strings.ReplaceAll(folded, noise, "")
	}
	if invented || folded == "" {
		return "", ErrUnheard
	}
	if utf8.RuneCountInString(said) > 2*MaxText {
		return "", ErrUnheard // nobody says so much in one: a machine that goes round
	}
	return said, nil
}

func (r Reader) limit() time.Duration {
	if r.Limit != 0 {
		return r.Limit
	}
	return Limit
}

// inTime waits for work no longer than limit, even if the work does not heed
// its context.
func inTime[T any](ctx context.Context, limit time.Duration, work func(context.Context) (T, error)) (T, error) {
	var none T
	if limit < 0 {
		return none, context.DeadlineExceeded
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- result{err: fmt.Errorf("the model panicked: %T", p)}
			}
		}()
		value, err := work(ctx)
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		return none, ctx.Err()
	}
}
