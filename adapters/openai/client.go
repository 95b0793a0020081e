package openai

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/sashabaranov/go-openai"

	"yishi/bot/meaning"
)

// Client is a meaning.Model. It may be used from many goroutines.
type Client struct {
	cfg     Config
	rules   *meaning.Rules
	schemas map[bool]json.RawMessage
	api     *openai.Client
	manners *manners
	text    *breaker // each kind of work has its own: what refuses voices may understand well
	voice   *breaker
	schema  atomic.Int32 // the strictest Schema the vendor is known to accept
	thinks  atomic.Bool  // it thought before it answered last

	ears      *http.Client // for audio in chats
	chats     atomic.Bool  // voices are written down in chats
	addressed atomic.Bool  // where audio is given as an address
}

var _ meaning.Model = (*Client)(nil)

// New makes a Client that tells intents apart as the rules do. Nothing is sent yet.
func New(cfg Config, rules *meaning.Rules) (*Client, error) {
	if err := cfg.Check(); err != nil {
		return nil, err
	}
	cfg = cfg.withDefaults()
	base, _ := url.Parse(cfg.BaseURL) // checked
	w := newWire(newManners(base.Hostname(), cfg.Extra))
	api := openai.DefaultConfig(cfg.APIKey)
	api.BaseURL = cfg.BaseURL
	api.HTTPClient = &http.Client{Transport: w}
	c := &Client{cfg: cfg, rules: rules, schemas: schemasFor(rules), api: openai.NewClientWithConfig(api), manners: w.manners,
		text: newBreaker("text", cfg.Now), voice: newBreaker("voice", cfg.Now)}
	c.schema.Store(int32(cfg.Schema))
	c.ears = &http.Client{Transport: newWire(newManners("", nil))}
	c.addressed.Store(strings.HasSuffix(base.Hostname(), ".aliyuncs.com"))
	return c, nil
}

// Understand asks the model what a sentence means. The answer has been checked
// by Rules.Check.
func (c *Client) Understand(ctx context.Context, text string, open meaning.Context) (meaning.Understanding, error) {
	var u meaning.Understanding
	if c.cfg.Model == "" || strings.TrimSpace(text) == "" {
		return u, errNothingToAsk
	}
	err := c.guard(ctx, c.text, func(ctx context.Context) error {
		hidden := masked(text, open)
		r, err := c.ask(ctx, hidden.Text, open)
		if err != nil {
			return err
		}
		r.What, r.Where, r.Subject = hidden.Show(r.What), hidden.Show(r.Where), hidden.Show(r.Subject)
		if u, err = c.rules.Check(r.understanding(open), text, open); err != nil {
			return errNonsense
		}
		return nil
	})
	return u, err
}

// guard runs one piece of work within the time limit, unless the endpoint is
// being left alone, and turns its error into one that gives nothing away.
func (c *Client) guard(ctx context.Context, b *breaker, work func(context.Context) error) error {
	if !b.allow() {
		return errResting
	}
	begun := time.Now()
	limited, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	err := work(limited)
	switch {
	case err == nil, errors.Is(err, errNonsense), errors.Is(err, meaning.ErrUnheard), errors.Is(err, meaning.ErrUnreadable), errors.Is(err, meaning.ErrTooLong):
		b.succeeded()
	case errors.Is(ctx.Err(), context.Canceled), ctx.Err() != nil && time.Since(begun) < c.cfg.Timeout/2:
		// The caller left, or had little time: that says nothing of the endpoint.
		b.abandoned()
	default:
		b.failed()
	}
	return c.explain(err)
}

// ask tries the ways to ask from the one known to be accepted on. A refusal
// moves on for good, an empty answer only this once.
func (c *Client) ask(ctx context.Context, text string, open meaning.Context) (reply, error) {
	learned := Schema(c.schema.Load())
	for schema := learned; ; schema++ {
		content, err := c.complete(ctx, c.request(schema, text, open))
		last := schema >= PlainText
		switch {
		case (refused(err) || failing(err)) && !last:
			learned = schema + 1
			continue
		case err != nil:
			return reply{}, err
		case strings.TrimSpace(content) == "" && !last:
			continue
		}
		c.schema.Store(int32(learned))
		return parse(content)
	}
}

// complete makes a call, and once more for each thing that the vendor says to do
// better: later, one parameter otherwise, with fewer thoughts or more words.
func (c *Client) complete(ctx context.Context, req openai.ChatCompletionRequest) (string, error) {
	for paused := false; ; {
		resp, err := c.api.CreateChatCompletion(ctx, req)
		switch {
		case refused(err) && c.manners.learn(wordsOf(err)):
			continue
		case !paused && c.again(ctx, err, resp.Header()):
			paused = true
			continue
		case err != nil:
			return "", err
		case len(resp.Choices) == 0: // also what an error object under status 200 looks like
			return "", errNoChoice
		}
		choice := resp.Choices[0]
		c.thinks.Store(choice.Message.ReasoningContent != "" || strings.Contains(choice.Message.Content, "</think>"))
		if strings.TrimSpace(choice.Message.Content) != "" || choice.FinishReason != openai.FinishReasonLength || !c.manners.lighten() {
			return choice.Message.Content, nil
		}
	}
}

// again reports whether a failed call is worth repeating at once or after the
// pause the vendor asked for, if the time limit leaves room for it.
func (c *Client) again(ctx context.Context, err error, header http.Header) bool {
	if status, _ := statusOf(err); status != http.StatusTooManyRequests && status != http.StatusServiceUnavailable {
		return false
	}
	pause, ok := retryAfter(header, c.cfg.Now())
	deadline, _ := ctx.Deadline()
	if !ok || time.Until(deadline) < pause+time.Second/2 {
		return false
	}
	select {
	case <-time.After(pause):
		return true
	case <-ctx.Done():
		return false
	}
}
