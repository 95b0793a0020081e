package poll

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/outbox"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// queues says whether seats go to the first: then a mark is the number of the
// sign-up for its option.
func (p *Poll) queues() bool { return p.Info().Shape == Queue && !p.Drawn }

// queued gives new sign-ups their numbers; who stays keeps theirs.
func (p *Poll) queued(tx store.Tx, was, m Marks) Marks {
	if !p.queues() {
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

// line is the numbers of the sign-ups for an option, in order.
func (p *Poll) line(tx store.Tx, option int) []int {
	var line []int
	for _, ballot := range kept(tx, p.ID) {
		if n := markAt(marksIn(ballot), option); n > 0 {
			line = append(line, n)
		}
	}
	slices.Sort(line)
	return line
}

// standing says how a sign-up stands: 「合唱」报上了，第3位，一共20个名额。
func (p *Poll) standing(tx store.Tx, b Ballot) string {
	if p.Info().Shape != Queue {
		return ""
	}
	var lines []string
	for i, o := range p.Options {
		switch {
		case b.Marks[i] == 0:
		case p.Drawn:
			lines = append(lines, fmt.Sprintf("「%s」一共%d个名额，报名的多了就抽签，抽没抽到都告诉您。", o.Label, o.Seats))
		default:
			place, _ := slices.BinarySearch(p.line(tx, i), b.Marks[i])
			lines = append(lines, seatWords(o, place))
		}
	}
	return strings.Join(lines, "\n")
}

func seatWords(o Option, place int) string {
	if place < o.Seats {
		return fmt.Sprintf("「%s」报上了，第%d位，一共%d个名额。", o.Label, place+1, o.Seats)
	}
	return fmt.Sprintf("「%s」%d个名额已经满了，您是候补第%d位，有人退出就轮到您。", o.Label, o.Seats, place+1-o.Seats)
}

// moveUp tells those who have got a seat because somebody gave up theirs.
func (p *Poll) moveUp(tx store.Tx, was, now Ballot) {
	if !p.queues() {
		return
	}
	for i, o := range p.Options {
		if was.Marks[i] == 0 || now.Marks[i] > 0 {
			continue
		}
		line := p.line(tx, i)
		if len(line) < o.Seats || line[o.Seats-1] < was.Marks[i] {
			continue
		}
		next := line[o.Seats-1]
		p.eachVoter(tx, "", func(v Voted, b Ballot) bool {
			if b.Marks[i] == next {
				outbox.Tell(tx, v.Person, bot.Out{Text: fmt.Sprintf("%s\n\n有人退出，「%s」轮到您了，名额是您的。不去的话请回复「改报名」退出。", p.Head(), o.Label)})
			}
			return b.Marks[i] != next
		})
	}
}

// eachVoter yields the roll behind a key with the ballots it leads to.
func (p *Poll) eachVoter(tx store.Tx, after string, yield func(Voted, Ballot) bool) {
	from, to := store.Under(store.Key(p.ID))
	if after != "" {
		from = after + "\x01"
	}
	for v := range roll.Range(tx, from, to) {
		b, ok := BallotAt(tx, *p, v.Receipt)
		if v.Receipt != "" && ok && !yield(v, b) {
			return
		}
	}
}

// signUps are those for an option, named by their receipts, in their order.
func (p *Poll) signUps(tx store.Tx, option int) []tally.SignUp {
	type signUp struct {
		n  int
		id string
	}
	var all []signUp
	for receipt, ballot := range kept(tx, p.ID) {
		if n := markAt(marksIn(ballot), option); n > 0 {
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

// seated gives the seats of an option.
func (p *Poll) seated(tx store.Tx, option int) tally.Seated {
	o := p.Options[option]
	if p.Drawn {
		return tally.Lottery(o.Label, o.Seats, p.signUps(tx, option), p.seed())
	}
	return tally.FirstCome(o.Label, o.Seats, p.signUps(tx, option))
}

// seat says how the seats went; of a lottery also what it takes to draw again.
func (p *Poll) seat(tx store.Tx, r *Result) {
	var order []string
	for i, o := range p.Options {
		seated := p.seated(tx, i)
		line := seated.Explain()
		if p.Drawn && len(seated.Waiting) > 0 {
			r.Lots = append(r.Lots, []string{o.Key})
			order = append(order, "", seated.Option+"："+receipts(append(slices.Clone(seated.In), seated.Waiting...)))
			if p.seed() == "" {
				line = fmt.Sprintf("%s：名额 %d，报名 %d，要抽签", seated.Option, seated.Seats, len(seated.In)+len(seated.Waiting))
			}
		}
		r.Lines = append(r.Lines, line)
	}
	if r.Lots != nil && p.seed() != "" {
		r.How = slices.Concat(p.lotHow("每一项的名字、换一行、回执码，连起来"), []string{"抽到的次序："}, order)
	}
}

// seatsDue tells a stretch of those who signed up what they got.
func seatsDue(tx store.Tx, e agenda.Entry) error {
	id, after, _ := strings.Cut(e.Ref, " ")
	p, ok := Get(tx, id)
	if !ok {
		return nil
	}
	seats := make([]tally.Seated, len(p.Options))
	for i := range p.Options {
		seats[i] = p.seated(tx, i)
	}
	n := 0
	p.eachVoter(tx, after, func(v Voted, b Ballot) bool {
		if n++; n > stretch {
			agenda.Set(tx, tx.Now(), dueSeats, id+" "+after)
			return false
		}
		after = store.Key(v.Poll, v.Voice)
		if text := p.gotWords(seats, b); text != "" {
			outbox.Tell(tx, v.Person, bot.Out{Text: p.Head() + "\n\n" + text, Title: "报名结果", Fields: fields(p)})
		}
		return true
	})
	return nil
}

func (p *Poll) gotWords(seats []tally.Seated, b Ballot) string {
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

// receipts writes receipts as people read them.
func receipts(codes []string) string {
	shown := make([]string, len(codes))
	for i, code := range codes {
		shown[i] = Receipt(code)
	}
	return strings.Join(shown, "、")
}
