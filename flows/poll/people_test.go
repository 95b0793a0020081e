package poll_test

import (
	"testing"
	"time"

	"yishi/adapters/script"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/store"
)

// TestPeople plays what people meet with around one poll of a building, which is
// open when they come.
func TestPeople(t *testing.T) {
	script.Play(t, "testdata/people/*.txt", script.World{Kits: kits, Fill: opened(t, func(p *poll.Poll) { p.For.MinAge = 60 })})
}

// TestQuiet plays it around a secret one, for all ages.
func TestQuiet(t *testing.T) {
	script.Play(t, "testdata/quiet/*.txt", script.World{Kits: kits, Fill: opened(t, func(p *poll.Poll) { p.Secret = true })})
}

func opened(t *testing.T, change func(*poll.Poll)) func(store.Tx) {
	return func(tx store.Tx) {
		p := poll.Poll{
			Question: "楼道灯换成哪一种？", Options: poll.Options([]string{"声控灯", "常亮灯", "都不换"}), Min: 1, Max: 1,
			For:    directory.Audience{Place: sample.GuihuaYuan3, MinTrust: directory.Claimed},
			Closes: bot.Midnight(tx.Now()).AddDate(0, 0, 3).Add(20 * time.Hour),
		}
		change(&p)
		if _, err := poll.Open(tx, p, person(tx, sample.XiaoZhou)); err != nil {
			t.Error(err)
		}
	}
}
