package owners

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"yishi/flows/tally/sheet"
)

// tidy is a name as it is kept: full-width letters made narrow, and no blanks in
// a Chinese name, where they only fill the column.
func tidy(name string) string {
	words := strings.Fields(width.Fold.String(sheet.Seen(name)))
	if strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return strings.Join(words, "")
	}
	return strings.Join(words, " ")
}

// plain is a name as names are compared.
func plain(name string) string { return strings.ToUpper(sheet.Fold(name)) }

// spotless is the name of a place without blanks and full-width letters.
func spotless(name string) string {
	return strings.Join(strings.Fields(width.Fold.String(sheet.Seen(name))), "")
}

// digits keeps the digits of a phone number, without the code of the country.
func digits(phone string) string {
	kept := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, width.Fold.String(phone))
	if len(kept) == 13 {
		kept = strings.TrimPrefix(kept, "86")
	}
	return kept
}

func (o Owner) is(other Owner) bool {
	return plain(o.Name) == plain(other.Name) && o.Phone == other.Phone
}

func compareOwners(a, b Owner) int {
	return cmp.Or(strings.Compare(plain(a.Name), plain(b.Name)), strings.Compare(a.Phone, b.Phone))
}

// buyer is the owners of a part as one text: who owns two parts with the same
// text is one person.
func (p Part) buyer() string {
	var b strings.Builder
	for _, o := range p.Owners {
		b.WriteString(plain(o.Name) + "\t" + o.Phone + "\n")
	}
	return b.String()
}

// settle says for each part who holds it.
func settle(list []Part) {
	first := map[string]string{}
	for _, p := range list {
		buyer := p.buyer()
		was, known := first[buyer]
		switch {
		case p.Kind == Developer && len(p.Owners) > 0:
			first[buyer] = ofDeveloper
		case !known || was != ofDeveloper && p.Unit < was:
			first[buyer] = p.Unit
		}
	}
	for i, p := range list {
		list[i].Holder = first[p.buyer()]
		if p.Kind == Developer {
			list[i].Holder = ofDeveloper
		}
	}
}

// split takes the owners of a row apart, with the phone of each.
func split(names, phones string) (list []Owner, why string) {
	who, numbers := cells(names), cells(phones)
	if strings.Trim(phones, separators+" ") == "" {
		numbers = make([]string, len(who))
	}
	if len(who) != len(numbers) {
		return nil, "业主和手机号个数不一样：请按同样的次序写，用顿号隔开，没有号码的空着"
	}
	for i, name := range who {
		if name = tidy(name); name == "" {
			return nil, "有一位业主没有名字"
		}
		list = append(list, Owner{Name: name, Phone: digits(numbers[i])})
	}
	slices.SortFunc(list, compareOwners)
	if len(slices.CompactFunc(slices.Clone(list), Owner.is)) < len(list) {
		return nil, "同一位业主写了两次"
	}
	return list, ""
}

// separators stand between co-owners in one cell.
const separators = "、,，;；/\n"

func cells(s string) []string {
	list := []string{""}
	for _, r := range s {
		if strings.ContainsRune(separators, r) {
			list = append(list, "")
			continue
		}
		list[len(list)-1] += string(r)
	}
	return list
}

// Is reports whether it is the owner of that name and number.
func (o Owner) Is(name, phone string) bool {
	return plain(o.Name) == plain(name) && o.Phone != "" && digits(o.Phone) == digits(phone)
}
