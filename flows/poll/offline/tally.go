package offline

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"yishi/bot/house"
	"yishi/flows/poll"
	"yishi/flows/tally"
	"yishi/flows/tally/budget"
	"yishi/flows/tally/estate"
	"yishi/flows/tally/ranking"
	"yishi/flows/tally/sheet"
)

// tallyCommand counts files, with nothing of ours beside them.
type tallyCommand struct {
	Rule       string   `required:"" enum:"owners,irv,schulze,score,approval,equal-shares,greedy" help:"How to count: ${enum}."`
	Matter     string   `enum:",ordinary,special" default:"" help:"What owners decide on: ordinary, or special (Civil Code 278, items 6 to 8)."`
	Silence    string   `enum:",majority" default:"" help:"majority: the owners' own rules count delivered silence with the majority. Both results are shown."`
	Parking    bool     `help:"The owners' own rules count parking spaces."`
	Scale      int      `default:"10" help:"The most points of a score: 5 or 10."`
	Options    []string `help:"What may be on a ballot, separated by commas; else whatever is."`
	Completion string   `enum:"exhaust,overspend,none" default:"exhaust" help:"What Equal Shares does with what is left: ${enum}."`
	Seed       string   `help:"The seed that was published for breaking ties."`
	JSON       bool     `name:"json" help:"As JSON."`
	Files      []string `arg:"" type:"existingfile" help:"Files to count, CSV or Excel: for owners REGISTER and BALLOTS, else BALLOTS; for a budget FILE.pb."`
}

// Help tells the formats.
func (tallyCommand) Help() string {
	return `REGISTER has the columns unit,owner,area,kind: area in square metres with at most three decimals, kind one of home, parking, developer; one owner is one person, co-owners stand in one row.

BALLOTS of owners have unit,choice: yes, no, abstain, invalid, or silent for a ballot that was delivered and did not come back. A unit without a row was not delivered to.

Other BALLOTS have the column ballot and perhaps count: A>B=C ranks, A;B approves, A:5;B:3 gives points.

FILE.pb is in the format of pabulib.org. What Equal Shares leaves over: exhaust raises everybody's share until nothing more fits or the next step would spend too much, then adds what fits from the most votes down; overspend raises until the next step would spend too much (so counted Wieliczka in 2023); none leaves it.
 CSV may be in UTF-8 or GB18030. CSV may have commas, semicolons or tabs; every sheet of a workbook is counted. A line that is not clear is named and nothing is counted; what could be read but should be looked at stands first.

Ties go to whom the lot draws: the names ordered by HMAC-SHA256 with the seed as the key.`
}

func (c tallyCommand) Run(out io.Writer) error {
	if err := c.check(); err != nil {
		return house.Misused(err)
	}
	c.Seed = poll.PlainSeed(c.Seed)
	files := make([][]byte, len(c.Files))
	for i, path := range c.Files {
		data, err := sheet.File(path)
		if err != nil {
			return err
		}
		files[i] = data
	}
	count, err := c.count(files)
	if err != nil {
		return err
	}
	if !c.JSON {
		_, err = fmt.Fprintln(out, strings.Join(count.lines, "\n"))
		return err
	}
	to := json.NewEncoder(out)
	to.SetIndent("", "  ")
	to.SetEscapeHTML(false)
	return to.Encode(count)
}

// check says what in the command does not fit the rule.
func (c tallyCommand) check() error {
	owners, money := c.Rule == "owners", c.Rule == "equal-shares" || c.Rule == "greedy"
	switch {
	case owners && len(c.Files) != 2:
		return errors.New("--rule owners 要两个文件：名册，再是选票")
	case owners && c.Matter == "":
		return errors.New("请说业主表决的是什么事项：--matter ordinary（一般）或 --matter special（特别）")
	case owners && (c.Seed != "" || c.Options != nil):
		return errors.New("--seed 和 --options 不是业主表决用的")
	case !owners && len(c.Files) != 1:
		return fmt.Errorf("--rule %s 只要一个文件", c.Rule)
	case !owners && (c.Matter != "" || c.Silence != "" || c.Parking):
		return errors.New("--matter、--silence、--parking 只有 --rule owners 用")
	case money && c.Options != nil:
		return fmt.Errorf("--rule %s 不用 --options：文件里有", c.Rule)
	case c.Rule != "equal-shares" && c.Completion != budget.Exhaust.Name():
		return errors.New("--completion 只有 --rule equal-shares 用")
	case c.Scale != 5 && c.Scale != 10:
		return errors.New("--scale 是 5 或 10")
	case c.twice() != "":
		return fmt.Errorf("--options 里「%s」写了两次", c.twice())
	}
	return nil
}

func (c tallyCommand) twice() string {
	for i, option := range c.Options {
		if slices.Contains(c.Options[:i], option) {
			return option
		}
	}
	return ""
}

func (c tallyCommand) count(files [][]byte) (tallied, error) {
	name := filepath.Base(c.Files[0])
	switch c.Rule {
	case "owners":
		return c.owners(name, filepath.Base(c.Files[1]), files)
	case "irv", "schulze":
		options, ballots, err := sheet.Rankings(name, files[0], c.Options)
		if err != nil {
			return tallied{}, err
		}
		return c.seeded(talliedRanking(c.Rule, ranking.InstantRunoff(options, ballots, c.Seed), ranking.Schulze(options, ballots, c.Seed))), nil
	case "approval":
		options, ballots, notes, err := sheet.Approvals(name, files[0], c.Options)
		if err != nil {
			return tallied{}, err
		}
		return c.seeded(talliedApproval(tally.Approve(options, ballots, c.Seed))).noting(name, notes), nil
	case "score":
		options, ballots, err := sheet.Scores(name, files[0], c.Options, c.Scale)
		if err != nil {
			return tallied{}, err
		}
		return c.seeded(talliedScore(tally.Score(options, c.Scale, ballots, c.Seed), ballots)), nil
	}
	money, notes, err := sheet.Pabulib(name, files[0])
	if err != nil {
		return tallied{}, err
	}
	money.Seed = c.Seed
	for _, completion := range budget.Completions {
		if completion.Name() == c.Completion {
			money.Completion = completion
		}
	}
	return c.seeded(talliedBudget(c.Rule, budget.EqualShares(money), budget.Greedy(money))).noting(name, notes), nil
}

func (c tallyCommand) owners(registerName, ballotsName string, files [][]byte) (tallied, error) {
	units, notes, err := sheet.Register(registerName, files[0])
	if err != nil {
		return tallied{}, err
	}
	register, err := estate.NewRegister(units, c.Parking)
	if err != nil {
		return tallied{}, fmt.Errorf("%s：%w", registerName, err)
	}
	made, err := sheet.Choices(ballotsName, files[1], register)
	if err != nil {
		return tallied{}, err
	}
	t := talliedOwners(register.Count(estate.Matter(c.Matter), made), c.Silence != "")
	t.lines = append(t.lines, aside(register, made)...)
	return t.noting(registerName, notes), nil
}

// aside says what was left out of the count, and what the count cannot know.
func aside(register *estate.Register, made []tally.Choice) (lines []string) {
	parking, ballots := 0, 0
	for i, choice := range made {
		if register.Counts(i) {
			continue
		}
		parking++
		if choice != tally.NotDelivered && choice != tally.Silent {
			ballots++
		}
	}
	if parking > 0 {
		lines = append(lines, fmt.Sprintf("车位不计入：%d 个，其中 %d 个交了票", parking, ballots))
	}
	return append(lines, "本结果由文件算出；是正式表决还是意向征询，以公告为准。")
}

// seeded says with which seed ties were broken.
func (c tallyCommand) seeded(t tallied) tallied {
	switch told := poll.Receipt(c.Seed); {
	case c.Seed == "":
		t.lines = append(t.lines, "没有给出抽签种子：如有并列，按空种子抽签")
	case told != c.Seed:
		t.lines = append(t.lines, "如有并列，按种子抽签："+told+"（算的时候不带短横："+c.Seed+"）")
	default:
		t.lines = append(t.lines, "如有并列，按种子抽签："+c.Seed)
	}
	return t
}
