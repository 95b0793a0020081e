// Package polltest has the streets in which the transcripts of polls begin, and what
// their tests share. The flows play them with their own kits; the program plays them
// again with all there are.
package polltest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"yishi/adapters/script"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/hold"
	"yishi/flows/poll/run"
	"yishi/flows/poll/vote"
	"yishi/flows/tally"
	"yishi/store"
)

// Config has receipts that are the same every time, and pages at an address that is.
var Config = poll.Config{
	Codes:  func(tx store.Tx) string { return fmt.Sprintf("TEST%04d", store.Next(tx, "receipt")) },
	Blinds: func(store.Tx) string { return "BLIND234" },
	Print:  func(code string) string { return "https://yishi.example.org/print/" + code },
}

// Desk stands where the front desk is in the program: it only greets.
func Desk() house.Kit {
	return house.Kit{
		Name:     "door",
		Hear:     "hear",
		Flows:    []*talk.Flow{{Name: "hear", Title: "听", Run: func(c *talk.Conv) error { return c.End("没听懂。") }}},
		Commands: []talk.Command{{Words: []string{"登记住处"}, Do: func(*talk.Call) error { return nil }}},
		Arrive:   func(*talk.Call, string, bool) error { return nil },
	}
}

// Kits are all rooms of polls and the register of owners, behind the desk.
func Kits() []house.Kit { return KitsWith(Config) }

// KitsWith is Kits under another configuration.
func KitsWith(c poll.Config) []house.Kit {
	return []house.Kit{Desk(), run.Kit(c), vote.Kit(c), hold.Kit(c), owners.Kit()}
}

// Stories are the transcripts of flows/poll.
var Stories = []script.Stories{
	{Files: "testdata/*.txt"},
	{Files: "testdata/course/*.txt", Fill: run.Fill}, // around the poll of the sample street
	{Files: "testdata/kinds/*.txt"},                  // a poll of each kind, from its maker to its result
	{Files: "testdata/paper/*.txt", Fill: fewAtHome}, // what staff do at their desk and at the door
	{Files: "testdata/assembly/*.txt", Fill: fewAtHome},
	{Files: "testdata/known/*.txt", Fill: known},
	{Files: "testdata/mend/*.txt", Fill: mending}, // papers that were entered wrongly
	{Files: "testdata/owners/*.txt", Fill: register},
	{Files: "testdata/print/*.txt", Fill: printing},
	{Files: "testdata/lots/*.txt", Fill: twoOfStaff},
}

// Votes are those of flows/poll/vote: what people meet with around one poll of a
// building, which is open when they come.
var Votes = []script.Stories{
	{Files: "testdata/people/*.txt", Fill: opened(func(p *poll.Poll) { p.For.MinAge = 60 })},
	{Files: "testdata/quiet/*.txt", Fill: opened(func(p *poll.Poll) { p.Secret = true })},
}

// Holds are those of flows/poll/hold: what those who hold a poll take it through,
// alone or in a community with two members of staff.
var Holds = []script.Stories{
	{Files: "testdata/life/*.txt"},
	{Files: "testdata/review/*.txt", Fill: twoOfStaff},
}

func twoOfStaff(tx store.Tx) error {
	_, err := directory.GiveRole(tx, person(tx, sample.XiaoLin), directory.Role{Role: directory.Staff, Place: sample.GuihuaCommunity})
	return err
}

func person(tx store.Reader, h sample.Hero) directory.Person {
	p, _ := directory.GetPerson(tx, h.ID)
	return p
}

// open opens polls in the name of 小周.
func open(tx store.Tx, polls ...poll.Poll) (err error) {
	for _, p := range polls {
		_, failed := run.Open(tx, p, person(tx, sample.XiaoZhou))
		err = errors.Join(err, failed)
	}
	return err
}

func opened(change func(*poll.Poll)) func(store.Tx) error {
	return func(tx store.Tx) error {
		p := poll.Poll{
			Question: "楼道灯换成哪一种？", Options: poll.Options([]string{"声控灯", "常亮灯", "都不换"}), Min: 1, Max: 1,
			For:    directory.Audience{Place: sample.GuihuaYuan3, MinTrust: directory.Claimed},
			Closes: bot.Midnight(tx.Now()).AddDate(0, 0, 3).Add(20 * time.Hour),
		}
		change(&p)
		return open(tx, p)
	}
}

// known: an owner of the register is somebody else's neighbour under another name.
func known(tx store.Tx) error {
	csv := strings.NewReplacer("1单元102,刘春风,19900000006", "1单元102,刘芳、刘强,").Replace(OwnersOfYuan)
	return errors.Join(fewAtHome(tx), Import(tx, csv, false), open(tx, poll.Poll{
		Question: "楼下种什么？", Options: poll.Options([]string{"桂花", "茶花", "都不种"}), Min: 1, Max: 1,
		For:    directory.Audience{Place: sample.GuihuaYuan3, MinTrust: directory.Claimed},
		Closes: tx.Now().Add(72 * time.Hour),
	}))
}

func mending(tx store.Tx) error {
	p := poll.Poll{
		Question: "楼下种什么？", Options: poll.Options([]string{"东边", "西边", "都不要"}),
		Min: 1, Max: 1, For: directory.Audience{Place: sample.GuihuaYuan3}, Closes: tx.Now().Add(72 * time.Hour),
	}
	secret := p
	secret.Question, secret.Secret, secret.Options = "快递柜放哪里？", true, slices.Clone(p.Options)
	return errors.Join(fewAtHome(tx), open(tx, p, secret))
}

func register(tx store.Tx) error { return Import(tx, OwnersOfYuan, false) }

// printing: an owners' vote and a secret poll of a building, of which lists are printed.
func printing(tx store.Tx) error {
	const day = 24 * time.Hour
	return errors.Join(register(tx), open(tx,
		poll.Poll{
			Kind: poll.Owners, Question: "2027年第一次业主投票", For: directory.Audience{Place: sample.GuihuaYuan}, Formal: true,
			Options: []poll.Option{{Key: "a", Label: "续聘现在的物业公司", Subject: "company"}, {Key: "b", Label: "给每户筹集维修资金500元", Subject: "raise"}},
			Opens:   tx.Now().Add(16 * day), Closes: tx.Now().Add(23 * day),
		},
		poll.Poll{
			Kind: poll.Proposal, Question: "楼道粉刷，同意吗？", For: directory.Audience{Place: sample.GuihuaYuan3}, Secret: true,
			Line: tally.Half, Closes: tx.Now().Add(20 * day),
		},
	))
}
