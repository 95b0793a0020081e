package world_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/adapters/wechat/wechattest"
	"yishi/app/apptest"
	"yishi/app/command"
	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/outbox"
	"yishi/flows/issue"
	"yishi/flows/notice"
	"yishi/flows/notice/activity"
	"yishi/flows/notice/send"
	"yishi/flows/poll"
	"yishi/flows/poll/run"
	"yishi/flows/poll/voice"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// The program is killed again and again while people vote, report and sign up
// and a poll is told to everybody. Whatever was confirmed to somebody is there
// exactly once, and nothing counts as sent that did not arrive.
func TestKilledAgainAndAgain(t *testing.T) {
	t.Parallel()
	o := newOutside(t)
	people, question := o.settle()
	o.start()
	stop := make(chan struct{})
	var living sync.WaitGroup
	for _, r := range people {
		living.Go(func() { r.live(stop) })
	}
	dice := rand.New(rand.NewPCG(2026, 12))
	for round := range kills {
		time.Sleep(time.Duration(100+dice.IntN(1000)) * time.Millisecond)
		o.kill()
		o.slowDown(people)                  // so that a blow may fall between a call and its commit
		o.inStore(func(tx store.Tx) error { // to be on its way when the next blow falls
			outbox.TellAll(tx, outbox.Broadcast{Of: castOf(round), Out: bot.Out{Text: castText(round)}, To: elders, Priority: outbox.Bulk})
			return nil
		})
		o.start()
	}
	o.enough(people)
	close(stop)
	living.Wait()
	o.quiet()
	if code := o.stop(); code != command.Fine {
		t.Errorf("stopped with %d: %s", code, o.complaints())
	}
	o.examine(people, question)
	o.keepsQuiet(people)
	for round := range kills {
		o.told(people, castOf(round), castText(round))
	}
}

// enough waits until so much was confirmed that something is shown.
func (o *outside) enough(people []*villager) {
	o.Helper()
	apptest.Eventually(o.T, "people come to an end with what they do", func() bool {
		n := int64(0)
		for _, r := range people {
			n += r.done.Load()
		}
		return n > 3*crowdSize
	})
}

// When the disk is full nothing is confirmed that is not stored, the program
// ends and says why, and with room again it goes on.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	o := newOutside(t)
	people, question := o.settle()
	o.env = []string{fmt.Sprintf("%s=%d", childFull, o.used()+128<<10)}
	o.start()
	stop := make(chan struct{})
	var living sync.WaitGroup
	for _, r := range people {
		living.Go(func() { r.live(stop) })
	}
	if code := o.wait(); code != command.Failed || !strings.Contains(o.complaints(), "yishi: the store could not be written, so nothing more was taken: look at the disk, then start again") {
		t.Errorf("ended with %d: %s", code, o.complaints())
	}
	o.env = nil
	o.start()
	o.enough(people)
	close(stop)
	living.Wait()
	if code := o.stop(); code != command.Fine {
		t.Errorf("stopped with %d", code)
	}
	o.examine(people, question)
}

// used is how much of the store's file is in use.
func (o *outside) used() int64 {
	o.Helper()
	path := filepath.Join(storetest.Memory(o), "copy.db")
	s, err := bolt.Open(o.config.StorePath(), bolt.Options{})
	if err != nil {
		o.Fatal(err)
	}
	defer s.Close()
	if err := s.BackupFile(o.Context(), path); err != nil {
		o.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		o.Fatal(err)
	}
	return info.Size()
}

// slowDown has the next message to everybody on WeChat take its time.
func (o *outside) slowDown(people []*villager) {
	for _, r := range people {
		if p, ok := r.Phone.(*wechattest.Phone); ok {
			o.wechat.Fail(p.OpenID(), wechattest.Slow)
		}
	}
}

const (
	kills     = 6
	crowdSize = 24
)

// elders are those the crowd is part of.
var elders = directory.Audience{Place: sample.GuihuaYuan, MinAge: 60, MinTrust: directory.Claimed}

func castOf(round int) string   { return "kill/" + strconv.Itoa(round) }
func castText(round int) string { return "停水通知第" + chinese(round) + "号" }

// settle fills the store: the street, its activity, a poll that is being told
// to everybody, and accounts on three channels for a crowd of elders.
func (o *outside) settle() (people []*villager, question string) {
	o.Helper()
	o.inStore(func(tx store.Tx) error {
		sample.Fill(tx, sample.Options{})
		if err := send.Fill(tx); err != nil {
			return err
		}
		zhou, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
		p, err := run.Open(tx, poll.Poll{
			Question: "楼下的花坛改成什么？", Options: poll.Options(choices), Min: 1, Max: 1, For: elders,
			Closes: bot.Midnight(tx.Now()).AddDate(0, 0, 7).Add(20 * time.Hour),
		}, zhou)
		question, people = p.ID, nil
		for elder := range elders.People(tx) {
			if len(people) == crowdSize {
				break
			}
			r, account := o.dweller(len(people), elder)
			directory.PutAccount(tx, account)
			people = append(people, r)
		}
		return err
	})
	return people, question
}

// dweller gives somebody a phone on one of the channels.
func (o *outside) dweller(n int, p directory.Person) (*villager, directory.Account) {
	a := directory.Account{Person: p.ID, Since: o.clock.Now()}
	name := "居民" + strconv.Itoa(n)
	switch n % 4 {
	case 0:
		ph := o.telegram.Phone(name)
		a.Channel, a.Chat = "telegram/main", strconv.FormatInt(ph.User(), 10)
		return newVillager(n, a, ph), a
	default:
		ph := o.wechat.Phone(name)
		a.Channel, a.Chat = "wechat/main", ph.OpenID()
		return newVillager(n, a, ph), a
	}
}

func (o *outside) inStore(fn func(tx store.Tx) error) {
	o.Helper()
	s, err := bolt.Open(o.config.StorePath(), bolt.Options{Create: true, Now: o.clock.Now})
	if err != nil {
		o.Fatal(err)
	}
	defer s.Close()
	if err := s.Update(o.Context(), fn); err != nil {
		o.Fatal(err)
	}
}

// quiet waits until the program has sent what it had to say.
func (o *outside) quiet() {
	o.Helper()
	apptest.Eventually(o.T, "everything is sent", func() bool {
		_, numbers := apptest.Get(o.T, o.config.PublicURL+"/metrics")
		return o.telegram.Waiting() == 0 && strings.Contains(numbers, `messages{state="queued"} 0`) && strings.Contains(numbers, `messages{state="sending"} 0`)
	})
}

func (o *outside) examine(people []*villager, question string) {
	o.Helper()
	o.inStore(func(tx store.Tx) error {
		reported := map[string][]string{} // numbers by text
		for i := range issue.Export(tx) {
			reported[i.What] = append(reported[i.What], i.No)
		}
		n, _ := notice.Get(tx, "1")
		confirmed := 0
		for _, r := range people {
			o.votes(tx, r, question)
			o.reports(r, reported)
			if p, _ := directory.GetPerson(tx, r.person); r.signed {
				if _, there, err := activity.Join(tx, p, n.ID()); !there || err != nil {
					o.Errorf("%d was told to be signed up and is not: %v", r.n, err)
				}
				confirmed++
			}
			confirmed += len(r.issues)
		}
		o.Logf("%d things were confirmed", confirmed)
		return audit.Verify(tx)
	})
	o.told(people, "poll/"+question+"/open", "我们不会向您要验证码")
}

// votes: the ballot is what was confirmed last, or what was sent after that.
func (o *outside) votes(tx store.Reader, r *villager, question string) {
	p, _ := poll.Get(tx, question)
	who, _ := directory.GetPerson(tx, r.person)
	label := ""
	if v, voted := voice.VotedIn(tx, p, who); voted {
		for i, mark := range poll.MarksOf(tx, p, v) {
			if mark > 0 {
				label = p.Options[i].Label
			}
		}
	}
	if label != r.voted && !r.tried[label] {
		o.Errorf("%d was told to have voted %q, but the ballot says %q", r.n, r.voted, label)
	}
}

func (o *outside) reports(r *villager, reported map[string][]string) {
	for what, no := range r.issues {
		if got := reported[what]; len(got) != 1 || got[0] != no {
			o.Errorf("%d was given the number %s; the store has %v", r.n, no, got)
		}
	}
	for _, what := range r.all {
		if len(reported[what]) > 1 {
			o.Errorf("%d said something once and it was filed as %v", r.n, reported[what])
		}
	}
}

// told compares what the outbox claims with what arrived: one message for
// everybody who was sent one, and never two.
func (o *outside) told(people []*villager, of, mark string) {
	o.Helper()
	var report outbox.Report
	o.inStore(func(tx store.Tx) error { report = outbox.ReportOf(tx, of); return nil })
	arrived := 0
	for _, r := range people {
		n := 0
		for _, b := range r.Screen() {
			if !b.Mine && strings.Contains(b.Text, mark) {
				n++
			}
		}
		if n > 1 {
			o.Errorf("%s: %d was told %d times", of, r.n, n)
		}
		arrived += min(n, 1)
	}
	if report.Sent > arrived || report.Spreading || report.Total < crowdSize {
		o.Errorf("%d arrived, but the report is %+v", arrived, report)
	}
	o.Logf("%s: %d arrived; %d sent, %d unknown, %d waiting", of, arrived, report.Sent, report.Unknown, report.Waiting)
}
