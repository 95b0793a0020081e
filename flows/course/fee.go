package course

import "fmt"

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

// each says what everybody of n pays.
func each(fee, n int) string {
	if fee%n == 0 {
		return "每人" + Yuan(fee/n)
	}
	return fmt.Sprintf("每人%s或%s", Yuan(Share(fee, n, n-1)), Yuan(Share(fee, n, 0)))
}

// oddWords says how a fee that does not divide is shared.
const oddWords = "分不尽的几分钱，先报上的人每人多付1分，加起来正好。"

// FeeWords says how the fee stands with n pupils, and how it would with more.
func (c Course) FeeWords(n int) string {
	if c.Fee == 0 {
		return fmt.Sprintf("不收费。现在报了%d人，最多%d人，不满%d人不开课。", n, c.Most, c.Least)
	}
	words := fmt.Sprintf("课时费一学期%s，报名的人平摊。\n", Yuan(c.Fee))
	if n == 0 {
		words += "现在还没有人报名。"
	} else {
		words += fmt.Sprintf("现在报了%d人，%s。", n, each(c.Fee, n))
	}
	if n < c.Least {
		words += fmt.Sprintf("\n报到%d人才开课，那时%s。", c.Least, each(c.Fee, c.Least))
	}
	if n < c.Most && c.Most > c.Least {
		words += fmt.Sprintf("\n报满%d人，%s。", c.Most, each(c.Fee, c.Most))
	}
	if n > 0 && c.Fee%n > 0 {
		words += "\n" + oddWords
	}
	return words
}
