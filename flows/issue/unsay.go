package issue

import (
	"fmt"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// unsayWithin is how long what was said to a reporter can be taken back.
const unsayWithin = time.Minute

// dueUnsay is when it no longer can.
const dueUnsay = "issue.unsay"

// said is what somebody last did about an issue that its reporter was told, and
// how it was before. It is kept for as long as it can be taken back.
type said struct {
	No  string    `json:"no"`
	By  string    `json:"by"`
	At  time.Time `json:"at"`
	Act Act       `json:"act"`
	To  string    `json:"to,omitempty"` // of Handed: the role
	Of  string    `json:"of"`           // of the message
	Was Issue     `json:"was"`
}

var saids = store.NewTable("said", func(s *said) string { return s.No },
	store.Index[said]{Name: "by", Keys: func(s *said) []string { return []string{store.Key(s.By, s.At)} }})

// say notes what is about to be told, so that it can be taken back. was is the
// issue before it, of which nothing is to be seen in i.
func (i *Issue) say(tx store.Tx, was Issue, who directory.Person, act Act, to string) {
	if _, longAgo := tx.(past); longAgo {
		return
	}
	i.Said = fmt.Sprintf("issue/%s/%d", i.No, len(was.Events))
	saids.Put(tx, said{No: i.No, By: who.ID, At: tx.Now(), Act: act, To: to, Of: i.Said, Was: was})
	agenda.Set(tx, tx.Now().Add(unsayWithin), dueUnsay, i.No)
}

// tooLate forgets what can no longer be taken back.
func tooLate(tx store.Tx, e agenda.Entry) error {
	if s, ok := saids.Get(tx, e.Ref); ok && !tx.Now().Before(s.At.Add(unsayWithin)) {
		saids.Delete(tx, e.Ref)
	}
	return nil
}

// LastSaid is the number of the issue that somebody last said something about.
func LastSaid(tx store.Reader, who directory.Person) (no string) {
	for s := range saids.By(tx, "by", store.Key(who.ID)) {
		no = s.No
	}
	return no
}

// Unsay takes back an answer, a closing or a handing over within a minute: the
// issue is as it was, what has not gone out never will, and whom it reached is
// told. how says what became of the message.
func Unsay(tx store.Tx, who directory.Person, no string) (i Issue, how string, err error) {
	s, ok := saids.Get(tx, no)
	i, _ = Get(tx, no)
	switch {
	case !ok || s.By != who.ID || !tx.Now().Before(s.At.Add(unsayWithin)):
		return i, "", bot.Refuse("过了1分钟，收不回来了。答复要更正、办结要改，回复「查 %s」，从那里改。", no)
	case len(i.Events) == 0 || i.Events[len(i.Events)-1].Act != s.Act || !i.Events[len(i.Events)-1].At.Equal(s.At):
		return i, "", bot.Refuse("这件事后面又有了新的情况，收不回来了。回复「查 %s」看看。", no)
	}
	saids.Delete(tx, no)
	i = s.Was
	i.done(tx, who, Event{Act: Unsaid, To: string(s.Act)})
	put(tx, i)
	unfinishSame(tx, i, s.At)
	c := outbox.Correct(tx, s.Of, "发的人收回了", bot.Out{Text: unsaidWords(tx, i, who, s)})
	if s.Act == Handed {
		tellStaff(tx, i, distinct(append(serving(tx, s.To, i.Spot.Place), inCharge(tx, i)...)), who.ID, bot.Out{Text: Subject(i) + "刚才转错了，" + who.In(roleFor(who, i)) + "收回了。", Buttons: see(i)})
	}
	return i, correctedWords(c), nil
}

// unsaidWords tells the reporter that what they have read does not hold.
func unsaidWords(tx store.Reader, i Issue, who directory.Person, s said) string {
	now := yours(i) + "还在办。"
	if i.Handler == "" {
		now = yours(i) + "还在等人来办。"
	}
	switch s.Act {
	case Answer:
		return "对不起，刚才那条答复发错了，请不要当真。\n" + now
	case Close:
		return "对不起，刚才说办好了，是弄错了。\n" + now
	}
	return "对不起，刚才说转给了" + directory.RoleName(s.To) + "，是弄错了。\n" + now
}

// correctedWords say truthfully to staff what became of what they took back.
func correctedWords(c outbox.Corrected) string {
	switch {
	case c.Told > 0:
		return "刚才那条已经发出去了，收不掉，给对方补了一句更正。"
	case c.Replaced > 0:
		return "刚才那条已经发出去了，换成了一句更正，对方可能看过。"
	}
	return "刚才那条还没有发出去，对方没有看到。"
}

// ReopenBy has staff take a closed issue up again that is not done after all.
func ReopenBy(tx store.Tx, who directory.Person, no, why string) (Issue, error) {
	i, ok := Get(tx, no)
	if !ok {
		return i, errNoSuch
	}
	if err := need(who, directory.HandleIssue, i); err != nil {
		return i, err
	}
	if !i.HasEnded() {
		return i, bot.Refuse("这件事%s，不用重新办。", i.State.Words())
	}
	i.hush(tx)
	i.Handler, i.Role = who.ID, roleFor(who, i)
	i.again(tx)
	i.Next = i.Due // somebody has it
	i.done(tx, who, Event{Act: Reopen, Text: why})
	put(tx, i)
	tellReporter(tx, i, "重新在办", bot.Out{
		Text:    "对不起，" + yours(i) + "还没有办好，" + who.In(i.Role) + "接着办，最晚" + byWhen(i.Due) + "答复您。\n" + why,
		Buttons: FollowUp(i),
	})
	return i, nil
}
