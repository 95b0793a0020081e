package answer

import "yishi/bot/meaning/wording"

// Small is a reply that answers nothing and asks for nothing.
type Small string

// The small replies, by what they are for.
const (
	NotSmall Small = ""
	Thanks   Small = "谢" // 谢谢, 辛苦了
	Noted    Small = "知" // 收到, 好的, 👍: it was read
	LetBe    Small = "罢" // 没事了, 打错了
	Goodbye  Small = "辞" // 晚安
)

// smalls are the words of small replies, and those that stand beside them (伴).
var smalls = wording.NewVocabulary(lists.Parts("small"), "伴", string(Goodbye), string(LetBe), string(Noted), string(Thanks))

// IsSmall reports what small reply a text is, if it is one and nothing else. Of several
// the warmest counts: 好的，谢谢 is thanks.
func IsSmall(text string) Small {
	kinds, _ := smalls.Cover(text)
	for _, kind := range []Small{Thanks, Goodbye, LetBe, Noted} {
		if kinds[string(kind)] {
			return kind
		}
	}
	return NotSmall
}
