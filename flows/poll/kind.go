package poll

import (
	"cmp"
	"time"

	"yishi/flows/tally"
)

// Kind names a kind of poll.
type Kind string

// The kinds there are. "" is Choose.
const (
	Choose    Kind = "choose"
	Proposal  Kind = "yesno"
	Ranking   Kind = "rank"
	Rating    Kind = "score"
	Budget    Kind = "budget"
	Seats     Kind = "seats"
	Residents Kind = "residents"
	Delegates Kind = "delegates"
	Owners    Kind = "owners"
)

// Shape is what marks mean.
type Shape string

const (
	Picks   Shape = "picks"   // 1: chosen
	Opinion Shape = "opinion" // 1: chosen, of yes, no and abstain
	Likes   Shape = "likes"   // 1: a project that is liked
	Order   Shape = "order"   // 1: first; equals have the same
	Points  Shape = "points"  // 1 to Poll.Most
	Shares  Shape = "shares"  // points, together Poll.Purse at most
	Queue   Shape = "queue"   // chosen, and when: a number of its own for each option
	Stances Shape = "stances" // of each item: agrees, disagrees, abstains
)

// KindInfo is a kind as data. A new kind is a line here where its shape is one
// of those above.
type KindInfo struct {
	Kind              Kind
	Name              string // as staff choose it
	Example           string
	What              string // what people call a poll of it; "": 投票
	Asked             string // how its organiser is asked for the question; "": as of any
	Acts              Acts   // what one does in it; none: one votes
	Shape             Shape
	Whose             Whose    // whose vote it is; "": the organiser says
	Items             string   // what its options are called
	Fixed             []string // its options, where nobody chooses them
	Reason            bool     // who says no is asked why
	Most              int      // of options that may be marked; 0: the organiser says
	MinAge            int
	Tag               string        // only people with it may vote
	Notice            time.Duration // between announcing and opening, at least
	Strict            bool          // nobody comes onto the register once it is frozen
	Rule              tally.Assembly
	Named             bool          // it cannot be secret
	Demand            Demand        // how well its voters must be known, if the organiser does not say; "": as any
	Lots              bool          // ties, or seats, are drawn by lot
	Seats             bool          // it gives something: who signed up may give it back until the closing, and each is told alone what they got
	Shortest, Longest time.Duration // from opening to closing; 0: as of any poll
}

// Acts are what one does in a poll, in words.
type Acts struct{ Do, Done, Did, Took, Change string }

var (
	votes   = Acts{"投票", "投好了", "投过了", "投了票", "改票"}
	signsUp = Acts{"报名", "报好了", "报过了", "报了名", "改报名"}
)

// What the options of a proposal are called, and the tag of representatives.
const (
	Yes         = "同意"
	No          = "不同意"
	Abstain     = "弃权"
	DelegateTag = "居民代表"
)

var kinds = []KindInfo{
	{Kind: Choose, Name: "选一项或几项", Example: "老年大学开什么课", Asked: "要问大家什么？请写一句话，比如「老年大学下学期开什么课？」。", Shape: Picks, Items: "选项"},
	{Kind: Proposal, Name: "同意不同意", Example: "花坛要不要改成停车位", Shape: Opinion, Items: "选项",
		Fixed: []string{Yes, No, Abstain}, Reason: true, Most: 1},
	{Kind: Ranking, Name: "排个先后", Example: "几处要修，先修哪一处", Shape: Order, Items: "选项", Lots: true},
	{Kind: Rating, Name: "打分", Example: "对物业各项工作满意不满意", Shape: Points, Items: "打分的项目"},
	{Kind: Budget, Name: "定钱用在哪里", Example: "惠民资金做哪些项目", Shape: Likes, Items: "项目", Lots: true, Demand: DemandVouched},
	{Kind: Seats, Name: "报名额", Example: "重阳宴40个位子", What: "报名", Acts: signsUp, Shape: Queue, Items: "名额", Named: true, Lots: true, Seats: true},
	{Kind: Residents, Name: "居民会议表决", Example: "居民公约，要过半的居民参加", What: "居民会议", Shape: Opinion, Items: "选项",
		Fixed: []string{Yes, No, Abstain}, Reason: true, Most: 1, MinAge: 18, Notice: 10 * Day, Strict: true, Rule: tally.Residents},
	{Kind: Delegates, Name: "居民代表会议表决", Example: "只由居民代表表决", What: "居民代表会议", Shape: Opinion, Items: "选项",
		Fixed: []string{Yes, No, Abstain}, Reason: true, Most: 1, Tag: DelegateTag, Notice: 10 * Day, Strict: true, Rule: tally.Representatives, Demand: DemandVouched},
	{Kind: Owners, Name: "业主共同决定", Example: "用维修资金修电梯，一套房一票", Asked: "这次投票叫什么？写几个字，比如「2026年第一次业主投票」。", Shape: Stances, Whose: Parts, Items: "事项",
		Notice: 15 * Day, Strict: true, Named: true, Shortest: 5 * Day, Longest: 60 * Day},
}

// Info is what is known of a kind.
func (k Kind) Info() KindInfo {
	for _, info := range kinds {
		if info.Kind == k {
			return info
		}
	}
	return kinds[0]
}

// Info is what is known of the poll's kind. A budget in which points are shared
// has ballots of another shape.
func (p *Poll) Info() KindInfo {
	k := p.Kind.Info()
	if k.Shape == Likes && p.Purse > 0 {
		k.Shape = Shares
	}
	return k
}

// Suits gives a draft what its kind lays down.
func (p *Poll) Suits() {
	k := p.Info()
	if k.Fixed != nil {
		p.Options = Options(k.Fixed)
	}
	if k.Most > 0 {
		p.Min, p.Max = k.Most, k.Most
	}
	if k.Tag != "" {
		p.For.Tags = []string{k.Tag}
	}
	p.For.MinAge = max(p.For.MinAge, k.MinAge)
	if k.Whose == Parts {
		p.For.Owners, p.Min, p.Max = true, len(p.Options), len(p.Options)
	}
	if k.Rule != (tally.Assembly{}) {
		p.Quorum, p.Line = k.Rule.Attend, k.Rule.Agree
	}
	if p.For.MinTrust == 0 {
		p.Demand(k.Demand)
	}
}

// MayHaveCarers reports whether those who act for somebody could be let vote for them:
// where it is known whose a ballot is, so that one's own replaces it, and the law does
// not ask for a written mandate.
func (p *Poll) MayHaveCarers() bool { return !p.ByPart() && !p.Secret && !p.Final && !p.Info().Strict }

// Acts are what one does in a poll.
func (p *Poll) Acts() Acts { return cmp.Or(p.Info().Acts, votes) }

// Proposes reports whether the poll is about one proposal: passed or not.
func (p *Poll) Proposes() bool { return p.Info().Shape == Opinion }

// Assembles reports whether the law says what it takes.
func (p *Poll) Assembles() bool { return p.Info().Rule != (tally.Assembly{}) }

// Kinds are the kinds there are, in the order staff are shown them.
func Kinds() []KindInfo { return kinds }

// Day is a day.
const Day = 24 * time.Hour
