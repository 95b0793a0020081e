package openai

import (
	"encoding/json"
	"fmt"
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
		u.Match = "?" // nothing that is open: refused by Rules.Check
	}
	return u
}

// mostTitles is how many open things of a pool the model is told of.
const mostTitles = 20

// pools are how what is open is told apart: a letter for the codes.
var pools = []struct {
	meaning.Pool
	letter string
}{{meaning.Voted, "p"}, {meaning.Joined, "n"}}

// in is what is open in a pool, as far as the model is told.
func in(open meaning.Context, p meaning.Pool) (all []meaning.Titled) {
	for _, t := range open.Open {
		if t.Pool == p && len(all) < mostTitles {
			all = append(all, t)
		}
	}
	return all
}

// coded gives what is open short codes, so that our ids need not leave.
func coded(open meaning.Context) map[string]meaning.Titled {
	all := map[string]meaning.Titled{}
	for _, p := range pools {
		for i, t := range in(open, p.Pool) {
			all[fmt.Sprintf("%s%d", p.letter, i+1)] = t
		}
	}
	return all
}

// schemasFor are those of a reply, for residents and for staff.
func schemasFor(rules *meaning.Rules) map[bool]json.RawMessage {
	return map[bool]json.RawMessage{false: schemaFor(rules.Intents(false)), true: schemaFor(rules.Intents(true))}
}

func schemaFor(intents []meaning.Intent) json.RawMessage {
	names, kinds := []string{meaning.None}, []string{""}
	for _, i := range intents {
		names = append(names, i.Name)
		for _, k := range i.Kinds {
			kinds = append(kinds, k.Key)
		}
	}
	text := map[string]any{"type": "string"}
	data, err := json.Marshal(map[string]any{
		"type": "object",
		"properties": map[string]any{
			"intent":   map[string]any{"type": "string", "enum": names},
			"category": map[string]any{"type": "string", "enum": kinds},
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
