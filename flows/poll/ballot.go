package poll

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/wording"
	"yishi/store"
)

// Ballot is one answer to a poll, under its receipt. It does not say whose it is.
type Ballot struct {
	Poll    string
	Receipt string
	Marks   Marks
	Part    int    // of an owners' vote: the number of the part
	Words   string // of its voter's own, that stand in the list beside the receipt
	Reason  string
}

var ballotTable = store.Claim("ballot", "ballots")

func (b Ballot) key() string { return store.Key(b.Poll, b.Receipt) }

func putBallot(tx store.Tx, b Ballot) { tx.Put(ballotTable, b.key(), sealBallot(b)) }

// BallotAt is the ballot with a receipt, however that was typed.
func BallotAt(tx store.Tx, p Poll, receipt string) (Ballot, bool) {
	b := Ballot{Poll: p.ID, Receipt: PlainReceipt(receipt)}
	kept := tx.Get(ballotTable, b.key())
	if kept == nil {
		return b, false
	}
	b.open(kept, len(p.Options))
	return b, true
}

// Voted is one line of the roll: a voice has voted in a poll.
type Voted struct {
	Poll    string `json:"poll"`
	Voice   string `json:"voice"`
	Person  string `json:"person"`
	Receipt string `json:"receipt,omitempty"` // in an open poll only
	Hand    Hand   `json:"hand,omitzero"`     // of an owners' vote, and of what came on paper

	Trust directory.Trust `json:"trust,omitempty"` // how well the voter was known then
}

var roll = store.NewTable("voted", func(v *Voted) string { return store.Key(v.Poll, v.Voice) },
	store.Index[Voted]{Name: "person", Keys: func(v *Voted) []string { return byPerson(v.Poll, v.Voice, v.Person) }},
)

// byPerson is the entry of a line that is not found by who it is of, since the voice
// is another.
func byPerson(poll, voice, person string) []string {
	if person == "" || person == voice {
		return nil
	}
	return []string{store.Key(poll, person)}
}

// Codes draws receipts. A transaction that is run again draws anew; the voter is
// told the one that was kept.
type Codes func(tx store.Tx) string

// RandomCodes is the only source of receipts outside of tests: they must not
// follow from anything that is written down.
func RandomCodes(store.Tx) string { return directory.NewCode(receiptLen) }

// receiptLen is how many characters a receipt has, saltLen how many receipts a salt is
// as long as.
const (
	receiptLen = 8
	saltLen    = 3
)

// long draws a code that is as long as several receipts.
func (draw Codes) long(tx store.Tx, receipts int) (code string) {
	for range receipts {
		code += draw(tx)
	}
	return code
}

// Said is what somebody votes.
type Said struct {
	Marks  Marks
	Reason string
}

// Vote is what came of casting a ballot.
type Vote struct {
	Poll    Poll
	Marks   Marks
	Reason  string
	Receipt string
	Words   string
	Place   string // of sign-ups: a seat, or where they wait
	Changed bool   // there was a ballot, and it says something else now
	Again   bool   // there was one that says the same
}

// Cast gives a person's answer to a poll, or changes it. receipt is needed to
// change a secret one, and else ignored.
func Cast(tx store.Tx, codes Codes, id string, who directory.Person, say Said, receipt string) (Vote, error) {
	p, err := mayCast(tx, id, who)
	if err != nil {
		return Vote{}, err
	}
	if p.ByPart() {
		return Vote{}, reply("一套房一票，请回复「投票」，一项一项地投。")
	}
	if say.Marks, err = p.CheckMarks(say.Marks); err != nil {
		return Vote{}, err
	}
	if err := CheckReason(say.Reason); err != nil {
		return Vote{}, err
	}
	if mine, voted := VotedIn(tx, p, who); voted {
		return p.change(tx, mine, who, say, receipt)
	}
	if p.Withdrew(say.Marks) {
		return Vote{}, bot.Refuse("您还没有报名，不用退。")
	}
	e := p.onRegister(tx, who)
	b := Ballot{Poll: id, Receipt: fresh(tx, codes, id), Marks: p.queued(tx, nil, say.Marks), Reason: say.Reason}
	v := Voted{Poll: id, Voice: e.Voice, Person: who.ID, Trust: p.trustIn(tx, who)}
	if !p.Secret {
		v.Receipt = b.Receipt
	}
	putBallot(tx, b)
	roll.Put(tx, v)
	count(tx, id, e.Part, p.firstBallot(tx, v))
	stir(tx, p)
	return p.vote(tx, b), nil
}

func (p *Poll) vote(tx store.Tx, b Ballot) Vote {
	return Vote{Poll: *p, Marks: b.Marks, Reason: b.Reason, Receipt: b.Receipt, Words: b.Words, Place: p.standing(tx, b)}
}

// mayCast finds the poll and refuses who, or when, cannot vote.
func mayCast(tx store.Tx, id string, who directory.Person) (Poll, error) {
	p, ok := Get(tx, id)
	if !ok || p.State == Draft {
		return p, reply("没有找到这次投票。回复「投票」，看看现在有哪些。")
	}
	if !p.Takes(tx.Now()) {
		_, voted := VotedIn(tx, p, who)
		return p, bot.Refusal(overWords(p, voted && !p.ByPart()))
	}
	return p, eligible(tx, p, who)
}

// change replaces what a ballot says that is there already.
func (p *Poll) change(tx store.Tx, mine Voted, who directory.Person, say Said, receipt string) (Vote, error) {
	if err := p.onPaper(mine); err != nil {
		return Vote{}, err
	}
	if p.Final && (p.Secret || mine.Person != who.ID) {
		return Vote{}, p.stays(nil, say.Marks)
	}
	switch {
	case mine.Person != who.ID:
		return Vote{}, bot.Refuse("您家已经投过了，是家里别人投的。每家只有一票，要改请投票的那位来改。")
	case !p.Secret:
		receipt = mine.Receipt
	case receipt == "":
		return Vote{}, bot.Refuse("您已经投过了。这是不记名投票，连我也不知道哪张票是您的。要改，请到私聊里发「改票」，用回执码改。")
	}
	b, ok := BallotAt(tx, *p, receipt)
	switch {
	case !ok:
		return Vote{}, bot.Refusal(NoSuchReceipt)
	case b.boxed(tx):
		return Vote{}, bot.Refuse("这张是纸质票，不能在网上改。")
	}
	if err := p.stays(b.Marks, say.Marks); err != nil {
		return Vote{}, err
	}
	was := b
	b.Marks = p.queued(tx, was.Marks, say.Marks)
	if b.Reason = say.Reason; b.Reason == "" && slices.Equal(was.Marks, b.Marks) {
		b.Reason = was.Reason
	}
	putBallot(tx, b)
	p.moveUp(tx, was, b)
	v := p.vote(tx, b)
	v.Again = slices.Equal(was.Marks, b.Marks) && was.Reason == b.Reason
	v.Changed = !v.Again
	return v, nil
}

// GiveReason adds why somebody has voted no, in an open poll.
func GiveReason(tx store.Tx, id string, who directory.Person, reason string) error {
	p, ok := Get(tx, id)
	v, voted := VotedIn(tx, p, who)
	b, found := BallotAt(tx, p, v.Receipt)
	switch {
	case !ok || !voted || !found || v.Person != who.ID:
		return bot.Refuse("没有找到您的票，理由没有记下。")
	case !p.Takes(tx.Now()):
		return bot.Refusal("投票已经截止，理由没有记下。您的票算进去了。")
	}
	if err := CheckReason(reason); err != nil {
		return err
	}
	b.Reason = reason
	putBallot(tx, b)
	return nil
}

// MostReason is how many characters a reason has at most.
const MostReason = 200

// CheckReason refuses a reason that nobody reads to its end.
func CheckReason(reason string) error {
	if utf8.RuneCountInString(reason) > MostReason {
		return bot.Refuse("理由太长了，最多%d个字。请拣要紧的说。", MostReason)
	}
	return nil
}

// NoSuchReceipt is said to a receipt that no ballot has.
const NoSuchReceipt = "没有这个回执码。请再看看，一共8个字母和数字，比如 AB3D-7K2M。"

// fresh draws a receipt that no other ballot of the poll has.
func fresh(tx store.Tx, codes Codes, id string) string {
	for {
		code := codes(tx)
		if tx.Get(ballotTable, store.Key(id, code)) == nil {
			return code
		}
	}
}

// VotedIn says whether a person, or somebody for their home, has voted, and
// finds the line of the roll.
func VotedIn(tx store.Tx, p Poll, who directory.Person) (Voted, bool) {
	if p.ByPart() {
		return p.votedFor(tx, who)
	}
	return roll.Get(tx, store.Key(p.ID, p.voice(tx, who)))
}

// MarksOf is what was voted in an open poll; of a secret one nobody knows.
func MarksOf(tx store.Tx, p Poll, v Voted) Marks {
	if v.Receipt == "" {
		return nil
	}
	b, _ := BallotAt(tx, p, v.Receipt)
	return b.Marks
}

// PlainReceipt is a receipt without what people add when they type it.
func PlainReceipt(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(wording.Fold(code)))
}

// PlainSeed is the seed of a lot as it is used: a draw number without the dash that
// people are told it with. What is none is a seed as it stands.
func PlainSeed(seed string) string {
	plain := PlainReceipt(seed)
	if len(plain) != receiptLen || !strings.ContainsFunc(plain, unicode.IsLetter) || utf8.RuneCountInString(strings.Join(strings.Fields(seed), "")) > receiptLen+1 {
		return seed
	}
	return plain
}

// Receipt is a receipt as people read it: AB3D-7K2M.
func Receipt(code string) string {
	if len(code) != receiptLen {
		return code
	}
	return code[:receiptLen/2] + "-" + code[receiptLen/2:]
}
