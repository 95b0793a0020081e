package issue

import (
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/issue/deadline"
	"yishi/store"
)

// Receivers are the roles an issue can be handed to: held by somebody for its
// place, and not having it now.
func Receivers(tx store.Reader, i Issue) []string {
	var roles []string
	for _, role := range append([]string{directory.Staff, directory.StreetStaff}, beside()...) {
		if role != i.Role && !(role == directory.Property && i.Category == against) && len(serving(tx, role, i.Spot.Place)) > 0 {
			roles = append(roles, role)
		}
	}
	return roles
}

// mine returns a live issue to somebody who may give it away: its handler, whoever could
// take it, and the community and street at any time.
func mine(tx store.Reader, who directory.Person, no string) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err != nil {
		return i, err
	}
	if as := roleFor(who, i); as != directory.Staff && as != directory.StreetStaff {
		return i, free(tx, who, i)
	}
	return i, nil
}

// HandOver gives an issue to another role, with a reason that the reporter reads too. Who
// gets it takes it or refuses it (Refuse); the day of the answer stays as it was promised.
func HandOver(tx store.Tx, who directory.Person, no, role, note string) (Issue, error) {
	i, err := mine(tx, who, no)
	switch {
	case err != nil:
		return i, err
	case !slices.Contains(Receivers(tx, i), role):
		return i, bot.Refuse("现在不能转给%s。", directory.RoleName(role))
	}
	if err := reason(note, "为什么转过去"); err != nil {
		return i, err
	}
	was := i.clone()
	before, had := HandlerOf(tx, i)
	giver := roleFor(who, i)
	i.done(tx, who, Event{Act: Handed, To: role, Text: note})
	i.Role, i.Giver = role, giver
	i.letGo(tx)
	i.say(tx, was, who, Handed, role)
	put(tx, i)
	if had && before.ID != who.ID {
		tellStaff(tx, i, []directory.Person{before}, "", bot.Out{Text: Subject(i) + "转给了" + directory.RoleName(role) + "，您不用再办了。"})
	}
	tellHanded(tx, i, who, note)
	return i, nil
}

// reason refuses words that do not say why.
func reason(words, why string) error {
	if len([]rune(strings.TrimSpace(words))) < 4 || Hollow(words) {
		return bot.Refuse("请用一句话说清%s，至少4个字。", why)
	}
	return nil
}

// Refuse sends back what was handed over, with the reason. Who gave it has it again; the
// second time it goes to the level above them both, which decides.
func Refuse(tx store.Tx, who directory.Person, no, why string) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err == nil {
		err = free(tx, who, i)
	}
	switch {
	case err != nil:
		return i, err
	case i.Giver == "" || roleFor(who, i) != i.Role:
		return i, bot.Refuse("%s不是别人转给您的。办不了，回复「求助 %s」或者「转 %s」。", Subject(i), Short(i), Short(i))
	}
	if err := reason(why, "为什么不接"); err != nil {
		return i, err
	}
	back := i.Giver
	i.Refused++
	if i.Refused > 1 {
		back = i.above(tx, i.Role, i.Giver)
	}
	i.done(tx, who, Event{Act: Refused, To: back, Text: why})
	i.Role, i.Giver = back, ""
	i.letGo(tx)
	put(tx, i)
	tellRefused(tx, i, who, why)
	return i, nil
}

// above is the nearest role above two others that somebody holds, or the higher of them.
func (i *Issue) above(tx store.Reader, a, b string) string {
	high := a
	if slices.Index(ladder(), b) > slices.Index(ladder(), a) {
		high = b
	}
	it := *i
	it.Role = high
	if up := above(tx, it); up != "" {
		return up
	}
	return high
}

// Help asks the level above for help: it has the issue from then on, with all that was
// said.
func Help(tx store.Tx, who directory.Person, no, why string) (Issue, error) {
	i, err := mine(tx, who, no)
	if err != nil {
		return i, err
	}
	up := above(tx, i)
	if up == "" {
		return i, bot.Refuse("%s已经在最上面一级了，上面没有人可以求助。", Subject(i))
	}
	if err := reason(why, "卡在哪里"); err != nil {
		return i, err
	}
	i.done(tx, who, Event{Act: Helped, To: up, Text: why})
	i.Role, i.Giver = up, ""
	i.letGo(tx)
	put(tx, i)
	tellHelped(tx, i, who, why)
	return i, nil
}

// WaitFor notes that a department outside has it in hand, and by when it will have done
// something. Who said so still answers for it.
func WaitFor(tx store.Tx, who directory.Person, no, dept string, by time.Time) (Issue, error) {
	i, err := mine(tx, who, no)
	switch {
	case err != nil:
		return i, err
	case len([]rune(dept)) < 2:
		return i, bot.Refuse("请写明等哪个单位，比如「供电公司」。")
	case !by.After(tx.Now()):
		return i, bot.Refuse("请写明等到哪天，要是今天以后的日子。")
	case by.After(tx.Now().AddDate(0, 0, 90)):
		return i, bot.Refuse("%s太远了，先写3个月以内的日子，到时候我会再问。", bot.Day(by))
	}
	if i.Handler != who.ID {
		i.takeOn(tx, who)
	}
	i.State, i.Dept = Outside, dept
	i.until(bot.Midnight(by).Add(closing))
	i.done(tx, who, Event{Act: Waits, To: dept, Text: bot.Day(by)})
	put(tx, i)
	tellWaits(tx, i, who)
	return i, nil
}

// Refer ends an issue that is not ours: whose it is is told, and whether that helped is
// asked.
func Refer(tx store.Tx, who directory.Person, no, dept string) (Issue, error) {
	i, err := mine(tx, who, no)
	switch {
	case err != nil:
		return i, err
	case len([]rune(dept)) < 2 || Hollow(dept):
		return i, bot.Refuse("请写明归谁管、怎么找，比如「归城管委管，电话12319」。")
	}
	if i.Handler != who.ID {
		i.takeOn(tx, who)
	}
	i.end(tx, Foreign)
	i.Dept = dept
	i.done(tx, who, Event{Act: Referred, To: dept})
	put(tx, i)
	tellReferred(tx, i, who)
	for f := range sameAs(tx, i) {
		if f.State == Same {
			f.end(tx, Foreign)
			f.Dept, f.Handler, f.Role = dept, i.Handler, i.Role
			f.done(tx, who, Event{Act: Referred, To: dept})
			put(tx, f)
			tellReferred(tx, f, who)
		}
	}
	return i, nil
}

// Join says that an issue is the same as another one, which is live: it goes its way.
func Join(tx store.Tx, who directory.Person, no, main string) (Issue, error) {
	i, err := mine(tx, who, no)
	if err != nil {
		return i, err
	}
	other, err := Workable(tx, who, main)
	switch {
	case err != nil:
		return i, err
	case other.No == i.No:
		return i, bot.Refuse("这是同一个编号。请写另外那件的编号。")
	}
	for f := range sameAs(tx, i) { // what was the same as this is the same as that
		f.Of = other.No
		put(tx, f)
	}
	i.State, i.Of, i.Handler = Same, other.No, ""
	i.done(tx, who, Event{Act: Joined, To: other.No})
	put(tx, i)
	tellJoined(tx, i, other)
	return i, nil
}

// goOnAlone has what was the same as an issue that was withdrawn go on without it: the
// first in its place, the others as the same as that.
func goOnAlone(tx store.Tx, gone Issue) {
	first := ""
	for f := range sameAs(tx, gone) {
		if f.State != Same {
			continue
		}
		if first != "" {
			f.Of = first
			put(tx, f)
			continue
		}
		first = f.No
		f.Of, f.Role, f.Handler = "", gone.Role, ""
		f.State = Open
		f.begin(tx)
		put(tx, f)
		tellReporter(tx, f, "接着办", bot.Out{Text: yours(f) + "还没有办好，接着办，最晚" + byWhen(f.Due) + "答复您。", Buttons: FollowUp(f)})
		tellPassed(tx, f, "和它一样的"+gone.No+"撤回了，这一件接着办：\n\n")
	}
}

// Extend says that an issue is a hard one, and why: it has the days of those.
func Extend(tx store.Tx, who directory.Person, no, why string) (Issue, error) {
	i, err := mine(tx, who, no)
	switch {
	case err != nil:
		return i, err
	case i.Hard:
		return i, bot.Refuse("%s已经延过一次了。办不成，回复「求助 %s」。", Subject(i), Short(i))
	}
	if err := reason(why, "难在哪里"); err != nil {
		return i, err
	}
	if i.Handler != who.ID {
		i.takeOn(tx, who)
	}
	i.Hard = true
	limit, _ := deadline.Of(tx, i.Spot.Place, deadline.Hard).Solve.After(tx, i.Spot.Place, i.Filed, false)
	if !limit.After(tx.Now()) {
		return i, bot.Refuse("%s从报上来算，难办的期限也过了。回复「求助 %s」。", Subject(i), Short(i))
	}
	i.Limit = limit
	i.until(limit)
	i.done(tx, who, Event{Act: Extended, Text: why})
	put(tx, i)
	tellExtended(tx, i, who, why)
	return i, nil
}
