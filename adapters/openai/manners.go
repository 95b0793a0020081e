package openai

import (
	"encoding/json"
	"maps"
	"strings"
	"sync"
)

// manners are what an endpoint wants otherwise than most. They begin as configured
// (Config.Extra), and what a refusal names is changed, that alone, and remembered.
type manners struct {
	mu      sync.Mutex
	changes map[string]json.RawMessage // of the body's fields; nil leaves one out
	renamed bool                       // max_tokens is called max_completion_tokens
	lighter int                        // what was done about answers that end in thought
	effort  string                     // the field by which this vendor is told to think less

	configured map[string]bool
}

// thoughts are the ways to say that nothing need be thought over.
var thoughts = map[string]json.RawMessage{
	"enable_thinking":  json.RawMessage(`false`),               // https://help.aliyun.com/zh/model-studio/deep-thinking
	"reasoning_effort": json.RawMessage(`"low"`),               // https://platform.openai.com/docs/guides/reasoning
	"thinking":         json.RawMessage(`{"type":"disabled"}`), // https://api-docs.deepseek.com/guides/thinking_mode
}

func newManners(host string, extra map[string]any) *manners {
	m := &manners{changes: map[string]json.RawMessage{}, effort: "thinking", configured: map[string]bool{}}
	switch {
	case strings.HasSuffix(host, ".aliyuncs.com"):
		m.effort = "enable_thinking"
	case strings.HasSuffix(host, ".openai.com"):
		m.effort = "reasoning_effort"
	}
	for name, value := range extra {
		m.changes[name], _ = json.Marshal(value) // checked by Config.Check
		m.configured[name] = true
	}
	return m
}

// learn changes the one field that a refusal names, and reports whether that is new.
func (m *manners) learn(words string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, name := range []string{"enable_thinking", "reasoning_effort", "temperature", "thinking"} {
		if strings.Contains(words, name) {
			return m.yield(name)
		}
	}
	if strings.Contains(words, "max_tokens") && !m.renamed {
		m.renamed = true
		return true
	}
	return false
}

// yield leaves a field out that was sent. DashScope asks for one that was not.
func (m *manners) yield(name string) bool {
	value, known := m.changes[name]
	switch {
	case name == "enable_thinking" && !known:
		m.changes[name] = thoughts[name]
	case known && value == nil, !known && name != "temperature":
		return false
	default:
		m.changes[name] = nil
	}
	return true
}

// lighten makes room for an answer that ended in thought: less of it, then more words
// for both. It reports whether there was something left to do.
func (m *manners) lighten() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lighter++
	if _, known := m.changes[m.effort]; m.lighter == 1 && known {
		m.lighter++ // said already, or refused
	}
	if m.lighter == 1 {
		m.changes[m.effort] = thoughts[m.effort]
	}
	return m.lighter <= 2
}

// apply changes the body of a request. It reports whether anything is otherwise.
func (m *manners) apply(body map[string]json.RawMessage) {
	m.mu.Lock()
	defer m.mu.Unlock()
	maps.Copy(body, m.changes)
	maps.DeleteFunc(body, func(_ string, value json.RawMessage) bool { return value == nil })
	for _, name := range []string{"max_tokens", "max_completion_tokens"} {
		if body[name] != nil && m.lighter >= 2 {
			body[name] = json.RawMessage("4000")
		}
	}
	if most, ok := body["max_tokens"]; ok && m.renamed {
		delete(body, "max_tokens")
		body["max_completion_tokens"] = most
	}
}
