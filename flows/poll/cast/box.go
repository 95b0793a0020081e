package cast

import (
	"errors"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
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

// MayEmptyBox refuses to open the box where a paper in it could be told whose it is.
func MayEmptyBox(tx store.Reader, p poll.Poll) error {
	return mayEmpty(p, voice.BoxOf(tx, p.ID), tx.Now())
}

// mayEmpty refuses to enter a paper that could be told whose it is, or that nobody
// was given. Once begun the box is emptied, until another paper goes out.
func mayEmpty(p poll.Poll, b voice.Box, now time.Time) error {
	switch {
	case b.Handed == 0:
		return bot.Refuse("还没有人领纸质票，票箱里不会有票。")
	case b.Out() == 0:
		return bot.Refuse("领出去%d张纸质票，已经登记了%d张，不能再多了。", b.Handed, b.Entered)
	case b.Since > 0 && b.Since < leastPapers && p.Closes.Sub(now) > lastDay:
		return bot.Refuse("为了不让人猜出是谁的票，票箱要等又领出%d张，或者截止前一天，才能打开登记。现在又领出了%d张。", leastPapers, b.Since)
	}
	return nil
}

// ForBox finds a secret poll that takes ballots and whose papers somebody may enter.
func ForBox(tx store.Reader, id string, by directory.Person) (poll.Poll, error) {
	p, err := forVoters(tx, id, by)
	if (err == nil || errors.Is(err, poll.ErrNotYet)) && !p.Secret {
		return p, bot.Refuse("%s是记名的，请用「登记纸质票」。", p.Name())
	}
	return p, err
}

// atBox is a poll with a box, and the voter whom staff name at it.
func atBox(tx store.Reader, id string, whom voice.Whom, by directory.Person) (p poll.Poll, who directory.Person, h voice.Holder, err error) {
	if p, err = ForBox(tx, id, by); err != nil {
		return p, who, h, err
	}
	if who, err = voice.Held(tx, p, whom, by); err != nil {
		return p, who, h, err
	}
	return p, who, voice.Holder{Whom: whom, Called: voice.Called(tx, p, who, by)}, nil
}

// HandOut notes on the roll that a voter took a paper ballot. They have voted as
// far as the roll knows; what is on the paper it never learns.
func HandOut(tx store.Tx, id string, whom voice.Whom, by directory.Person) (voice.Holder, error) {
	p, who, h, err := atBox(tx, id, whom, by)
	if err != nil {
		return h, err
	}
	if v, voted := voice.VotedIn(tx, p, who); voted {
		h.Paper = v.Hand.Way == poll.Paper
		return h, bot.Refusal(Took(h))
	}
	b := voice.BoxOf(tx, id)
	if b.Last {
		return h, bot.Refuse("票箱已经打开登记，不再发纸质票了。还没有投的，可以在网上投。")
	}
	who = voice.Settled(tx, p, who, by)
	hand := poll.Hand{Person: voice.Namely(p, whom, who), Way: poll.Paper, By: by.ID}
	e := voice.OnRegister(tx, p, who)
	v := poll.Voted{Poll: id, Voice: e.Voice, Person: hand.Person, Hand: hand}
	poll.Roll.Put(tx, v)
	poll.AddTo(tx, id, e.Part, voice.FirstBallot(tx, p, v))
	b.Handed++
	b.Since++
	voice.Boxes.Put(tx, b)
	audit.Log(tx, by.ID, "hand out paper ballot", p.For.Place, id+" "+e.Voice)
	tell.Voter(tx, p, who, handedWords(p))
	tell.Stir(tx, p)
	return h, nil
}

// Took says of who has voted, or took a paper, that they get none.
func Took(h voice.Holder) string {
	if h.Paper {
		return h.Called + "已经领过纸质票了，一个人只领一张。"
	}
	return h.Called + "已经在网上投过了，不能再领纸质票。"
}

func handedWords(p poll.Poll) string {
	return "工作人员登记了" + p.You() + "领走一张纸质票。请填好投进票箱，网上就不用再投了。\n没有领过的话，请马上告诉社区。"
}

// Boxed is a paper out of the box.
type Boxed struct {
	Receipt string `json:"receipt"`
	Entered int    `json:"entered"`
	Out     int    `json:"out"` // not entered yet
}

// EnterBoxed counts one paper out of the box. Nothing marked is a paper that cannot
// be read, where that counts.
func EnterBoxed(tx store.Tx, codes poll.Codes, id string, m poll.Marks, by directory.Person) (Boxed, error) {
	p, err := ForBox(tx, id, by)
	if err != nil {
		return Boxed{}, err
	}
	b := voice.BoxOf(tx, id)
	if err := mayEmpty(p, b, tx.Now()); err != nil {
		return Boxed{}, err
	}
	if m, err = ballot.CheckPaper(p, m); err != nil {
		return Boxed{}, err
	}
	ballot := poll.Ballot{Poll: id, Receipt: poll.Fresh(tx, codes, id), Marks: m}
	poll.PutBallot(tx, ballot)
	tx.Put(poll.BoxedTable, ballot.Key(), []byte("{}"))
	b.Last = b.Last || b.Since > 0 && b.Since < leastPapers
	b.Entered, b.Since = b.Entered+1, 0
	voice.Boxes.Put(tx, b)
	audit.Log(tx, by.ID, "enter from ballot box", p.For.Place, id)
	return Boxed{ballot.Receipt, b.Entered, b.Out()}, nil
}
