package poll

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// What a poll may hold: a message of one glance, and labels that fit a button.
const (
	leastOptions = 2
	mostOptions  = 12
	mostQuestion = 60
	mostNote     = 300
	mostLabel    = 20
	shortest     = time.Hour
	longest      = 90 * 24 * time.Hour
)

// Kinds of agenda entries; each refers to the poll's id.
const (
	dueRemind  = "poll.remind"
	dueClose   = "poll.close"
	duePublish = "poll.publish"
	dueLive    = "poll.live"
)

// Names of silent and invited in the outbox.
const (
	filterSilent  = "poll.silent"
	filterInvited = "poll.invited"
)

// Options makes options of labels.
func Options(labels []string) []Option {
	options := make([]Option, len(labels))
	for i, l := range labels {
		options[i] = Option{Key: string(rune('a' + i)), Label: l}
	}
	return options
}

// SplitLabels finds the options in what a clerk wrote: parted by 、 or lines,
// without numbers and blanks in front.
func SplitLabels(words string) []string {
	var labels []string
	for part := range strings.FieldsFuncSeq(words, func(r rune) bool { return strings.ContainsRune("、，,；;\n/", r) }) {
		part = strings.TrimSpace(part)
		if head := strings.TrimLeft(part, "0123456789"); head != part && strings.HasPrefix(head, ".") || strings.HasPrefix(head, "）") {
			part = strings.TrimSpace(strings.TrimLeft(head, ".）"))
		}
		if part != "" && !slices.Contains(labels, part) {
			labels = append(labels, part)
		}
	}
	return labels
}

// CheckLabels refuses a list of options that cannot be voted on.
func CheckLabels(labels []string) error {
	if len(labels) > mostOptions {
		return bot.Refuse("一共有%d项，太多了，大家看不过来。最多%d项。", len(labels), mostOptions)
	}
	for _, l := range labels {
		if utf8.RuneCountInString(l) > mostLabel {
			return bot.Refuse("「%s」太长了，每一项最多%d个字。细节可以写在说明里。", l, mostLabel)
		}
	}
	return nil
}

// LacksNo says whether two plans are put to a vote without a way to say no to both.
func LacksNo(labels []string) bool {
	return len(labels) == 2 && !strings.ContainsAny(strings.Join(labels, ""), "不否反没无弃")
}

// asksOne says whether only one of the options can be meant: of two, or of two
// and neither.
func asksOne(labels []string) bool {
	return len(labels) == 2 || len(labels) == 3 && labels[2] == NeitherLabel
}

// NeitherLabel is the option that says no to both.
const NeitherLabel = "都不同意"

// Check refuses a draft that cannot be opened by this person at this moment.
func Check(p Poll, by directory.Person, now time.Time) error {
	labels := p.labels()
	switch {
	case !directory.May(by, directory.OpenPoll, p.For.Place):
		return bot.Refuse("这个范围不归您负责，不能在这里开投票。")
	case p.Question == "" || utf8.RuneCountInString(p.Question) > mostQuestion:
		return bot.Refuse("题目要有，最多%d个字。细节可以写在说明里。", mostQuestion)
	case utf8.RuneCountInString(p.Note) > mostNote:
		return bot.Refuse("说明太长了，最多%d个字。", mostNote)
	case len(labels) < leastOptions:
		return bot.Refuse("至少要有%d项可以选。", leastOptions)
	case p.Min < 0 || p.Min > p.Max || p.Max < 1 || p.Max > len(labels):
		return bot.Refuse("可以选的项数不对。")
	}
	if err := CheckCloses(p.Closes, now); err != nil {
		return err
	}
	return CheckLabels(labels)
}

// CheckCloses refuses a closing time too near or too far.
func CheckCloses(closes, now time.Time) error {
	switch {
	case closes.Before(now.Add(shortest)):
		return bot.Refuse("离现在太近了，大家来不及投。至少要留一个小时。")
	case closes.After(now.Add(longest)):
		return bot.Refuse("太远了，一次投票最多开90天。")
	}
	return nil
}

// Open opens a draft and tells everybody it is for.
func Open(tx store.Tx, p Poll, by directory.Person) (Poll, error) {
	p, err := begin(tx, p, by)
	if err != nil {
		return p, err
	}
	outbox.Cast(tx, outbox.Casting{
		Of: p.of("open"), Out: Invitation(tx, p), To: p.For, Filter: filterInvited, Ref: p.ID,
		Priority: outbox.Broadcast, Expires: p.Closes,
	})
	for _, g := range directory.GroupsAt(tx, p.For.Place) {
		post(tx, p, g)
	}
	return p, nil
}

// begin gives a draft its number and sets what it will do by itself.
func begin(tx store.Tx, p Poll, by directory.Person) (Poll, error) {
	if err := Check(p, by, tx.Now()); err != nil {
		return p, err
	}
	if p.Electorate = directory.Count(tx, p.For); p.Electorate == 0 {
		return p, bot.Refuse("%s一个也没有登记，没有人能投。换个范围吧。", WhoFor(tx, p))
	}
	p.No = int(store.Next(tx, "poll"))
	p.ID = strconv.Itoa(p.No)
	p.State, p.By, p.Opens = Opened, by.ID, tx.Now()
	p.Reminds = remindAt(p.Opens, p.Closes)
	polls.Put(tx, p)
	agenda.Set(tx, p.Closes, dueClose, p.ID)
	if !p.Reminds.IsZero() {
		agenda.Set(tx, p.Reminds, dueRemind, p.ID)
	}
	directory.Log(tx, by.ID, "open poll", p.For.Place, p.ID)
	return p, nil
}

// of is what messages of a poll belong to.
func (p *Poll) of(what string) string { return "poll/" + p.ID + "/" + what }

// Nobody is disturbed from 21:00 to 8:00.
const (
	nightFrom = 21 * time.Hour
	nightTo   = 8 * time.Hour
	evening   = 19 * time.Hour
)

// awake is t, or the next morning if t is at night.
func awake(t time.Time) time.Time {
	day := bot.Midnight(t)
	switch at := t.Sub(day); {
	case at < nightTo:
		return day.Add(nightTo)
	case at >= nightFrom:
		return day.Add(24*time.Hour + nightTo)
	}
	return t
}

// remindAt is when those who have not voted are reminded: the evening before
// closing, or half way where that would be too soon after opening. It is never
// at night, and zero where no time is left for it.
func remindAt(opens, closes time.Time) time.Time {
	at := bot.Midnight(closes).Add(evening - 24*time.Hour)
	if at.Sub(opens) < 12*time.Hour {
		at = awake(opens.Add(closes.Sub(opens) / 2).Truncate(time.Minute))
	}
	if closes.Sub(at) < 30*time.Minute {
		return time.Time{}
	}
	return at
}

// remind tells those who have not voted, once.
func remind(tx store.Tx, e agenda.Entry) error {
	p, ok := Get(tx, e.Ref)
	if !ok || !p.Takes(tx.Now()) {
		return nil
	}
	outbox.Cast(tx, outbox.Casting{
		Of: p.of("remind"), Out: Reminder(tx, p), To: p.For, Filter: filterSilent, Ref: p.ID,
		Priority: outbox.Broadcast, Expires: p.Closes,
	})
	return nil
}

// reached is whom a draft would be told to, and how.
type reached struct {
	Who    string `json:"who"`
	People int    `json:"people"`
	Ways   string `json:"ways"`
}

func reachOf(tx store.Tx, p Poll) (reached, error) {
	r := outbox.Preview(tx, p.For)
	return reached{WhoFor(tx, p), r.People, ReachWords(r)}, nil
}
