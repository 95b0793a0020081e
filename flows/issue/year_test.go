package issue_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/directory/sample/sampletest"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/store"
)

var (
	perDay = flag.Float64("yishi.perday", 0.12, "issues a day in the simulated year")
	days   = flag.Int("yishi.days", 370, "of the simulated year")
	seed   = flag.Uint64("yishi.seed", 1, "of the simulated year")
)

// year is a street for a year: people report, answer, are silent, refuse and hand over,
// as chance has it.
type year struct {
	*testing.T
	store.Tx // one for the whole year, whose time moves
	now      time.Time
	due      map[string]agenda.Handler
	rand     *rand.Rand
	seen     map[string]int  // events of an issue that were looked at
	last     string          // the last message that was looked at
	told     map[string]bool // "person day" who had their morning
	heard    map[string]int  // "person day": messages that were not urgent
	steps    int
	nos      []string
}

// Now is the time of the year.
func (y *year) Now() time.Time { return y.now }

// Cache is that of the store, so that a year takes seconds.
func (y *year) Cache() *store.Cache { return y.Tx.(store.Cached).Cache() }

// TestNothingIsForgottenInAYear has a street live for 370 days, with holidays and people
// who never answer, and asserts after every step that whatever is not over has an owner
// and a day to come, that the agenda will look then, that the reporter was told of the
// step when it was made, and that the figures add up.
func TestNothingIsForgottenInAYear(t *testing.T) {
	y := &year{T: t, now: time.Date(2026, 9, 1, 7, 0, 0, 0, bot.Zone), rand: rand.New(rand.NewPCG(*seed, 11)),
		due: issue.Kit().Due, seen: map[string]int{}, told: map[string]bool{}, heard: map[string]int{}}
	s := sampletest.Open(t, y.Now)
	if err := s.Update(context.Background(), func(tx store.Tx) error { y.Tx = tx; y.live(); return nil }); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d issues, %d steps", len(y.nos), y.steps)
}

func (y *year) live() {
	for id, role := range map[string]directory.Role{
		"xstreet": {Role: directory.StreetStaff, Place: sample.Street},
		"xparty":  {Role: directory.Party, Place: sample.GuihuaYuan},
		"xgrid":   {Role: directory.GridOfficer, Place: sample.GuihuaCommunity},
	} {
		directory.PutPerson(y, directory.Person{ID: id, Name: id, Roles: []directory.Role{role}, Trust: directory.Verified})
	}
	for end := y.now.AddDate(0, 0, *days); y.now.Before(end) && !y.Failed(); {
		wait := time.Duration(y.rand.ExpFloat64() * float64(time.Hour) * 24 / (*perDay * 8))
		if y.hurry() != "" {
			wait = min(wait, 25*time.Minute)
		}
		y.until(y.now.Add(wait))
		y.act()
	}
	y.figures()
}

// hurry is an issue that cannot wait and that nobody has, or nobody has solved in time.
func (y *year) hurry() (no string) {
	for i := range issue.Going(y) {
		if i.Urgent && i.Live() && (i.Handler == "" || i.Late > 0) {
			return i.No
		}
	}
	return ""
}

// until lets time pass, and fall due what falls due, one by one.
func (y *year) until(at time.Time) {
	for !y.Failed() {
		first := agenda.Entry{Due: at.Add(time.Hour)}
		for e := range agenda.Entries.Range(y, "", "") {
			first = e
			break
		}
		if first.Due.After(at) {
			y.now = at
			return
		}
		if first.Due.After(y.now) {
			y.now = first.Due
		}
		agenda.Unset(y, first.Due, first.Kind, first.Ref)
		if err := y.due[first.Kind](y, first); err != nil {
			y.Error(err)
		}
		y.look(first.Ref)
	}
}

// act has somebody do something.
func (y *year) act() {
	no := y.hurry()
	switch {
	case no == "" && (len(y.nos) == 0 || y.rand.IntN(8) == 0):
		y.report(y)
		y.look(y.nos[len(y.nos)-1])
		return
	case no == "" || y.rand.IntN(4) == 0:
		no = y.nos[len(y.nos)-1-y.rand.IntN(min(len(y.nos), 60))]
	}
	i, _ := issue.Get(y, no)
	if owners := issue.Owners(y, i); len(owners) > 0 && i.Live() {
		y.staff(y, owners[y.rand.IntN(len(owners))], i)
	} else {
		y.reporter(y, i)
	}
	y.look(no)
}

var matters = []string{"楼道灯不亮", "电梯困人了", "家里停水了", "垃圾没人收", "物业乱收费", "楼下着火了", "树枝挡了路灯", "消防通道堵了", "下水道堵了"}

var places = []string{sample.GuihuaYuan3, sample.GuihuaYuan + "/5", sample.HeYuan + "/1", sample.HetangLi + "/2", ""}

func (y *year) report(tx store.Tx) {
	reporters := []sample.Hero{sample.WangGuihua, sample.LiDashan, sample.ZhaoQiuju, sample.SunHexiang}
	who, _ := directory.GetPerson(tx, reporters[y.rand.IntN(4)].ID)
	i, err := issue.File(tx, who, bot.Address{}, issue.Report{
		What: matters[y.rand.IntN(len(matters))], Spot: talk.Spot{Place: places[y.rand.IntN(len(places))]},
	})
	if y.may(err) {
		y.nos = append(y.nos, i.No)
	}
}

// may reports whether something was done; a refusal is an answer, too.
func (y *year) may(err error) bool {
	var no bot.Refusal
	if err != nil && !errors.As(err, &no) {
		y.Errorf("%v", err)
	}
	return err == nil
}

// staff do something about what is theirs. 老陈 never does.
func (y *year) staff(tx store.Tx, who directory.Person, i issue.Issue) {
	if who.ID == sample.LaoChen.ID && !i.Urgent && y.rand.IntN(20) > 0 {
		return
	}
	var err error
	n := y.rand.IntN(14)
	if i.Urgent && y.rand.IntN(10) > 0 { // or there are alarms all the year
		n = 13
	}
	switch {
	case n < 3:
		_, err = issue.Take(tx, who, i.No)
	case n < 5:
		_, err = issue.AnswerTo(tx, who, i.No, "师傅来修", y.now.AddDate(0, 0, y.rand.IntN(9)))
	case n == 5:
		_, err = issue.Arrive(tx, who, i.No)
	case n == 6:
		to := issue.Receivers(tx, i)
		_, err = issue.HandOver(tx, who, i.No, to[y.rand.IntN(len(to))], "是公共管道的事")
	case n == 7:
		_, err = issue.Refuse(tx, who, i.No, "这不是我们的管道")
	case n == 8:
		_, err = issue.Help(tx, who, i.No, "住户不让进门")
	case n == 9:
		_, err = issue.WaitFor(tx, who, i.No, "供电公司", y.now.AddDate(0, 0, 1+y.rand.IntN(20)))
	case n == 10 && y.rand.IntN(3) == 0:
		_, err = issue.Refer(tx, who, i.No, "归城管委管，电话12319")
	case n == 10:
		_, err = issue.Join(tx, who, i.No, y.nos[y.rand.IntN(len(y.nos))])
	case n == 11 && y.rand.IntN(2) == 0:
		_, err = issue.Extend(tx, who, i.No, "要等楼上住户回来")
	case n == 11:
		_, err = issue.GiveBack(tx, who, i.No)
	default:
		_, err = issue.Finish(tx, who, i.No, issue.Ending{Text: "换了新的"})
	}
	y.may(err)
}

func (y *year) reporter(tx store.Tx, i issue.Issue) {
	who, _ := directory.GetPerson(tx, i.Reporter)
	var err error
	switch y.rand.IntN(9) {
	case 0:
		_, err = issue.Solve(tx, who, i.No)
	case 1:
		_, err = issue.Rate(tx, who, i.No, 1+y.rand.IntN(5))
	case 2:
		_, err = issue.Unsolved(tx, who, i.No, talk.Told{Text: "还是不行"})
	case 3:
		_, err = issue.Add(tx, who, i.No, talk.Told{Text: "还有一处"})
	case 4:
		if y.rand.IntN(4) == 0 {
			_, err = issue.Withdraw(tx, who, i.No)
		}
	case 5:
		if owners := issue.Owners(tx, i); len(owners) > 0 && i.Check == issue.ToCall {
			_, err = issue.Call(tx, owners[0], i.No, y.rand.IntN(3) > 0, "电话里说的")
		}
	}
	y.may(err)
}

// hears are the acts that the reporter hears of in the transaction that made them.
var hears = []issue.Act{issue.Took, issue.Answer, issue.Handed, issue.Close, issue.Gave, issue.Arrived, issue.Waits,
	issue.Referred, issue.Joined, issue.Refused, issue.Helped, issue.Extended, issue.Nudged, issue.Overdue}

// look asserts what holds after every step: of what was touched all of it, of all that is
// not over its day, and once a day whose it is.
func (y *year) look(touched string) {
	y.steps++
	told := y.messages(y)
	if i, ok := issue.Get(y, touched); ok {
		y.owned(y, i)
		for _, e := range i.Events[min(y.seen[i.No], len(i.Events)):] {
			if slices.Contains(hears, e.Act) && !told[i.Reporter+" "+i.No] {
				y.Errorf("%s: nobody told %s of %s", i.No, i.Reporter, e.Act)
			}
		}
		y.seen[i.No] = len(i.Events)
	}
	daily := touched == "" // the morning
	for i := range issue.Going(y) {
		if i.Next.Before(y.now) {
			y.Errorf("%s (%s) was due at %v, and it is %v", i.No, i.State, i.Next, y.now)
		}
		if daily {
			y.owned(y, i)
		}
	}
}

// owned asserts that an issue has an owner and a day, or is over.
func (y *year) owned(tx store.Reader, i issue.Issue) {
	who, when := issue.Next(tx, i)
	main, hops := i, 0
	for ; main.State == issue.Same && hops < 99; hops++ {
		main, _ = issue.Get(tx, main.Of)
	}
	switch {
	case hops == 99:
		y.Errorf("%s is the same as itself", i.No)
	case main.Over():
		if who != (issue.Owner{}) || !when.IsZero() || i.State == issue.Same {
			y.Errorf("%s (%s) is over, and %v owes something at %v", i.No, i.State, who, when)
		}
		return
	case who.Role == "" || len(issue.Owners(tx, i)) == 0:
		y.Errorf("%s (%s) is nobody's: %+v", i.No, i.State, who)
	case when.Before(y.now):
		y.Errorf("%s (%s) was due at %v, and it is %v", i.No, i.State, when, y.now)
	}
	if e, ok := agenda.Entries.Get(tx, store.Key(when, "issue.next", main.No)); !ok || !e.Due.Equal(when) {
		y.Errorf("%s (%s) is not looked at on %v", i.No, i.State, when)
	}
}

// messages are who was told of which issue since the last look; nobody has two mornings a
// day, and the street hears twice a day at most of what can wait.
func (y *year) messages(tx store.Reader) map[string]bool {
	told := map[string]bool{}
	for id, data := range tx.Scan("message", y.last, "") {
		if id == y.last {
			continue
		}
		y.last = string([]byte(id))
		var m outbox.Message
		if err := json.Unmarshal(data, &m); err != nil {
			y.Fatal(err)
		}
		for _, f := range m.Out.Fields {
			if f.Name == "编号" {
				told[m.Person+" "+f.Value] = true
			}
		}
		day := m.Person + " " + m.Created.In(bot.Zone).Format(time.DateOnly)
		if m.Of == "issue/morning" {
			if y.told[day] {
				y.Errorf("%s has two mornings", day)
			}
			y.told[day] = true
		}
		if m.Priority != outbox.Urgent {
			y.heard[day]++
		}
		if m.Person == "xstreet" && y.heard[day] > 2 {
			y.Errorf("%s: the street hears too much: %s", day, m.Out.Text)
		}
	}
	return told
}

// figures asserts that they add up: each issue is in one state, and what is watched and
// exported counts the same.
func (y *year) figures() {
	live, overdue, exported := 0, 0, 0
	for _, no := range y.nos {
		i, _ := issue.Get(y, no)
		if i.Live() {
			live++
		}
		if i.Overdue(y.now) {
			overdue++
		}
		y.owned(y, i)
	}
	for range issue.Export(y) {
		exported++
	}
	got := map[string]int{}
	for _, f := range issue.Kit().Figures {
		got[f.Name] = f.Read(y)
	}
	want := map[string]int{"issues_open": live, "issues_overdue": overdue}
	if fmt.Sprint(got) != fmt.Sprint(want) || exported != len(y.nos) {
		y.Errorf("figures %v, want %v; %d exported of %d", got, want, exported, len(y.nos))
	}
}
