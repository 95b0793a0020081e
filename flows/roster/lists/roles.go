package lists

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/store"
)

// duty is a row of the roles at one place.
type duty struct {
	name, phone string
	role        directory.Role
	whose       string // duties of whom this says the same are fetched with one code
}

var dayForm = regexp.MustCompile(`^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$`)

// day reads a date as 2026-09-01; "" is none.
func (p *planning) day(l line, column string) (string, bool) {
	said := strings.ReplaceAll(l.Get(column), " ", "")
	if said == "" {
		return "", true
	}
	if m := dayForm.FindStringSubmatch(said); m != nil {
		if at, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3]); err == nil {
			return at.Format(time.DateOnly), true
		}
	}
	p.wrong(l, column, "「%s」看不懂：请写日期，比如 2026-09-01", l.Get(column))
	return "", false
}

func (p *planning) roleRow(l line) {
	before := len(p.Problems)
	d := duty{name: l.Get("姓名")}
	if d.name == "" {
		p.wrong(l, "姓名", "没有姓名")
	}
	d.phone, _ = p.phone(l)
	said := l.Get("职务")
	role, known := roleWords[said]
	if !known {
		p.wrong(l, "职务", "「%s」不认识：请写%s", said, strings.Join(roleNames(), "、"))
	}
	from, _ := p.day(l, "起")
	until, _ := p.day(l, "止")
	if until != "" && until < from {
		p.wrong(l, "止", "还没开始就结束了")
	}
	at := p.placesOf(l)
	if len(p.Problems) > before {
		return
	}
	d.whose = d.name + " " + d.phone
	if d.phone == "" {
		d.whose += fmt.Sprint(len(p.duties)) // perhaps another of the same name
	}
	for _, id := range at {
		d.role = directory.Role{Role: role, Place: id, From: from, Until: until}
		p.duties = append(p.duties, d)
	}
}

// placesOf reads where somebody does something: one company may look after many estates.
func (p *planning) placesOf(l line) (ids []string) {
	words := strings.FieldsFunc(l.Get("地方"), func(r rune) bool { return strings.ContainsRune("、,，;；", r) })
	if len(words) == 0 {
		p.wrong(l, "地方", "没有写地方：请写社区、小区、楼栋的名字，或者网格")
	}
	for _, said := range words {
		said = strings.TrimSpace(said)
		at := p.tree.anywhere(said)
		switch _, isGrid := p.tree.grids[said]; {
		case len(at) == 0:
			p.wrong(l, "地方", "没有找到「%s」：请写社区、小区、楼栋的名字，或者网格", said)
		case len(at) > 1 && !isGrid:
			p.wrong(l, "地方", "「%s」不止一个：请写上小区", said)
		}
		ids = append(ids, at...)
	}
	return ids
}

func roleNames() (names []string) {
	for _, key := range directory.RoleKeys() {
		names = append(names, directory.RoleName(key))
	}
	return names
}

// holder is who gets the role as they are: somebody who has it already, or of whom we
// know by more than their word who they are. Anybody else has to bring a code.
func (d duty) holder(tx store.Reader) (p directory.Person, had, known bool) {
	for who := range (directory.Audience{Place: d.role.Place, Roles: []string{d.role.Role}}).Ever().People(tx) {
		if who.Name == d.name && (d.phone == "" || who.Phone == "" || who.Phone == d.phone) &&
			slices.ContainsFunc(who.AllRoles(), func(r directory.Role) bool { return r.Place == d.role.Place && r.Role == d.role.Role }) {
			return who, true, true
		}
	}
	if d.phone == "" {
		return p, false, false
	}
	p, ok := joining.KnownAs(tx, d.phone, d.name, nil)
	return p, false, ok && p.Trust >= directory.Vouched && len(directory.AccountsOf(tx, p.ID)) > 0
}
