// Package sms sends a code to a telephone number by whatever provider has an HTTP
// interface: the request is a template in the configuration. It knows no provider, keeps
// nothing, and follows no redirect.
package sms

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Config is the request, in which {{phone}} and {{code}} stand for what is sent.
type Config struct {
	Method  string   `yaml:"method"` // POST if empty
	URL     string   `yaml:"url"`
	Headers []string `yaml:"headers"` // "Authorization: Bearer …"
	Body    string   `yaml:"body"`
	Expect  string   `yaml:"expect"` // what the reply holds if it went well; "": any reply of 200 to 299
}

// Check says what is wrong with a configuration.
func (c Config) Check() error {
	u, err := url.Parse(c.URL)
	all := c.URL + c.Body
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return errors.New("url must be the http(s) address of the provider")
	case !strings.Contains(all, "{{phone}}") || !strings.Contains(all, "{{code}}"):
		return errors.New("url or body must say where {{phone}} and {{code}} go")
	case strings.Contains(u.Host, "{{"):
		return errors.New("the host must not depend on what is sent")
	}
	for _, line := range c.Headers {
		if name, _, ok := strings.Cut(line, ":"); !ok || strings.TrimSpace(name) == "" {
			return errors.New("headers are lines such as \"Authorization: Bearer KEY\"")
		}
	}
	return nil
}

// patience is how long a provider may take.
const patience = 10 * time.Second

var client = &http.Client{
	Timeout:       patience,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// Send sends a code to a number. An error says neither.
func Send(ctx context.Context, c Config, phone, code string) error {
	if !digits(phone) || !digits(code) {
		return errors.New("sms: not a number and a code")
	}
	fill := strings.NewReplacer("{{phone}}", phone, "{{code}}", code).Replace
	req, err := http.NewRequestWithContext(ctx, cmp.Or(c.Method, http.MethodPost), fill(c.URL), bytes.NewBufferString(fill(c.Body)))
	if err != nil {
		return errors.New("sms: the request cannot be made as it is configured")
	}
	for _, line := range c.Headers {
		name, value, _ := strings.Cut(line, ":")
		req.Header.Set(strings.TrimSpace(name), strings.TrimSpace(fill(value)))
	}
	resp, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("sms: no answer: %w", without(err))
	}
	defer resp.Body.Close()
	reply, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	switch {
	case err != nil:
		return errors.New("sms: the answer broke off")
	case resp.StatusCode < 200 || resp.StatusCode > 299:
		return fmt.Errorf("sms: refused with status %d", resp.StatusCode)
	case !strings.Contains(string(reply), c.Expect):
		return errors.New("sms: the answer is not the one expected")
	}
	return nil
}

// without is why a call failed, without the address, which holds the number and the code.
func without(err error) error {
	if inner, ok := errors.AsType[*url.Error](err); ok {
		return inner.Err
	}
	return err
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
