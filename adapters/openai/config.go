// Package openai is a meaning.Model on any endpoint that speaks OpenAI's chat
// completions and audio transcriptions, as the vendors in China do too.
//
// It asks for structured output in the best way the vendor accepts, checks
// every answer, keeps to a time limit, and rests for a while after an endpoint
// has failed again and again. When to ask, and what to do when it fails, is the
// policy of meaning.Reader.
//
// What leaves: the sentence, with numbers, names and doors hidden, and the titles of
// what is open; voice messages as they were spoken. Who said it, where and when, never does.
package openai

import (
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"yishi/bot/meaning"
)

// Config says where the endpoint is and which models to use.
type Config struct {
	BaseURL         string `yaml:"base_url"` // up to before /chat/completions
	APIKey          string `yaml:"api_key"`
	Model           string `yaml:"model"`            // understands; empty: rules only
	TranscribeModel string `yaml:"transcribe_model"` // listens; empty: people are asked to type

	// VoiceCommand makes WAV of what few endpoints take: see package sound.
	VoiceCommand string `yaml:"voice_command"`

	Timeout time.Duration  `yaml:"timeout"` // 0: meaning.Limit
	Extra   map[string]any `yaml:"extra"`   // further fields of every question's body

	Schema Schema           `yaml:"-"` // how answers are asked for at first
	Now    func() time.Time `yaml:"-"` // nil: the real clock
}

// String hides the key.
func (c Config) String() string {
	return "openai: " + c.BaseURL + " model=" + c.Model + " transcribe_model=" + c.TranscribeModel
}

// GoString hides the key.
func (c Config) GoString() string { return c.String() }

// Host is whose endpoint it is, as people are told: api.deepseek.com.
func (c Config) Host() string {
	u, err := url.Parse(c.BaseURL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// Schema is a way to ask for an answer in JSON. Vendors differ in what they
// accept: OpenAI json_schema (https://platform.openai.com/docs/guides/structured-outputs),
// DeepSeek only json_object (https://api-docs.deepseek.com/guides/json_mode).
type Schema int

// From the strictest to none. The Client begins with Config.Schema and goes on
// to the next when the vendor refuses, and remembers what it learned.
const (
	Auto Schema = iota // the strictest
	JSONObject
	PlainText
)

// Check says what a configuration lacks.
func (c Config) Check() error {
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("llm.base_url must be a full address such as https://api.deepseek.com/v1")
	}
	if c.Model == "" && c.TranscribeModel == "" {
		return errors.New("llm needs a model or a transcribe_model")
	}
	if c.Timeout < 0 || c.Timeout > meaning.Limit {
		return errors.New("llm.timeout is between 0s and 8s: nobody waits longer")
	}
	if _, err := json.Marshal(c.Extra); err != nil {
		return errors.New("llm.extra has something that cannot be said in JSON")
	}
	return nil
}

func (c Config) withDefaults() Config {
	if c.Timeout <= 0 {
		c.Timeout = meaning.Limit
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}
