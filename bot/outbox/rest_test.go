package outbox

import (
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/store"
)

// Who has hours of their own hears in them only what is urgent, what they wait for, and
// what would be of no use after them; the rest comes when they are over, also where the
// hours were set while it waited.
func TestInOnesOwnHoursOnlyWhatIsUrgentComes(t *testing.T) {
	p := newPlatform("web", plainLimits)
	w := newWorld(t, p)
	id := w.person("a", p)
	send := func(text string, priority Priority, expires time.Duration) {
		m := Message{Person: id, Out: bot.Out{Text: text}, Priority: priority}
		if expires > 0 {
			m.Expires = w.clock().Add(expires)
		}
		w.add(m)
	}
	rest := func(from, until time.Duration) {
		w.do(func(tx store.Tx) {
			directory.Prefer(tx, id, func(p *directory.Person) { p.Rest = directory.Hours{From: from, Until: until} })
		})
	}
	send("many", Bulk, 0)
	rest(8*time.Hour, 10*time.Hour) // it is nine
	send("reminder", Reminder, 0)
	send("gone by then", Reminder, 30*time.Minute)
	send("gas", Urgent, 0)
	send("answer", Reply, 0)
	w.drain()
	w.wantAsked(p, "a: gas, a: answer, a: gone by then")
	w.later(time.Hour - time.Second)
	w.drain()
	w.wantAsked(p, "")
	w.later(time.Second)
	w.drain()
	w.wantAsked(p, "a: reminder, a: many")
	rest(20*time.Hour, 11*time.Hour) // over midnight
	send("late", Bulk, 0)
	w.drain()
	w.wantAsked(p, "")
	rest(0, 0)
	w.later(time.Hour)
	w.drain()
	w.wantAsked(p, "a: late")
}

// Who stopped a topic hears of it no more, though what is urgent comes; who took back
// their consent hears nothing of it, and who never had an account is on the list of
// those who are told at the door.
func TestWhoStoppedATopicIsNotToldOfIt(t *testing.T) {
	p := newPlatform("web", plainLimits)
	w := newWorld(t, p)
	for _, one := range []directory.Person{{Name: "keen", Consent: 1}, {Name: "tired", Consent: 1, Stopped: []string{"activity"}}, {Name: "withdrawn"}} {
		one.ID, one.Ties = w.person(one.Name, p), []directory.Tie{{Home: "1/1"}}
		w.do(func(tx store.Tx) { directory.PutPerson(tx, one) })
	}
	tell := func(b Broadcast, want string) {
		t.Helper()
		b.To, b.Out = directory.Audience{Place: "1"}, bot.Out{Text: "x"}
		w.do(func(tx store.Tx) {
			if r := Preview(tx, b); r.People+r.Stopped != 3 {
				t.Errorf("%+v", r)
			}
			TellAll(tx, b)
		})
		w.drain()
		calls := strings.Split(p.asked(), ", ") // to several chats at once
		slices.Sort(calls)
		if got := strings.Join(calls, ", "); got != want {
			t.Errorf("asked %s, want %s", got, want)
		}
	}
	tell(Broadcast{Topic: "activity", Priority: Bulk}, "keen: x")
	tell(Broadcast{Topic: "poll", Priority: Bulk}, "keen: x, tired: x")
	tell(Broadcast{Topic: "activity", Priority: Urgent}, "keen: x, tired: x")
	tell(Broadcast{Priority: Bulk}, "keen: x, tired: x, withdrawn: x")
}

// Hours that staff set for a place hold for all who live there and have none of their own,
// but not for what began in them.
func TestInTheHoursOfAPlaceOnlyWhatIsUrgentComes(t *testing.T) {
	p := newPlatform("web", plainLimits)
	w := newWorld(t, p)
	for _, one := range []directory.Person{
		{Name: "quiet", Consent: 1, Ties: []directory.Tie{{Home: "1/1/1"}}},
		{Name: "beside", Consent: 1, Ties: []directory.Tie{{Home: "1/2"}}},
		{Name: "own", Consent: 1, Ties: []directory.Tie{{Home: "1/1/2"}}, Rest: directory.Hours{From: time.Hour, Until: 2 * time.Hour}},
	} {
		one.ID = w.person(one.Name, p)
		w.do(func(tx store.Tx) { directory.PutPerson(tx, one) })
	}
	tell := func(text, place string, priority Priority) {
		w.do(func(tx store.Tx) {
			TellAll(tx, Broadcast{To: directory.Audience{Place: place}, Out: bot.Out{Text: text}, Priority: priority})
		})
	}
	heard := func(want string) {
		t.Helper()
		w.drain()
		calls := strings.Split(p.asked(), ", ")
		slices.Sort(calls)
		if got := strings.Join(calls, ", "); got != want {
			t.Errorf("asked %s, want %s", got, want)
		}
	}
	w.do(func(tx store.Tx) {
		setting.Set(tx, "", setting.Setting{Place: "1/1", Key: setting.Quiet.Key, Value: "8:00-10:00"})
	})
	tell("street", "1", Bulk) // at nine
	tell("gas", "1", Urgent)
	heard("beside: gas, beside: street, own: gas, own: street, quiet: gas")
	tell("estate", "1/1", Bulk)
	heard("own: estate, quiet: estate")
	w.later(time.Hour)
	heard("quiet: street")
}
