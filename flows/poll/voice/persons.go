package voice

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/store"
)

// electorate is whose vote it is: a case is a file (persons.go, homes.go, parts.go).
type electorate interface {
	whose(tx store.Reader, who directory.Person) string     // what has the vote of somebody
	countedAt(tx store.Reader, who directory.Person) string // where they are counted
	lives(who directory.Person) []string                    // who of a home stands on its line of the register
	mayVote(tx store.Reader, who directory.Person) error    // refuses who may not, and says what they can do
	elsewhere(tx store.Reader, who directory.Person) error  // refuses who has voted for others
	unvouched(tx store.Reader, who directory.Person) bool   // came later, on nobody's word but their own
	voted(tx store.Reader, who directory.Person) (poll.Voted, bool)
	onPaper(v poll.Voted) error // refuses to change online what came on paper

	// As staff have them at a door.
	ofHome(tx store.Reader, home directory.Place, words string) (directory.Person, error) // whom words name
	whom(tx store.Reader, who directory.Person, byNumber bool) Whom
	namely(w Whom, who directory.Person) string
	called(tx store.Reader, who, by directory.Person, seat string) string

	masked(tx store.Reader, voice string) string  // of whom the public is told no more than the building
	counted(tx store.Reader, place string) string // what a building is called where it is counted
	by(person, home string, v poll.Voted) bool    // whether a line of the roll was cast for a home by somebody
}

// of finds whose vote it is in a poll.
func of(p poll.Poll) electorate {
	each := persons{p}
	return poll.By[electorate](p, each, homes{each}, parts{each})
}

// persons have a vote each.
type persons struct{ poll.Poll }

func (e persons) whose(_ store.Reader, who directory.Person) string     { return who.ID }
func (e persons) countedAt(_ store.Reader, who directory.Person) string { return e.For.Seat(who) }
func (e persons) lives(directory.Person) []string                       { return nil }
func (e persons) elsewhere(store.Reader, directory.Person) error        { return nil }
func (e persons) unvouched(store.Reader, directory.Person) bool         { return false }

func (e persons) voted(tx store.Reader, who directory.Person) (poll.Voted, bool) {
	return poll.Roll.Get(tx, store.Key(e.ID, Whose(tx, e.Poll, who)))
}

// onPaper lets who was signed up by staff withdraw all the same.
func (e persons) onPaper(v poll.Voted) error {
	whose := e.You()
	switch {
	case v.Hand.Way != poll.Paper || e.Info().Seats:
		return nil
	case e.Secret:
		return poll.Reply("%s领过纸质票了，请填好纸质票投进票箱，网上不能再投。没有领过的话，请马上回复「人工」，告诉社区工作人员。", whose)
	}
	return poll.Reply("%s已经投过纸质票了，是工作人员登记的。那一张算数，网上不能再投。有疑问请回复「人工」，问社区工作人员。", whose)
}

func (e persons) ofHome(tx store.Reader, home directory.Place, words string) (directory.Person, error) {
	name := directory.FullName(tx, home.ID)
	all := slices.Collect(directory.Audience{Place: home.ID}.People(tx))
	found := slices.DeleteFunc(slices.Clone(all), func(who directory.Person) bool { return !SaysName(words, who.Name) })
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

func (e persons) whom(_ store.Reader, who directory.Person, _ bool) Whom { return Whom{Person: who.ID} }
func (e persons) namely(_ Whom, who directory.Person) string             { return who.ID }

func (e persons) called(tx store.Reader, who, by directory.Person, seat string) string {
	return ShownName(who, directory.May(by, directory.SeePeople, seat)) + "（" + directory.FullName(tx, seat) + "）"
}

func (e persons) masked(tx store.Reader, voice string) string {
	line, _ := Electors.Get(tx, store.Key(e.ID, voice))
	return directory.FullName(tx, line.Part) + "的一" + poll.By(e.Poll, "位", "户", "户")
}

func (e persons) counted(tx store.Reader, place string) string { return directory.FullName(tx, place) }
func (e persons) by(person, _ string, v poll.Voted) bool       { return v.Voice == person }
