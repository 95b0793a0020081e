package talk

import "strings"

// startPrefix marks the codes of deep links that begin a flow.
const startPrefix = "f_"

// StartCode is the code of a deep link that begins a flow in the private chat.
// of, if not empty, is the id of what it is to be about: given as Of.
func StartCode(flow, of string) string {
	if of == "" {
		return startPrefix + flow
	}
	return startPrefix + flow + "_" + of
}

// ParseStart reads such a code. Anybody can write one, so it gives nothing but
// what the flow is about.
func ParseStart(code string) (s Start, ok bool) {
	rest, ok := strings.CutPrefix(code, startPrefix)
	flow, of, _ := strings.Cut(rest, "_")
	s = Start{Flow: flow}
	if of != "" {
		s.Given = Given{Of: of}
	}
	return s, ok
}
