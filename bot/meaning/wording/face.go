package wording

import (
	"regexp"
	"slices"
	"strings"
)

// The faces that are built into a messenger arrive as words in brackets, on old
// telephones as a code: 2[抱拳], 3/:rose. At the end those that only are polite say no more
// than an emoji does; those that doubt or complain stay, and change what was said.
var (
	faces    = plain("face")
	faceWord = regexp.MustCompile(`\[([^\[\]]{1,8})\]$`)
	faceCode = regexp.MustCompile(`/:(?:[a-z]{2,10}|:[)$>*pd]|b-\)|:-?\)|,@p|,@-d|8-\))$`)
)

// withoutFace takes one polite face off the end of a folded text.
func withoutFace(s string) string {
	if !strings.HasSuffix(s, "]") && !strings.Contains(s, "/:") {
		return s
	}
	if m := faceWord.FindStringSubmatch(s); m != nil && slices.Contains(faces, m[1]) {
		return strings.TrimSuffix(s, m[0])
	}
	if at := faceCode.FindStringIndex(s); at != nil && !strings.HasSuffix(s, "/:weak") && !strings.HasSuffix(s, "/:no") {
		return s[:at[0]]
	}
	return s
}

// OnlyFaces reports whether a text is nothing but faces of a messenger, polite or not.
func OnlyFaces(s string) bool {
	const between = " ，,。."
	rest := strings.Trim(s, between)
	for rest != "" {
		t := strings.Trim(faceCode.ReplaceAllString(faceWord.ReplaceAllString(rest, ""), ""), between)
		if t == rest {
			return false
		}
		rest = t
	}
	return s != ""
}
