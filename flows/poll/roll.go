package poll

import (
	"yishi/bot/directory"
	"yishi/store"
)

// EachVoter yields the roll behind a key with the ballots it leads to.
func (p *Poll) EachVoter(tx store.Reader, after string, yield func(Voted, Ballot) bool) {
	from, to := store.Under(store.Key(p.ID))
	if after != "" {
		from = after + "\x01"
	}
	for v := range Roll.Range(tx, from, to) {
		b, ok := BallotAt(tx, *p, v.Receipt)
		if v.Receipt != "" && ok && !yield(v, b) {
			return
		}
	}
}

// Voted is one line of the roll: a voice has voted in a poll.
type Voted struct {
	Poll    string `json:"poll"`
	Voice   string `json:"voice"`
	Person  string `json:"person"`
	Receipt string `json:"receipt,omitempty"` // in an open poll only
	Hand    Hand   `json:"hand,omitzero"`     // of an owners' vote, and of what came on paper

	By string `json:"by,omitempty"` // who cast it, acting for whose it is

	Trust directory.Trust `json:"trust,omitempty"` // how well the voter was known then
}

// Roll is who has voted.
var Roll = store.NewTable("voted", func(v *Voted) string { return store.Key(v.Poll, v.Voice) },
	store.Index[Voted]{Name: "person", Keys: func(v *Voted) []string { return ByPerson(v.Poll, v.Voice, v.Person) }},
	store.Index[Voted]{Name: "by", Keys: func(v *Voted) []string { return ByPerson(v.Poll, "", v.By) }},
)

// ByPerson is the entry of a line that is not found by who it is of, since the voice
// is another.
func ByPerson(poll, voice, person string) []string {
	if person == "" || person == voice {
		return nil
	}
	return []string{store.Key(poll, person)}
}

// Way is how a ballot for an exclusive part came.
type Way string

// The ways. "" is online: by chat or on a page.
const (
	Online Way = ""
	Paper  Way = "paper" // entered by staff, with a photo
)

// Hand is whose hand a ballot of an owners' vote came from.
type Hand struct {
	Person string `json:"person,omitempty"` // who said it; "" on paper, which names the part alone
	Way    Way    `json:"way,omitempty"`
	Proxy  bool   `json:"proxy,omitempty"` // not the owner's own
	By     string `json:"by,omitempty"`    // of paper: who entered it
	Photo  string `json:"photo,omitempty"`
}

// Words are what a ballot of an owners' vote is called by how it came.
func (h Hand) Words() string {
	words := "业主网上投的票"
	switch {
	case h.Proxy && h.Way == Paper:
		words = "代投人填的纸质票"
	case h.Proxy:
		words = "代投人网上投的票"
	case h.Way == Paper:
		words = "业主填的纸质票"
	}
	return words
}

// Fate is what came of a ballot for one part.
type Fate string

// Which of several ballots for a part wins is told in every announcement: the
// owner's own beats that of a proxy; else the first stands, and only who gave it
// online may change it.
const (
	Counted  Fate = "counted"
	Altered  Fate = "altered"  // the same hand says something else now
	Same     Fate = "same"     // the same hand says the same again
	Replaced Fate = "replaced" // the owner's own instead of a proxy's
	Aside    Fate = "aside"    // another stands
)

// Who enters papers mistypes now and then, or enters one for the wrong door. Until the
// closing whoever may enter papers puts that right, or strikes what was entered: the
// voter is told, the log has who did it, and the result says how many there were. The
// photo stays with it.

// What was done to a paper that had been entered.
const (
	Mended Fate = "mended" // it says something else, as the paper does
	Struck Fate = "struck" // it is gone, as if it had never been entered

	Unlinked Fate = "unlinked" // not a paper: it was cast on the strength of a false claim
)

// Overrule is one ballot that was put aside for another of the same voice, or a paper
// that had been entered wrongly. It is shown in the result.
type Overrule struct {
	Poll   string `json:"poll"`
	No     uint64 `json:"no"`
	Unit   string `json:"unit"`
	Stands Hand   `json:"stands"`
	Lost   Hand   `json:"lost"`
	Marks  Marks  `json:"marks"` // of the one that lost

	// Of a paper that was put right or struck: which of the two, and who did it.
	Done Fate   `json:"done,omitempty"`
	By   string `json:"by,omitempty"`
}

// Overrules are in the order in which ballots were put aside.
var Overrules = store.NewTable("overrule", func(o *Overrule) string { return store.Key(o.Poll, int(o.No)) })

// Overruled are the ballots of a poll that were put aside, and the papers that were
// put right or struck, in the order they were.
func Overruled(tx store.Reader, id string) (aside, mended []Overrule) {
	from, to := store.Under(store.Key(id))
	for o := range Overrules.Range(tx, from, to) {
		if o.Done == "" {
			aside = append(aside, o)
		} else {
			mended = append(mended, o)
		}
	}
	return aside, mended
}

// Words are what was done to a paper.
func (o Overrule) Words() string {
	if o.Done == Struck {
		return "登记错了，划掉了"
	}
	return "登记时写错了，改过来了"
}

// An account costs nothing, so ballots are told apart by how well their voters are
// known, and whoever says only after the opening that they live here does not vote
// until somebody who knows has said so too.

// Trusted is how many of those who voted were how well known when their ballot came.
type Trusted struct {
	Claimed  int `json:"claimed,omitempty"`
	Vouched  int `json:"vouched,omitempty"`
	Verified int `json:"verified,omitempty"`
	Paper    int `json:"paper,omitempty"` // staff had the paper in their hands
	Cared    int `json:"cared,omitempty"` // cast by who acts for them
}

func (t *Trusted) add(more Trusted) {
	t.Claimed += more.Claimed
	t.Vouched += more.Vouched
	t.Verified += more.Verified
	t.Paper += more.Paper
	t.Cared += more.Cared
}

// Times is n times as many.
func (t Trusted) Times(n int) Trusted {
	return Trusted{n * t.Claimed, n * t.Vouched, n * t.Verified, n * t.Paper, n * t.Cared}
}

// Trusted is what a line of the roll adds; lines from before that was kept, nothing.
func (v Voted) Trusted() Trusted {
	switch {
	case v.Hand.Way == Paper:
		return Trusted{Paper: 1}
	case v.By != "":
		return Trusted{Cared: 1}
	case v.Trust >= directory.Verified:
		return Trusted{Verified: 1}
	case v.Trust == directory.Vouched:
		return Trusted{Vouched: 1}
	case v.Trust == directory.Claimed:
		return Trusted{Claimed: 1}
	}
	return Trusted{}
}

// VoterHand is how the ballot of a person or a home came.
func VoterHand(h Hand) string {
	switch {
	case h.Proxy:
		return "家里人代投的票"
	case h.Way == Paper:
		return "纸质票"
	}
	return "网上投的票"
}
