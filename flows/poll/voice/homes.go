package voice

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/store"
)

// Where each home has a vote, those who lived there when the register was made have
// it, wherever else they say they live by now. Who came to live there later has it
// once somebody who knows has said so: else a stranger who claims a home would vote
// for those who live in it. And nobody votes for two homes.

// homes have a vote each.
type homes struct{ persons }

// whose is the home that somebody votes for: the one they stood on the register for,
// while they live there.
func (e homes) whose(tx store.Reader, who directory.Person) string {
	p := e.Poll
	if len(who.Ties) > 1 {
		for _, t := range who.Ties {
			if e, ok := Electors.Get(tx, store.Key(p.ID, t.Home)); ok && slices.Contains(e.Persons, who.ID) {
				return t.Home
			}
		}
	}
	return p.For.Seat(who)
}

func (e homes) countedAt(tx store.Reader, who directory.Person) string { return e.whose(tx, who) }
func (e homes) lives(who directory.Person) []string                    { return []string{who.ID} }

// unvouched reports whether somebody came to a home of others later, on nobody's word
// but their own.
func (e homes) unvouched(tx store.Reader, who directory.Person) bool {
	return ofOthers(tx, e.Poll, who) && who.TrustAt(e.whose(tx, who)) < directory.Vouched
}

// has reports whether a line of the register is somebody's who lived there when it was
// made. Lines from before that was kept are of all who live there.
func (e elector) has(who directory.Person) bool {
	return e.Voice == who.ID || slices.Contains(e.Persons, who.ID) || len(e.Persons) == 0 && !e.Late
}

// ofOthers reports whether the home of somebody stands on the register, and was others'.
func ofOthers(tx store.Reader, p poll.Poll, who directory.Person) bool {
	e, ok := Electors.Get(tx, store.Key(p.ID, Whose(tx, p, who)))
	return ok && !e.Late && !e.has(who)
}

// elsewhere refuses who has voted, or signed in, for another home.
func (e homes) elsewhere(tx store.Reader, who directory.Person) error {
	p, home := e.Poll, e.whose(tx, who)
	for v := range poll.Roll.By(tx, "person", store.Key(p.ID, who.ID)) {
		if v.Voice != home {
			return bot.Refuse("您已经替一家投过了，一个人只能投一家的票。")
		}
	}
	for a := range Attendances.By(tx, "person", store.Key(p.ID, who.ID)) {
		if a.Voice != home {
			return bot.Refuse("您已经替一家报到了，一个人只能替一家。")
		}
	}
	return nil
}

// ofHome finds somebody who may vote for a home, or who may not and can be told why.
func (e homes) ofHome(tx store.Reader, home directory.Place, _ string) (directory.Person, error) {
	p := e.Poll
	var any directory.Person
	for who := range (directory.Audience{Place: home.ID}).People(tx) {
		if Whose(tx, p, who) != home.ID {
			continue
		}
		if ok, _ := Eligible(tx, p, who); ok {
			return who, nil
		}
		if any.ID == "" {
			any = who
		}
	}
	if any.ID == "" {
		return any, bot.Refuse("名册里没有%s。", directory.FullName(tx, home.ID))
	}
	return any, nil
}

func (e homes) whom(tx store.Reader, who directory.Person, byNumber bool) Whom {
	if byNumber {
		return e.persons.whom(tx, who, byNumber)
	}
	return Whom{Home: e.whose(tx, who)}
}

// namely is nobody where whoever of the home may have come.
func (e homes) namely(w Whom, who directory.Person) string {
	if w.Person == "" {
		return ""
	}
	return who.ID
}

func (e homes) called(tx store.Reader, who, by directory.Person, seat string) string {
	if seat == "" {
		return e.persons.called(tx, who, by, seat)
	}
	return directory.FullName(tx, seat)
}

func (e homes) by(_, home string, v poll.Voted) bool { return v.Voice == home }
