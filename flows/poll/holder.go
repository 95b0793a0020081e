package poll

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/flows/owners"
	"yishi/store"
)

// Whom names a voter: a person, or an owner of whom nobody knows yet but the
// register of owners, by their home and name.
type Whom struct {
	Person string `json:"person,omitempty"`
	Home   string `json:"home,omitempty"`
	Name   string `json:"name,omitempty"`
}

// holder is whose paper staff hold, or who stands at their door, as staff see them.
type holder struct {
	Whom   Whom   `json:"whom"`
	Called string `json:"called,omitempty"` // 王桂花（桂花苑3栋1单元301）; the home where each home has one vote
	Voted  bool   `json:"voted,omitempty"`
	Paper  bool   `json:"paper,omitempty"` // they voted on paper, or took one
	Came   bool   `json:"came,omitempty"`  // they signed in
	Why    string `json:"why,omitempty"`   // nobody is found, or they cannot vote
}

// holderSlip finds whom words name: a telephone number, or a home and a name; the
// home alone where each home has one vote. Most who vote on paper have no account:
// it is enough that the directory knows them.
func (p *Poll) holderSlip(tx store.Tx, words string, by directory.Person) holder {
	who, err := p.named(tx, words)
	if err != nil {
		return holder{Why: err.Error()}
	}
	h := holder{Whom: whomOf(who), Called: p.called(tx, who, by)}
	if h.Why = p.barred(tx, who, h.Called); h.Why != "" {
		return h
	}
	v, voted := VotedIn(tx, *p, who)
	h.Voted, h.Paper = voted, voted && v.Hand.Way == Paper
	h.Came = p.arrived(tx, p.voice(who))
	return h
}

func whomOf(who directory.Person) Whom {
	if who.ID == "" {
		return Whom{Home: who.Ties[0].Home, Name: who.Name}
	}
	return Whom{Person: who.ID}
}

// held finds again whom staff chose, and refuses who cannot vote.
func (p *Poll) held(tx store.Tx, w Whom, by directory.Person) (directory.Person, error) {
	who, ok := directory.GetPerson(tx, w.Person)
	if w.Person == "" {
		home, _ := directory.GetPlace(tx, w.Home)
		var err error
		who, err = p.ofHome(tx, home, w.Name)
		ok = err == nil
	}
	if !ok {
		return who, bot.Refuse("没有找到这个人，请再登记一次。")
	}
	if why := p.barred(tx, who, p.called(tx, who, by)); why != "" {
		return who, bot.Refusal(why)
	}
	return who, nil
}

// barred says why somebody cannot vote, as staff are told it; "" if they can.
func (p *Poll) barred(tx store.Tx, who directory.Person, called string) string {
	switch ok, _ := Eligible(tx, *p, who); {
	case ok:
		return ""
	case p.For.Has(tx, who):
		return fmt.Sprintf("名册%s就定下了，%s是后来登记的，这一次不能投。", bot.Day(p.Announced), called)
	case who.Born == 0 && p.For.MinAge > 0:
		return fmt.Sprintf("这次投票是给%s的，%s登记时没有写哪一年出生，不能投。", WhoFor(tx, *p), called)
	}
	return fmt.Sprintf("这次投票是给%s的，%s不在里面。", WhoFor(tx, *p), called)
}

// called is what staff call a voter. Who may not see people does not learn a name
// from a number.
func (p *Poll) called(tx store.Tx, who directory.Person, by directory.Person) string {
	seat := p.For.Seat(who)
	if seat == "" && len(who.Ties) > 0 {
		seat = who.Ties[0].Home
	}
	if p.PerHome && seat != "" {
		return directory.FullName(tx, seat)
	}
	return shownName(who, directory.May(by, directory.SeePeople, seat)) + "（" + directory.FullName(tx, seat) + "）"
}

// named finds the person that words name.
func (p *Poll) named(tx store.Tx, words string) (directory.Person, error) {
	if phone, ok := phoneIn(words); ok {
		who, known := directory.PersonByPhone(tx, phone)
		registered, _ := Eligible(tx, *p, who)
		if !known || !registered && !livesIn(who, p.For.Place) {
			return who, bot.Refuse("%s没有登记这个手机号的人。", directory.FullName(tx, p.For.Place))
		}
		return who, nil
	}
	home, err := p.homeIn(tx, words)
	if err != nil {
		return directory.Person{}, err
	}
	return p.ofHome(tx, home, words)
}

func livesIn(who directory.Person, place string) bool {
	return slices.ContainsFunc(who.Ties, func(t directory.Tie) bool { return directory.Within(t.Home, place) })
}

// ofHome finds who of a home is named: anybody of it where the home has the vote.
func (p *Poll) ofHome(tx store.Tx, home directory.Place, words string) (directory.Person, error) {
	name := directory.FullName(tx, home.ID)
	all := slices.Collect(directory.Audience{Place: home.ID}.People(tx))
	if p.PerHome {
		for _, who := range all {
			if p.voice(who) == home.ID {
				return who, nil
			}
		}
		return directory.Person{}, bot.Refuse("名册里没有%s。", name)
	}
	found := slices.DeleteFunc(slices.Clone(all), func(who directory.Person) bool { return !says(words, who.Name) })
	owner, listed := ownerOf(tx, home.ID, words)
	switch {
	case len(found) == 0 && listed:
		return owner, nil
	case len(all) == 0:
		return directory.Person{}, bot.Refuse("%s还没有登记过人。", name)
	case len(found) == 0:
		return directory.Person{}, bot.Refuse("%s登记的人里，没有对上姓名。", name)
	case len(found) > 1:
		return directory.Person{}, bot.Refuse("%s有%d位对得上这个姓名，请写手机号。", name, len(found))
	}
	return found[0], nil
}

// says says whether words have a name in them.
func says(words, name string) bool {
	plain := func(s string) string { return strings.Join(strings.Fields(meaning.Fold(s)), "") }
	return plain(name) != "" && strings.Contains(plain(words), plain(name))
}

// ownerOf is the owner of a home whom words name by the register of owners: who they
// are already, by another of their homes or by their number, or the person they
// become when staff enter their paper, as if they had joined by the register.
// Whoever joins by their number later is them.
func ownerOf(tx store.Tx, home, words string) (directory.Person, bool) {
	list, homes := owners.OfHome(tx, home)
	at := slices.IndexFunc(list, func(o owners.Owner) bool { return says(words, o.Name) })
	if at < 0 {
		return directory.Person{}, false
	}
	o := list[at]
	if who, known := directory.PersonByPhone(tx, o.Phone); known && says(o.Name, who.Name) {
		return who, true
	}
	for _, other := range homes {
		for who := range (directory.Audience{Place: other}).People(tx) {
			if says(o.Name, who.Name) {
				return who, true
			}
		}
	}
	tie := directory.Tie{Home: home, As: directory.Owner}
	return directory.Person{Name: o.Name, Phone: o.Phone, Trust: directory.Vouched, Ties: []directory.Tie{tie}}, true
}

// settled keeps an owner of whom only the register of owners knew.
func (p *Poll) settled(tx store.Tx, who directory.Person, by directory.Person) directory.Person {
	if who.ID != "" {
		return who
	}
	who = directory.NewPerson(tx, who)
	directory.Log(tx, by.ID, "know owner", who.Ties[0].Home, who.ID)
	return who
}

// homeIn finds the home that words begin with, or have somewhere: behind the last
// digit there may be a name, and a name may have a number in it.
func (p *Poll) homeIn(tx store.Tx, words string) (directory.Place, error) {
	folded := meaning.Fold(words)
	last := strings.LastIndexAny(folded, "0123456789")
	for _, words := range []string{folded[:last+1], folded} {
		var homes []directory.Place
		for _, at := range directory.Named(tx, p.For.Place, words, 4) {
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
	}, meaning.Fold(words))
	return digits, len(digits) >= 11 && !strings.Contains(digits, "x")
}
