// Package plain brings what people write of names, numbers and codes to one plain form,
// so that the same is found the same. It knows nobody.
package plain

import (
	"strconv"
	"strings"
)

// Fold makes full-width letters, digits and signs narrow and letters capital.
func Fold(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000':
			return ' '
		}
		return r
	}, s)
	return strings.ToUpper(strings.TrimSpace(s))
}

var numeral = map[rune]int{
	'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4,
	'五': 5, '六': 6, '七': 7, '八': 8, '九': 9, '十': 10, '百': 100,
	'壹': 1, '贰': 2, '貳': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9, '拾': 10, '佰': 100,
}

// Digits writes Chinese numerals as digits: 十二 as 12, 五〇一 as 501.
func Digits(s string) string {
	var out strings.Builder
	var run []int
	for _, r := range s {
		if n, ok := numeral[r]; ok {
			run = append(run, n)
			continue
		}
		out.WriteString(number(run))
		run = run[:0]
		out.WriteRune(r)
	}
	out.WriteString(number(run))
	return out.String()
}

// number writes one run of numerals, counted (二十三) or spelled (二三).
func number(run []int) string {
	var spelled strings.Builder
	total, digit, counted := 0, 0, false
	for i, n := range run {
		if n < 10 {
			digit = n
			spelled.WriteString(strconv.Itoa(n))
			continue
		}
		if i == 0 {
			digit = 1
		}
		total += digit * n
		digit, counted = 0, true
	}
	if counted {
		return strconv.Itoa(total + digit)
	}
	return spelled.String()
}

// Code is a code without what people add when they type it.
func Code(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, Fold(code))
}

// Phone keeps the digits of a phone number, without the code of the country.
func Phone(phone string) string {
	plain := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, Fold(phone))
	if len(plain) == 13 {
		plain = strings.TrimPrefix(plain, "86")
	}
	return plain
}

// Name is a name without the spaces people put into it.
func Name(name string) string { return strings.Join(strings.Fields(Fold(name)), "") }
