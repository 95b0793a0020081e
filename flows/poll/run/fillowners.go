package run

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// sampled is all that the sample street votes on.
func sampled(tx store.Tx) error {
	return errors.Join(Fill(tx), owners.Fill(tx), FillOwners(tx))
}

// FillOwners opens the owners' vote of the sample street, in 桂花苑, on its register
// of owners. Half of them have voted, some on paper; the people of the demo have not.
// Nobody is told anything. It is the same every time.
func FillOwners(tx store.Tx) error {
	today := bot.Midnight(tx.Now())
	draft := poll.Poll{
		Kind: poll.Owners, Question: "今年冬季的业主投票",
		Note: "预算和方案贴在各楼门口，也可以到社区看。",
		Options: []poll.Option{
			{Key: "a", Label: "用维修资金大修3栋电梯，18万元", Subject: "use"},
			{Key: "b", Label: "把架空层租给超市，租金归业主", Subject: "common"},
		},
		For:   directory.Audience{Place: sample.GuihuaYuan},
		Opens: today.AddDate(0, 0, 16), Closes: today.AddDate(0, 0, 26).Add(20 * time.Hour),
	}
	opener, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
	p, err := prepare(tx, draft, opener)
	if err == nil {
		err = freeze(tx, &p)
	}
	if err != nil {
		return fmt.Errorf("the owners' vote of the sample: %w", err)
	}
	// It was announced a while ago, and opened yesterday.
	p.Announced, p.Opens, p.Closes = tx.Now().AddDate(0, 0, -17), tx.Now().AddDate(0, 0, -1), p.Closes.AddDate(0, 0, -17)
	p = open(tx, enrol(tx, p))
	fillParts(tx, p)
	return nil
}

// fillParts casts invented ballots for parts of people who are not in the demo.
func fillParts(tx store.Tx, p poll.Poll) {
	r := voice.Register(tx, p)
	dice := rand.New(rand.NewPCG(2026, uint64(p.No)))
	codes := func(store.Tx) string { return fmt.Sprintf("%08X", dice.Uint32()) }
	for _, part := range owners.PartsOf(tx, r) {
		inDemo := slices.ContainsFunc(part.Owners, func(o owners.Owner) bool {
			return slices.ContainsFunc(sample.Heroes, func(h sample.Hero) bool { return h.Name == o.Name })
		})
		if !r.Counts(part) || inDemo || dice.IntN(2) > 0 {
			continue
		}
		from := poll.Hand{Way: poll.Paper, By: p.By, Photo: "sample"}
		if dice.IntN(3) > 0 {
			from = poll.Hand{Person: "sample " + part.Holder}
		}
		cast.CastPart(tx, p, codes, part, from, poll.Marks{stanceDrawn(dice), stanceDrawn(dice)})
	}
}

// stanceDrawn is what somebody invented thinks of an item: most agree.
func stanceDrawn(dice *rand.Rand) int {
	return []int{poll.Agrees, poll.Agrees, poll.Agrees, poll.Agrees, poll.Disagree, poll.Disagree, poll.Abstains}[dice.IntN(7)]
}
