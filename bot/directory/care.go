package directory

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/store"
)

// Care is that somebody acts for another (代办): a daughter for her mother, one spouse for
// the other, a guardian for a child. It holds by the yes of whom it is for, until one of
// the two takes it back or its time is over; it makes nobody somebody else.
type Care struct {
	For   string `json:"for"`
	By    string `json:"by"`
	As    string `json:"as"`              // what the one acted for is to the other: 妈妈
	Yes   Yes    `json:"yes,omitempty"`   // how it was agreed to; "": it was asked for, and not answered
	Staff string `json:"staff,omitempty"` // who recorded a yes that was spoken
	Votes bool   `json:"votes,omitempty"` // in polls that allow it, too
	No    bool   `json:"no,omitempty"`    // it was declined, and is not asked again before Until

	N     uint64    `json:"n"` // of the asking: what was pressed under another one says nothing
	Since time.Time `json:"since"`
	Until time.Time `json:"until"`
}

// Yes is how somebody agreed.
type Yes string

// Ways to agree.
const (
	OwnYes      Yes = "own"      // by themselves, in their own chat
	SpokenYes   Yes = "spoken"   // aloud, and staff recorded it
	GuardianYes Yes = "guardian" // a child's guardian
)

const (
	careLife  = 365 * 24 * time.Hour
	careAsked = 7 * 24 * time.Hour  // for an answer
	careNo    = 30 * 24 * time.Hour // before it may be asked again

	mostCares   = 9 // people whom somebody acts for
	mostCarers  = 5 // who act for somebody
	mostWaiting = 3 // asked for by somebody, and not answered
)

var cares = store.NewTable("care", func(c *Care) string { return store.Key(c.For, c.By) },
	store.Index[Care]{Name: "by", Keys: func(c *Care) []string { return []string{store.Key(c.By, c.For)} }})

// Holds reports whether it was agreed to, and is not over.
func (c Care) Holds(now time.Time) bool { return c.Yes != "" && now.Before(c.Until) }

// Waits reports whether it was asked for and can still be answered.
func (c Care) Waits(now time.Time) bool { return c.Yes == "" && !c.No && now.Before(c.Until) }

// GetCare returns what there is between two people.
func GetCare(tx store.Reader, whose, by string) (Care, bool) {
	return cares.Get(tx, store.Key(whose, by))
}

// CaresBy are those that somebody has of others, and those they asked for.
func CaresBy(tx store.Reader, by string) []Care {
	return slices.Collect(cares.By(tx, "by", store.Key(by)))
}

// CaresFor are those that others have of somebody, and ask for.
func CaresFor(tx store.Reader, whose string) []Care {
	from, to := store.Under(store.Key(whose))
	return slices.Collect(cares.Range(tx, from, to))
}

// Holding are those of a list that hold.
func Holding(tx store.Reader, list []Care) []Care {
	return slices.DeleteFunc(slices.Clone(list), func(c Care) bool { return !c.Holds(tx.Now()) })
}

// AskCare notes that somebody asks another whether they may act for them.
func AskCare(tx store.Tx, by, whose Person, as string) (Care, error) {
	before, known := GetCare(tx, whose.ID, by.ID)
	waiting := 0
	for _, c := range CaresBy(tx, by.ID) {
		if c.Waits(tx.Now()) {
			waiting++
		}
	}
	switch {
	case known && before.Holds(tx.Now()):
		return before, bot.Refuse("您已经能替%s办事了。", whose.Name)
	case known && before.No && tx.Now().Before(before.Until), waiting >= mostWaiting:
		return before, bot.Refuse("您问过了，还没有等到同意。可以请家里人自己发「我的家人」，或者一起到社区说一声。")
	}
	c := Care{For: whose.ID, By: by.ID, As: as, N: tx.Seq(), Since: tx.Now(), Until: tx.Now().Add(careAsked)}
	if err := mayCare(tx, c); err != nil {
		return c, err
	}
	cares.Put(tx, c)
	audit.Log(tx, by.ID, "ask care", "", whose.ID)
	return c, nil
}

// mayCare refuses what would be one too many, or of somebody with themselves.
func mayCare(tx store.Reader, c Care) error {
	others := func(list []Care) (n int) {
		for _, o := range list {
			if (o.For != c.For || o.By != c.By) && o.Holds(tx.Now()) {
				n++
			}
		}
		return n
	}
	switch {
	case c.For == c.By:
		return bot.Refuse("自己的事，直接办就行。")
	case others(CaresBy(tx, c.By)) >= mostCares:
		return bot.Refuse("一个人最多替%d个人办事。", mostCares)
	case others(CaresFor(tx, c.For)) >= mostCarers:
		return bot.Refuse("一个人最多请%d个人代办。", mostCarers)
	}
	return nil
}

// AnswerCare is the answer of whom it is for, to the asking with this number.
func AnswerCare(tx store.Tx, whose Person, by string, n uint64, yes, votes bool) (Care, error) {
	c, ok := GetCare(tx, whose.ID, by)
	if !ok || c.N != n || !c.Waits(tx.Now()) {
		return c, bot.Refuse("这件事已经过去了。谁能替您办事，回复「我的家人」看看。")
	}
	if !yes {
		c.No, c.Until = true, tx.Now().Add(careNo)
		cares.Put(tx, c)
		audit.Log(tx, whose.ID, "decline care", "", by)
		return c, nil
	}
	return agreeCare(tx, whose.ID, c, OwnYes, votes)
}

// GiveCare is somebody asking another to act for them: their own yes.
func GiveCare(tx store.Tx, whose, by Person, as string, votes bool) (Care, error) {
	return agreeCare(tx, whose.ID, Care{For: whose.ID, By: by.ID, As: as}, OwnYes, votes)
}

// RecordCare is staff writing down the yes that somebody has spoken.
func RecordCare(tx store.Tx, staff, whose, by Person, as string, votes bool) (Care, error) {
	if staff.ID == whose.ID || staff.ID == by.ID || !MayActAt(staff, whose) {
		return Care{}, ErrNotYours
	}
	return agreeCare(tx, staff.ID, Care{For: whose.ID, By: by.ID, As: as, Staff: staff.ID}, SpokenYes, votes)
}

// Guard is a guardian acting for a child under ChildAge, of whom nothing was known before.
func Guard(tx store.Tx, by Person, name string, born int) (Person, Care, error) {
	year := tx.Now().In(bot.Zone).Year()
	switch {
	case born > year || year-born > ChildAge:
		return Person{}, Care{}, bot.Refuse("%d岁以上的，请他自己登记，再请您代办。", ChildAge)
	case len(by.Ties) == 0 || by.Born != 0 && year-by.Born < 18:
		return Person{}, Care{}, bot.Refuse("请监护人先发「登记」登记住处，再登记孩子。")
	}
	c := Care{By: by.ID, As: "孩子"}
	if err := mayCare(tx, c); err != nil {
		return Person{}, c, err
	}
	tie := Tie{Home: by.Ties[0].Home, As: Family, Trust: Claimed}
	child := NewPerson(tx, Person{Name: name, Born: born, Ties: []Tie{tie}, Trust: Claimed, Consent: ConsentVersion, Agreed: tx.Now()})
	c.For = child.ID
	c, err := agreeCare(tx, by.ID, c, GuardianYes, false)
	return child, c, err
}

// agreeCare writes down a yes. Of a child it holds until they can speak for themselves.
func agreeCare(tx store.Tx, said string, c Care, how Yes, votes bool) (Care, error) {
	if err := mayCare(tx, c); err != nil {
		return c, err
	}
	whose, ok := GetPerson(tx, c.For)
	by, known := GetPerson(tx, c.By)
	if !ok || !known || whose.Name == "" || by.Name == "" || whose.Merged != "" || by.Merged != "" {
		return c, bot.Refuse("没有找到这个人。")
	}
	c.Yes, c.Votes, c.No, c.N, c.Since, c.Until = how, votes, false, tx.Seq(), tx.Now(), tx.Now().Add(careLife)
	if how == GuardianYes {
		c.Until = time.Date(whose.Born+ChildAge+1, time.January, 1, 0, 0, 0, 0, bot.Zone) // only the year is known
	}
	cares.Put(tx, c)
	audit.Log(tx, said, "agree care", "", c.For+" "+c.By)
	return c, nil
}

// LetVote is whom it is for saying whether who acts for them may vote for them, too, in
// polls that allow it.
func LetVote(tx store.Tx, whose Person, by string, votes bool) error {
	c, ok := GetCare(tx, whose.ID, by)
	if !ok || !c.Holds(tx.Now()) || c.Yes == GuardianYes {
		return bot.Refuse("这件事已经过去了。")
	}
	c.Votes = votes
	cares.Put(tx, c)
	audit.Log(tx, whose.ID, map[bool]string{true: "let vote", false: "let vote no more"}[votes], "", c.By)
	return nil
}

// EndCare is one of the two taking it back, whenever they like.
func EndCare(tx store.Tx, by Person, c Care) error {
	if _, ok := GetCare(tx, c.For, c.By); !ok || by.ID != c.For && by.ID != c.By {
		return bot.Refuse("这件事已经过去了。")
	}
	cares.Delete(tx, store.Key(c.For, c.By))
	audit.Log(tx, by.ID, "end care", "", c.For+" "+c.By)
	return nil
}

// DropCares ends all that there is of somebody.
func DropCares(tx store.Tx, id string) {
	for _, c := range slices.Concat(CaresBy(tx, id), CaresFor(tx, id)) {
		cares.Delete(tx, store.Key(c.For, c.By))
	}
}

// moveCares gives what there is of one record of somebody to the other. What both have
// is the other's own.
func moveCares(tx store.Tx, from, into string) {
	for _, c := range slices.Concat(CaresBy(tx, from), CaresFor(tx, from)) {
		cares.Delete(tx, store.Key(c.For, c.By))
		if c.For == from {
			c.For = into
		}
		if c.By == from {
			c.By = into
		}
		if _, has := GetCare(tx, c.For, c.By); !has && c.For != c.By {
			cares.Put(tx, c)
		}
	}
}

// MayActAt reports whether somebody, as staff at the counter, may act for a person who
// lives where they work.
func MayActAt(staff, whose Person) bool {
	return slices.ContainsFunc(whose.Ties, func(t Tie) bool { return May(staff, ActFor, t.Home) })
}

// errNotFor is what whoever may not act for somebody hears, whether there is such a
// person or not.
const errNotFor = bot.Refusal("您现在不能替他办。要请他自己同意，回复「我的家人」。")

// ActingFor is the person whom somebody acts for, with who does it (Person.Via) and
// without any role: by a Care that holds, or as staff for somebody who has no phone.
func ActingFor(tx store.Reader, by Person, whose string) (Person, error) {
	p, ok := GetPerson(tx, Resolve(tx, whose))
	if !ok || p.Name == "" || p.ID == by.ID {
		return Person{}, errNotFor
	}
	c, _ := GetCare(tx, p.ID, by.ID)
	staff := MayActAt(by, p) && len(AccountsOf(tx, p.ID)) == 0
	if !c.Holds(tx.Now()) && !staff {
		return Person{}, errNotFor
	}
	p.Via, p.Roles, p.Off = by.ID, nil, nil
	return p, nil
}

// ActsFor reports whether somebody is a person, or may act for them now.
func ActsFor(tx store.Reader, who Person, whose string) bool {
	if whose == "" || Resolve(tx, whose) == Resolve(tx, who.ID) {
		return whose != ""
	}
	_, err := ActingFor(tx, who, whose)
	return err == nil
}

// CaredAs is whom of those that somebody acts for a word means: what they are to them, or
// their name.
func CaredAs(tx store.Reader, by Person, as string) (Person, bool) {
	for _, c := range CaresBy(tx, by.ID) {
		if p, err := ActingFor(tx, by, c.For); err == nil && (c.As == as || p.Name == as) {
			return p, true
		}
	}
	return Person{}, false
}

// Wards are the children for whom nobody acts but somebody.
func Wards(tx store.Reader, by string) (ids []string) {
	for _, c := range CaresBy(tx, by) {
		if c.Yes == GuardianYes && len(CaresFor(tx, c.For)) == 1 && len(AccountsOf(tx, c.For)) == 0 {
			ids = append(ids, c.For)
		}
	}
	return ids
}

// You is what a sentence to whoever acts calls whom it is about: 您, or their name.
func (p Person) You() string {
	if p.Via == "" {
		return "您"
	}
	return p.Name
}
