package openaitest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"

	"yishi/bot/meaning"
)

type chatRequest struct {
	Model    string `json:"model"`
	Messages []struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	} `json:"messages"`
	ResponseFormat struct {
		Type       string `json:"type"`
		JSONSchema struct {
			Name   string          `json:"name"`
			Schema json.RawMessage `json:"schema"`
		} `json:"json_schema"`
	} `json:"response_format"`
}

func (f *Fake) chat(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 16<<20))
	var req chatRequest
	if bytes.Contains(body, []byte(`"input_audio"`)) {
		f.inChat(w, r, body)
		return
	}
	if err != nil || json.Unmarshal(body, &req) != nil {
		fail(w, http.StatusBadRequest, "the body is not JSON")
		return
	}
	note := Request{Path: r.URL.Path, Key: key(r), Body: string(body), Format: req.ResponseFormat.Type, Sentence: req.sentence()}
	mode := f.note(note)
	if f.misbehaves(w, r, mode) {
		return
	}
	if why := f.refuses(req); why != "" {
		fail(w, http.StatusBadRequest, why)
		return
	}
	var fields Body
	_ = json.Unmarshal(body, &fields) // it is JSON
	status, why, thought := f.mannered(fields)
	switch {
	case status != 0:
		fail(w, status, why)
	case thought:
		answer(w, map[string]any{"role": "assistant", "content": "", "reasoning_content": "我想一想，再想一想"}, "length")
	default:
		choose(w, f.Rules, mode, note.Sentence)
	}
}

func (q chatRequest) sentence() string {
	var said struct {
		Sentence string `json:"sentence"`
	}
	if len(q.Messages) > 0 {
		_ = json.Unmarshal([]byte(q.Messages[len(q.Messages)-1].Content), &said)
	}
	return said.Sentence
}

// refuses is what real vendors answer 400 to.
func (f *Fake) refuses(q chatRequest) string {
	format := q.ResponseFormat.Type
	words := ""
	for _, m := range q.Messages {
		if m.Content == "" {
			return "messages with an empty content are not accepted"
		}
		words += m.Content
	}
	switch {
	case q.Model == "" || len(q.Messages) == 0:
		return "model and messages are required"
	case format != "" && f.Accepts != nil && !slices.Contains(f.Accepts, format):
		return "This response_format type is unavailable now"
	case format == "json_schema" && (q.ResponseFormat.JSONSchema.Name == "" || len(q.ResponseFormat.JSONSchema.Schema) == 0):
		return "json_schema needs a name and a schema"
	case format == "json_object" && !strings.Contains(words, "json"):
		return "Prompt must contain the word 'json' to use response_format of type json_object"
	}
	return ""
}

// choose answers with one choice.
func choose(w http.ResponseWriter, rules *meaning.Rules, mode Mode, sentence string) {
	message := map[string]any{"role": "assistant", "content": content(rules, mode, sentence)}
	if mode == Thinking || mode == Empty {
		message["reasoning_content"] = `{"intent":"none"} 我想一想`
	}
	if mode == KeepAlive {
		_, _ = io.WriteString(w, strings.Repeat("\n", 400))
	}
	answer(w, message, "stop")
}

func answer(w http.ResponseWriter, message map[string]any, finish string) {
	reply(w, map[string]any{
		"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "fake",
		"choices": []any{map[string]any{"index": 0, "message": message, "finish_reason": finish}},
		"usage":   map[string]int{"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
	})
}

func content(rules *meaning.Rules, mode Mode, sentence string) string {
	u := rules.Understand(sentence, meaning.Context{})
	fields := map[string]any{
		"intent": u.Intent, "category": u.Category, "what": u.What, "where": u.Where, "subject": u.Subject, "about": "", "alarm": "",
	}
	switch mode {
	case WrongIntent:
		fields["intent"] = "transfer_money"
	case WrongCategory:
		fields["category"] = "aliens"
	case WrongAbout:
		fields["about"] = "p99"
	case WrongTypes:
		fields["category"], fields["subject"], fields["about"], fields["alarm"] = nil, []string{"灯"}, 7, true
	case Invented:
		fields["what"], fields["where"], fields["subject"] = "住户王某放火烧楼", "火星", "唱歌"
	case ExtraKeys:
		fields["execute"] = "rm -rf /"
	case Obedient:
		fields["intent"] = "staff-notice"
	case Nonsense:
		return "您好!我是人工智能助手,很高兴为您服务。"
	case Spaces:
		return strings.Repeat(" ", 200)
	case Empty:
		return ""
	}
	data, _ := json.Marshal(fields)
	switch mode {
	case HalfJSON:
		return string(data[:len(data)/2])
	case Fenced:
		return "好的,结果如下:\n```json\n" + string(data) + "\n```\n希望有帮助!"
	case Thinking:
		return "<think>用户说灯坏了,应该是 {issue}</think>\n" + string(data)
	}
	return string(data)
}
