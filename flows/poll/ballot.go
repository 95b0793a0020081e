package poll

import (
	"iter"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// Ballot is one answer to a poll, under its receipt.
type Ballot struct {
	Poll    string   `json:"poll"`
	Receipt string   `json:"receipt"`
	Picks   []string `json:"picks"`
	Voter   string   `json:"voter,omitempty"` // in an open poll only
}

// Voted is one line of the roll: a person has voted in a poll.
type Voted struct {
	Poll    string `json:"poll"`
	Person  string `json:"person"`
	Seat    string `json:"seat"`              // the home that gave them the vote
	Receipt string `json:"receipt,omitempty"` // in an open poll only
}

var (
	ballots = store.NewTable("ballot", func(b *Ballot) string { return store.Key(b.Poll, b.Receipt) })
	roll    = store.NewTable("voted", func(v *Voted) string { return store.Key(v.Poll, v.Person) })
)

// Codes draws receipts. A transaction that is run again draws anew; the voter is
// told the one that was kept.
type Codes func(tx store.Tx) string

// RandomCodes is the only source of receipts outside of tests: they must not
// follow from anything that is written down.
func RandomCodes(store.Tx) string { return directory.NewCode(receiptLen) }

const receiptLen = 8

// Vote is what came of casting a ballot.
type Vote struct {
	Poll    Poll
	Picks   []string
	Receipt string
	Changed bool // there was a ballot, and it says something else now
	Again   bool // there was one that says the same
}

// Cast gives a person's answer to a poll, or changes it. receipt is needed to
// change a secret one, and else ignored.
func Cast(tx store.Tx, codes Codes, id string, who directory.Person, picks []string, receipt string) (Vote, error) {
	p, err := mayCast(tx, id, who)
	if err != nil {
		return Vote{}, err
	}
	if picks, err = p.check(picks); err != nil {
		return Vote{}, err
	}
	mine, voted := VotedIn(tx, id, who.ID)
	if voted {
		return p.change(tx, mine, picks, receipt)
	}
	b := Ballot{Poll: id, Receipt: fresh(tx, codes, id), Picks: picks}
	v := Voted{Poll: id, Person: who.ID, Seat: p.For.Seat(who)}
	if !p.Secret {
		b.Voter, v.Receipt = who.ID, b.Receipt
	}
	ballots.Put(tx, b)
	roll.Put(tx, v)
	stir(tx, p)
	return Vote{Poll: p, Picks: picks, Receipt: b.Receipt}, nil
}

// mayCast finds the poll and refuses who, or when, cannot vote.
func mayCast(tx store.Tx, id string, who directory.Person) (Poll, error) {
	p, ok := Get(tx, id)
	if !ok {
		return p, bot.Refuse("没有找到这次投票。回复「投票」，看看现在有哪些。")
	}
	if !p.Takes(tx.Now()) {
		return p, bot.Refusal(overWords(p))
	}
	if ok, why := Eligible(tx, p, who); !ok {
		return p, bot.Refusal(why)
	}
	return p, nil
}

// change replaces the picks of a ballot that is there already.
func (p *Poll) change(tx store.Tx, mine Voted, picks []string, receipt string) (Vote, error) {
	if !p.Secret {
		receipt = mine.Receipt
	}
	if receipt == "" {
		return Vote{}, bot.Refuse("您已经投过了。这是不记名投票，连我也不知道哪张票是您的。要改，请到私聊里发「改票」，用回执码改。")
	}
	b, ok := ballots.Get(tx, store.Key(p.ID, PlainReceipt(receipt)))
	if !ok {
		return Vote{}, bot.Refusal(noSuchReceipt)
	}
	v := Vote{Poll: *p, Picks: picks, Receipt: b.Receipt, Again: slices.Equal(b.Picks, picks)}
	v.Changed = !v.Again
	b.Picks = picks
	ballots.Put(tx, b)
	return v, nil
}

const noSuchReceipt = "没有这个回执码。请再看看，一共8个字母和数字，比如 AB3D-7K2M。"

// check brings picks into the order of the options and refuses what is no answer.
func (p *Poll) check(picks []string) ([]string, error) {
	var in []string
	for _, o := range p.Options {
		if slices.Contains(picks, o.Key) {
			in = append(in, o.Key)
		}
	}
	for _, key := range picks {
		if p.Label(key) == "" {
			return nil, bot.Refuse("没有这一项。回复「投票」，重新选一次。")
		}
	}
	if len(in) < p.Min || len(in) > p.Max {
		return nil, bot.Refuse("您选了%d项，这次要选%s。", len(in), p.howMany())
	}
	return in, nil
}

// fresh draws a receipt that no other ballot of the poll has.
func fresh(tx store.Tx, codes Codes, id string) string {
	for {
		code := codes(tx)
		if _, taken := ballots.Get(tx, store.Key(id, code)); !taken {
			return code
		}
	}
}

// VotedIn says whether a person has voted, and finds their line of the roll.
func VotedIn(tx store.Tx, id, person string) (Voted, bool) {
	return roll.Get(tx, store.Key(id, person))
}

// PicksOf is what a person chose in an open poll; of a secret one nobody knows.
func PicksOf(tx store.Tx, v Voted) []string { return BallotAt(tx, v.Poll, v.Receipt).Picks }

// BallotAt is the ballot with a receipt; one without picks if there is none.
func BallotAt(tx store.Tx, id, receipt string) Ballot {
	b, _ := ballots.Get(tx, store.Key(id, PlainReceipt(receipt)))
	return b
}

// PlainReceipt is a receipt without what people add when they type it.
func PlainReceipt(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(meaning.Fold(code)))
}

// Receipt is a receipt as people read it: AB3D-7K2M.
func Receipt(code string) string {
	if len(code) != receiptLen {
		return code
	}
	return code[:receiptLen/2] + "-" + code[receiptLen/2:]
}

// cast yields the ballots of a poll.
func cast(tx store.Tx, id string) iter.Seq[tally.Ballot] {
	return func(yield func(tally.Ballot) bool) {
		from, to := store.Under(store.Key(id))
		for b := range ballots.Range(tx, from, to) {
			if !yield(tally.Ballot{ID: b.Receipt, Picks: b.Picks}) {
				return
			}
		}
	}
}

// took counts the roll of a poll. Nobody keeps this number: voters would queue
// for it.
func took(tx store.Tx, id string) int {
	n := 0
	from, to := store.Under(store.Key(id))
	for range tx.Scan(roll.Name(), from, to) {
		n++
	}
	return n
}
