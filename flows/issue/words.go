package issue

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// Words is what people call a state.
func (s State) Words() string {
	switch s {
	case Open:
		return "等人来办"
	case Taken:
		return "有人在办"
	case Answered:
		return "已经答复"
	case Reopened:
		return "重新在办"
	case Closed:
		return "办好了"
	case OnSite:
		return "到现场了"
	case Outside:
		return "在等外单位"
	case Foreign:
		return "归别处管"
	case Same:
		return "和别的一起办"
	}
	return "已经撤回"
}

// Ratings are the words for 1 to 5.
func Ratings() []string {
	return []string{"很不满意", "不满意", "一般", "满意", "很满意"}
}

// Score is a rating in words.
func Score(n int) string { return strconv.Itoa(n) + "分" }

// Yuan is an amount in fen as people say it: 120元, 20.5元.
func Yuan(fen int) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%02d", fen/100, fen%100), "0"), ".") + "元"
}

// whereWords is a spot for somebody who has several estates to look after.
func whereWords(tx store.Reader, s talk.Spot) string {
	full := directory.FullName(tx, s.Place)
	switch {
	case s.Name == "" || s.Name == full:
		return full
	case full == "" || strings.Contains(s.Name, full):
		return s.Name
	}
	return full + "（" + s.Name + "）"
}

// byWhom is how the actor of an event is called by one who reads the history:
// the reporter reads 您, where it was they.
func byWhom(tx store.Reader, i Issue, e Event, reads string) (who string, they bool) {
	p, _ := directory.GetPerson(tx, directory.Resolve(tx, e.By))
	switch {
	case e.As != "":
		return p.In(e.As), false
	case reads != "" && directory.Resolve(tx, reads) == p.ID:
		return "您", true
	}
	return "反映人", false
}

// line is an event as one line of the history, for who did it themselves or another.
func (e Event) line(who string, they bool) string {
	switch e.Act {
	case Filed:
		if they {
			return who + "反映"
		}
		return "收到"
	case Added:
		return who + "补充" + e.tail()
	case Took:
		return who + "来办"
	case Answer:
		return who + "答复" + e.tail()
	case Handed:
		return who + "转给" + directory.RoleName(e.To) + e.tail()
	case Sorted:
		return who + "改了类别：" + KindName(e.To)
	case Close:
		return who + "办好了" + e.tail()
	case Agreed:
		return who + "说办好了"
	case Rated:
		return who + "打了" + e.Text
	case Reopen:
		if e.As != "" {
			return who + "重新办" + e.tail()
		}
		return who + "说没有解决" + e.tail()
	case Unsaid:
		return who + "收回了刚才的" + map[string]string{string(Answer): "答复", string(Close): "办结", string(Handed): "转交"}[e.To]
	case Gave:
		return who + "放了回去"
	case Arrived:
		return who + "到现场了"
	case Waits:
		return who + "在等" + e.To + "，" + e.Text + "有结果"
	case Referred:
		return who + "说归别处管：" + e.To
	case Joined:
		return who + "说和" + e.To + "是一件事"
	case Refused:
		return who + "不接，交给" + directory.RoleName(e.To) + e.tail()
	case Helped:
		return who + "求助" + directory.RoleName(e.To) + e.tail()
	case Extended:
		return who + "说不好办" + e.tail()
	case Nudged:
		return "说好的日子过了，去催了"
	case Silence:
		return "问了两次没有回音"
	case Called:
		return who + map[string]string{string(WasGood): "回访，办好了", string(WasBad): "回访，没有办好"}[e.To] + e.tail()
	case Withdrew:
		return who + "撤回"
	}
	what := "到期没有办好"
	if e.Text != "" {
		what = e.Text
	}
	if e.To != "" {
		what += "，报给" + directory.RoleName(e.To)
	}
	return what
}

// mendedWords are an answer as the history has it.
func mendedWords(text string, mends bool) string {
	if mends {
		return "（更正）" + text
	}
	return text
}

// tail is what was said, and that there is a photo.
func (e Event) tail() string {
	text := e.Text
	if e.Photo != "" {
		text += "（有照片）"
	}
	if text == "" {
		return ""
	}
	return "：" + text
}

// historyLines is how much of a long history is shown.
const historyLines = 8

func history(tx store.Reader, i Issue, reads string) string {
	lines := allHistory(tx, i, reads)
	if from := len(lines) - historyLines; from > 0 {
		lines = append([]string{fmt.Sprintf("前面还有%d条", from)}, lines[from:]...)
	}
	return "\n" + strings.Join(lines, "\n")
}

func allHistory(tx store.Reader, i Issue, reads string) (lines []string) {
	var missing map[int]string
	if reads == "" {
		missing = untold(tx, i)
	}
	for n, e := range i.Events {
		lines = append(lines, stamp(e.At)+" "+e.line(byWhom(tx, i, e, reads))+missing[n])
	}
	return lines
}

func stamp(t time.Time) string { return t.In(bot.Zone).Format("1月2日15:04") }

// Age is how long ago, in one word.
func Age(since, now time.Time) string {
	switch d := now.Sub(since); {
	case d < time.Hour:
		return "刚到"
	case d < 24*time.Hour:
		return fmt.Sprintf("%d小时", d/time.Hour)
	default:
		return fmt.Sprintf("%d天", d/(24*time.Hour))
	}
}

// dueLine says by when there is an answer, as long as that matters.
func dueLine(i Issue, now time.Time) string {
	switch {
	case !i.Live():
		return ""
	case now.After(i.Due):
		return "到期还没有办好"
	case i.Overdue(now):
		return "到期还没有办好，改为" + byWhen(i.Due) + "前"
	case i.State == Outside:
		return "在等" + i.Dept + "，" + byWhen(i.Due) + "有结果"
	case !i.Waits():
		return "说好" + byWhen(i.Due) + "办好"
	}
	return byWhen(i.Due) + "前答复"
}

// ForReporter is an issue as its reporter reads it.
func ForReporter(tx store.Reader, i Issue) string {
	lines := []string{
		"编号" + i.No + "，" + i.State.Words() + "。",
		i.What,
		"地点：" + whereWords(tx, i.Spot),
		dueLine(i, tx.Now()),
	}
	return joined(lines) + "\n\n经过：" + history(tx, i, i.Reporter)
}

// ForStaff is an issue as staff read it: with the name, never the phone.
func ForStaff(tx store.Reader, i Issue) string {
	kind := KindName(i.Category)
	if i.Urgent {
		kind = "紧急，" + kind
	}
	lines := []string{
		i.No + "（" + kind + "），" + i.State.Words(),
		i.What,
		"地点：" + whereWords(tx, i.Spot),
		"反映人：" + ReporterName(tx, i),
		dueLine(i, tx.Now()),
	}
	if i.Cost > 0 {
		lines = append(lines, "花费："+Yuan(i.Cost))
	}
	return joined(append(lines, othersLine(tx, i))) + "\n\n经过：" + history(tx, i, "")
}

// othersLine names the live issues about the same in the same building.
func othersLine(tx store.Reader, i Issue) string {
	var nos []string
	for _, other := range Alike(tx, i) {
		nos = append(nos, other.No)
	}
	if len(nos) == 0 {
		return ""
	}
	return "同一栋楼类似的：" + strings.Join(nos, "、")
}

// Looked notes that somebody sees whose an issue is, if we know whose and it is not theirs.
func Looked(tx store.Tx, by directory.Person, i Issue) {
	p, known := directory.GetPerson(tx, directory.Resolve(tx, i.Reporter))
	if known && p.Name != "" && p.ID != by.ID {
		audit.Log(tx, by.ID, "look at reporter", i.Spot.Place, p.ID)
	}
}

// ReporterName is how staff read whose an issue is.
func ReporterName(tx store.Reader, i Issue) string {
	name := nameOfReporter(tx, i)
	if by, ok := directory.GetPerson(tx, directory.Resolve(tx, i.By)); ok && by.Name != "" {
		name += "（" + by.Name + "代报）"
	}
	return name
}

func nameOfReporter(tx store.Reader, i Issue) string {
	p, _ := directory.GetPerson(tx, directory.Resolve(tx, i.Reporter))
	switch {
	case p.Name == "":
		return "没有登记的居民"
	case p.Trust == directory.Guest:
		return p.Name + "（没有登记）"
	}
	return p.Name
}

// joined puts the lines that say something below each other.
func joined(lines []string) string {
	var said []string
	for _, l := range lines {
		if l != "" {
			said = append(said, l)
		}
	}
	return strings.Join(said, "\n")
}
