package bench

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// arrival is one message that reached somebody.
type arrival struct {
	chat, text string
	at         time.Time
}

// mailer is an outbox at work, and what of it has reached people.
type mailer struct {
	store    store.Store
	outbox   *outbox.Outbox
	arrivals func() []arrival
}

// tidings are a notice without choices: a number typed after it is not for it.
const tidings = "义诊通知：周六上午九点，社区服务站，量血压、测血糖，免费。"

// broadcast sends a notice to everybody, waits until all have it, and looks whether
// each has it once and the outbox says the same.
func (p mailer) broadcast(platform, of string, people int) (f broadcastFigures, err error) {
	cpu, begun := cpuUsed(), time.Now()
	err = p.store.Update(context.Background(), func(tx store.Tx) error {
		outbox.TellAll(tx, outbox.Broadcast{
			Of: of, To: directory.Audience{Place: "1"}, Priority: outbox.Bulk, Out: bot.Out{Text: tidings + of},
		})
		return nil
	})
	if err != nil {
		return f, err
	}
	p.outbox.Wake()
	if err := p.finished(of, people); err != nil {
		return f, fmt.Errorf("%s: %w", platform, err)
	}
	took := time.Since(begun)
	cpu = cpuUsed() - cpu
	var times []time.Duration
	chats := map[string]bool{}
	for _, a := range p.arrivals() {
		if strings.HasPrefix(a.text, tidings+of) {
			times = append(times, a.at.Sub(begun))
			chats[a.chat] = true
		}
	}
	if len(times) != people || len(chats) != people {
		err = fmt.Errorf("%s: %d messages in %d chats, for %d people", platform, len(times), len(chats), people)
	}
	slices.Sort(times)
	return broadcastFigures{
		Platform: platform, Messages: people, PerSecond: perSecond(people, took), CPU: us(cpu) / float64(people),
		P50: ms(quantile(times, .5)), P99: ms(quantile(times, .99)),
	}, err
}

// finished waits until the outcome of every message is written down, and it is
// that it was sent.
func (p mailer) finished(of string, people int) error {
	for end := time.Now().Add(10 * time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var r outbox.Report
		err := p.store.View(context.Background(), func(tx store.Reader) error { r = outbox.ReportOf(tx, of); return nil })
		if err != nil {
			return err
		}
		if r.Total == people && !r.Spreading && r.Queued == 0 {
			if r.Sent != people {
				return fmt.Errorf("not all were sent: %+v", r)
			}
			return nil
		}
	}
	return fmt.Errorf("the broadcast to %d people does not end", people)
}

// replies puts an answer into the outbox now and then until done, as flows do
// that have more to say, each to another chat, and gives how long each took to
// arrive.
func (p mailer) replies(to []bot.Address, of string, every time.Duration, done *atomic.Bool) (times []time.Duration, err error) {
	since := map[string]time.Time{}
	for n := 0; n < len(to) && !done.Load(); n++ {
		text := fmt.Sprintf("答复%s%d。", of, n)
		since[text] = time.Now()
		err := p.store.Update(context.Background(), func(tx store.Tx) error {
			outbox.Add(tx, outbox.Message{To: to[n], Priority: outbox.Reply, Out: bot.Out{Text: text}})
			return nil
		})
		if err != nil {
			return nil, err
		}
		p.outbox.Wake()
		time.Sleep(every)
	}
	for end := time.Now().Add(10 * time.Second); len(times) < len(since) && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		times = nil
		for _, a := range p.arrivals() {
			if begun, ok := since[a.text]; ok {
				times = append(times, a.at.Sub(begun))
			}
		}
	}
	if len(times) != len(since) {
		err = fmt.Errorf("%d of %d replies arrived", len(times), len(since))
	}
	return times, err
}
