package lists

import (
	"regexp"
	"slices"
	"strings"

	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/store"
)

// offices are whose numbers staff keep (contact.Offices).
var offices = []string{directory.Property, directory.Staff, directory.Committee}

var dial = regexp.MustCompile(`^[0-9]{3,5}$|^[0-9][0-9 -]{5,15}[0-9]$`)

// dialRow reads the number of an office: 物业 of 桂花苑, and when somebody answers.
func (p *planning) dialRow(l line) {
	before := len(p.Problems)
	at := p.placesOf(l)
	role := roleWords[l.Get("单位")]
	if !slices.Contains(offices, role) {
		p.wrong(l, "单位", "「%s」不认识：请写物业、社区或业委会", l.Get("单位"))
	}
	said := l.Get("电话")
	number := strings.TrimSuffix(strings.NewReplacer("－", "-", "—", "-", "–", "-").Replace(said), ".0")
	switch {
	case said == "":
		p.wrong(l, "电话", "没有电话：要去掉一个号码，请在聊天里回复「改电话」")
	case lostForm.MatchString(said):
		p.wrong(l, "电话", "「%s」被表格改过，后面的数字已经没有了：请把这一列设成文本，再填一遍", said)
	case !dial.MatchString(number):
		p.wrong(l, "电话", "「%s」不像电话：请只写一个号码，比如 027-88886666", said)
	}
	if len(p.Problems) > before {
		return
	}
	for _, place := range at {
		c := contact.Contact{Place: place, Role: role, Phone: number, Hours: l.Get("时间")}
		if !slices.Contains(contact.At(p.tx, place), c) {
			p.dials = append(p.dials, c)
		}
	}
}

// putDials writes the numbers that are new or others.
func (p *Plan) putDials(tx store.Tx, by string) {
	for _, c := range p.dials {
		contact.Set(tx, c)
		audit.Log(tx, by, "keep contact", c.Place, c.Role)
	}
}

func (b *book) dials(tx store.Reader, at string) error {
	for _, c := range contact.At(tx, at) {
		name := directory.RoleName(c.Role)
		if c.Role == directory.Staff {
			name = "社区"
		}
		if err := b.add(3, directory.FullName(tx, c.Place), name, c.Phone, c.Hours); err != nil {
			return err
		}
	}
	return nil
}
