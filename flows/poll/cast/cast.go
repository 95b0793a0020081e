// Package cast takes ballots: by a press or a digit, for a part or by a mandate, on
// paper, out of the box; and puts right what was entered wrongly. Which of two ballots
// of one voice stands is decided here, and everybody concerned is told.
//
// Who may vote is flows/poll/voice's, what is an answer flows/poll/ballot's.
package cast

import (
	"slices"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Said is what somebody votes.
type Said struct {
	Marks  poll.Marks
	Reason string
}

// Vote is what came of casting a ballot.
type Vote struct {
	Poll    poll.Poll
	Marks   poll.Marks
	Reason  string
	Receipt string
	Words   string
	Place   string           // of sign-ups: a seat, or where they wait
	Changed bool             // there was a ballot, and it says something else now
	Again   bool             // there was one that says the same
	Who     directory.Person // whose it is
	Named   bool             // others are open to who votes: it is said which this was
}

// Cast gives a person's answer to a poll, or changes it. receipt is needed to
// change a secret one, and else ignored.
func Cast(tx store.Tx, codes poll.Codes, id string, who directory.Person, say Said, receipt string) (Vote, error) {
	p, err := mayCast(tx, id, who)
	if err != nil {
		return Vote{}, err
	}
	if err := poll.By(p, nil, nil, poll.Reply("一套房一票，请回复「投票」，一项一项地投。")); err != nil {
		return Vote{}, err
	}
	if say.Marks, err = ballot.CheckMarks(p, say.Marks); err != nil {
		return Vote{}, err
	}
	if err := CheckReason(say.Reason); err != nil {
		return Vote{}, err
	}
	if mine, voted := voice.VotedIn(tx, p, who); voted {
		return change(tx, p, mine, who, say, receipt)
	}
	if ballot.Withdrew(p, say.Marks) {
		return Vote{}, bot.Refuse("%s还没有报名，不用退。", who.You())
	}
	e := voice.OnRegister(tx, p, who)
	b := poll.Ballot{Poll: id, Receipt: poll.Fresh(tx, codes, id), Marks: ballot.Queued(tx, p, nil, say.Marks), Reason: say.Reason}
	v := poll.Voted{Poll: id, Voice: e.Voice, Person: who.ID, By: who.Via, Trust: voice.TrustIn(tx, p, who)}
	if !p.Secret {
		v.Receipt = b.Receipt
	}
	poll.PutBallot(tx, b)
	poll.Roll.Put(tx, v)
	poll.AddTo(tx, id, e.Part, voice.FirstBallot(tx, p, v))
	tell.Stir(tx, p)
	tellCast(tx, p, who, b)
	return vote(tx, p, b, who), nil
}

func vote(tx store.Reader, p poll.Poll, b poll.Ballot, who directory.Person) Vote {
	return Vote{
		Poll: p, Who: who, Marks: b.Marks, Reason: b.Reason, Receipt: b.Receipt, Words: b.Words, Place: ballot.Standing(tx, p, b),
		Named: tell.Several(tx, who),
	}
}

// mayCast finds the poll and refuses who, or when, cannot vote.
func mayCast(tx store.Reader, id string, who directory.Person) (poll.Poll, error) {
	p, ok := poll.Get(tx, id)
	if !ok || p.State == poll.Draft {
		return p, poll.Reply("没有找到这次投票。回复「投票」，看看现在有哪些。")
	}
	if !p.Hears(tx) {
		_, voted := voice.VotedIn(tx, p, who)
		return p, bot.Refusal(tell.OverWords(p, voted))
	}
	return p, voice.MayVote(tx, p, who)
}

// change replaces what a ballot says that is there already.
func change(tx store.Tx, p poll.Poll, mine poll.Voted, who directory.Person, say Said, receipt string) (Vote, error) {
	if err := voice.OnPaper(p, mine); err != nil {
		return Vote{}, err
	}
	if p.Final && (p.Secret || mine.Person != who.ID) {
		return Vote{}, stays(p, nil, say.Marks)
	}
	switch {
	case mine.Person != who.ID:
		return Vote{}, bot.Refuse("您家已经投过了，是家里别人投的。每家只有一票，要改请投票的那位来改。")
	case !p.Secret:
		receipt = mine.Receipt
	case receipt == "":
		return Vote{}, bot.Refuse("您已经投过了。这是不记名投票，连我也不知道哪张票是您的。要改，请单独跟我说「改票」，用回执码改。")
	}
	b, ok := poll.BallotAt(tx, p, receipt)
	switch {
	case !ok:
		return Vote{}, bot.Refusal(poll.NoSuchReceipt)
	case b.Boxed(tx):
		return Vote{}, bot.Refuse("这张是纸质票，不能在网上改。")
	}
	if err := stays(p, b.Marks, say.Marks); err != nil {
		return Vote{}, err
	}
	was := b
	b.Marks = ballot.Queued(tx, p, was.Marks, say.Marks)
	if b.Reason = say.Reason; b.Reason == "" && slices.Equal(was.Marks, b.Marks) {
		b.Reason = was.Reason
	}
	poll.PutBallot(tx, b)
	moveUp(tx, p, was, b)
	own(tx, p, mine, was.Marks, who)
	tellCast(tx, p, who, b)
	v := vote(tx, p, b, who)
	v.Again = slices.Equal(was.Marks, b.Marks) && was.Reason == b.Reason
	v.Changed = !v.Again
	return v, nil
}

// GiveReason adds why somebody has voted no, in an open poll.
func GiveReason(tx store.Tx, id string, who directory.Person, reason string) error {
	p, ok := poll.Get(tx, id)
	v, voted := voice.VotedIn(tx, p, who)
	b, found := poll.BallotAt(tx, p, v.Receipt)
	switch {
	case !ok || !voted || !found || v.Person != who.ID:
		return bot.Refuse("没有找到您的票，理由没有记下。")
	case !p.Hears(tx):
		return bot.Refusal("投票已经截止，理由没有记下。您的票算进去了。")
	}
	if err := CheckReason(reason); err != nil {
		return err
	}
	b.Reason = reason
	poll.PutBallot(tx, b)
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

// Answer tells a voter what was counted.
func (v Vote) Answer() string {
	if ballot.Withdrew(v.Poll, v.Marks) {
		return "好的，" + v.Who.You() + "退出了，名额让给后面的人。\n还想报，回复「投票」。"
	}
	which := which(v.Poll, v.Named)
	first := v.Poll.Acts().Done + "，" + which + v.Who.You() + v.says()
	switch {
	case v.Again:
		first = which + v.Who.You() + "的票没有变，" + v.says()
	case v.Changed:
		first = "改好了，" + which + "现在" + v.says()
	}
	if keys := v.Poll.Keys(v.Marks); ballot.Several(v.Poll) && len(keys) == 1 && !poll.SaysNone(v.Poll.Label(keys[0])) {
		first += "想再加几项，回复「" + v.Poll.Acts().Change + "」。"
	}
	if v.Place != "" {
		first += "\n" + v.Place
	}
	code := poll.Ballot{Receipt: v.Receipt, Words: v.Words}.Code()
	if v.Poll.Secret {
		code += "\n请抄下来，别给人看。不记名的票，改票、查票都只认它。"
	}
	text := first + "\n" + code + "\n" + tell.Changes(v.Poll)
	if v.Who.Via != "" {
		return text
	}
	return text + tell.WordsWords(v.Poll, v.Words)
}

// which names a poll where it is to be named.
func which(p poll.Poll, named bool) string {
	if !named {
		return ""
	}
	return "「" + p.Question + "」"
}

func (v Vote) says() string {
	words := ballot.Says(v.Poll, v.Marks) + "。"
	if v.Reason != "" {
		words += "理由也记下了。"
	}
	return words
}

// AsksWhy reports whether who has voted is to be asked why.
func (v Vote) AsksWhy() bool { return v.Reason == "" && ballot.AsksWhy(v.Poll, v.Marks) }

// SendReceipt sends a voter what came of their ballot to their private chat, to keep.
func (v Vote) SendReceipt(tx store.Tx, who directory.Person, to directory.Account) {
	outbox.Add(tx, outbox.Message{
		To: bot.Address{Channel: to.Channel, Chat: to.Chat}, Person: who.ID, Priority: outbox.Reply, Of: v.Poll.Of("receipt"),
		Out: bot.Out{Text: v.Poll.Head() + "\n\n" + v.Answer(), Buttons: tell.ChangeButtons(v.Poll), Fleeting: v.Poll.Secret},
	})
}
