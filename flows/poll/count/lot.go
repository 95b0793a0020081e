package count

import (
	"fmt"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Undrawn are the polls that wait for the number of their lot.
func Undrawn(tx store.Reader) []poll.Poll {
	return slices.Collect(poll.Polls.By(tx, "state", string(poll.Drawing)))
}

// ToDraw finds a poll whose number somebody may type in.
func ToDraw(tx store.Reader, id string, by directory.Person) (poll.Poll, error) {
	p, ok := poll.Get(tx, id)
	switch {
	case !ok || !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到归您管、要抽签的投票。")
	case p.State != poll.Drawing:
		return p, bot.Refuse("%s不用填开奖号码。", p.Name())
	case !p.Waits():
		return p, bot.Refuse("%s的号码已经填好了，正在抽。", p.Name())
	case tx.Now().Before(p.Lot.Begins(p.Closes).Add(drawnAt)):
		return p, bot.Refuse("%s要用%s的福彩3D，晚上9点15分才开奖，开了再填。到时候会提醒您。", p.Name(), p.DayWords())
	}
	return p, nil
}

// Enter keeps the number of a lot as one of the staff read it. When another reads the
// same it is drawn; when they differ both are asked to look again.
func Enter(tx store.Tx, id, number string, by directory.Person) (said string, err error) {
	p, err := ToDraw(tx, id, by)
	switch {
	case err != nil:
		return "", err
	case !proof.IsNumber(number):
		return "", bot.Refuse("开奖号码是三个数字，比如 047。")
	}
	lot := *p.Lot
	lot.Typed = slices.DeleteFunc(slices.Clone(lot.Typed), func(t poll.Typed) bool { return directory.Resolve(tx, t.By) == by.ID })
	others := slices.Clone(lot.Typed)
	lot.Typed = append(lot.Typed, poll.Typed{By: by.ID, Number: number, At: tx.Now()})
	agreed := slices.ContainsFunc(others, func(t poll.Typed) bool { return t.Number == number })
	if agreed {
		lot.Number = number
		agenda.Set(tx, tx.Now(), poll.DueCount, p.ID)
	}
	p.Lot = &lot
	poll.Polls.Put(tx, p)
	audit.Log(tx, by.ID, "type number "+number, p.For.Place, p.ID)
	switch {
	case agreed:
		return "两位填的一样，正在抽签，结果马上告诉大家。", nil
	case len(others) == 0:
		return "记下了。还要另一位同事也看着报纸填一遍，两位填的一样就抽。", nil
	}
	for _, t := range others {
		outbox.Tell(tx, t.By, bot.Out{
			Text:    fmt.Sprintf("%s「%s」的开奖号码，%s填的和您填的不一样，还没有抽。\n请再看一眼报纸上%s的福彩3D，填错了就重填。", p.Name(), p.Question, by.Name, p.DayWords()),
			Buttons: []bot.Button{drawButton(p)},
		})
	}
	return "记下了，可是和另一位同事填的不一样，还没有抽。请两位都再看一眼报纸，谁错了谁重填。", nil
}

func drawButton(p poll.Poll) bot.Button {
	return bot.Button{Label: "填开奖号码", Token: "draw:" + p.ID, Wide: true}
}

// AskNumber asks staff for the number, on the morning when it is in the newspaper and
// on every one after. When it is late everybody hears whom to ask.
func AskNumber(tx store.Tx, e agenda.Entry) error {
	p, ok := poll.Get(tx, e.Ref)
	if !ok || p.State != poll.Drawing || !p.Waits() {
		return nil
	}
	lot := *p.Lot
	lot.Asked++
	p.Lot = &lot
	poll.Polls.Put(tx, p)
	agenda.Set(tx, bot.Midnight(tx.Now()).Add(poll.Day+printedAt), poll.DueNumber, p.ID)
	out := bot.Out{
		Text: fmt.Sprintf("%s「%s」要抽签，请填%s福彩3D的开奖号码；那天没有开奖，就填之后第一次的。报纸上、彩票站、中国福彩网都有。\n要两位同事各看各的、各填一遍，两位填的一样才抽。",
			p.Name(), p.Question, p.DayWords()),
		Buttons: []bot.Button{drawButton(p)},
	}
	for _, s := range voice.Openers(tx, p) {
		if !slices.ContainsFunc(lot.Typed, func(t poll.Typed) bool { return t.By == s.ID }) {
			outbox.Tell(tx, s.ID, out)
		}
	}
	if lot.Asked == overdue {
		outbox.TellAll(tx, outbox.Broadcast{
			Of: p.Of("overdue"), To: p.For, Topic: p.Topic(), Priority: outbox.Bulk,
			Out: bot.Out{
				Text:  fmt.Sprintf("%s「%s」还没有抽签：%s的福彩3D早就开奖了，可是还没有两位工作人员把号码填进来。\n没有号码谁也抽不了。名单已经定了，不会变。请问一问社区。", p.Name(), p.Question, p.DayWords()),
				Title: "抽签还没有抽", Fields: poll.Fields(p),
			},
		})
	}
	return nil
}

// wait tells everybody that a lot is needed, and when it is drawn.
func (t Teller) wait(tx store.Tx, p poll.Poll) {
	p.State = poll.Drawing
	poll.Polls.Put(tx, p)
	agenda.Set(tx, p.Lot.Begins(p.Closes).Add(poll.Day+printedAt), poll.DueNumber, p.ID)
	t.tell(tx, p, "waits")
}

const (
	toldBy    = 20 * time.Hour                // by then of its day a list is told, before the number is drawn
	drawnAt   = 21*time.Hour + 15*time.Minute // when 3D is drawn (https://www.cwl.gov.cn/fcpz/yxjs/3d/)
	printedAt = 9 * time.Hour                 // on the morning after, when it is in the newspaper

	overdue = 4 // the ask with which everybody hears that the number is still missing
)

// drawDay is the first day after closing whose number nobody knows when the list is told.
func drawDay(closes, now time.Time) time.Time {
	first := bot.Midnight(closes).Add(poll.Day)
	for !bot.Awake(now).Before(first.Add(toldBy)) {
		first = first.Add(poll.Day)
	}
	return first
}
