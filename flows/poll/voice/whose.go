package voice

import (
	"slices"
	"strings"
	"unicode"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/meaning/wording"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/store"
)

// named finds the person that words name.
func named(tx store.Reader, p poll.Poll, words string) (directory.Person, error) {
	if phone, ok := phoneIn(words); ok {
		who, known := directory.PersonByPhone(tx, phone)
		registered, _ := Eligible(tx, p, who)
		if !known || !registered && !livesIn(who, p.For.Place) {
			return who, bot.Refuse("%s没有登记这个手机号的人。", directory.FullName(tx, p.For.Place))
		}
		return who, nil
	}
	home, err := homeIn(tx, p, words)
	if err != nil {
		return directory.Person{}, err
	}
	return of(p).ofHome(tx, home, words)
}

func livesIn(who directory.Person, place string) bool {
	return slices.ContainsFunc(who.Ties, func(t directory.Tie) bool { return directory.Within(t.Home, place) })
}

// SaysName reports whether words have a name in them.
func SaysName(words, name string) bool {
	plain := func(s string) string { return strings.Join(strings.Fields(wording.Fold(s)), "") }
	return plain(name) != "" && strings.Contains(plain(words), plain(name))
}

// ownerOf is the owner of a home whom words name by the register of owners: who they
// are already, by another of their homes or by their number, or the person they
// become when staff enter their paper, as if they had joined by the register.
// Whoever joins by their number later is them.
func ownerOf(tx store.Reader, home, words string) (directory.Person, bool) {
	list, homes := owners.OfHome(tx, home)
	at := slices.IndexFunc(list, func(o owners.Owner) bool { return SaysName(words, o.Name) })
	if at < 0 {
		return directory.Person{}, false
	}
	o := list[at]
	if who, known := directory.PersonByPhone(tx, o.Phone); known { // whatever name they gave us
		return who, true
	}
	for _, other := range homes {
		for who := range (directory.Audience{Place: other}).People(tx) {
			if SaysName(o.Name, who.Name) {
				return who, true
			}
		}
	}
	tie := directory.Tie{Home: home, As: directory.Owner}
	return directory.Person{Name: o.Name, Phone: o.Phone, Trust: directory.Vouched, Ties: []directory.Tie{tie}}, true
}

// homeIn finds the home that words begin with, or have somewhere: behind the last
// digit there may be a name, and a name may have a number in it.
func homeIn(tx store.Reader, p poll.Poll, words string) (directory.Place, error) {
	folded := wording.Fold(words)
	last := strings.LastIndexAny(folded, "0123456789")
	for _, words := range []string{folded[:last+1], folded} {
		var homes []directory.Place
		for _, at := range address.Named(tx, p.For.Place, words, 4) {
			if at.Kind == directory.Home && directory.Within(at.ID, p.For.Place) {
				homes = append(homes, at)
			}
		}
		switch len(homes) {
		case 1:
			return homes[0], nil
		case 0:
		default:
			return directory.Place{}, bot.Refuse("「%s」不止一处，请把小区和楼栋也写上，比如「%s」。", words, directory.FullName(tx, homes[0].ID))
		}
	}
	return directory.Place{}, bot.Refuse("没有找到这一户。")
}

// phoneIn reads words that are a telephone number and nothing else.
func phoneIn(words string) (string, bool) {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case unicode.IsLetter(r):
			return 'x'
		}
		return -1
	}, wording.Fold(words))
	return digits, len(digits) >= 11 && !strings.Contains(digits, "x")
}
