package run

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/store"
)

// Fill opens the poll of the sample street: which courses the elder university of
// 桂花社区 is to give. Of the invented residents every third has voted; the
// people of the demo have not. Nobody is told anything. It is the same every time.
func Fill(tx store.Tx) error {
	draft := poll.Poll{
		Question: "老年大学下学期开哪些课？",
		Note:     "每周一次课，在社区活动室。课时费由报名的人平摊，一学期大约120到160元。",
		Options:  poll.Options([]string{"太极", "摄影", "书法", "合唱", "智能手机课", "柔力球"}),
		Min:      1, Max: 3,
		Next:   "开课前会请您报名。",
		For:    directory.Audience{Place: sample.GuihuaCommunity, MinAge: 60, MinTrust: directory.Claimed},
		Closes: bot.Midnight(tx.Now()).AddDate(0, 0, 7).Add(20 * time.Hour),
	}
	opener, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
	p, err := prepare(tx, draft, opener)
	if err != nil {
		return fmt.Errorf("the poll of the sample: %w", err)
	}
	for p.Opens, p.Announced = tx.Now(), tx.Now(); !p.Frozen; {
		p = enrol(tx, p)
	}
	p = open(tx, p)
	dice := rand.New(rand.NewPCG(2026, uint64(p.No)))
	codes := func(store.Tx) string { return fmt.Sprintf("%08X", dice.Uint32()) }
	for _, voter := range slices.Collect(p.For.People(tx)) {
		inDemo := slices.ContainsFunc(sample.Heroes, func(h sample.Hero) bool { return h.ID == voter.ID })
		if inDemo || dice.IntN(3) > 0 {
			continue
		}
		if _, err := cast.Cast(tx, codes, p.ID, voter, cast.Said{Marks: p.Picked(drawn(p, dice)...)}, ""); err != nil {
			return fmt.Errorf("a ballot of the sample: %w", err)
		}
	}
	return nil
}

// drawn is what somebody invented chooses: the earlier options more often.
func drawn(p poll.Poll, dice *rand.Rand) []string {
	var picks []string
	for range 1 + dice.IntN(p.Max) {
		key := p.Options[min(dice.IntN(len(p.Options)), dice.IntN(len(p.Options)))].Key
		if !slices.Contains(picks, key) {
			picks = append(picks, key)
		}
	}
	return picks
}
