package owners

import (
	"fmt"
	"strings"
)

// areaWords is an area in m²: 89.51.
func areaWords(n int64) string {
	s := fmt.Sprintf("%d.%03d", n/1000, n%1000)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

func join(names []string) string { return strings.Join(names, "、") }

func (k Kind) words() string {
	switch k {
	case Home:
		return "住宅"
	case Parking:
		return "车位"
	case Developer:
		return "开发商的"
	}
	return "商铺和其他"
}

// Lines says the plan for whoever looks through it before importing, and after.
// It names people: it is for the screen of who has the file, not for a log.
func (p Plan) Lines() []string {
	lines := []string{fmt.Sprintf("%s业主名册：文件里%d行，读懂%d行。", p.Name, p.Rows, len(p.Parts))}
	lines = p.problems(lines, "要先改好：", true)
	lines = p.problems(lines, "请核对一下（不改也能导入）：", false)
	lines = append(lines, "", "合计：")
	for _, s := range p.Sums {
		building := s.Building
		if building == "" {
			building = "不在楼里"
		}
		lines = append(lines, fmt.Sprintf("  %s　%s　%d个　%s平方米", building, s.Kind.words(), s.Parts, areaWords(s.Area)))
	}
	if p.Stops() > 0 {
		return lines
	}
	lines = append(lines, fmt.Sprintf("专有部分%d个，产权人%d个（一个人的几处算一个人，共有人合起来算一个人）。", len(p.Parts), p.Persons), p.countWords())
	return append(lines, p.Changes.lines()...)
}

func (p Plan) countWords() string {
	parking := "车位不计入"
	if p.Parking {
		parking = "车位计入"
	}
	return fmt.Sprintf("表决时计%d人、%s平方米（%s）。", p.All.Persons, areaWords(p.All.Area), parking)
}

func (p Plan) problems(lines []string, head string, stops bool) []string {
	for _, problem := range p.Problems {
		if problem.Stops != stops {
			continue
		}
		if head != "" {
			lines = append(lines, "", head)
			head = ""
		}
		lines = append(lines, fmt.Sprintf("  %s：%s", problem.Place, problem.Text))
	}
	return lines
}

// lines says what is different from the register as it is.
func (c Changes) lines() []string {
	if c.First {
		return []string{"", "这个小区以前没有名册。"}
	}
	lines := []string{"", "和现在的名册比："}
	for _, list := range []struct {
		what  string
		units []string
	}{{"多了", c.Added}, {"少了", c.Removed}, {"换了业主", c.Owners}, {"换了类型", c.Kinds}} {
		if len(list.units) > 0 {
			lines = append(lines, fmt.Sprintf("  %s%d个：%s", list.what, len(list.units), first(list.units)))
		}
	}
	for _, a := range c.Areas {
		lines = append(lines, fmt.Sprintf("  %s面积从%s变成%s平方米", a.Unit, areaWords(a.Was), areaWords(a.Now)))
	}
	if len(lines) == 2 {
		lines = append(lines, "  没有变化")
	}
	return lines
}

// first are the first units of many.
func first(units []string) string {
	const most = 40
	if len(units) <= most {
		return join(units)
	}
	return join(units[:most]) + "等"
}
