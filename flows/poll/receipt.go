package poll

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"yishi/bot/directory"
	"yishi/bot/meaning/wording"
	"yishi/store"
)

// Codes draws receipts. A transaction that is run again draws anew; the voter is
// told the one that was kept.
type Codes func(tx store.Tx) string

// RandomCodes is the only source of receipts outside of tests: they must not
// follow from anything that is written down.
func RandomCodes(store.Tx) string { return directory.NewCode(receiptLen) }

// receiptLen is how many characters a receipt has, saltLen how many receipts a salt is
// as long as.
const (
	receiptLen = 8
	SaltLen    = 3
)

// Long draws a code that is as long as several receipts.
func (draw Codes) Long(tx store.Tx, receipts int) (code string) {
	for range receipts {
		code += draw(tx)
	}
	return code
}

// PlainReceipt is a receipt without what people add when they type it.
func PlainReceipt(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(wording.Fold(code)))
}

// PlainSeed is the seed of a lot as it is used: a draw number without the dash that
// people are told it with. What is none is a seed as it stands.
func PlainSeed(seed string) string {
	plain := PlainReceipt(seed)
	if len(plain) != receiptLen || !strings.ContainsFunc(plain, unicode.IsLetter) || utf8.RuneCountInString(strings.Join(strings.Fields(seed), "")) > receiptLen+1 {
		return seed
	}
	return plain
}

// Receipt is a receipt as people read it: AB3D-7K2M.
func Receipt(code string) string {
	if len(code) != receiptLen {
		return code
	}
	return code[:receiptLen/2] + "-" + code[receiptLen/2:]
}

// NoSuchReceipt is said to a receipt that no ballot has.
const NoSuchReceipt = "没有这个回执码。请再看看，一共8个字母和数字，比如 AB3D-7K2M。"

// Receipts writes receipts as people read them.
func Receipts(codes []string) string {
	shown := make([]string, len(codes))
	for i, code := range codes {
		shown[i] = Receipt(code)
	}
	return strings.Join(shown, "、")
}
