package openai

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"yishi/bot/meaning"
)

// reply is what the model is asked to fill in. Every field is always there.
type reply struct {
	Intent   string `json:"intent"`
	Category string `json:"category"`
	What     string `json:"what"`
	Where    string `json:"where"`
	Subject  string `json:"subject"`
	About    string `json:"about"` // the code of something open: "p1", "n2"
}

// parse finds the JSON object in an answer: models wrap it in thoughts, code
// fences and politeness. Keys nobody asked for make it nonsense.
func parse(content string) (reply, error) {
	var r reply
	if _, after, ok := strings.Cut(content, "</think>"); ok {
		content = after
	}
	start := strings.IndexByte(content, '{')
	if start < 0 {
		return r, errNonsense
	}
	decoder := json.NewDecoder(strings.NewReader(content[start:]))
	decoder.DisallowUnknownFields()
	if decoder.Decode(&r) != nil || r.Intent == "" || r.tooLong() {
		return r, errNonsense
	}
	return r, nil
}

func (r reply) tooLong() bool {
	for _, s := range []string{r.Intent, r.Category, r.Where, r.Subject, r.About} {
		if utf8.RuneCountInString(s) > 60 {
			return true
		}
	}
	return utf8.RuneCountInString(r.What) > meaning.MaxText
}

// sure is how far an answer is believed: the models cannot say it themselves.
const sure = 0.9

func (r reply) understanding(open meaning.Context) meaning.Understanding {
	u := meaning.Understanding{
		Intent: r.Intent, Category: r.Category, What: r.What, Where: r.Where, Subject: r.Subject,
		Confidence: sure, Why: []string{"model"},
	}
	for code, t := range coded(open) {
		if code == r.About {
			u.Match = t.ID
		}
	}
	if r.About != "" && u.Match == "" {
		u.Match = "?" // nothing that is open: refused by meaning.Check
	}
	return u
}

// mostTitles is how many polls and how many notices the model is told of.
const mostTitles = 20

// coded gives what is open short codes, so that our ids need not leave.
func coded(open meaning.Context) map[string]meaning.Titled {
	all := map[string]meaning.Titled{}
	for letter, titles := range map[string][]meaning.Titled{"p": open.Polls, "n": open.Notices} {
		for i, t := range titles[:min(len(titles), mostTitles)] {
			all[fmt.Sprintf("%s%d", letter, i+1)] = t
		}
	}
	return all
}

// schemas of a reply, for residents and for staff, made once.
var schemas = map[bool]json.RawMessage{false: schemaFor(false), true: schemaFor(true)}

func schemaFor(staff bool) json.RawMessage {
	text := map[string]any{"type": "string"}
	data, err := json.Marshal(map[string]any{
		"type": "object",
		"properties": map[string]any{
			"intent":   map[string]any{"type": "string", "enum": meaning.Intents(staff)},
			"category": map[string]any{"type": "string", "enum": append(categoryKeys(), "")},
			"what":     text, "where": text, "subject": text, "about": text,
		},
		"required":             []string{"intent", "category", "what", "where", "subject", "about"},
		"additionalProperties": false,
	})
	if err != nil {
		panic(err)
	}
	return data
}

func categoryKeys() []string {
	var keys []string
	for _, c := range meaning.Categories() {
		keys = append(keys, c.Key)
	}
	return slices.Clip(keys)
}
