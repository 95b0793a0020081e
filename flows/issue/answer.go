package issue

import (
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/when"
	"yishi/bot/meaning/wording"
	"yishi/flows/issue/deadline"
	"yishi/store"
)

// AnswerTo gives the reporter an answer. Who answers has taken the issue. The answer
// names the day by which it is done, in its words or as by; that day is kept.
func AnswerTo(tx store.Tx, who directory.Person, no, text string, by time.Time) (Issue, error) {
	return answerTo(tx, who, no, text, by, false)
}

// Mend gives the reporter another answer in place of a wrong one.
func Mend(tx store.Tx, who directory.Person, no, text string, by time.Time) (Issue, error) {
	return answerTo(tx, who, no, text, by, true)
}

func answerTo(tx store.Tx, who directory.Person, no, text string, by time.Time, mends bool) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err == nil {
		err = free(tx, who, i)
	}
	if err == nil {
		err = says(text)
	}
	if err == nil {
		text, by, err = promised(tx, i.Spot.Place, text, by)
	}
	if err != nil {
		return i, err
	}
	was := i.clone()
	if i.Handler != who.ID {
		i.takeOn(tx, who)
	}
	i.State = Answered
	i.until(by)
	i.done(tx, who, Event{Act: Answer, Text: mendedWords(text, mends)})
	i.say(tx, was, who, Answer, "")
	put(tx, i)
	tellAnswer(tx, i, who, text, mends)
	return i, nil
}

// until sets the day that was promised: nothing is missed until then.
func (i *Issue) until(by time.Time) {
	i.Due, i.Next, i.Missed, i.Nudged = by, by, time.Time{}, false
}

// AskWhen is what is asked of who names no day.
const AskWhen = "什么时候来办？比如「12月3日」「明天下午」。"

// promised is an answer that names its day by date, and the end of that day.
func promised(tx store.Reader, place, text string, by time.Time) (dated string, until time.Time, err error) {
	dated, _ = when.Dated(text, tx.Now().In(bot.Zone), bot.Day)
	day, named := NamesDay(tx, dated)
	if !by.IsZero() {
		day, named = by, true
		if said, also := NamesDay(tx, dated); !also || bot.Midnight(said) != bot.Midnight(by) {
			dated += "\n" + bot.Day(by) + "前办好。"
		}
	}
	if !named {
		return dated, until, bot.Refuse("没有说哪天办，对方心里没底。请连日子一起说，比如「12月3日来换灯」。")
	}
	until = bot.Midnight(day).Add(closing)
	if now := tx.Now(); !until.After(now) {
		until = bot.Midnight(day).Add(24*time.Hour - time.Minute)
	}
	most, _ := deadline.Of(tx, place, deadline.Hard).Solve.After(tx, place, tx.Now(), false)
	if until.After(most) {
		return dated, until, bot.Refuse("%s太远了，最晚可以说到%s。办不成的，回复「求助 编号」或者「等单位 编号 单位名 日子」。", bot.Day(until), bot.Day(most))
	}
	return dated, until, nil
}

// closing is the hour at which a working day is over.
const closing = 18 * time.Hour

var dayNamed = regexp.MustCompile(`(\d{1,2})月(\d{1,2})[日号]`)

// soon are words that mean this very day.
var soon = regexp.MustCompile(`马上|立刻|上午|中午|下午|晚上|现在就|这就|正在去|在路上|[0-9一二两三半几]+(?:个)?(?:分钟|小时|钟头)`)

// NamesDay is the last day not yet over that a text names.
func NamesDay(tx store.Reader, text string) (day time.Time, ok bool) {
	today := bot.Midnight(tx.Now())
	text, _ = when.Dated(text, tx.Now().In(bot.Zone), bot.Day)
	for _, m := range dayNamed.FindAllStringSubmatch(text, -1) {
		month, _ := strconv.Atoi(m[1])
		date, _ := strconv.Atoi(m[2])
		at := time.Date(today.Year(), time.Month(month), date, 0, 0, 0, 0, bot.Zone)
		if today.Sub(at) > 180*24*time.Hour { // 1月5日, said in December
			at = at.AddDate(1, 0, 0)
		}
		if !at.Before(today) && at.After(day) {
			day = at
		}
	}
	if day.IsZero() && soon.MatchString(text) {
		day = today
	}
	return day, !day.IsZero()
}

// Hollow reports whether words say nothing of what is done: 收到, 已处理, 1.
func Hollow(text string) bool {
	rest := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Han, r) {
			return r
		}
		return -1
	}, wording.Fold(text))
	for _, w := range hollow {
		rest = strings.ReplaceAll(rest, w, "")
	}
	return rest == ""
}

// hollow are words that are left when nothing is said, the long before the short.
var hollow = func() []string {
	list := words.List("hollow")
	slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
	return list
}()

func says(text string) error {
	if Hollow(text) {
		return bot.Refuse("「%s」看不出怎么办的。请写清楚一点，比如「换了新灯泡」「电工12月3日来换」。", strings.TrimSpace(text))
	}
	return nil
}

// Arrive says that somebody is there.
func Arrive(tx store.Tx, who directory.Person, no string) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err == nil {
		err = free(tx, who, i)
	}
	if err == nil && i.State == OnSite {
		err = bot.Refuse("%s已经说过到现场了。", Subject(i))
	}
	if err != nil {
		return i, err
	}
	if i.Handler != who.ID {
		i.takeOn(tx, who)
	}
	i.State = OnSite
	i.Next = earlier(i.spanEnd(tx, i.row(tx).Take), i.Due, tx.Now())
	i.done(tx, who, Event{Act: Arrived})
	put(tx, i)
	tellArrived(tx, i, who)
	return i, nil
}

// Ending is what was done about an issue.
type Ending struct {
	Text  string
	Photo string // a media id
	Shown string // its name in the files, if it is there already
	Cost  int    // in fen
}

// Finish closes an issue and asks the reporter whether it is really solved.
func Finish(tx store.Tx, who directory.Person, no string, end Ending) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err == nil {
		err = free(tx, who, i)
	}
	if err != nil {
		return i, err
	}
	if err := says(end.Text); err != nil {
		return i, err
	}
	was := i.clone()
	if i.Handler != who.ID {
		i.takeOn(tx, who)
	}
	i.end(tx, Closed)
	i.Next = tx.Now().Add(askAgain)
	i.Cost += end.Cost
	i.done(tx, who, Event{Act: Close, Text: end.Text, Photo: end.Photo})
	i.say(tx, was, who, Close, "")
	put(tx, i)
	tellClosed(tx, i, who, end)
	finishSame(tx, i, who, end)
	return i, nil
}

// finishSame closes what was said to be the same, and tells those who reported it.
func finishSame(tx store.Tx, main Issue, who directory.Person, end Ending) {
	for i := range sameAs(tx, main) {
		if i.State != Same {
			continue
		}
		i.end(tx, Closed)
		i.Handler, i.Role, i.Next = main.Handler, main.Role, tx.Now().Add(askAgain)
		i.done(tx, who, Event{Act: Close, Text: end.Text})
		put(tx, i)
		tellClosed(tx, i, who, end)
	}
}

// unfinishSame takes back that they were closed with it.
func unfinishSame(tx store.Tx, main Issue, at time.Time) {
	for i := range sameAs(tx, main) {
		if i.State != Closed || !i.Ended.Equal(at) {
			continue
		}
		i.State, i.Ended, i.Asked, i.Handler = Same, time.Time{}, 0, ""
		put(tx, i)
		tellReporter(tx, i, "弄错了", bot.Out{Text: "对不起，刚才说办好了，是弄错了。\n" + yours(i) + "还在办。", Buttons: FollowUp(i)})
	}
}

// sameAs are those that were said to be the same as an issue.
func sameAs(tx store.Reader, main Issue) iter.Seq[Issue] {
	return slices.Values(slices.Collect(issues.By(tx, "of", store.Key(main.No))))
}
