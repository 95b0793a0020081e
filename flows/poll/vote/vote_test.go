package vote_test

import (
	"fmt"
	"testing"
	"time"

	"yishi/adapters/script"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/hold"
	"yishi/flows/poll/vote"
	"yishi/store"
)

// rooms are those of polls behind a desk that only greets, as the front desk does in
// the program. Receipts are the same every time.
func rooms() []house.Kit {
	desk := house.Kit{
		Name:   "door",
		Hear:   "hear",
		Flows:  []*talk.Flow{{Name: "hear", Title: "听", Run: func(c *talk.Conv) error { return c.End("没听懂。") }}},
		Arrive: func(*talk.Call, string, bool) error { return nil },
	}
	polls := poll.Config{Codes: func(tx store.Tx) string { return fmt.Sprintf("TEST%04d", store.Next(tx, "receipt")) }, Blinds: func(store.Tx) string { return "BLIND234" }}
	return []house.Kit{desk, poll.KitWith(polls), vote.Kit(polls), hold.Kit(polls)}
}

// TestPeople plays what people meet with around one poll of a building, which is
// open when they come.
func TestPeople(t *testing.T) {
	script.Play(t, "testdata/people/*.txt", script.World{Kits: rooms, Fill: opened(t, func(p *poll.Poll) { p.For.MinAge = 60 })})
}

// TestQuiet plays it around a secret one, for all ages.
func TestQuiet(t *testing.T) {
	script.Play(t, "testdata/quiet/*.txt", script.World{Kits: rooms, Fill: opened(t, func(p *poll.Poll) { p.Secret = true })})
}

func opened(t *testing.T, change func(*poll.Poll)) func(store.Tx) {
	return func(tx store.Tx) {
		p := poll.Poll{
			Question: "楼道灯换成哪一种？", Options: poll.Options([]string{"声控灯", "常亮灯", "都不换"}), Min: 1, Max: 1,
			For:    directory.Audience{Place: sample.GuihuaYuan3, MinTrust: directory.Claimed},
			Closes: bot.Midnight(tx.Now()).AddDate(0, 0, 3).Add(20 * time.Hour),
		}
		change(&p)
		zhou, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
		if _, err := poll.Open(tx, p, zhou); err != nil {
			t.Error(err)
		}
	}
}
