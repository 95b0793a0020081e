package run

import (
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
)

// checkDemand refuses what would let in more than it says.
func checkDemand(p poll.Poll) error {
	if p.Newcomers && (p.For.MinTrust > directory.Claimed || p.Info().Strict) {
		return bot.Refuse("名册定下以后不再加人的投票，不能让新登记的人投。")
	}
	return nil
}

// Check refuses a draft that cannot be opened by this person at this moment.
func Check(p poll.Poll, by directory.Person, now time.Time) error {
	labels := p.OptionLabels()
	switch {
	case !directory.May(by, directory.OpenPoll, p.For.Place):
		return bot.Refuse("这个范围不归您负责，不能在这里开投票。")
	case p.Question == "" || utf8.RuneCountInString(p.Question) > poll.MostQuestion:
		return bot.Refuse("题目要有，最多%d个字。细节可以写在说明里。", poll.MostQuestion)
	case utf8.RuneCountInString(p.Note) > poll.MostNote:
		return bot.Refuse("说明太长了，最多%d个字。", poll.MostNote)
	case len(labels) < ballot.LeastOptions(p):
		return bot.Refuse("至少要有%d项可以选。", ballot.LeastOptions(p))
	}
	if err := checkKind(p); err != nil {
		return err
	}
	return checkTimes(p, now)
}

// checkKind refuses a draft that lacks what its kind needs.
func checkKind(p poll.Poll) error {
	k := p.Info()
	if err := checkDemand(p); err != nil {
		return err
	}
	if p.Secret && k.Named {
		return bot.Refuse("「%s」要知道是谁，不能不记名。", k.Name)
	}
	return ballot.CheckDraft(p)
}

// checkTimes refuses an opening or a closing too near or too far.
func checkTimes(p poll.Poll, now time.Time) error {
	opens := p.Opens
	if opens.Before(now) {
		opens = now
	}
	if notice := p.Info().Notice; opens.Before(now.Add(notice)) {
		return bot.Refuse("「%s」要提前%d天告诉大家，最早%s开始。", p.Info().Name, notice/poll.Day, bot.Moment(now.Add(notice)))
	}
	if err := CheckClosing(p, p.Closes, opens); err != nil {
		return err
	}
	if !p.Reminds.IsZero() && (p.Reminds.Before(opens) || p.Reminds.After(p.Closes)) {
		return bot.Refuse("提醒的时间要在开始和截止之间。")
	}
	return nil
}

// CheckClosing refuses a closing time that the law, or sense, does not allow.
func CheckClosing(p poll.Poll, closes, opens time.Time) error {
	k := p.Info()
	switch {
	case k.Longest == 0:
		return CheckCloses(closes, opens)
	case closes.Before(opens.Add(k.Shortest)) || closes.After(opens.Add(k.Longest)):
		return bot.Refuse("「%s」要开%d到%d天，%s到%s之间截止。", k.Name, k.Shortest/poll.Day, k.Longest/poll.Day, bot.Moment(opens.Add(k.Shortest)), bot.Moment(opens.Add(k.Longest)))
	}
	return nil
}

// CheckCloses refuses a closing time too near to the opening or too far from it.
func CheckCloses(closes, opens time.Time) error {
	switch {
	case closes.Before(opens.Add(poll.ShortestOpen)):
		return bot.Refuse("离现在太近了，大家来不及投。至少要留一个小时。")
	case closes.After(opens.Add(poll.LongestOpen)):
		return bot.Refuse("太远了，一次投票最多开90天。")
	}
	return nil
}
