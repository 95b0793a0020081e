package issue

import (
	"slices"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/store"
)

// Workable returns a live issue to somebody who may work on it.
func Workable(tx store.Reader, who directory.Person, no string) (Issue, error) {
	i, ok := Get(tx, no)
	if !ok {
		return i, bot.Refuse("没有这个编号。")
	}
	if err := need(who, directory.HandleIssue, i); err != nil {
		return i, err
	}
	if !i.Live() {
		return i, bot.Refuse("这件事%s，不用再办。", i.State.Words())
	}
	return i, nil
}

// free refuses when somebody else has the issue.
func free(tx store.Reader, who directory.Person, i Issue) error {
	if p, ok := HandlerOf(tx, i); ok && p.ID != who.ID {
		return bot.Refuse("%s已经接手了。", called(p, roleFor(p, i)))
	}
	return nil
}

func (i *Issue) done(tx store.Tx, who directory.Person, e Event) {
	e.At, e.By, e.As = tx.Now(), who.ID, roleFor(who, *i)
	i.note(e)
	audit.Log(tx, who.ID, "issue."+string(e.Act), i.Spot.Place, i.No)
}

// Take makes somebody the handler: first come, first served.
func Take(tx store.Tx, who directory.Person, no string) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err == nil {
		err = free(tx, who, i)
	}
	if err == nil && i.Handler == who.ID {
		err = bot.Refuse("这件事已经在您手上了。")
	}
	if err != nil {
		return i, err
	}
	i.takeOn(tx, who)
	if i.State != Answered {
		i.State = Taken
	}
	put(tx, i)
	tellTaken(tx, i, who)
	return i, nil
}

func (i *Issue) takeOn(tx store.Tx, who directory.Person) {
	i.Handler, i.Role = who.ID, roleFor(who, *i)
	i.done(tx, who, Event{Act: Took})
}

// AnswerTo gives the reporter an answer. Who answers has taken the issue.
func AnswerTo(tx store.Tx, who directory.Person, no, text string) (Issue, error) {
	return answerTo(tx, who, no, text, false)
}

// Mend gives the reporter another answer in place of a wrong one.
func Mend(tx store.Tx, who directory.Person, no, text string) (Issue, error) {
	return answerTo(tx, who, no, text, true)
}

func answerTo(tx store.Tx, who directory.Person, no, text string, mends bool) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err == nil {
		err = free(tx, who, i)
	}
	if err != nil {
		return i, err
	}
	was := i.clone()
	if i.Handler != who.ID {
		i.takeOn(tx, who)
	}
	i.State = Answered
	i.release(tx)
	i.done(tx, who, Event{Act: Answer, Text: mendedWords(text, mends)})
	i.say(tx, was, who, Answer, "")
	put(tx, i)
	tellAnswer(tx, i, who, text, mends)
	return i, nil
}

// Receivers are the roles an issue can be handed to: held by somebody for its
// place, and not having it now.
func Receivers(tx store.Reader, i Issue) []string {
	var roles []string
	for _, role := range append([]string{directory.Staff, directory.StreetStaff}, beside()...) {
		if role != i.Role && len(serving(tx, role, i.Spot.Place)) > 0 {
			roles = append(roles, role)
		}
	}
	return roles
}

// HandOver gives an issue to another role, with a note that the reporter reads
// too. Its handler may do so, and the community or street at any time. The day
// of the answer stays as it was promised.
func HandOver(tx store.Tx, who directory.Person, no, role, note string) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err != nil {
		return i, err
	}
	if as := roleFor(who, i); as != directory.Staff && as != directory.StreetStaff {
		if err := free(tx, who, i); err != nil {
			return i, err
		}
	}
	if !slices.Contains(Receivers(tx, i), role) {
		return i, bot.Refuse("现在不能转给%s。", directory.RoleName(role))
	}
	was := i.clone()
	before, had := HandlerOf(tx, i)
	i.done(tx, who, Event{Act: Handed, To: role, Text: note})
	i.Role, i.Handler = role, ""
	if i.State == Taken {
		i.State = Open
	}
	i.say(tx, was, who, Handed, role)
	put(tx, i)
	if had && before.ID != who.ID {
		tellStaff(tx, i, []directory.Person{before}, "", bot.Out{Text: Subject(i) + "转给了" + directory.RoleName(role) + "，您不用再办了。"})
	}
	tellHanded(tx, i, who, note)
	return i, nil
}

// Sort puts an issue into another category.
func Sort(tx store.Tx, who directory.Person, no, category string) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err != nil || i.Category == category {
		return i, err
	}
	i.Category = category
	i.done(tx, who, Event{Act: Sorted, To: category})
	put(tx, i)
	return i, nil
}

// Ending is what was done about an issue.
type Ending struct {
	Text  string
	Photo string // a media id
	Shown string // its name in the files, if it is there already
	Cost  int    // in fen
}

// Finish closes an issue and asks the reporter whether it is really solved.
func Finish(tx store.Tx, who directory.Person, no string, end Ending) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err == nil {
		err = free(tx, who, i)
	}
	if err != nil {
		return i, err
	}
	was := i.clone()
	if i.Handler != who.ID {
		i.takeOn(tx, who)
	}
	i.end(tx, Closed)
	i.Cost += end.Cost
	i.Asked, i.Solved, i.Rating = 1, false, 0
	i.done(tx, who, Event{Act: Close, Text: end.Text, Photo: end.Photo})
	i.say(tx, was, who, Close, "")
	put(tx, i)
	tellClosed(tx, i, who, end)
	agenda.Set(tx, tx.Now().Add(askAgain), dueAsk, i.No)
	return i, nil
}
