package poll

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// VoterPaper is the paper of a voter in an open poll of persons or homes, as staff
// enter it. Nothing marked is a paper that cannot be read, where that counts.
type VoterPaper struct {
	Whom   Whom   `json:"whom"` // where each home has a vote: anybody of it
	Marks  Marks  `json:"marks"`
	Reason string `json:"reason,omitempty"`
	Photo  string `json:"photo"`
}

// VoterVote is what came of such a paper.
type VoterVote struct {
	Called  string `json:"called"`
	Receipt string `json:"receipt,omitempty"`
	Fate    Fate   `json:"fate"`
	Stands  Hand   `json:"stands"`
	Place   string `json:"place,omitempty"` // of sign-ups, as Vote has it
}

// EnterVoterPaper counts a paper ballot by the same rules as one that came online.
// The first stands: a paper for who has voted is put aside and shown in the result.
// Who entered it, and the photo, are kept with it.
func EnterVoterPaper(tx store.Tx, codes Codes, id string, paper VoterPaper, by directory.Person) (VoterVote, error) {
	p, err := forVoters(tx, id, by)
	if err != nil {
		return VoterVote{}, err
	}
	who, err := p.held(tx, paper.Whom, by)
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
	if paper.Marks, err = p.checkPaper(paper.Marks); err != nil {
		return VoterVote{}, err
	}
	if v, voted := VotedIn(tx, p, who); voted && p.Info().Shape == Queue && !p.gaveUp(tx, v) {
		return VoterVote{}, bot.Refuse("%s报过名了。要改，请本人回复「改报名」。", p.called(tx, who, by))
	}
	who = p.settled(tx, who, by)
	v := p.enterVoter(tx, codes, who, Hand{Person: p.namely(paper.Whom, who), Way: Paper, By: by.ID, Photo: paper.Photo}, paper)
	v.Called = p.called(tx, who, by)
	directory.Log(tx, by.ID, "paper ballot "+string(v.Fate), p.For.Place, p.ID+" "+p.voice(tx, who))
	p.tellVoter(tx, who, p.voterPaperWords(paper.Marks, v))
	stir(tx, p)
	return v, nil
}

// forVoters finds a poll of persons or homes that takes ballots and whose papers
// somebody may enter.
func forVoters(tx store.Tx, id string, by directory.Person) (Poll, error) {
	p, ok := Get(tx, id)
	switch {
	case !ok || p.ByPart() || p.State == Draft || !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到归您管的这次投票。")
	case p.State == Announced:
		return p, p.notYet()
	case !p.Takes(tx.Now()):
		return p, bot.Refuse("%s已经截止了，不能再登记。", p.Name())
	}
	return p, nil
}

// ForAnyPaper finds a poll whose paper ballots somebody may enter now.
func ForAnyPaper(tx store.Tx, id string, by directory.Person) (Poll, error) {
	p, ok := Get(tx, id)
	if !ok || !p.ByPart() {
		return forVoters(tx, id, by)
	}
	if p, err := ForOwnersPaper(tx, id, by); err != nil || p.Takes(tx.Now()) {
		return p, err
	}
	return p, p.notYet()
}

// notYet says when a poll begins, to who would enter a paper of it.
func (p *Poll) notYet() error {
	return bot.Because(ErrNotYet, "%s%s开始，纸质票等开始以后再登记。", p.Name(), bot.Moment(p.Opens))
}

// checkPaper refuses marks that are no answer. Of a proposal a paper may say
// nothing that can be read: it took part.
func (p *Poll) checkPaper(m Marks) (Marks, error) {
	if len(m) == len(p.Options) && len(p.keys(m)) == 0 {
		if p.Proposes() {
			return m, nil
		}
		return nil, bot.Refuse("票上什么也没有选，不用登记。")
	}
	return p.CheckMarks(m)
}

func (p *Poll) enterVoter(tx store.Tx, codes Codes, who directory.Person, hand Hand, paper VoterPaper) VoterVote {
	was, voted := VotedIn(tx, *p, who)
	switch {
	case voted && p.gaveUp(tx, was):
		return p.signUpAgain(tx, was, hand, paper)
	case voted:
		p.overrule(tx, was.Voice, was.Hand, hand, paper.Marks)
		return VoterVote{Fate: Aside, Stands: was.Hand}
	}
	e := p.onRegister(tx, who)
	b := Ballot{Poll: p.ID, Receipt: fresh(tx, codes, p.ID), Marks: p.queued(tx, nil, paper.Marks), Reason: paper.Reason}
	putBallot(tx, b)
	v := Voted{Poll: p.ID, Voice: e.Voice, Person: hand.Person, Receipt: b.Receipt, Hand: hand}
	roll.Put(tx, v)
	count(tx, p.ID, e.Part, p.firstBallot(tx, v))
	return VoterVote{Receipt: b.Receipt, Fate: Counted, Stands: hand, Place: p.standing(tx, b)}
}

// gaveUp says whether a line of the roll is of who signed up and withdrew.
func (p *Poll) gaveUp(tx store.Tx, v Voted) bool {
	m := MarksOf(tx, *p, v)
	return m != nil && p.Withdrew(m)
}

// signUpAgain signs up, at the end of the line, who had withdrawn.
func (p *Poll) signUpAgain(tx store.Tx, was Voted, hand Hand, paper VoterPaper) VoterVote {
	b, _ := BallotAt(tx, *p, was.Receipt)
	b.Marks = p.queued(tx, nil, paper.Marks)
	putBallot(tx, b)
	was.Person, was.Hand = hand.Person, hand
	roll.Put(tx, was)
	return VoterVote{Receipt: b.Receipt, Fate: Counted, Stands: hand, Place: p.standing(tx, b)}
}

// tellVoter tells who has the vote what staff have done for them, so that what is
// not theirs does not go unnoticed; where the home has it, everybody of it.
func (p *Poll) tellVoter(tx store.Tx, who directory.Person, text string) {
	out := bot.Out{Text: p.Head() + "\n\n" + text, Title: "工作人员登记", Fields: fields(*p)}
	if !p.PerHome {
		outbox.Tell(tx, who.ID, out)
		return
	}
	home := p.voice(tx, who)
	for one := range (directory.Audience{Place: home}).People(tx) {
		if p.voice(tx, one) == home {
			outbox.Tell(tx, one.ID, out)
		}
	}
}

// onPaper refuses to change online what came on paper: that stands. Who was signed
// up by staff may still withdraw.
func (p *Poll) onPaper(v Voted) error {
	if v.Hand.Way != Paper || p.ByPart() || p.Info().Shape == Queue {
		return nil
	}
	whose := p.you()
	if p.Secret {
		return reply("%s领过纸质票了，请填好纸质票投进票箱，网上不能再投。没有领过的话，请马上回复「人工」，告诉社区工作人员。", whose)
	}
	return reply("%s已经投过纸质票了，是工作人员登记的。那一张算数，网上不能再投。有疑问请回复「人工」，问社区工作人员。", whose)
}
