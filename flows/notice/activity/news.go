package activity

import (
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/talk"
	"yishi/flows/notice"
	"yishi/store"
)

// newsHolds is for how long news that names no last day answers questions.
const newsHolds = 14 * 24 * time.Hour

// answers finds the news that somebody was told, or is concerned by, that a question asks
// about: 几点停水 is answered by 停水通知. The newest is meant.
func answers(tx store.Reader, who directory.Person, question string) (best house.Answer) {
	const holds, least = 0.9, 2
	core := meaning.Core(question)
	for n := range notice.Latest(tx) {
		if tx.Now().Sub(n.Made) > 60*24*time.Hour {
			break
		}
		if !current(n, tx.Now()) || !n.To.Has(tx, who) {
			continue
		}
		fit := meaning.Fit(question, n.Title)
		if fit < holds && len([]rune(core)) >= least && strings.Contains(n.Title+n.Text, core) {
			fit = holds
		}
		if fit > best.Fit {
			best = house.Answer{Fit: fit, Flow: "news", Of: n.ID()}
		}
	}
	return best
}

// current reports whether news that went out still holds.
func current(n notice.Notice, now time.Time) bool {
	until := n.Until()
	if until.IsZero() {
		until = n.Send.Add(newsHolds)
	}
	return n.Kind == notice.Plain && (n.State == notice.Sent || n.State == notice.Sending) && now.Before(until)
}

// tellNews says what a notice said, and whose it was.
func tellNews(c *talk.Conv) error {
	id, _ := talk.Known[string](c, talk.Of)
	said, err := talk.Look(c, "news", func(tx store.Tx) (string, error) {
		n, ok := notice.Get(tx, id)
		if !ok || !current(n, tx.Now()) || !n.To.Has(tx, c.Who()) {
			return "", bot.Refuse("没有找到这条通知。")
		}
		return notice.Head(n) + "\n" + n.Text + "\n（" + notice.From(tx, n.By, n.To.Place) + "，" + bot.Day(n.Send) + "发的）", nil
	})
	if err != nil {
		return err
	}
	return c.End("%s\n还想问，回复「提问」。", said)
}
