package voice

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/flows/poll"
	"yishi/store"
)

// Eligible reports whether a person may vote in a poll, and if not, why not and
// what they can do. Who is on the register may, wherever they live by now; who
// came to live there later may where the kind of poll takes late comers.
func Eligible(tx store.Reader, p poll.Poll, who directory.Person) (ok bool, why string) {
	if err := MayVote(tx, p, who); err != nil {
		return false, err.Error()
	}
	return true, ""
}

// MayVote refuses who may not vote, and says why not and what they can do.
func MayVote(tx store.Reader, p poll.Poll, who directory.Person) error {
	if who.Via != "" {
		if err := mayCastFor(tx, p, who); err != nil {
			return err
		}
	}
	return of(p).mayVote(tx, who)
}

func (e persons) mayVote(tx store.Reader, who directory.Person) error {
	p := e.Poll
	if spent(tx, p, who) {
		return bot.Refuse("这个账号在这次投票里已经投过了。")
	}
	if err := of(p).elsewhere(tx, who); err != nil {
		return err
	}
	if Registered(tx, p, who) {
		return nil
	}
	if p.For.Has(tx, who) {
		return takesLate(tx, p, who)
	}
	anyTrust := p.For
	if anyTrust.MinTrust = 0; anyTrust.Has(tx, who) {
		return bot.Refusal(notKnown(p))
	}
	anyAge := anyTrust
	anyAge.MinAge, anyAge.Tags = 0, nil
	switch {
	case len(p.For.Tags) > 0 && anyAge.Seat(who) != "" && !slices.Contains(who.Tags, p.For.Tags[0]):
		return bot.Refuse("这次投票是给%s的，%s没有登记为%s。", p.For.Words(tx), who.You(), p.For.Tags[0])
	case len(who.Ties) == 0:
		return perhaps(tx, p)
	case anyAge.Seat(who) == "":
		return poll.Reply("这次投票是给%s的，%s登记的住处不在里面。要是搬过来了，回复「登记住处」。", p.For.Words(tx), who.You())
	case who.Born == 0:
		return bot.Refuse("这次投票是给%s的，我还不知道%s哪一年出生。请告诉社区工作人员，补上就能投。", p.For.Words(tx), who.You())
	}
	return bot.Refuse("这次投票是给%s的，照登记的出生年份，%s还不到%d岁，这次不用投。登记错了，请告诉社区工作人员。", p.For.Words(tx), who.You(), p.For.MinAge)
}

// perhaps is for who may live there, for all we know.
func perhaps(tx store.Reader, p poll.Poll) error {
	where := directory.FullName(tx, p.For.Place)
	if p.Info().Strict {
		return bot.Refuse("这次投票是给%s的，名册%s就定下了。您还没有登记住处，这一次不能投。", p.For.Words(tx), bot.Day(p.Announced))
	}
	return poll.Reply("这次投票是给%s的。您要是住在%s，先回复「登记住处」，登记好就能投。", p.For.Words(tx), where)
}

// takesLate refuses who may not vote, of those who came after the register was made.
func takesLate(tx store.Reader, p poll.Poll, who directory.Person) error {
	switch {
	case p.Info().Strict:
		return bot.Refuse("这次投票的名册%s就定下了，您是后来登记的，这一次不能投。", bot.Day(p.Announced))
	case of(p).unvouched(tx, who):
		return bot.Refuse("您是后来登记到这一户的，现在还不能投。%s", ToBeVouched)
	case stranger(tx, p, who):
		return bot.Refuse("这次投票发出以后您才登记的，现在还不能投。%s", ToBeVouched)
	}
	return nil
}

// Theirs are the open polls a person may vote in: those they have not voted in
// first, of these the first to close.
func Theirs(tx store.Reader, who directory.Person) []poll.Poll {
	var todo, done []poll.Poll
	for _, p := range poll.Current(tx) {
		if ok, _ := Eligible(tx, p, who); !ok {
			continue
		}
		if _, voted := VotedIn(tx, p, who); voted {
			done = append(done, p)
		} else {
			todo = append(todo, p)
		}
	}
	return append(todo, done...)
}

// Fixed are the polls to come whose registers are made.
func Fixed(tx store.Reader) []poll.Poll {
	return slices.DeleteFunc(poll.Coming(tx), func(p poll.Poll) bool { return !p.Frozen })
}

// Ahead are the polls to come that a person may vote in, as far as is known already.
func Ahead(tx store.Reader, who directory.Person) []poll.Poll {
	return slices.DeleteFunc(Fixed(tx), func(p poll.Poll) bool {
		ok, _ := Eligible(tx, p, who)
		return !ok
	})
}

// Titles are the open polls a person may vote in, for finding out which of them
// a sentence is about.
func Titles(tx store.Reader, who directory.Person) []meaning.Titled {
	var titles []meaning.Titled
	for _, p := range Theirs(tx, who) {
		t := meaning.Titled{ID: p.ID, Title: p.Question, Pool: meaning.Voted, Of: "poll", Flow: "vote", Name: "poll"}
		if !p.Info().Seats {
			t.Only = "这是投票，不算报名。" + p.Next
		}
		for _, o := range p.Options {
			t.Words = append(t.Words, o.Label)
		}
		titles = append(titles, t)
	}
	return titles
}

// Invited passes those for whom an invitation, which may have had to wait, is
// still of use: who could vote, has not, and was not reminded instead.
func Invited(tx store.Reader, id string, who directory.Person) bool {
	p, ok := poll.Get(tx, id)
	return ok && Silent(tx, id, who) && (p.Reminds.IsZero() || tx.Now().Before(p.Reminds))
}

// Silent passes who could vote and has not: the ones to remind.
func Silent(tx store.Reader, id string, who directory.Person) bool {
	p, ok := poll.Get(tx, id)
	if !ok || !p.Takes(tx.Now()) {
		return false
	}
	_, voted := VotedIn(tx, p, who)
	may, _ := Eligible(tx, p, who)
	return may && !voted
}

// Watched are the polls whose turnout a person may see, with the part of each
// that they may see it for.
func Watched(tx store.Reader, who directory.Person, all []poll.Poll) (seen []poll.Poll, at []string) {
	for _, p := range all {
		for _, place := range directory.PlacesOf(who, directory.SeeTurnout) {
			switch {
			case directory.Within(p.For.Place, place):
				place = p.For.Place
			case !directory.Within(place, p.For.Place):
				continue
			}
			seen, at = append(seen, p), append(at, place)
			break
		}
	}
	return seen, at
}

// Openers are all who could open the poll.
func Openers(tx store.Reader, p poll.Poll) []directory.Person {
	var all []directory.Person
	for _, role := range []string{directory.Staff, directory.StreetStaff, directory.Committee} {
		for _, s := range directory.StaffAt(tx, role, p.For.Place) {
			known := slices.ContainsFunc(all, func(o directory.Person) bool { return o.ID == s.ID })
			if !known && directory.May(s, directory.OpenPoll, p.For.Place) {
				all = append(all, s)
			}
		}
	}
	return all
}
