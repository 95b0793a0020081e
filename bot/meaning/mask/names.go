package mask

import (
	"embed"
	"regexp"
	"strings"

	"yishi/bot/meaning/wording"
)

//go:embed words
var files embed.FS

var (
	lists    = wording.Lists{FS: files}
	surnames = lists.List("surname")
	ordinary = lists.Set("ordinary")
)

// given are the characters of a name behind the surname: what is there in nearly every
// sentence and in hardly a name is none.
const given = `[^\P{Han}的了在是和跟与把被说又也都就很不没有来去从到给对向住家出进上下里外个们这那些时天总老半每几好要]`

// names are the forms in which names stand in sentences. The last group of each is what
// is hidden: 我老伴王桂花, 楼上李阿姨, 王桂花总是.
var names = forms(either(surnames), either(lists.List("title")), either(lists.List("cue")), either(lists.List("after")))

func forms(surname, title, cue, after string) []*regexp.Regexp {
	const edge = `(?:^|[\s,，。.!！?？;；:：、「」"“”(（])`
	return []*regexp.Regexp{
		regexp.MustCompile(`([老小]?` + surname + given + `{0,2}` + title + `)`),
		regexp.MustCompile(`(?:` + cue + `)[\s:：]*(` + surname + given + `{1,2})`),
		regexp.MustCompile(edge + `(` + surname + given + `{2})` + after),
		regexp.MustCompile(edge + `(老` + surname + `)` + after),
	}
}

func either(words []string) string {
	return "(?:" + strings.Join(wording.LongestFirst(words), "|") + ")"
}

// name reports whether what was found is one, and no word that begins like it.
func name(found string) bool {
	run := []rune(found)
	return len(run) > 1 && !ordinary[string(run[:2])]
}
