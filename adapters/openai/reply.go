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
	Alarm    string `json:"alarm"` // the number to call at once: "119"
}

// parse finds the JSON object in an answer: models wrap it in thoughts, code
// fences and politeness. A field that is no short text is as if it were not there,
// and what nobody asked for is not looked at.
func parse(content string) (reply, error) {
	if _, after, ok := strings.Cut(content, "</think>"); ok {
		content = after
	}
	start := strings.IndexByte(content, '{')
	if start < 0 {
		return reply{}, errNonsense
	}
	var fields map[string]json.RawMessage
	if json.NewDecoder(strings.NewReader(content[start:])).Decode(&fields) != nil {
		return reply{}, errNonsense
	}
	short := func(name string) string { return field(fields[name], 60) }
	r := reply{
		Intent: short("intent"), Category: short("category"), What: field(fields["what"], meaning.MaxText),
		Where: short("where"), Subject: short("subject"), About: short("about"), Alarm: short("alarm"),
	}
	if r.Intent == "" {
		return r, errNonsense
	}
	return r, nil
}

// field is a text, or a number, of at most so many characters.
func field(raw json.RawMessage, most int) string {
	var text string
	var number json.Number
	switch {
	case json.Unmarshal(raw, &text) == nil:
	case json.Unmarshal(raw, &number) == nil: // 119
		text = number.String()
	}
	if utf8.RuneCountInString(text) > most {
		return ""
	}
	return strings.TrimSpace(text)
}

// sure is how far an answer is believed: the models cannot say it themselves.
const sure = 0.9

func (r reply) understanding(open meaning.Context) meaning.Understanding {
	u := meaning.Understanding{
		Intent: r.Intent, Category: r.Category, What: r.What, Where: r.Where, Subject: r.Subject,
		Call: r.Alarm, Confidence: sure, Why: []string{"model"},
	}
	for code, t := range coded(open) {
		if code == r.About {
			u.Match = t.ID
		}
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
			"alarm": map[string]any{"type": "string", "enum": []string{"", "110", "119", "120"}},
		},
		"required":             []string{"intent", "category", "what", "where", "subject", "about", "alarm"},
		"additionalProperties": false,
	})
	if err != nil {
		panic(err)
	}
	return data
}
