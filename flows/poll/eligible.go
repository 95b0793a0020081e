package poll

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/store"
)

// Eligible says whether a person may vote in a poll, and if not, why not and
// what they can do. It holds for the moment: who has moved away may vote no
// more, but what they voted before counts.
func Eligible(tx store.Tx, p Poll, who directory.Person) (ok bool, why string) {
	if p.For.Has(tx, who) {
		return true, ""
	}
	anyAge := p.For
	anyAge.MinAge = 0
	switch {
	case len(who.Ties) == 0:
		return false, fmt.Sprintf("这次投票是给%s的。我还不知道您住在哪里，先回复「登记住处」，登记好就能投。", WhoFor(tx, p))
	case anyAge.Seat(who) == "":
		return false, fmt.Sprintf("这次投票是给%s的，您登记的住处不在里面。要是搬过来了，回复「登记住处」。", WhoFor(tx, p))
	case who.Born == 0:
		return false, fmt.Sprintf("这次投票是给%s的，我还不知道您哪一年出生。请告诉社区工作人员，补上就能投。", WhoFor(tx, p))
	}
	return false, fmt.Sprintf("这次投票是给%s的，所以您这次不用投。", WhoFor(tx, p))
}

// WhoFor says whom a poll is for: 桂花社区60岁以上的居民.
func WhoFor(tx store.Tx, p Poll) string {
	age := ""
	if p.For.MinAge > 0 {
		age = fmt.Sprintf("%d岁以上", p.For.MinAge)
	}
	return directory.FullName(tx, p.For.Place) + age + "的居民"
}

// Theirs are the open polls a person may vote in: those they have not voted in
// first, of these the first to close.
func Theirs(tx store.Tx, who directory.Person) []Poll {
	var todo, done []Poll
	for _, p := range Current(tx) {
		if ok, _ := Eligible(tx, p, who); !ok {
			continue
		}
		if _, voted := VotedIn(tx, p.ID, who.ID); voted {
			done = append(done, p)
		} else {
			todo = append(todo, p)
		}
	}
	return append(todo, done...)
}

// Titles are the open polls a person may vote in, for finding out which of them
// a sentence is about.
func Titles(tx store.Tx, who directory.Person) []meaning.Titled {
	var titles []meaning.Titled
	for _, p := range Theirs(tx, who) {
		t := meaning.Titled{ID: p.ID, Title: p.Question}
		for _, o := range p.Options {
			t.Words = append(t.Words, o.Label)
		}
		titles = append(titles, t)
	}
	return titles
}

// invited passes those for whom an invitation, which may have had to wait, is
// still of use: who could vote, has not, and was not reminded instead.
func invited(tx store.Tx, id string, who directory.Person) bool {
	p, ok := Get(tx, id)
	return ok && silent(tx, id, who) && (p.Reminds.IsZero() || tx.Now().Before(p.Reminds))
}

// silent passes who could vote and has not: the ones to remind.
func silent(tx store.Tx, id string, who directory.Person) bool {
	p, ok := Get(tx, id)
	_, voted := VotedIn(tx, id, who.ID)
	return ok && p.Takes(tx.Now()) && !voted && p.For.Has(tx, who)
}

// watched are the polls whose turnout a person may see, with the part of each
// that they may see it for.
func watched(tx store.Tx, who directory.Person, all []Poll) (seen []Poll, at []string) {
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

// theirsToRun are the open polls a member of staff may cancel.
func theirsToRun(tx store.Tx, who directory.Person) []Poll {
	var run []Poll
	for _, p := range Current(tx) {
		if directory.May(who, directory.OpenPoll, p.For.Place) {
			run = append(run, p)
		}
	}
	return run
}

// slip is a poll as one voter sees it.
type slip struct {
	Poll  Poll     `json:"poll"`
	Voted bool     `json:"voted,omitempty"`
	Picks []string `json:"picks,omitempty"` // what they chose, where that is known
	Why   string   `json:"why,omitempty"`   // they cannot vote
}

// slipOf reads a poll for a voter.
func slipOf(tx store.Tx, id string, who directory.Person) (slip, error) {
	p, err := mayCast(tx, id, who)
	if refusal, ok := err.(bot.Refusal); ok {
		return slip{Why: string(refusal)}, nil
	}
	s := slip{Poll: p}
	v, voted := VotedIn(tx, id, who.ID)
	if s.Voted = voted; voted && !p.Secret {
		s.Picks = PicksOf(tx, v)
	}
	return s, nil
}
