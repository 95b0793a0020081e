package issue

import (
	"cmp"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/bot/workday"
	"yishi/flows/issue/deadline"
	"yishi/store"
)

// Limits of a day: a guest is anybody, and even a resident has only so much to say.
const (
	guestLimit  = 5
	personLimit = 20
)

// Report is what a reporter says.
type Report struct {
	What   string
	Photos []string
	Spot   talk.Spot
}

// MayReport refuses who has reported too much today.
func MayReport(tx store.Reader, who directory.Person) error {
	if by, ok := directory.GetPerson(tx, who.Via); ok && who.Via != "" { // nobody has more to say by saying it for others
		if err := MayReport(tx, by); err != nil {
			return err
		}
	}
	today := 0
	for range issues.Between(tx, "reporter", store.Key(who.ID, bot.Midnight(tx.Now())), lastOf(who.ID)) {
		today++
	}
	switch {
	case who.Trust == directory.Guest && today >= guestLimit:
		return bot.Refuse("您今天已经反映了%d件，都记下了。明天可以接着说；登记了住处，今天就能接着反映。急事请打%s。", today, whomToCall(tx, who))
	case today >= personLimit:
		return bot.Refuse("您今天已经反映了%d件，都记下了，明天再接着说吧。急事请打%s。", today, whomToCall(tx, who))
	}
	return nil
}

// whomToCall are those who can be called about what cannot wait, with their numbers
// where we have them.
func whomToCall(tx store.Reader, who directory.Person) string {
	home := directory.HomeOf(who)
	return "物业" + contact.Dial(tx, home, directory.Property) + "或社区" + contact.Dial(tx, home, directory.Staff) + "的电话"
}

func lastOf(person string) string {
	_, to := store.Under(store.Key(person))
	return to
}

// File writes down a new issue and tells those responsible.
func File(tx store.Tx, who directory.Person, chat bot.Address, r Report) (Issue, error) {
	if err := MayReport(tx, who); err != nil {
		return Issue{}, err
	}
	category, urgent, _ := Judge(r.What)
	i := Issue{
		No: nextNumber(tx), Reporter: who.ID, By: who.Via, Chat: chat, What: r.What, Photos: r.Photos, Spot: r.Spot,
		Building: buildingOf(tx, r.Spot.Place), Category: category, Urgent: urgent, State: Open, Filed: tx.Now(),
	}
	i.Role = firstRole(tx, i)
	i.note(Event{At: tx.Now(), By: cmp.Or(who.Via, who.ID), Act: Filed})
	i.begin(tx)
	put(tx, i)
	tellNews(tx, i, newsFor(tx, i), "")
	outbox.TellFor(tx, who, "反映了「"+i.Title()+"」（"+i.No+"），最晚"+byWhen(i.Due)+"答复。看进展，回复「我报的事」。")
	return i, nil
}

// buildingOf is the building a place is in, or the place itself.
func buildingOf(tx store.Reader, place string) string {
	if b, ok := directory.Enclosing(tx, place, directory.Building); ok {
		return b.ID
	}
	return place
}

// row is the line of deadlines that holds for an issue.
func (i *Issue) row(tx store.Reader) deadline.Row {
	switch {
	case i.Urgent:
		return deadline.Of(tx, i.Spot.Place, deadline.Urgent)
	case i.Hard:
		return deadline.Of(tx, i.Spot.Place, deadline.Hard)
	}
	return deadline.Of(tx, i.Spot.Place, i.Category)
}

// spanEnd is when a span that begins now is over. Where nobody knows the holidays on the
// way, weekends count, and staff are told once.
func (i *Issue) spanEnd(tx store.Tx, s deadline.Span) time.Time {
	at, unknown := s.After(tx, i.Spot.Place, tx.Now(), i.Urgent)
	if unknown != "" {
		i.askForHolidays(tx, unknown)
	}
	return at
}

// begin sets the days of an issue that waits for somebody to take it: by then, and by when
// it is solved.
func (i *Issue) begin(tx store.Tx) {
	row := i.row(tx)
	i.Limit = i.spanEnd(tx, row.Solve)
	i.Due = i.Limit
	i.Next = earlier(i.spanEnd(tx, row.Take), i.Due, tx.Now())
	i.Late, i.Missed, i.Nudged = 0, time.Time{}, false
}

// askForHolidays tells the staff who answer for the place, of each street once.
func (i *Issue) askForHolidays(tx store.Tx, year string) {
	if _, longAgo := tx.(past); longAgo || !workday.Tell(tx, year, root(i.Spot.Place)) {
		return
	}
	for _, role := range []string{directory.Staff, directory.StreetStaff} {
		for _, p := range directory.StaffAt(tx, role, i.Spot.Place) {
			outbox.Tell(tx, p.ID, bot.Out{Text: year + "年哪几天放假、哪几天调休，我还不知道。答复的日子先按周一到周五算。\n请管理员把放假安排写进 holidays.txt，我就照着算。"})
		}
	}
}

func root(place string) string {
	for up := directory.Parent(place); up != ""; up = directory.Parent(place) {
		place = up
	}
	return place
}

// HomesAlike counts the homes that have reported the same in the same building since
// the day before, this reporter's left out.
func HomesAlike(tx store.Reader, who directory.Person, r Report) int {
	var homes []string
	for _, other := range near(tx, r) {
		if home := homeOf(tx, other.Reporter); home != homeOf(tx, who.ID) && !slices.Contains(homes, home) {
			homes = append(homes, home)
		}
	}
	return len(homes)
}

// near are the live issues of the last day in the same building about the same.
func near(tx store.Reader, r Report) (found []Issue) {
	building, today := buildingOf(tx, r.Spot.Place), bot.Midnight(tx.Now())
	category, _, _ := Judge(r.What)
	for _, i := range liveAt(tx, building) {
		if i.Building == building && !i.Filed.Before(today) && same(i, r.What, category) {
			found = append(found, i)
		}
	}
	return found
}

func homeOf(tx store.Reader, person string) string {
	p, _ := directory.GetPerson(tx, directory.Resolve(tx, person))
	if len(p.Ties) > 0 {
		return p.Ties[0].Home
	}
	return p.ID
}

// Theirs returns an issue to its reporter, and to nobody else.
func Theirs(tx store.Reader, who directory.Person, no string) (Issue, error) {
	i, ok := Get(tx, no)
	if !ok || !IsReporter(tx, who, i) {
		return i, bot.Refuse("没有查到您反映的这个编号。回复「我报的事」可以看全部。")
	}
	return i, nil
}

// Add adds words or a photo to one's own issue.
func Add(tx store.Tx, who directory.Person, no string, more talk.Told) (Issue, error) {
	i, err := Theirs(tx, who, no)
	if err != nil {
		return i, err
	}
	if !i.Live() {
		return i, bot.Refuse("这件事%s，不能再补充了。有新问题，回复「报修」。", i.State.Words())
	}
	if len(i.Events) >= maxEvents {
		return i, bot.Refuse("这件事补充得够多了，工作人员都看得到。")
	}
	i.note(Event{At: tx.Now(), By: who.ID, Act: Added, Text: more.Text, Photo: more.Photo, More: more.More})
	put(tx, i)
	tellAdded(tx, i, more)
	return i, nil
}

// maxEvents bounds what one reporter can put into one record.
const maxEvents = 100

// Withdraw takes one's own issue back.
func Withdraw(tx store.Tx, who directory.Person, no string) (Issue, error) {
	i, err := Theirs(tx, who, no)
	if err != nil {
		return i, err
	}
	if !i.Live() {
		return i, bot.Refuse("这件事%s，不用撤回了。", i.State.Words())
	}
	i.end(tx, Withdrawn)
	i.note(Event{At: tx.Now(), By: who.ID, Act: Withdrew})
	put(tx, i)
	goOnAlone(tx, i)
	tellStaff(tx, i, inCharge(tx, i), "", bot.Out{Text: Subject(i) + "，反映人撤回了，不用再办。"})
	return i, nil
}

// end ends an issue; whether it is solved is asked for the first time.
func (i *Issue) end(tx store.Tx, s State) {
	i.State, i.Ended, i.Next = s, tx.Now(), tx.Now().Add(askAgain)
	i.Asked, i.Solved, i.Rating, i.Check = 1, false, 0, ""
	i.Missed, i.Nudged, i.Giver = time.Time{}, false, ""
}

// again opens an issue that had ended, with its days anew.
func (i *Issue) again(tx store.Tx) {
	i.State, i.Ended, i.Solved, i.Rating, i.Asked, i.Check = Reopened, time.Time{}, false, 0, 0, ""
	i.begin(tx)
}

// Solve says that one's own issue is solved.
func Solve(tx store.Tx, who directory.Person, no string) (Issue, error) {
	i, err := Theirs(tx, who, no)
	switch {
	case err != nil:
		return i, err
	case !i.HasEnded():
		return i, bot.Refuse("这件事%s，还没有办完。", i.State.Words())
	case i.Solved:
		return i, nil
	}
	i.hush(tx)
	i.Solved = true
	i.sample(tx)
	i.note(Event{At: tx.Now(), By: who.ID, Act: Agreed})
	put(tx, i)
	return i, nil
}

// Rate says how well one's own issue was solved, 1 to 5. A second thought replaces the first.
func Rate(tx store.Tx, who directory.Person, no string, rating int) (Issue, error) {
	i, err := Theirs(tx, who, no)
	switch {
	case err != nil:
		return i, err
	case !i.HasEnded():
		return i, bot.Refuse("这件事%s，办好以后才打分。", i.State.Words())
	case rating < 1 || rating > 5:
		return i, bot.Refuse("打分是1到5分。")
	case i.Rating == rating:
		return i, nil
	}
	i.hush(tx)
	i.Rating = rating
	i.sample(tx)
	i.note(Event{At: tx.Now(), By: who.ID, Act: Rated, Text: Score(rating)})
	put(tx, i)
	if rating <= 2 {
		tellStaff(tx, i, inCharge(tx, i), "", bot.Out{Text: Subject(i) + "，反映人打了" + Score(rating) + "。", Buttons: see(i)})
	}
	return i, nil
}

// hush stops asking whether it is solved: that has been said.
func (i *Issue) hush(tx store.Tx) {
	for _, of := range []string{asking(*i), i.Said} {
		outbox.Recall(tx, of, "已经回过了")
	}
}

// Unsolved opens a closed issue again: the reporter says that it is not solved. It goes
// one level up from whoever closed it.
func Unsolved(tx store.Tx, who directory.Person, no string, why talk.Told) (Issue, error) {
	i, err := Theirs(tx, who, no)
	if err != nil {
		return i, err
	}
	if !i.HasEnded() {
		return i, bot.Refuse("这件事%s，还没有办好。", i.State.Words())
	}
	i.hush(tx)
	before := inCharge(tx, i)
	up := above(tx, i)
	if up != "" {
		i.Role, i.Handler = up, ""
	}
	i.again(tx)
	i.note(Event{At: tx.Now(), By: who.ID, Act: Reopen, To: up, Text: why.Text, Photo: why.Photo, More: why.More})
	put(tx, i)
	tellReopened(tx, i, why, before)
	return i, nil
}
