package meaning

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"yishi/bot/meaning/when"
	"yishi/bot/meaning/wording"
)

// Rules understand by word lists alone. They cost microseconds, need nothing
// and can say why: Understanding.Why holds the words that decided.
type Rules struct{}

// MaxText is how much of a sentence is looked at, in characters.
const MaxText = 500

// timeSigns: a text without any of them names no moment.
const timeSigns = "天日号月周期拜点:晨早午晚夜后-/"

// enough is the score from which an intent is believed.
const enough = 4

// Understand says what a sentence outside any question means.
func (Rules) Understand(text string, c Context) Understanding {
	text = wording.Clip(text, MaxText)
	t := wording.Fold(text)
	if greets(t) {
		return Understanding{Intent: Help, Confidence: 1, What: text, Why: []string{t}}
	}
	e := vocabulary.find(t)
	about := findTitles(t, c)
	intent, best, second := e.rank(about, c.Staff)
	u := Understanding{Intent: intent, What: what(text), Subject: e.subject(), Why: e.why(reasons[intent]...)}
	u.Urgent, u.Call = e.emergency()
	if u.Call != "" && best < 2*enough { // a cry for help need not say more
		u.Intent, best = Issue, 2*enough
		u.Why = e.why(reasons[Issue]...)
	}
	if best > 0 {
		u.Confidence = math.Round(100*float64(best)/float64(best+second+2)) / 100
	}
	if !c.Now.IsZero() && strings.ContainsAny(t, timeSigns) {
		if at, _, ok := when.Moment(text, c.Now); ok {
			u.When = &at
		}
	}
	return u.with(e, text, about)
}

// with adds what belongs to the intent found.
func (u Understanding) with(e evidence, text string, about titles) Understanding {
	switch u.Intent {
	case Issue:
		u.Category = e.category()
		u.Where = place(text)
		u.Subject = ""
	case Poll:
		u.Match = about.poll.ID
	case Notice, SignUp, Withdraw:
		u.Match = about.notice.ID
	case None:
		u.Confidence = 0
	}
	if u.Subject == "" && u.Match != "" {
		u.Subject = about.word(u.Intent)
	}
	return u
}

// rank adds up the evidence of each intent and gives the best, its score, and
// the score of the next.
func (e evidence) rank(about titles, staff bool) (intent string, best, second int) {
	intent = None
	scores := e.scores(about, staff)
	for _, name := range Intents(staff) { // a fixed order decides between equals
		switch s := scores[name]; {
		case s < enough:
		case s > best:
			intent, best, second = name, s, best
		case s > second:
			second = s
		}
	}
	return intent, best, second
}

// scores weighs the words: those that can only mean one thing three or four
// times, the things an intent can be about once they are asked for.
func (e evidence) scores(about titles, staff bool) map[string]int {
	n := func(lists ...int) int { return e.count(lists) }
	event := n(listEvent) + about.noticeRunes
	course := n(listCourse)
	asking := n(listWant, listSignUp)
	s := map[string]int{
		Issue:  e.trouble(),
		Poll:   3 * n(listPoll),
		Notice: 3*n(listNotice) + ifAny(event, 2*event+n(listQuestion)),
		SignUp: ifAny(n(listSignUp), 3*n(listSignUp)) + ifAny(asking, ifAny(event, 3*asking+2*event)),
		Course: ifAny(course, 2*course+3*asking+n(listQuestion)),
		Mine:   3 * n(listMine),
		Join:   3 * n(listJoin),
		Human:  4 * n(listHuman),
		Proxy:  6 * n(listProxy),
		Paper:  6 * n(listPaper),
		Help:   2 * n(listHelp),
	}
	aside := n(listPoll) > 0 && event+course == 0 // 取消投票: who takes a vote back goes where it was cast
	if w := n(listWithdraw); w > 0 && !aside {
		s[Withdraw], s[SignUp] = 4*w+event+course, 0
	}
	if about.pollRunes > 0 {
		s[Poll] += 2*about.pollRunes + 3*asking + n(listQuestion)
		if about.noticeRunes <= about.pollRunes {
			s[Poll] += course + 1
		}
	}
	if staff {
		s[StaffIssues], s[StaffPoll], s[StaffNotice] = 4*n(listStaffIssues), 4*n(listStaffPoll), 4*n(listStaffNotice)
	}
	return s
}

// trouble is the score of an issue. A thing alone is none; nor is something
// that is well again.
func (e evidence) trouble() int {
	wrong := 2*e.count([]int{listTrouble}) + 3*e.count(listsWrong) + 3*e.count([]int{listReport}) + 4*e.count(listsUrgent)
	if wrong == 0 || e.runes[listResolved] > 0 {
		return 0
	}
	return wrong + e.count(listsThing)
}

func (e evidence) count(lists []int) int {
	total := 0
	for i, w := range e.words {
		if slices.ContainsFunc(e.of[i], func(l int) bool { return slices.Contains(lists, l) }) {
			total += utf8.RuneCountInString(w)
		}
	}
	return total
}

func ifAny(n, score int) int {
	if n == 0 {
		return 0
	}
	return score
}

// category is the kind of issue that most of the words belong to.
func (e evidence) category() string {
	key, best := Other, 0
	for i, c := range categories[:len(categories)-1] {
		s := 3*e.runes[listsTrouble[i]] + 2*e.runes[listsThing[i]] + 3*e.runes[listsHurry[i]]
		if s > best {
			key, best = c.Key, s
		}
	}
	return key
}

// emergency says whether the matter cannot wait and whom to call first, unless
// it is only feared or spoken of.
func (e evidence) emergency() (urgent bool, call string) {
	if e.runes[listHedge] > 0 || e.runes[listResolved] > 0 {
		return false, ""
	}
	for i, number := range emergencyNumbers {
		if e.runes[listsUrgent[i]] > 0 {
			return true, number
		}
	}
	return e.count(listsHurry) > 0, ""
}

// subject is the longest word that names a course or an activity, without 班 and 课.
func (e evidence) subject() string {
	longest := ""
	for _, w := range e.why(listCourse, listEvent) {
		if w != "活动" && w != "课" && !strings.HasPrefix(w, "我") && len(w) > len(longest) {
			longest = w
		}
	}
	for _, end := range []string{"班", "课", "队"} {
		if short := strings.TrimSuffix(longest, end); utf8.RuneCountInString(short) > 1 {
			longest = short
		}
	}
	return longest
}

// what is the sentence without its greeting and spaces.
func what(text string) string {
	t := strings.Join(strings.Fields(strings.Map(wording.Visible, text)), " ")
	for {
		rest := strings.TrimLeft(t, " ,\uff0c。.!\uff01~、;\uff1b:\uff1a")
		for _, lead := range leads {
			rest = strings.TrimPrefix(rest, lead)
		}
		if utf8.RuneCountInString(rest) < 2 || rest == t {
			return strings.TrimSpace(t)
		}
		t = rest
	}
}
