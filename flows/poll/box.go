package poll

import (
	"errors"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// On paper a secret poll has two acts that know nothing of each other. Staff note
// that somebody took a paper: they have voted, as far as the roll knows. And staff
// open the ballot box and enter what lies in it, one paper after another, each
// under a fresh receipt that is written on the paper: no name, no photo, no time.
//
// The box is opened only when at least five papers were handed out since it was
// opened last, or the poll closes within a day: who sees the box entered after
// every paper would know whose it was. For the same reason no more papers go out
// once it was opened for fewer than five. There are never more papers in it than
// were handed out.

// leastPapers is how many must have been handed out before the box is opened, and
// lastDay is how long before closing it may be opened anyhow.
const (
	leastPapers = 5
	lastDay     = 24 * time.Hour
)

// box is how many papers of a secret poll went out, and how many came back.
type box struct {
	Poll    string `json:"poll"`
	Handed  int    `json:"handed"`
	Since   int    `json:"since"` // handed out since a paper was entered
	Entered int    `json:"entered"`
	Last    bool   `json:"last,omitempty"`   // opened for few: no more papers go out
	Mended  int    `json:"mended,omitempty"` // of those entered were put right or taken out
	Back    int    `json:"back,omitempty"`   // were noted for somebody who had taken none
}

var boxes = store.NewTable("paperbox", func(b *box) string { return store.Key(b.Poll) })

// boxedTable marks, while ballots can be changed, those out of the box: their receipts
// were seen by who entered them. It has no person, no time and no order.
var boxedTable = store.Claim("boxed", "ballots out of the box")

func (b Ballot) boxed(tx store.Tx) bool { return tx.Get(boxedTable, b.key()) != nil }

func boxOf(tx store.Tx, id string) box {
	b, _ := boxes.Get(tx, store.Key(id))
	b.Poll = id
	return b
}

// out is how many papers were taken and have not been entered.
func (b box) out() int { return b.Handed - b.Entered }

// MayEmptyBox refuses to open the box where a paper in it could be told whose it is.
func (p *Poll) MayEmptyBox(tx store.Tx) error { return p.mayEmpty(boxOf(tx, p.ID), tx.Now()) }

// mayEmpty refuses to enter a paper that could be told whose it is, or that nobody
// was given. Once begun the box is emptied, until another paper goes out.
func (p *Poll) mayEmpty(b box, now time.Time) error {
	switch {
	case b.Handed == 0:
		return bot.Refuse("还没有人领纸质票，票箱里不会有票。")
	case b.out() == 0:
		return bot.Refuse("领出去%d张纸质票，已经登记了%d张，不能再多了。", b.Handed, b.Entered)
	case b.Since > 0 && b.Since < leastPapers && p.Closes.Sub(now) > lastDay:
		return bot.Refuse("为了不让人猜出是谁的票，票箱要等又领出%d张，或者截止前一天，才能打开登记。现在又领出了%d张。", leastPapers, b.Since)
	}
	return nil
}

// ForBox finds a secret poll that takes ballots and whose papers somebody may enter.
func ForBox(tx store.Tx, id string, by directory.Person) (Poll, error) {
	p, err := forVoters(tx, id, by)
	if (err == nil || errors.Is(err, ErrNotYet)) && !p.Secret {
		return p, bot.Refuse("%s是记名的，请用「登记纸质票」。", p.Name())
	}
	return p, err
}

// HandOut notes on the roll that a voter took a paper ballot. They have voted as
// far as the roll knows; what is on the paper it never learns.
func HandOut(tx store.Tx, id string, whom Whom, by directory.Person) (Holder, error) {
	p, err := ForBox(tx, id, by)
	if err != nil {
		return Holder{}, err
	}
	who, err := p.held(tx, whom, by)
	if err != nil {
		return Holder{}, err
	}
	h := Holder{Whom: whom, Called: p.called(tx, who, by)}
	if v, voted := VotedIn(tx, p, who); voted {
		h.Paper = v.Hand.Way == Paper
		return h, bot.Refusal(h.Took())
	}
	b := boxOf(tx, id)
	if b.Last {
		return h, bot.Refuse("票箱已经打开登记，不再发纸质票了。还没有投的，可以在网上投。")
	}
	who = p.settled(tx, who, by)
	hand := Hand{Person: p.namely(whom, who), Way: Paper, By: by.ID}
	e := p.onRegister(tx, who)
	v := Voted{Poll: id, Voice: e.Voice, Person: hand.Person, Hand: hand}
	roll.Put(tx, v)
	count(tx, id, e.Part, p.firstBallot(tx, v))
	b.Handed++
	b.Since++
	boxes.Put(tx, b)
	directory.Log(tx, by.ID, "hand out paper ballot", p.For.Place, id+" "+e.Voice)
	p.tellVoter(tx, who, p.handedWords())
	stir(tx, p)
	return h, nil
}

// Took says of who has voted, or took a paper, that they get none.
func (h Holder) Took() string {
	if h.Paper {
		return h.Called + "已经领过纸质票了，一个人只领一张。"
	}
	return h.Called + "已经在网上投过了，不能再领纸质票。"
}

func (p *Poll) handedWords() string {
	return "工作人员登记了" + p.you() + "领走一张纸质票。请填好投进票箱，网上就不用再投了。\n没有领过的话，请马上告诉社区。"
}

// Boxed is a paper out of the box.
type Boxed struct {
	Receipt string `json:"receipt"`
	Entered int    `json:"entered"`
	Out     int    `json:"out"` // not entered yet
}

// EnterBoxed counts one paper out of the box. Nothing marked is a paper that cannot
// be read, where that counts.
func EnterBoxed(tx store.Tx, codes Codes, id string, m Marks, by directory.Person) (Boxed, error) {
	p, err := ForBox(tx, id, by)
	if err != nil {
		return Boxed{}, err
	}
	b := boxOf(tx, id)
	if err := p.mayEmpty(b, tx.Now()); err != nil {
		return Boxed{}, err
	}
	if m, err = p.checkPaper(m); err != nil {
		return Boxed{}, err
	}
	ballot := Ballot{Poll: id, Receipt: fresh(tx, codes, id), Marks: m}
	putBallot(tx, ballot)
	tx.Put(boxedTable, ballot.key(), []byte("{}"))
	b.Last = b.Last || b.Since > 0 && b.Since < leastPapers
	b.Entered, b.Since = b.Entered+1, 0
	boxes.Put(tx, b)
	directory.Log(tx, by.ID, "enter from ballot box", p.For.Place, id)
	return Boxed{ballot.Receipt, b.Entered, b.out()}, nil
}
