package meeting

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/issue"
	"yishi/store"
)

const (
	mostTopics = 12
	topicLong  = 60 // characters
)

var numberForm = regexp.MustCompile(`[0-9]{2}-[0-9]{4}`)

// topicsOf reads what is to be talked about, a line each. A line with the number of an
// issue of the place is that issue.
func topicsOf(tx store.Reader, place string, lines []string) (topics []Topic, err error) {
	for _, l := range lines {
		t := Topic{Text: l}
		if no := numberForm.FindString(l); no != "" {
			i, ok := issue.Get(tx, no)
			if !ok || !directory.Within(i.Spot.Place, place) && !directory.Within(place, i.Spot.Place) {
				return nil, bot.Refuse("没有找到编号%s。写成一句话也行。", no)
			}
			t.Text, t.Issue = i.Title(), no
		}
		if len([]rune(t.Text)) > topicLong {
			return nil, bot.Refuse("「%s」太长了，一项议题请写在%d个字以内。", string([]rune(t.Text)[:12])+"…", topicLong)
		}
		topics = append(topics, t)
	}
	if len(topics) > mostTopics {
		return nil, bot.Refuse("一次最多议%d项，先议要紧的。", mostTopics)
	}
	return topics, nil
}

// Call calls a meeting and invites those who have a seat.
func Call(tx store.Tx, by directory.Person, m Meeting) (Meeting, error) {
	switch {
	case !directory.May(by, directory.HoldMeeting, m.Place):
		return m, directory.ErrNotYours
	case !m.At.After(tx.Now()):
		return m, bot.Refuse("开会的时间已经过去了，请换一个。")
	case len(m.Seats) == 0 || len(m.Topics) == 0:
		return m, bot.Refuse("开会要有议题，也要有人来。")
	}
	m.No, m.By, m.State = store.Next(tx, "meeting"), by.ID, Called
	meetings.Put(tx, m)
	audit.Log(tx, by.ID, "call meeting", m.Place, m.ID())
	remindAt := bot.Midnight(m.At).Add(-6 * time.Hour) // 18:00 of the day before
	if !remindAt.After(tx.Now()) {
		remindAt = m.At.Add(-2 * time.Hour)
	}
	if remindAt.After(tx.Now()) {
		agenda.Set(tx, remindAt, dueRemind, m.ID())
	}
	agenda.Set(tx, m.At.Add(minutesAfter), dueMinutes, m.ID())
	invite(tx, m)
	return m, nil
}

// Answer is what somebody invited says.
func Answer(tx store.Tx, who directory.Person, id string, w Word) (Meeting, error) {
	m, ok := Get(tx, id)
	at := m.seatOf(tx, who)
	switch {
	case !ok || at < 0:
		return m, bot.Refuse("没有请您开这个会。")
	case m.State == Off:
		return m, bot.Refuse("这个会取消了，不用去。")
	case tx.Now().After(m.At):
		return m, bot.Refuse("这个会已经开过了。")
	}
	m.Seats[at].Comes = w
	meetings.Put(tx, m)
	return m, nil
}

// Cancel calls a meeting off, and tells everybody who was asked.
func Cancel(tx store.Tx, by directory.Person, id, why string) (Meeting, error) {
	m, err := mine(tx, by, id)
	if err != nil {
		return m, err
	}
	m.State = Off
	m.rest(tx)
	meetings.Put(tx, m)
	audit.Log(tx, by.ID, "cancel meeting", m.Place, m.ID())
	tellOff(tx, m, why)
	return m, nil
}

// mine is a meeting that somebody may run, and of which nothing is written yet.
func mine(tx store.Reader, by directory.Person, id string) (Meeting, error) {
	m, ok := Get(tx, id)
	switch {
	case !ok:
		return m, bot.Refuse("没有找到这个会。看有哪些，回复「议事会」。")
	case !m.runs(by):
		return m, directory.ErrNotYours
	case m.State == Off:
		return m, bot.Refuse("这个会已经取消了。")
	case m.State == Held:
		return m, bot.Refuse("这个会的记录已经发出去了，不能再改。")
	}
	return m, nil
}

// rest takes off the agenda what a meeting waits for.
func (m Meeting) rest(tx store.Tx) {
	agenda.Unset(tx, bot.Midnight(m.At).Add(-6*time.Hour), dueRemind, m.ID())
	agenda.Unset(tx, m.At.Add(-2*time.Hour), dueRemind, m.ID())
	agenda.Unset(tx, m.At.Add(minutesAfter), dueMinutes, m.ID())
}

// Publish keeps the minutes of a meeting: what was decided becomes issues, those who
// were asked are told, and residents can read it.
func Publish(tx store.Tx, by directory.Person, id, code, came string, topics []Topic) (Meeting, error) {
	m, err := mine(tx, by, id)
	if err != nil {
		return m, err
	}
	m.Code, m.Came, m.Topics, m.State = code, came, topics, Held
	for ti := range m.Topics {
		t := &m.Topics[ti]
		t.Decided = slices.Clone(t.Decided)
		for di := range t.Decided {
			d := &t.Decided[di]
			i, err := issue.Decide(tx, by, issue.Decided{
				No: t.Issue, What: d.Text, From: m.Whole(tx), Place: m.Place, Role: d.As, Handler: d.Person, Due: d.By,
			})
			if err != nil {
				return m, err
			}
			d.Issue = i.No
		}
	}
	m.hide(tx)
	m.rest(tx)
	meetings.Put(tx, m)
	audit.Log(tx, by.ID, "publish minutes", m.Place, m.ID())
	tellMinutes(tx, m)
	if m.Monthly {
		agenda.Set(tx, bot.Midnight(m.At).AddDate(0, 0, 21).Add(9*time.Hour), dueAgain, m.ID())
	}
	return m, nil
}

// stop ends that a meeting comes back every month.
func stop(tx store.Tx, by directory.Person, id string) (Meeting, error) {
	m, ok := Get(tx, id)
	if !ok || !m.runs(by) {
		return m, directory.ErrNotYours
	}
	m.Monthly = false
	meetings.Put(tx, m)
	return m, nil
}

// open are what was decided and is not done yet.
func (m Meeting) open(tx store.Reader) (done int, left []issue.Issue) {
	for _, t := range m.Topics {
		for _, d := range t.Decided {
			i, ok := issue.Get(tx, d.Issue)
			if ok && i.Live() {
				left = append(left, i)
			} else if ok {
				done++
			}
		}
	}
	return done, left
}

// of are the meetings that somebody called or is asked to, and of their place those that
// were held; the newest first.
func of(tx store.Reader, who directory.Person) (list []Meeting) {
	seen := map[uint64]bool{}
	add := func(m Meeting) {
		if !seen[m.No] {
			seen[m.No] = true
			list = append(list, m)
		}
	}
	for _, id := range directory.IDsOf(tx, who.ID) {
		for m := range meetings.By(tx, "person", store.Key(id)) {
			add(m)
		}
	}
	for _, place := range around(who) {
		for m := range meetings.By(tx, "place", store.Key(place+"/")) {
			if m.State == Held || m.runs(who) {
				add(m)
			}
		}
	}
	slices.SortFunc(list, func(a, b Meeting) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.No, a.No)) })
	return list
}

// around are the places whose meetings concern somebody: those they live or work in, and
// what these are in.
func around(who directory.Person) (places []string) {
	add := func(at string) {
		for ; at != ""; at = directory.Parent(at) {
			if !slices.Contains(places, at) {
				places = append(places, at)
			}
		}
	}
	for _, t := range who.Ties {
		add(t.Home)
	}
	for _, r := range who.Roles {
		add(r.Place)
	}
	return places
}

var numbered = regexp.MustCompile(`^[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[)）、.．]\s*`)

// lines are what was written a line each; a semicolon does for a new line.
func lines(words string) (list []string) {
	for _, l := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune("\n；;", r) }) {
		if l = strings.TrimSpace(numbered.ReplaceAllString(strings.TrimSpace(l), "")); l != "" {
			list = append(list, l)
		}
	}
	return list
}
