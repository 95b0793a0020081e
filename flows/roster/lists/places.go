package lists

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/flows/tally/sheet"
)

// spot is where a row says something is.
type spot struct{ street, community, estate, building, unit, room string }

var (
	// slip is a letter where only a digit can be: 5O1, l02.
	slip      = regexp.MustCompile(`[0-9][OoIl]|[Oo][0-9]|^[Il][0-9]`)
	uncounted = regexp.MustCompile(`^([东西南北中甲乙丙丁]|[A-Z]{1,2})?-?[0-9]+[A-Z]?$|^[A-Z甲乙丙丁]$`)
	counted   = regexp.MustCompile(`栋|幢|座|号楼|#`) // else 2-501 may be of a building or of a unit
	ending    = regexp.MustCompile(`(室|号|户|房)$`)
)

const MostName = 30 // letters of a place's name

// spotOf reads the columns of a row that say where, and mends what is only another way
// to write it. A cell that holds the whole address is taken apart.
func (p *planning) spotOf(l line) (s spot, ok bool) {
	before := len(p.Problems)
	s = spot{l.Get("街道"), l.Get("社区"), l.Get("小区"), l.Get("楼栋"), l.Get("单元"), l.Get("房号")}
	for _, cell := range []struct{ column, says string }{{"楼栋", s.building}, {"单元", s.unit}, {"房号", s.room}, {"住址", wholeOf(l)}} {
		if m := slip.FindString(cell.says); m != "" {
			p.wrong(l, cell.column, "「%s」里有字母%s，像是数字：请改成数字", cell.says, strings.Trim(m, "0123456789"))
		}
		if utf8.RuneCountInString(cell.says) > MostName*2 {
			p.wrong(l, cell.column, "太长了，不像地名")
		}
	}
	if len(p.Problems) > before {
		return s, false
	}
	if whole := wholeOf(l); s.building+s.room == "" && whole != "" {
		if s = p.apart(s, whole); s.building == "" || s.room == "" {
			p.wrong(l, "住址", "「%s」看不出是哪一户：请写成「3栋2单元501」这样", whole)
			return s, false
		}
	}
	s.building, s.unit, s.room = tidied(s.estate, s.building, s.unit, s.room)
	if s.room != "" && s.building == "" {
		p.wrong(l, "楼栋", "没有楼栋：合并过的格子请每一行都填上")
		return s, false
	}
	return s, true
}

// wholeOf is the whole address in one cell, in lists that have that.
func wholeOf(l line) string {
	if l.Form.Name != peopleForm {
		return ""
	}
	return l.Get("住址")
}

// apart takes an address apart: 桂花苑3栋2单元501.
func (p *planning) apart(s spot, whole string) spot {
	rest := whole
	for _, e := range p.tree.Estates {
		if _, after, found := strings.Cut(whole, e.Name); found {
			s.estate, rest = e.Name, after
		}
	}
	s.building, s.unit, s.room = address.Of(rest)
	return s
}

// tidied is a building, a unit and a room under names of one form: 3 is 3栋, and 3-2-501
// in the room's cell is said once.
func tidied(estate, building, unit, room string) (string, string, string) {
	building = strings.TrimPrefix(strings.ReplaceAll(building, " ", ""), estate)
	unit, room = strings.ReplaceAll(unit, " ", ""), strings.ReplaceAll(room, " ", "")
	if b, u, h := address.Of(room); h != "" && (u != "" || b != "" && (building != "" || counted.MatchString(room))) {
		if u == "" && building != "" { // 2-501 below a building
			b, u = "", b
		}
		if building == "" {
			building = b
		}
		if unit == "" {
			unit = u
		}
		room = h
	}
	if up := strings.ToUpper(building); uncounted.MatchString(up) {
		building = strings.ReplaceAll(up, "-", "") + "栋"
	}
	if up := strings.ToUpper(unit); uncounted.MatchString(up) {
		unit = up + "单元"
	}
	if bare := ending.ReplaceAllString(room, ""); uncounted.MatchString(strings.ToUpper(bare)) {
		room = strings.ToUpper(bare)
	}
	return building, unit, room
}

// placeRow reads a row of the places.
func (p *planning) placeRow(l line) {
	s, ok := p.spotOf(l)
	if !ok {
		return
	}
	size, good := int64(0), true
	if said := l.Get("面积"); said != "" {
		if size, good = sheet.Area(said); !good {
			p.wrong(l, "面积", "「%s」看不懂：请写平方米数，比如 89.51，最多三位小数", said)
			return
		}
	}
	corners, ok := p.cornersOf(l, s)
	if !ok {
		return
	}
	id, ok := p.estate(l, s)
	if !ok {
		return
	}
	for _, step := range [][2]string{{directory.Building, s.building}, {directory.Unit, s.unit}, {directory.Home, s.room}} {
		if step[1] != "" {
			id = p.tree.Add(id, step[0], step[1])
		}
	}
	if s.room != "" || s.unit != "" {
		p.tree.listed[p.buildingOf(id)] = true
	}
	p.tree.set(id, size, l.Get("网格"), corners)
}

// cornersOf reads where an estate is: a point, or the corners of its outline.
func (p *planning) cornersOf(l line, s spot) ([]address.Corner, bool) {
	said := l.Get("坐标")
	switch corners, ok := address.Corners(said); {
	case said == "":
	case s.estate == "" || s.building != "":
		p.wrong(l, "坐标", "只写在小区自己那一行（不写楼栋）")
		return nil, false
	case !ok:
		p.wrong(l, "坐标", "看不懂：请写腾讯地图或高德地图上的坐标，一个点，或者围着小区走一圈的几个点，比如「30.513012,114.351034 30.513870,114.353112 30.512201,114.353080」")
		return nil, false
	default:
		return corners, true
	}
	return nil, true
}

// estate finds the estate of a row, or what lies around it where the row is of that; a
// new one is made where it is said what it lies in.
func (p *planning) estate(l line, s spot) (string, bool) {
	if s.estate == "" && s.building == "" && s.community+s.street != "" {
		return p.around(l, s)
	}
	switch found := p.tree.estateOf(s.street, s.community, s.estate); {
	case len(found) == 1:
		return found[0], true
	case len(found) > 1 && s.estate == "":
		p.wrong(l, "小区", "没有小区：这里不止一个，请写明")
		return "", false
	case len(found) > 1:
		p.wrong(l, "小区", "「%s」不止一个：请写上社区", s.estate)
		return "", false
	case s.estate == "":
		p.wrong(l, "小区", "没有小区")
		return "", false
	}
	in, ok := p.around(l, s)
	if !ok {
		return "", false
	}
	return p.tree.Add(in, directory.Estate, s.estate), true
}

// around finds the community of a row, or the street; new ones are made.
func (p *planning) around(l line, s spot) (string, bool) {
	street, ok := p.only("", s.street, directory.Street)
	if !ok {
		p.wrong(l, "街道", "「%s%s」还没有：请写上街道", s.community, s.estate)
		return "", false
	}
	if s.community == "" && s.estate == "" {
		return street, true
	}
	in, ok := p.only(street, s.community, directory.Community)
	if !ok {
		p.wrong(l, "社区", "小区「%s」还没有：请写上社区", s.estate)
	}
	return in, ok
}

// only is the place of a name below another, made if it is new; without a name the
// only one there is.
func (p *planning) only(parent, name, kind string) (string, bool) {
	if name != "" {
		p.tree.Children(parent)
		return p.tree.Add(parent, kind, name), true
	}
	all := p.tree.Children(parent)
	for _, id := range all {
		return id, len(all) == 1
	}
	return "", false
}

func (p *planning) buildingOf(id string) string {
	for ; id != ""; id = directory.Parent(id) {
		if p.tree.kind(id) == directory.Building {
			return id
		}
	}
	return ""
}
