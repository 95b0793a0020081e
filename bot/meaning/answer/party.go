package answer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yishi/bot/meaning/wording"
)

// Party is for whom a sentence speaks: 帮我妈报名 for 妈妈, 我和老伴两个人报名 for two.
type Party struct {
	For   string   `json:"for,omitempty"`   // whom it is for: what they are called to whoever speaks, or a name
	Rest  string   `json:"rest,omitempty"`  // what is wanted for them
	With  []string `json:"with,omitempty"`  // who comes along, in the same way
	Count int      `json:"count,omitempty"` // how many all together are, where that is said
}

// Several reports whether it is more than one who take part.
func (p Party) Several() bool { return p.Count > 1 || len(p.With) > 0 }

var (
	kinGroups = lists.Groups("kin")
	kinOf     = kinNames()
	lead      = `^(?:您好|你好|麻烦您?|请问|请|我想要?|我要|想要?|要|我|[，, ])*`
	forWords  = regexp.MustCompile(lead + `(?:帮忙|帮着|帮|代替|替|代|给|为)(?:一下)?(.+)$`)
	withWords = regexp.MustCompile(`(?:我|咱|本人|我自己)(?:和|跟|同|与|还有|带着?|带上|及)(.+)$`)
	mine      = regexp.MustCompile(`^(?:我们家|我们|我家|咱家|我的|咱们?|我|俺|家里)(?:的)?`)
	joints    = regexp.MustCompile(`^(?:[、，,和跟与及]|还有)+`)
	verbs     = regexp.MustCompile(`报修|报名|报个名|报课|报|反映|投诉|借|投票|取消|退课|退|看看|查|问`)
	headcount = regexp.MustCompile(`([0-9]{1,2}) ?(?:个人|人|位|口人|个名额|个位子|口子)`)
	bothOfUs  = regexp.MustCompile(`(?:我们?|咱们?)(?:俩|两个|两口子|夫妻)|两口子|老两口|夫妻俩`)
)

func kinNames() map[string]string {
	of := map[string]string{}
	for _, group := range kinGroups {
		for _, word := range group {
			of[word] = group[0]
		}
	}
	return of
}

// Kin is what somebody is called that words name as theirs: 我妈 is 妈妈; "" if none.
func Kin(words string) string {
	return kinOf[mine.ReplaceAllString(strings.TrimSpace(words), "")]
}

// PartyOf reads for whom a sentence speaks. names are those who may be meant by name.
func PartyOf(text string, names []string) Party {
	text = strings.TrimSpace(text)
	p := Party{}
	if m := forWords.FindStringSubmatch(text); m != nil {
		p.For, p.Rest = relative(m[1], names)
	}
	if m := withWords.FindStringSubmatch(text); m != nil {
		p.With = relatives(m[1], names)
	}
	if m := headcount.FindStringSubmatch(wording.SpellArabic(strings.ReplaceAll(text, "两", "二"))); m != nil {
		p.Count, _ = strconv.Atoi(m[1])
	} else if bothOfUs.MatchString(text) {
		p.Count = 2
	}
	return p
}

// Named is whom a sentence is for that names somebody not known to whoever speaks:
// what stands between 替 and what is wanted.
func Named(text string) (who, rest string) {
	m := forWords.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return "", ""
	}
	at := verbs.FindStringIndex(m[1])
	if at == nil || at[0] == 0 {
		return "", ""
	}
	return strings.TrimSpace(m[1][:at[0]]), m[1][at[0]:]
}

// relative takes the one at the head of words: a name, or a relative of mine.
func relative(words string, names []string) (who, rest string) {
	for _, name := range names {
		if rest, ok := strings.CutPrefix(words, name); ok && name != "" {
			return name, tail(rest)
		}
	}
	of := mine.ReplaceAllString(words, "")
	best := ""
	for word := range kinOf {
		if strings.HasPrefix(of, word) && len(word) > len(best) {
			best = word
		}
	}
	if best == "" {
		return "", words
	}
	rest = of[len(best):]
	for _, name := range names { // 我妈王桂花
		if after, ok := strings.CutPrefix(rest, name); ok && name != "" {
			return name, tail(after)
		}
	}
	return kinOf[best], tail(rest)
}

func tail(rest string) string {
	return strings.TrimLeft(strings.TrimPrefix(strings.TrimSpace(rest), "的"), "，, 。")
}

// relatives are all who stand at the head of words.
func relatives(words string, names []string) (with []string) {
	for {
		who, rest := relative(words, names)
		if who == "" || slices.Contains(with, who) {
			return with
		}
		with = append(with, who)
		joint := joints.FindString(rest)
		if joint == "" {
			return with
		}
		words = rest[len(joint):]
	}
}

// NamesIn are the names that an answer lists.
func NamesIn(text string) (names []string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；; \n和跟与及", r) }) {
		if word = strings.TrimRight(strings.TrimSpace(word), "。.！!"); word != "" && !slices.Contains(names, word) {
			names = append(names, word)
		}
	}
	return names
}

// Others reports whether words speak of somebody beside who says them: 帮我妈报名 is no
// 报名 of theirs, and 报名2个人 not of one.
func Others(text string) bool {
	p := PartyOf(text, nil)
	who, _ := Named(text)
	return p.For != "" || p.Several() || mine.ReplaceAllString(who, "") != ""
}
