package voice

import (
	"cmp"
	"fmt"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/store"
)

// Whom names a voter: a person, or an owner of whom nobody knows yet but the
// register of owners, by their home and name.
type Whom struct {
	Person string `json:"person,omitempty"`
	Home   string `json:"home,omitempty"`
	Name   string `json:"name,omitempty"`
	New    bool   `json:"new,omitempty"` // staff say that none of those known at the home is them
}

// Known is somebody of a home who has written to us, under whatever name.
type Known struct {
	Person string `json:"person"`
	Name   string `json:"name"` // as far as staff may see it
}

// Holder is whose paper staff hold, or who stands at their door, as staff see them.
type Holder struct {
	Whom   Whom   `json:"whom"`
	Called string `json:"called,omitempty"` // 王桂花（桂花苑3栋1单元301）; the home where each home has one vote
	Voted  bool   `json:"voted,omitempty"`
	Paper  bool   `json:"paper,omitempty"` // they voted on paper, or took one
	Came   bool   `json:"came,omitempty"`  // they signed in
	Why    string `json:"why,omitempty"`   // nobody is found, or they cannot vote

	// Maybe are those of the home who may be them, where only the register of owners
	// knows them: who votes by chat under another name is not to vote on paper too.
	Maybe []Known `json:"maybe,omitempty"`
}

// FindHolder finds whom words name: a telephone number, or a home and a name; the
// home alone where each home has one vote. Most who vote on paper have no account:
// it is enough that the directory knows them.
func FindHolder(tx store.Reader, p poll.Poll, words string, by directory.Person) Holder {
	who, err := named(tx, p, words)
	if err != nil {
		return Holder{Why: err.Error()}
	}
	return holder(tx, p, whomOf(tx, p, words, who), who, by)
}

// HolderOf is somebody of whom staff say that it is them.
func HolderOf(tx store.Reader, p poll.Poll, person string, by directory.Person) Holder {
	w := Whom{Person: person}
	who, err := Held(tx, p, w, by)
	if err != nil {
		return Holder{Why: err.Error()}
	}
	return holder(tx, p, w, who, by)
}

func holder(tx store.Reader, p poll.Poll, w Whom, who, by directory.Person) Holder {
	h := Holder{Whom: w, Called: Called(tx, p, who, by)}
	if h.Why = barred(tx, p, who, h.Called); h.Why != "" {
		return h
	}
	if who.ID == "" {
		h.Maybe = atHome(tx, who.Ties[0].Home, by)
		return h
	}
	v, voted := VotedIn(tx, p, who)
	voted = voted && !GaveUp(tx, p, v)
	h.Voted, h.Paper = voted, voted && v.Hand.Way == poll.Paper
	h.Came = Arrived(tx, p, Whose(tx, p, who))
	return h
}

// atHome are those of a home who have written to us.
func atHome(tx store.Reader, home string, by directory.Person) (all []Known) {
	whole := directory.May(by, directory.SeePeople, home)
	for who := range (directory.Audience{Place: home}).People(tx) {
		if len(directory.AccountsOf(tx, who.ID)) > 0 {
			all = append(all, Known{who.ID, cmp.Or(ShownName(who, whole), "没有写姓名的一位")})
		}
	}
	return all
}

func whomOf(tx store.Reader, p poll.Poll, words string, who directory.Person) Whom {
	_, number := phoneIn(words)
	if who.ID == "" {
		return Whom{Home: who.Ties[0].Home, Name: who.Name}
	}
	return of(p).whom(tx, who, number)
}

// Namely is who it is, as far as staff know: of a home, whoever of it came.
func Namely(p poll.Poll, w Whom, who directory.Person) string {
	return of(p).namely(w, who)
}

// Held finds again whom staff chose, and refuses who cannot vote.
func Held(tx store.Reader, p poll.Poll, w Whom, by directory.Person) (directory.Person, error) {
	who, ok := directory.GetPerson(tx, w.Person)
	if w.Person == "" {
		home, _ := directory.GetPlace(tx, w.Home)
		var err error
		who, err = of(p).ofHome(tx, home, w.Name)
		ok = err == nil
	}
	if !ok {
		return who, bot.Refuse("没有找到这个人，请再登记一次。")
	}
	if who.ID == "" && !w.New && len(atHome(tx, w.Home, by)) > 0 {
		return who, bot.Refuse("这一户有人在网上用过。请再登记一次，先看看是不是本人。")
	}
	if why := barred(tx, p, who, Called(tx, p, who, by)); why != "" {
		return who, bot.Refusal(why)
	}
	return who, nil
}

// barred says why somebody cannot vote, as staff are told it; "" if they can.
func barred(tx store.Reader, p poll.Poll, who directory.Person, called string) string {
	switch ok, _ := Eligible(tx, p, who); {
	case ok:
		return ""
	case spent(tx, p, who):
		return called + "的账号在这次投票里已经投过了。"
	case of(p).elsewhere(tx, who) != nil:
		return "这一位已经替别的一家投过票，或者报过到了，一个人只能替一家。"
	case p.For.Has(tx, who) && of(p).unvouched(tx, who) && !p.Info().Strict:
		return fmt.Sprintf("%s登记的人是后来的，还没有人认过。先回复「认人」，认过再来登记。", called)
	case p.For.Has(tx, who) && stranger(tx, p, who) && !p.Info().Strict:
		return fmt.Sprintf("%s在这次投票发出以后才登记，还没有人认过。先回复「认人」，认过再来登记。", called)
	case p.For.Has(tx, who):
		return fmt.Sprintf("名册%s就定下了，%s是后来登记的，这一次不能投。", bot.Day(p.Announced), called)
	case who.Born == 0 && p.For.MinAge > 0:
		return fmt.Sprintf("这次投票是给%s的，%s登记时没有写哪一年出生，不能投。", p.For.Words(tx), called)
	}
	return fmt.Sprintf("这次投票是给%s的，%s不在里面。", p.For.Words(tx), called)
}

// Called is what staff call a voter. Who may not see people does not learn a name
// from a number.
func Called(tx store.Reader, p poll.Poll, who directory.Person, by directory.Person) string {
	seat := CountedAt(tx, p, who)
	if seat == "" && len(who.Ties) > 0 {
		seat = who.Ties[0].Home
	}
	return of(p).called(tx, who, by, seat)
}

// Settled keeps an owner of whom only the register of owners knew.
func Settled(tx store.Tx, p poll.Poll, who directory.Person, by directory.Person) directory.Person {
	if who.ID != "" {
		return who
	}
	who = directory.NewPerson(tx, who)
	audit.Log(tx, by.ID, "know owner", who.Ties[0].Home, who.ID)
	return who
}
