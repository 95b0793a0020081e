package tally

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"slices"
)

// Draw is the order a lot gives: by HMAC-SHA256 with the seed as the key and
// the name as the message, both as their UTF-8 bytes, the smallest first. The
// seed is published before anything is counted, so anyone can draw again:
//
//	printf '%s' "$name" | openssl dgst -sha256 -hmac "$seed"
//
// One name given twice is drawn once; the order of the names does not matter.
func Draw(seed string, names []string) []string {
	type ticket struct {
		name string
		sum  []byte
	}
	tickets := make([]ticket, len(names))
	mac := hmac.New(sha256.New, []byte(seed))
	for i, name := range names {
		mac.Reset()
		mac.Write([]byte(name))
		tickets[i] = ticket{name, mac.Sum(nil)}
	}
	slices.SortFunc(tickets, func(a, b ticket) int { return bytes.Compare(a.sum, b.sum) })
	drawn := make([]string, len(tickets))
	for i, t := range tickets {
		drawn[i] = t.name
	}
	return slices.Compact(drawn)
}

// Places says for each of the options at which place the lot puts it: 0 is
// drawn first and wins a tie.
func Places(seed string, options []string) []int {
	drawn := make(map[string]int, len(options))
	for place, name := range Draw(seed, options) {
		drawn[name] = place
	}
	of := make([]int, len(options))
	for i, name := range options {
		of[i] = drawn[name]
	}
	return of
}

// Names are the names of some of the options.
func Names(options []string, which []int) []string {
	list := make([]string, len(which))
	for i, o := range which {
		list[i] = options[o]
	}
	return list
}

// Indexes are 0 to n-1.
func Indexes(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}
