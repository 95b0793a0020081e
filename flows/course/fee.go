package course

import (
	"fmt"
	"strings"
)

// Share is what the i-th of n pupils, counted from 0 in the order they signed
// up, pays of a fee: the nth part, and of the fen that do not divide the first
// pay one more each.
func Share(fee, n, i int) int {
	share := fee / n
	if i < fee%n {
		share++
	}
	return share
}

// Yuan is an amount of fen as people say it.
func Yuan(fen int) string {
	if fen%100 == 0 {
		return fmt.Sprintf("%d元", fen/100)
	}
	return fmt.Sprintf("%d.%02d元", fen/100, fen%100)
}

// Each says what everybody of n pays.
func Each(fee, n int) string {
	if fee%n == 0 {
		return "每人" + Yuan(fee/n)
	}
	return fmt.Sprintf("每人%s或%s", Yuan(Share(fee, n, n-1)), Yuan(Share(fee, n, 0)))
}

// OddWords says how a fee that does not divide is shared.
const OddWords = "分不尽的几分钱，先报上的人每人多付1分，加起来正好。"

// short says how many are missing with n pupils, and what it would cost: never
// what n would pay, as with so few it is not held.
func (c Course) short(n int) string {
	words := fmt.Sprintf("现在报了%d人，还差%d人开课。", n, c.Least-n)
	if n == 0 {
		words = fmt.Sprintf("现在还没有人报名，报到%d人开课。", c.Least)
	}
	words += "\n开成了每人最多" + Yuan(Share(c.Fee, c.Least, 0))
	if c.Most > c.Least {
		words += "，人多更便宜"
	}
	return words + "。"
}

// ClosedWords says how a course stands whose deadline has passed and that is not
// settled yet.
func (c Course) ClosedWords(n int) string {
	if n < c.Least {
		return fmt.Sprintf("报了%d人，至少要%d人。\n报名截止了，人不够，社区正在定。", n, c.Least)
	}
	return fmt.Sprintf("报了%d人，人够了。\n报名截止了，定下来就告诉大家。", n)
}

// FeeWords says how the fee stands with n pupils, and how it would with more.
func (c Course) FeeWords(n int) string {
	if c.Fee == 0 {
		return fmt.Sprintf("不收费。现在报了%d人，最多%d人，不满%d人不开课。", n, c.Most, c.Least)
	}
	words := fmt.Sprintf("课时费一学期%s，报名的人平摊。\n", Yuan(c.Fee))
	if n < c.Least {
		words += c.short(n)
	} else {
		words += fmt.Sprintf("现在报了%d人，%s。", n, Each(c.Fee, n))
	}
	if n < c.Most && c.Most > c.Least {
		words += fmt.Sprintf("\n报满%d人，%s。", c.Most, Each(c.Fee, c.Most))
	}
	if n >= c.Least && c.Fee%n > 0 {
		words += "\n" + OddWords
	}
	return words
}

// Money is the fee and the size of a candidate.
func (c Course) Money() string {
	fee := "不收费"
	if c.Fee > 0 {
		fee = fmt.Sprintf("课时费%s。%d人报，%s", Yuan(c.Fee), c.Least, Each(c.Fee, c.Least))
		if c.Most > c.Least {
			fee += fmt.Sprintf("；%d人报，%s", c.Most, Each(c.Fee, c.Most))
		}
	}
	return fmt.Sprintf("%s。收%d到%d人", fee, c.Least, c.Most)
}

// Span is what one person pays, from a full class to the smallest.
func (c Course) Span() string {
	switch low, high := Share(c.Fee, c.Most, c.Most-1), Share(c.Fee, c.Least, 0); {
	case c.Fee == 0:
		return "不收费"
	case low == high:
		return "每人" + Yuan(low)
	default:
		return "每人" + strings.TrimSuffix(Yuan(low), "元") + "到" + Yuan(high)
	}
}
