package tally

import (
	"fmt"
	"strconv"
	"strings"
)

// SquareMetres writes an area in 0.001 m² as square metres, exactly.
func SquareMetres(area int64) string { return Decimal(area, 3) }

// Decimal writes n / 10^places without zeros that say nothing.
func Decimal(n int64, places int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	digits := fmt.Sprintf("%0*d", places+1, n)
	whole, rest := digits[:len(digits)-places], strings.TrimRight(digits[len(digits)-places:], "0")
	if rest == "" {
		return sign + whole
	}
	return sign + whole + "." + rest
}

// Share writes part of whole with its per cent: 200/300（66.7%）.
func Share(part, whole int) string {
	return fmt.Sprintf("%d/%d（%s）", part, whole, Percent(part, whole))
}

// Percent is part of whole in per cent, to one place.
func Percent(part, whole int) string {
	tenths := PerMille(part, whole)
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10) + "%"
}

// Words is the bar as the law says it.
func (b Bar) Words() string {
	switch b {
	case Half:
		return "过半数"
	case TwoThirds:
		return "三分之二以上"
	case ThreeQuarters:
		return "四分之三以上"
	case Bar{}:
		return "没有最低要求"
	}
	if b.Over {
		return fmt.Sprintf("超过 %d/%d", b.Num, b.Den)
	}
	return fmt.Sprintf("%d/%d 以上", b.Num, b.Den)
}

// Missing reports whether a bar is reached, and how far from it the part is.
func Missing(b Bar, part, whole int, unit string, places int) string {
	if b.Reached(part, whole) {
		return "达到"
	}
	return fmt.Sprintf("没有达到，差 %s %s", Decimal(int64(b.Least(whole)-part), places), unit)
}
