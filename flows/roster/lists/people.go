package lists

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/store"
)

// person is somebody of the lists, with all rows that are theirs.
type person struct {
	name, phone string
	born        int
	tags        []string
	large       bool
	ties        []directory.Tie
}

var (
	several  = regexp.MustCompile(`[、,，;；/]`)
	lostForm = regexp.MustCompile(`^[0-9](\.[0-9]+)?[Ee]\+?[0-9]+$`)
	mobile   = regexp.MustCompile(`^1[3-9][0-9]{9}$`)
	landline = regexp.MustCompile(`^(0[0-9]{2,3})?[2-9][0-9]{6,7}$`)
	yearForm = regexp.MustCompile(`^((?:19|20)[0-9]{2})(?:$|[-年./][0-9]{0,2}|[0-9]{4}$)`)
	signs    = strings.NewReplacer(" ", "", "-", "", "－", "", "(", "", ")", "", "+86", "")
)

// phone reads a number. One of which a program kept only the beginning is named.
func (p *planning) phone(l line) (string, bool) {
	said := l.Get("手机号")
	if lostForm.MatchString(said) {
		p.wrong(l, "手机号", "「%s」被表格改过，后面的数字已经没有了：请把这一列设成文本，再填一遍", said)
		return "", false
	}
	n := strings.TrimSuffix(signs.Replace(said), ".0")
	if len(n) == 13 {
		n = strings.TrimPrefix(n, "86")
	}
	switch {
	case n == "", mobile.MatchString(n), landline.MatchString(n):
		return n, true
	case several.MatchString(said):
		p.wrong(l, "手机号", "「%s」里有几个号码：请只留一个", said)
	default:
		p.wrong(l, "手机号", "「%s」不是手机号：手机号有11位", said)
	}
	return "", false
}

func (p *planning) personRow(l line) {
	before := len(p.Problems)
	who := person{name: l.Get("姓名")}
	how, said := "", l.Get("身份")
	if who.name == "" {
		if who.name = l.Get("业主"); who.name != "" {
			how = directory.Owner // the list itself says so
		}
	}
	switch {
	case who.name == "":
		p.wrong(l, "姓名", "没有姓名")
	case several.MatchString(who.name):
		p.wrong(l, "姓名", "「%s」像是几个人：请一人一行", who.name)
	}
	who.phone, _ = p.phone(l)
	if said := l.Get("出生年"); said != "" {
		m := yearForm.FindStringSubmatch(said)
		if m == nil || m[1] > p.year {
			p.wrong(l, "出生年", "「%s」看不懂：请写年份，比如 1954", said)
		} else {
			who.born, _ = strconv.Atoi(m[1])
		}
	}
	who.tags = strings.FieldsFunc(l.Get("标签"), func(r rune) bool { return strings.ContainsRune("、,，;；/ ", r) })
	who.large = slices.Contains([]string{"是", "要", "√", "1", "大字", "有", "对"}, l.Get("大字"))
	if said != "" {
		known := false
		if how, known = ties[strings.ToLower(said)]; !known {
			p.wrong(l, "身份", "「%s」不认识：请写业主、共有人、租户或家人", said)
		}
	}
	home, ok := p.home(l)
	if ok && home != "" && how == "" && said == "" {
		p.wrong(l, "身份", "没有身份：请写业主、共有人、租户或家人")
	}
	if !ok || len(p.Problems) > before {
		return
	}
	p.gather(who, home, how)
}

// gather puts the rows of one person together: one number and name, or one name in one
// home.
func (p *planning) gather(who person, home, how string) {
	key := who.phone + "|" + who.name
	if who.phone == "" {
		key = home + "|" + who.name
	}
	i, met := p.byKey[key]
	if !met {
		i = len(p.people)
		p.byKey[key] = i
		p.people = append(p.people, who)
	}
	all := &p.people[i]
	if all.born == 0 {
		all.born = who.born
	}
	all.large = all.large || who.large
	for _, t := range who.tags {
		if !slices.Contains(all.tags, t) {
			all.tags = append(all.tags, t)
		}
	}
	if home != "" && !slices.ContainsFunc(all.ties, func(t directory.Tie) bool { return t.Home == home }) {
		all.ties = append(all.ties, directory.Tie{Home: home, As: how})
	}
}

// home finds the home of a row of people; "" if it names none. A building whose homes
// are known has no others: what is new belongs among the places. One of which nothing
// is known yet gets those of its people.
func (p *planning) home(l line) (string, bool) {
	s, ok := p.spotOf(l)
	if !ok || s.room == "" {
		return "", ok
	}
	in, ok := p.estate(l, s)
	if !ok {
		return "", false
	}
	b, known := p.tree.Find(in, directory.Building, s.building)
	if !known && p.listsPlaces {
		p.wrong(l, "楼栋", "%s没有「%s」：是新的楼栋，请写进「%s」表", p.tree.Name(in), s.building, placesForm)
		return "", false
	}
	if !known {
		b = p.tree.Add(in, directory.Building, s.building)
	}
	p.tree.Children(b)
	at := b
	if s.unit != "" {
		if at, ok = p.tree.Find(b, directory.Unit, s.unit); !ok && p.tree.listed[b] {
			p.wrong(l, "单元", "%s没有「%s」：是新的，请写进「%s」表", p.tree.Name(b), s.unit, placesForm)
			return "", false
		}
		if !ok {
			at = p.tree.Add(b, directory.Unit, s.unit)
		}
	}
	home, ok := p.tree.Find(at, directory.Home, s.room)
	switch {
	case !ok && p.tree.listed[b]:
		p.wrong(l, "房号", "%s没有「%s」这一户：是新的，请写进「%s」表", p.tree.Name(at), s.room, placesForm)
		return "", false
	case !ok:
		home = p.tree.Add(at, directory.Home, s.room)
	}
	if said := l.Get("面积"); said != "" {
		size, good := areaOf(said)
		if !good {
			p.wrong(l, "面积", "「%s」看不懂：请写平方米数，比如 89.51，最多三位小数", said)
			return "", false
		}
		p.tree.set(home, size, "", nil)
	}
	return home, true
}

// homes are the ids of a person's homes in the lists.
func (w person) homes() (ids []string) {
	for _, t := range w.ties {
		ids = append(ids, t.Home)
	}
	return ids
}

// onto is a person of the directory with what the lists say otherwise. What they do not
// say stays, and so does how far each tie is trusted.
func (w person) onto(had directory.Person) directory.Person {
	had.Name = w.name
	if w.phone != "" {
		had.Phone = w.phone
	}
	if w.born > 0 {
		had.Born = w.born
	}
	had.Large = had.Large || w.large
	for _, t := range w.tags {
		if !slices.Contains(had.Tags, t) {
			had.Tags = append(slices.Clone(had.Tags), t)
		}
	}
	return joining.ListedIn(had, w.ties)
}

// Enter writes somebody as a list of one line would: the number may be "", the year 0.
func Enter(tx store.Tx, name, phone string, born int, tie directory.Tie) {
	person{name: name, phone: phone, born: born, ties: []directory.Tie{tie}}.put(tx)
}

// put writes a person of the lists, and the lines of the register by which they are
// found when they come to us.
func (w person) put(tx store.Tx) {
	had, known := joining.KnownAs(tx, w.phone, w.name, w.homes())
	now := w.onto(had)
	if known {
		directory.PutPerson(tx, now)
	} else {
		directory.NewPerson(tx, now)
	}
	for _, t := range w.ties {
		if w.phone != "" {
			joining.PutRegistered(tx, joining.Registered{Phone: w.phone, Name: w.name, Home: t.Home, As: t.As})
		}
	}
}
