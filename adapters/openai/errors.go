package openai

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/sashabaranov/go-openai"

	"yishi/bot/meaning"
)

var (
	errNothingToAsk = errors.New("there is no model or nothing to ask it")
	errResting      = errors.New("the model endpoint failed too often and is left alone for a while")
	errNonsense     = errors.New("the model's answer makes no sense")
	errNoChoice     = errors.New("the model endpoint answered without a choice")
	errTooBig       = errors.New("the model endpoint answered with too much")
	errRedirect     = errors.New("the model endpoint wants to redirect, which is not followed")
)

// explain makes an error that may be logged: a vendor's own words can repeat
// the key or the sentence, and an address can hold a key, so neither is kept.
func (c *Client) explain(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("ask the model: %w", c.cause(err))
}

// cause is what went wrong, in words of our own.
func (c *Client) cause(err error) error {
	for _, known := range []error{
		errResting, errNonsense, meaning.ErrUnreadable, meaning.ErrTooLong, meaning.ErrUnheard, errNoChoice, errTooBig, errRedirect, context.DeadlineExceeded, context.Canceled,
	} {
		if errors.Is(err, known) {
			return known
		}
	}
	if status, _ := statusOf(err); status != 0 {
		return fmt.Errorf("the endpoint answered with status %d: %s", status, inWords(status))
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("the endpoint cannot be reached: %s", c.redact(u.Err.Error()))
	}
	return errors.New("the endpoint did not answer as expected: base_url may lead elsewhere")
}

// inWords says what a status most likely means, to who can do something about it.
func inWords(status int) string {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		return "it refuses the key, or the key may not use this model"
	case http.StatusPaymentRequired:
		return "nothing is left on the account"
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		return "it knows no such model, or base_url leads elsewhere"
	case http.StatusTooManyRequests:
		return "it is too busy, or the quota is used up"
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return "it does not take what it is asked: look at model and extra"
	}
	return "it is out of order"
}

func (c *Client) redact(s string) string {
	if c.cfg.APIKey == "" {
		return s
	}
	return strings.ReplaceAll(s, c.cfg.APIKey, "…")
}

// statusOf finds the HTTP status and the vendor's words in an error of the library.
func statusOf(err error) (status int, message string) {
	if e, ok := errors.AsType[*openai.APIError](err); ok {
		return e.HTTPStatusCode, e.Message
	}
	if e, ok := errors.AsType[*openai.RequestError](err); ok {
		return e.HTTPStatusCode, string(e.Body)
	}
	return 0, ""
}

// refused reports whether the vendor did not like the request itself.
func refused(err error) bool {
	status, _ := statusOf(err)
	return status == http.StatusBadRequest || status == http.StatusUnprocessableEntity
}

// failing reports whether the vendor could not cope; some cannot with a schema.
func failing(err error) bool {
	status, _ := statusOf(err)
	return status == http.StatusInternalServerError
}

// wordsOf are those of a refusal, with the parameter it names.
func wordsOf(err error) string {
	_, words := statusOf(err)
	if e, ok := errors.AsType[*openai.APIError](err); ok && e.Param != nil {
		words += " " + *e.Param
	}
	return words
}

// retryAfter reads the header in both of its forms
// (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after).
func retryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	value := header.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		return time.Duration(seconds * float64(time.Second)), seconds >= 0 && seconds < 3600
	}
	at, err := http.ParseTime(value)
	return max(0, at.Sub(now)), err == nil
}
