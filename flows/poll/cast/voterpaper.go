package cast

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// voterPaperWords tells a voter that a paper was entered for them.
func voterPaperWords(p poll.Poll, m poll.Marks, v VoterVote) string {
	if p.Info().Seats {
		return "工作人员替您报了名，" + ballot.Says(p, m) + "。\n" + v.Place + "\n不去的话，请回复「改报名」退出。"
	}
	text := fmt.Sprintf("工作人员登记了%s的一张纸质票，%s。", p.You(), ballot.Says(p, m))
	if v.Fate == poll.Aside {
		text += "\n" + p.You() + "先有一张" + poll.VoterHand(v.Stands) + "，那一张算数。"
	}
	return text + "\n这张纸质票要是不对，请马上告诉社区。"
}

// Entered tells staff what became of a paper.
func (v VoterVote) Entered() string {
	if v.Fate == poll.Aside {
		return fmt.Sprintf("%s已经有一张%s，那一张算数。这张纸质票没有算，结果里会写明。", v.Called, poll.VoterHand(v.Stands))
	}
	text := fmt.Sprintf("登记好了：%s。\n", v.Called)
	if v.Place != "" {
		text += v.Place + "\n"
	}
	return text + fmt.Sprintf("回执码：%s，请抄给投票的人。", poll.Receipt(v.Receipt))
}

// VoterPaper is the paper of a voter in an open poll of persons or homes, as staff
// enter it. Nothing marked is a paper that cannot be read, where that counts.
type VoterPaper struct {
	Whom   voice.Whom `json:"whom"` // where each home has a vote: anybody of it
	Marks  poll.Marks `json:"marks"`
	Reason string     `json:"reason,omitempty"`
	Photo  string     `json:"photo"`
}

// VoterVote is what came of such a paper.
type VoterVote struct {
	Called  string    `json:"called"`
	Receipt string    `json:"receipt,omitempty"`
	Fate    poll.Fate `json:"fate"`
	Stands  poll.Hand `json:"stands"`
	Place   string    `json:"place,omitempty"` // of sign-ups, as Vote has it
}

// EnterVoterPaper counts a paper ballot by the same rules as one that came online.
// The first stands: a paper for who has voted is put aside and shown in the result.
// Who entered it, and the photo, are kept with it.
func EnterVoterPaper(tx store.Tx, codes poll.Codes, id string, paper VoterPaper, by directory.Person) (VoterVote, error) {
	p, err := forVoters(tx, id, by)
	if err != nil {
		return VoterVote{}, err
	}
	who, err := voice.Held(tx, p, paper.Whom, by)
	switch {
	case err != nil:
		return VoterVote{}, err
	case p.Secret:
		return VoterVote{}, bot.Refuse("%s不记名，纸质票不能写上是谁的。请用「登记领票」和「登记票箱」。", p.Name())
	case paper.Photo == "":
		return VoterVote{}, bot.Refuse("纸质票要有照片。请拍一张再登记。")
	}
	if err := CheckReason(paper.Reason); err != nil {
		return VoterVote{}, err
	}
	if paper.Marks, err = ballot.CheckPaper(p, paper.Marks); err != nil {
		return VoterVote{}, err
	}
	if v, voted := voice.VotedIn(tx, p, who); voted && p.Info().Seats && !voice.GaveUp(tx, p, v) {
		return VoterVote{}, bot.Refuse("%s报过名了。要改，请本人回复「改报名」。", voice.Called(tx, p, who, by))
	}
	who = voice.Settled(tx, p, who, by)
	v := enterVoter(tx, p, codes, who, poll.Hand{Person: voice.Namely(p, paper.Whom, who), Way: poll.Paper, By: by.ID, Photo: paper.Photo}, paper)
	v.Called = voice.Called(tx, p, who, by)
	audit.Log(tx, by.ID, "paper ballot "+string(v.Fate), p.For.Place, p.ID+" "+voice.Whose(tx, p, who))
	tell.Voter(tx, p, who, voterPaperWords(p, paper.Marks, v))
	tell.Stir(tx, p)
	return v, nil
}

// forVoters finds a poll of persons or homes that takes ballots and whose papers
// somebody may enter.
func forVoters(tx store.Reader, id string, by directory.Person) (poll.Poll, error) {
	p, ok := poll.Get(tx, id)
	switch {
	case !ok || p.ByPart() || p.State == poll.Draft || !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到归您管的这次投票。")
	case p.State == poll.Announced:
		return p, notYet(p)
	case !p.Takes(tx.Now()):
		return p, bot.Refuse("%s已经截止了，不能再登记。", p.Name())
	}
	return p, nil
}

// ForAnyPaper finds a poll whose paper ballots somebody may enter now.
func ForAnyPaper(tx store.Reader, id string, by directory.Person) (poll.Poll, error) {
	p, ok := poll.Get(tx, id)
	if !ok || !p.ByPart() {
		return forVoters(tx, id, by)
	}
	if p, err := ForOwnersPaper(tx, id, by); err != nil || p.Takes(tx.Now()) {
		return p, err
	}
	return p, notYet(p)
}

// notYet says when a poll begins, to who would enter a paper of it.
func notYet(p poll.Poll) error {
	return bot.Because(poll.ErrNotYet, "%s%s开始，纸质票等开始以后再登记。", p.Name(), bot.Moment(p.Opens))
}

func enterVoter(tx store.Tx, p poll.Poll, codes poll.Codes, who directory.Person, hand poll.Hand, paper VoterPaper) VoterVote {
	was, voted := voice.VotedIn(tx, p, who)
	switch {
	case voted && voice.GaveUp(tx, p, was):
		return signUpAgain(tx, p, was, hand, paper)
	case voted && givesWay(tx, p, was, hand, who):
	case voted:
		overrule(tx, p, was.Voice, was.Hand, hand, paper.Marks)
		return VoterVote{Fate: poll.Aside, Stands: was.Hand}
	}
	e := voice.OnRegister(tx, p, who)
	b := poll.Ballot{Poll: p.ID, Receipt: poll.Fresh(tx, codes, p.ID), Marks: ballot.Queued(tx, p, nil, paper.Marks), Reason: paper.Reason}
	poll.PutBallot(tx, b)
	v := poll.Voted{Poll: p.ID, Voice: e.Voice, Person: hand.Person, Receipt: b.Receipt, Hand: hand}
	poll.Roll.Put(tx, v)
	poll.AddTo(tx, p.ID, e.Part, voice.FirstBallot(tx, p, v))
	return VoterVote{Receipt: b.Receipt, Fate: poll.Counted, Stands: hand, Place: ballot.Standing(tx, p, b)}
}

// signUpAgain signs up, at the end of the line, who had withdrawn.
func signUpAgain(tx store.Tx, p poll.Poll, was poll.Voted, hand poll.Hand, paper VoterPaper) VoterVote {
	b, _ := poll.BallotAt(tx, p, was.Receipt)
	b.Marks = ballot.Queued(tx, p, nil, paper.Marks)
	poll.PutBallot(tx, b)
	was.Person, was.Hand = hand.Person, hand
	poll.Roll.Put(tx, was)
	return VoterVote{Receipt: b.Receipt, Fate: poll.Counted, Stands: hand, Place: ballot.Standing(tx, p, b)}
}
