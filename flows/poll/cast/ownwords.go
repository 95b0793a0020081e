package cast

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/wording"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Whoever has voted may have a word or two of their own stand beside the receipt, in the
// list for everybody to see. Whoever runs the server could give two people who voted
// alike the same receipt, and have a line to spare; the same words it cannot give them.
//
// The words are the ballot's: who changes their vote keeps them, and where a ballot is
// taken out they go with it. In a secret poll there are none: they may say whose it is.

const (
	mostWords    = 2
	mostLetters  = 6 // of one word
	mostNumerals = 2 // of all words: neither a telephone, nor a door
)

// Worded are the polls under way in which somebody gave a ballot that may bear words.
func Worded(tx store.Reader, who directory.Person) (list []poll.Poll) {
	for _, p := range poll.Current(tx) {
		if ballot.TakesWords(p) && len(voice.BallotsBy(tx, p, who)) > 0 {
			list = append(list, p)
		}
	}
	return list
}

// SetWords has somebody's ballot bear words that CheckWords has let through; "" takes
// them away.
func SetWords(tx store.Tx, id string, who directory.Person, words string) (poll.Poll, error) {
	p, ok := poll.Get(tx, id)
	list := voice.BallotsBy(tx, p, who)
	switch {
	case !ok || !ballot.TakesWords(p) || len(list) == 0:
		return p, bot.Refuse("没有找到您的票，记号没有写上。")
	case !p.Hears(tx):
		return p, bot.Refuse("投票已经截止，记号没有写上。您的票算进去了。")
	}
	for _, b := range list {
		b.Words = words
		poll.PutBallot(tx, b)
	}
	return p, nil
}

// CheckWords brings words into their one form, or refuses those that cannot stand where
// everybody reads them.
func CheckWords(tx store.Reader, id string, who directory.Person, said string) (string, error) {
	list := strings.FieldsFunc(wording.Fold(said), func(r rune) bool { return strings.ContainsRune(" ,、+", r) })
	words := strings.Join(list, " ")
	p, _ := poll.Get(tx, id)
	switch plain := strings.Join(list, ""); {
	case plain == "" || strings.ContainsFunc(plain, odd):
		return "", bot.Refuse("记号只能用汉字、字母和数字。")
	case len(list) > mostWords || slices.ContainsFunc(list, long):
		return "", bot.Refuse("记号最多两个词，每个词最多%d个字。", mostLetters)
	case numerals(plain) > mostNumerals:
		return "", bot.Refuse("记号里最多两个数字：电话、证件号、门牌，谁都会看到，别写。")
	case names(tx, p, who, plain):
		return "", bot.Refuse("这里面像有邻居的姓名。名单谁都看得到，换个别的词吧。")
	}
	return words, nil
}

func odd(r rune) bool {
	return !unicode.Is(unicode.Han, r) && (r < '0' || r > '9') && (r < 'a' || r > 'z')
}

func long(word string) bool { return utf8.RuneCountInString(word) > mostLetters }

func numerals(s string) (n int) {
	for _, r := range s {
		if strings.ContainsRune("0123456789〇零一幺二三四五六七八九", r) {
			n++
		}
	}
	return n
}

// names reports whether words name somebody who lives where the poll is held, or who owns
// the home of who says them. Where too many live there to look at while somebody waits,
// those of the same building.
func names(tx store.Reader, p poll.Poll, who directory.Person, words string) bool {
	named := func(name string) bool { return utf8.RuneCountInString(name) > 1 && voice.SaysName(words, name) }
	for _, tie := range who.Ties {
		list, _ := owners.OfHome(tx, tie.Home)
		for _, o := range list {
			if named(o.Name) {
				return true
			}
		}
	}
	place := p.For.Place
	if p.Electorate > poll.ManyPeople {
		place = poll.PartOf(tx, voice.CountedAt(tx, p, who))
	}
	for other := range (directory.Audience{Place: place}).People(tx) {
		if named(other.Name) {
			return true
		}
	}
	return named(who.Name)
}
