package draft

import (
	"fmt"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/run"
	"yishi/store"
)

// times are the names of the questions that gave the times of a draft.
type times struct{ opens, closes, reminds string }

// askTimes asks when the poll opens, closes and reminds.
func askTimes(c *talk.Conv, p *poll.Poll) (asked times, err error) {
	now, err := talk.Look(c, "now", func(tx store.Tx) (time.Time, error) { return tx.Now(), nil })
	if err != nil {
		return asked, err
	}
	asked.opens = askOpens(c, p, now)
	opens := p.Opens
	if opens.IsZero() {
		opens = now
	}
	asked.closes = askCloses(c, p, opens)
	if p.Info().Seats {
		p.Unreminded = true // who does not want a seat has nothing to forget
		return asked, nil
	}
	asked.reminds = askReminds(c, p, opens)
	return asked, nil
}

// askOpens asks when the poll opens. A kind that is to be announced long before
// has a question of its own: "now" is no answer to it.
func askOpens(c *talk.Conv, p *poll.Poll, now time.Time) (question string) {
	notice := p.Info().Notice
	early := bot.Midnight(now).Add(notice + day + 9*time.Hour)
	opts := []talk.Opt{{Key: "early", Label: bot.Moment(early), Wide: true}, {Key: "own", Label: "自己说", Wide: true}}
	question, text := "opens", fmt.Sprintf("什么时候开始投？按规定要提前%d天告诉大家。", notice/day)
	if notice == 0 {
		question, text = "start", "什么时候开始投？"
		opts = slices.Insert(opts, 0, talk.Opt{Key: "now", Label: "现在就开始", Wide: true})
	}
	switch c.Choice(question, text, opts...) {
	case "now":
		return question
	case "early":
		p.Opens = early
		return question
	}
	for {
		p.Opens = c.Time("startat", "请说哪天几点开始，比如「12月20日上午9点」。")
		if !p.Opens.Before(now.Add(notice)) {
			return "startat"
		}
		c.Say("太早了，要提前%d天告诉大家。", notice/day)
	}
}

// askCloses asks when the poll closes.
func askCloses(c *talk.Conv, p *poll.Poll, opens time.Time) (question string) {
	last := bot.Midnight(opens).Add(20 * time.Hour)
	first, second := 3, 7
	if p.Info().Longest > 0 {
		first, second = 7, 15
	}
	soon, late := last.AddDate(0, 0, first), last.AddDate(0, 0, second)
	switch c.Choice("closes", "什么时候截止？",
		talk.Opt{Key: "3", Label: fmt.Sprintf("%d天，到%s", first, bot.Moment(soon)), Wide: true},
		talk.Opt{Key: "7", Label: fmt.Sprintf("%d天，到%s", second, bot.Moment(late)), Wide: true},
		talk.Opt{Key: "own", Label: "自己说", Wide: true}) {
	case "3":
		p.Closes = soon
		return "closes"
	case "7":
		p.Closes = late
		return "closes"
	}
	for {
		p.Closes = c.Time("closesat", "请说哪天几点截止，比如「12月8日晚上8点」。")
		err := run.CheckClosing(*p, p.Closes, opens)
		if err == nil {
			return "closesat"
		}
		c.Say("%v", err)
	}
}

// askReminds asks when those who have not voted are reminded, once.
func askReminds(c *talk.Conv, p *poll.Poll, opens time.Time) (question string) {
	switch c.Choice("remind", "什么时候提醒一次没投的人？",
		talk.Opt{Key: "auto", Label: "截止前一天傍晚", Wide: true},
		talk.Opt{Key: "own", Label: "自己说", Wide: true},
		talk.Opt{Key: "no", Label: "不提醒", Wide: true}) {
	case "auto":
		return "remind"
	case "no":
		p.Unreminded = true
		return "remind"
	}
	for {
		p.Reminds = c.Time("remindat", "请说哪天几点提醒，比如「12月7日晚上7点」。")
		if p.Reminds.After(opens) && p.Reminds.Before(p.Closes) {
			return "remindat"
		}
		c.Say("要在开始以后、截止以前。")
	}
}

const day = 24 * time.Hour
