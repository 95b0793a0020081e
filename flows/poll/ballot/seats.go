package ballot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
	"yishi/store"
)

// seats is a ballot that signs up for seats, which go to the first or by lot.
type seats struct{ choice }

func (k seats) do() string {
	if k.Drawn {
		return "报名，截止后抽签。"
	}
	return "报名，先到先得，满了可以候补。"
}

func (k seats) ask() string   { return "请" + k.do() }
func (k seats) paper() string { return "" } // who came first cannot be told from papers
func (k seats) direct() bool  { return false }
func (k seats) several() bool { return false }

func (k seats) check(m poll.Marks) (poll.Marks, error) { return k.checkPicks(m, 0) } // who has signed up may withdraw

func (k seats) says(m poll.Marks) string {
	if Withdrew(*k.Poll, m) {
		return "退出了"
	}
	return "报的是" + k.Labels(k.Keys(m))
}

func (k seats) put(c *talk.Conv) {
	k.Options = askSized(c, "报什么，各有几个名额？比如「合唱班20个、书法班15个」。", seated)
	k.Drawn = c.Choice("drawn", "报名的人多了，名额给谁？",
		talk.Opt{Key: "first", Label: "先到先得，满了候补", Wide: true},
		talk.Opt{Key: "lot", Label: "截止后抽签", Wide: true}) == "lot"
	k.Min, k.Max = 1, 1
	if len(k.Options) > 1 {
		k.Max = askMost(c, k.OptionLabels(), "每人可以报几项？")
	}
}

func (k seats) lines() []talk.Line {
	return []talk.Line{{Label: "名额给谁", Value: map[bool]string{true: "截止后抽签", false: "先到先得"}[k.Drawn], Question: "drawn"}}
}

func (k seats) given(g talk.Given) {
	k.givenLabels(g, sizes(k.Options))
	g["drawn"] = map[bool]string{true: "lot", false: "first"}[k.Drawn]
}

func (k seats) bars() []bar { return nil }

func (k seats) draft() error {
	for _, o := range k.Options {
		if o.Seats <= 0 {
			return bot.Refuse("「%s」有几个名额？每一项都要写。", o.Label)
		}
	}
	return k.base.draft()
}

func (k seats) options() int { return 1 }

func (k seats) rule() (words string, apart bool) { return k.base.rule() }

func (k seats) verdict(r poll.Result) string {
	words := "结果单独告诉每一位。"
	if k.Waits() {
		words = "名额不够，要抽签。"
	}
	return cmp.Or(k.void(r), r.Verdict, fmt.Sprintf("一共%s报名，", k.Voices(r.Valid))+words)
}

func (k seats) rows(poll.Result) []Row  { return nil }
func (k seats) note(poll.Result) string { return "" }

func (k seats) listed() proof.Kind { return proof.Lottery }

// Queues reports whether seats go to the first: then a mark is the number of the
// sign-up for its option.
func Queues(p poll.Poll) bool { return p.Info().Seats && !p.Drawn }

// Queued gives new sign-ups their numbers; who stays keeps theirs.
func Queued(tx store.Tx, p poll.Poll, was, m poll.Marks) poll.Marks {
	if !Queues(p) {
		return m
	}
	m = slices.Clone(m)
	for i := range m {
		switch {
		case m[i] == 0:
		case was != nil && was[i] > 0:
			m[i] = was[i]
		default:
			m[i] = int(store.Next(tx, "poll/"+p.ID+"/"+p.Options[i].Key))
		}
	}
	return m
}

// Line is the numbers of the sign-ups for an option, in order.
func Line(tx store.Reader, p poll.Poll, option int) []int {
	var line []int
	for _, ballot := range poll.Kept(tx, p.ID) {
		if n := poll.MarkAt(poll.MarksIn(ballot), option); n > 0 {
			line = append(line, n)
		}
	}
	slices.Sort(line)
	return line
}

// Standing says how a sign-up stands: 「合唱」报上了，第3位，一共20个名额。
func Standing(tx store.Reader, p poll.Poll, b poll.Ballot) string {
	if !p.Info().Seats {
		return ""
	}
	var lines []string
	for i, o := range p.Options {
		switch {
		case b.Marks[i] == 0:
		case p.Drawn:
			lines = append(lines, fmt.Sprintf("「%s」一共%d个名额，报名的多了就抽签，抽没抽到都告诉您。", o.Label, o.Seats))
		default:
			place, _ := slices.BinarySearch(Line(tx, p, i), b.Marks[i])
			lines = append(lines, seatWords(o, place))
		}
	}
	return strings.Join(lines, "\n")
}

func seatWords(o poll.Option, place int) string {
	if place < o.Seats {
		return fmt.Sprintf("「%s」报上了，第%d位，一共%d个名额。", o.Label, place+1, o.Seats)
	}
	return fmt.Sprintf("「%s」%d个名额已经满了，您是候补第%d位，有人退出就轮到您。", o.Label, o.Seats, place+1-o.Seats)
}

// signUps are those for an option, named by their receipts, in their order.
func signUps(tx store.Reader, p poll.Poll, option int) []tally.SignUp {
	type signUp struct {
		n  int
		id string
	}
	var all []signUp
	for receipt, ballot := range poll.Kept(tx, p.ID) {
		if n := poll.MarkAt(poll.MarksIn(ballot), option); n > 0 {
			all = append(all, signUp{n, receipt})
		}
	}
	slices.SortFunc(all, func(a, b signUp) int { return a.n - b.n })
	list := make([]tally.SignUp, len(all))
	for i, s := range all {
		list[i] = tally.SignUp{ID: s.id, Option: p.Options[option].Label}
	}
	return list
}

// Seated gives the seats of an option.
func Seated(tx store.Reader, p poll.Poll, option int) tally.Seated {
	o := p.Options[option]
	if p.Drawn {
		return tally.Lottery(o.Label, o.Seats, signUps(tx, p, option), p.LotSeed())
	}
	return tally.FirstCome(o.Label, o.Seats, signUps(tx, p, option))
}

// count says how the seats went; of a lottery also what it takes to draw again.
func (k seats) count(tx store.Reader, r *poll.Result, _ []pile) {
	p := *k.Poll
	var order []string
	for i, o := range p.Options {
		seated := Seated(tx, p, i)
		line := seated.Explain()
		if p.Drawn && len(seated.Waiting) > 0 {
			r.Lots = append(r.Lots, []string{o.Key})
			order = append(order, "", seated.Option+"："+poll.Receipts(append(slices.Clone(seated.In), seated.Waiting...)))
			if p.LotSeed() == "" {
				line = fmt.Sprintf("%s：名额 %d，报名 %d，要抽签", seated.Option, seated.Seats, len(seated.In)+len(seated.Waiting))
			}
		}
		r.Lines = append(r.Lines, line)
	}
	if r.Lots != nil && p.LotSeed() != "" {
		r.How = slices.Concat(lotHow(p, "每一项的名字、换一行、回执码，连起来"), []string{"抽到的次序："}, order)
	}
}

// GotWords says what somebody got of what they signed up for.
func GotWords(p poll.Poll, seats []tally.Seated, b poll.Ballot) string {
	var lines []string
	for i, o := range p.Options {
		if b.Marks[i] == 0 {
			continue
		}
		if place := seats[i].Place(b.Receipt); place > 0 {
			lines = append(lines, fmt.Sprintf("「%s」您没有排上，是候补第%d位。", o.Label, place))
		} else {
			lines = append(lines, fmt.Sprintf("「%s」您有名额。", o.Label))
		}
	}
	return strings.Join(lines, "\n")
}

// Withdrew reports whether marks are those of who signed up and took it all back.
func Withdrew(p poll.Poll, m poll.Marks) bool {
	return p.Info().Seats && len(p.Keys(m)) == 0
}

// TakesWords reports whether ballots of a poll may bear words of their voters: where a list
// of them will be published, and it is known anyway who voted what.
func TakesWords(p poll.Poll) bool { return !p.Secret && !Queues(p) && p.Seed == "" }
