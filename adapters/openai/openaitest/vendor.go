package openaitest

// Vendor is an endpoint with manners of its own, as its vendor documents them or its
// users report them.
type Vendor struct {
	Name    string
	Refuses func(body Body) (status int, why string) // 0: nothing
	Thinks  func(body Body) bool                     // so long that no word is left for the answer
}

// Body is that of a request, by field.
type Body map[string]any

// is reports whether a field has this value, or that of its "type" is.
func (b Body) is(name string, value any) bool {
	if in, ok := b[name].(map[string]any); ok {
		return in["type"] == value
	}
	return b[name] == value
}

func (b Body) has(name string) bool { return b[name] != nil }

func (b Body) words() float64 {
	n, _ := b["max_tokens"].(float64)
	return n
}

// Vendors are those we know the manners of.
var Vendors = []Vendor{
	{Name: "DeepSeek", // https://api-docs.deepseek.com/guides/json_mode and thinking_mode
		Refuses: onlyJSONObject,
		Thinks:  func(b Body) bool { return !b.is("thinking", "disabled") }},
	{Name: "GLM", // https://docs.bigmodel.cn/cn/guide/capabilities/thinking
		Refuses: onlyJSONObject,
		Thinks:  func(b Body) bool { return !b.is("thinking", "disabled") }},
	{Name: "GLM that always thinks",
		Thinks: func(b Body) bool { return b.words() < 4000 }},
	{Name: "Kimi", // fixed temperatures: https://platform.moonshot.cn/docs
		Refuses: func(b Body) (int, string) {
			if b.has("temperature") {
				return 400, "invalid temperature: only 1 is allowed for this model"
			}
			return 0, ""
		},
		Thinks: func(b Body) bool { return b.words() < 4000 && !b.is("thinking", "disabled") }},
	{Name: "DashScope", // https://help.aliyun.com/zh/model-studio/deep-thinking
		Refuses: func(b Body) (int, string) {
			if !b.is("enable_thinking", false) {
				return 400, "parameter.enable_thinking must be set to false for non-streaming calls"
			}
			return 0, ""
		}},
	{Name: "OpenAI by another name of the model", // https://platform.openai.com/docs/guides/reasoning
		Refuses: func(b Body) (int, string) {
			switch {
			case b.has("max_tokens"):
				return 400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
			case b.has("temperature"):
				return 400, "Unsupported value: 'temperature' does not support 0.01 with this model. Only the default (1) value is supported."
			}
			return 0, ""
		}},
	{Name: "a server of one's own", // fails on schemas, and knows no way to think less
		Refuses: func(b Body) (int, string) {
			switch {
			case b.has("response_format"):
				return 500, "grammar could not be compiled"
			case b.has("thinking"):
				return 422, "body.thinking: extra fields not permitted"
			}
			return 0, ""
		},
		Thinks: func(b Body) bool { return b.words() < 4000 }},
	{Name: "nothing of its own"},
}

func onlyJSONObject(b Body) (int, string) {
	if b.is("response_format", "json_schema") {
		return 400, "This response_format type is unavailable now"
	}
	return 0, ""
}

// mannered is what the vendor has against a request, and whether it thinks it over for
// so long that it says nothing.
func (f *Fake) mannered(body Body) (status int, why string, thought bool) {
	v := f.Vendor
	if v.Refuses != nil {
		if status, why = v.Refuses(body); status != 0 {
			return status, why, false
		}
	}
	return 0, "", v.Thinks != nil && v.Thinks(body)
}
