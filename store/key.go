package store

import (
	"fmt"
	"strings"
	"time"
)

// Sep stands between the parts of a key.
const Sep = "|"

var escape = strings.NewReplacer("%", "%25", Sep, "%7C", "\x00", "%00")

// Key builds an ordered key from its parts: strings are escaped so that no
// part can reach into the next, whole numbers and times (milliseconds) are
// written at a fixed width so that text order is their order. Negative
// numbers are not keys; times before 1970 count as 1970.
func Key(parts ...any) string {
	var b strings.Builder
	b.Grow(16 * len(parts))
	for i, p := range parts {
		if i > 0 {
			b.WriteString(Sep)
		}
		switch p := p.(type) {
		case string:
			writePart(&b, p)
		case uint64:
			writeNumber(&b, p)
		case int:
			writeNumber(&b, natural(int64(p)))
		case int64:
			writeNumber(&b, natural(p))
		case time.Time:
			writeNumber(&b, uint64(max(0, p.UnixMilli())))
		default:
			panic(fmt.Sprintf("store.Key: a key cannot hold a %T", p))
		}
	}
	return b.String()
}

// Under is the range of all keys that continue key by at least one part.
func Under(key string) (from, to string) { return key + Sep, key + "}" }

// Prefix is the range of all keys that begin with p.
func Prefix(p string) (from, to string) { return p, p + "\U0010FFFF" }

func writePart(b *strings.Builder, s string) {
	if strings.ContainsAny(s, "%|\x00") {
		s = escape.Replace(s)
	}
	b.WriteString(s)
}

func natural(n int64) uint64 {
	if n < 0 {
		panic(fmt.Sprintf("store.Key: a key cannot hold %d", n))
	}
	return uint64(n)
}

const digits = "0123456789abcdefghijklmnopqrstuv"

// writeNumber writes n as 13 digits of base 32, which sort as n does.
func writeNumber(b *strings.Builder, n uint64) {
	var d [13]byte
	for i := len(d) - 1; i >= 0; i-- {
		d[i] = digits[n&31]
		n >>= 5
	}
	b.Write(d[:])
}

// Short writes n in as few digits of base 32 as it needs, for ids.
func Short(n uint64) string {
	if n == 0 {
		return "0"
	}
	var d [13]byte
	i := len(d)
	for ; n > 0; n >>= 5 {
		i--
		d[i] = digits[n&31]
	}
	return string(d[i:])
}

// Number reads the whole number that is the last part of a key; false where that
// is something else.
func Number(key string) (n uint64, ok bool) {
	const width = 13
	if len(key) < width {
		return 0, false
	}
	for _, c := range []byte(key[len(key)-width:]) {
		switch {
		case c >= '0' && c <= '9':
			n = n<<5 | uint64(c-'0')
		case c >= 'a' && c <= 'v':
			n = n<<5 | uint64(c-'a'+10)
		default:
			return 0, false
		}
	}
	return n, len(key) == width || key[len(key)-width-1] == Sep[0]
}
