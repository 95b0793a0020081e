package class

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/flows/course"
	"yishi/store"
)

// Board is the code of a class, on the blackboard.
type Board struct {
	Course uint64 `json:"course"`
	Week   int    `json:"week"`
	Code   string `json:"code"`
}

// Codes draws the four digits of a class. A transaction that is run again draws
// anew; what is told is what was kept.
type Codes func(tx store.Tx) string

// RandomCodes draws four digits that do not follow from anything.
func RandomCodes(store.Tx) string {
	n, err := rand.Int(rand.Reader, big.NewInt(9000))
	if err != nil {
		panic(err) // never: https://pkg.go.dev/crypto/rand#Read
	}
	return strconv.FormatInt(n.Int64()+1000, 10)
}

var boards = store.NewTable("board", func(b *Board) string { return store.Key(b.Course, b.Week) })

func refOf(c course.Course, week int) string { return fmt.Sprintf("%d/%d", c.No, week) }

// ReadRef reads what an agenda entry of a class refers to.
func ReadRef(tx store.Reader, ref string) (c course.Course, week int, ok bool) {
	id, w, _ := strings.Cut(ref, "/")
	c, ok = course.Get(tx, id)
	week, err := strconv.Atoi(w)
	return c, week, ok && err == nil && c.State == course.Confirmed
}

func drawn(tx store.Reader, c course.Course, week int) bool {
	_, ok := boards.Get(tx, store.Key(c.No, week))
	return ok
}

// remindAt is two hours before a class; at eight, where that is too early and an
// hour is left; else at eight in the evening before.
func remindAt(class time.Time) time.Time {
	at := bot.Awake(class.Add(-2 * time.Hour))
	if class.Sub(at) < time.Hour {
		return bot.Midnight(class).Add(-4 * time.Hour)
	}
	return at
}

// Schedule sets what comes next: the reminder of a class, or the end. A class whose
// code is drawn has had its reminder. What was set for another time finds out
// that it came too early or too often.
func Schedule(tx store.Tx, c course.Course) {
	for _, k := range c.Classes() {
		if !drawn(tx, c, k.Week) && tx.Now().Before(k.Ends) {
			at := remindAt(k.At)
			if at.Before(tx.Now()) {
				at = tx.Now()
			}
			agenda.Set(tx, at, dueClass, refOf(c, k.Week))
			return
		}
	}
	agenda.Set(tx, bot.Awake(c.Last().Ends.Add(SignAround)), dueOver, refOf(c, c.Last().Week))
}

// classDue reminds of a class, and gives staff its code for the board.
func (b blackboard) classDue(tx store.Tx, e agenda.Entry) error {
	c, week, ok := ReadRef(tx, e.Ref)
	if !ok {
		return nil
	}
	class, on := c.Class(week)
	if on && !drawn(tx, c, week) && !tx.Now().Before(remindAt(class.At)) && tx.Now().Before(class.Ends) {
		code := b.codes(tx)
		boards.Put(tx, Board{c.No, week, code})
		away := 0
		for _, p := range course.Line(tx, c, course.In) {
			if PresenceOf(tx, c, week, p.Person).State == Away {
				away++
				continue
			}
			if tx.Now().Before(class.At) {
				tellBefore(tx, c, p, class, reminderOut(tx, c, class))
			}
		}
		course.TellStaff(tx, course.TermOf(tx, c), codeOut(tx, c, class, code, away))
	}
	Schedule(tx, c)
	return nil
}

// Redraw forgets the code of a class: at a new time it has a new reminder, and a
// new code.
func Redraw(tx store.Tx, c course.Course, week int) { boards.Delete(tx, store.Key(c.No, week)) }

func reminderOut(tx store.Reader, c course.Course, k course.Class) bot.Out {
	text := fmt.Sprintf("提醒您：%s第%d次课，%s，%s。", course.Title(tx, c), k.N, bot.Moment(k.At), c.Where)
	if c.Bring != "" {
		text += "\n请带：" + c.Bring + "。"
	}
	return bot.Out{
		Text:    text + "\n到了教室，看黑板上的四个数字，回复「签到」。",
		Buttons: []bot.Button{{Label: "去不了，请假", Token: course.Token("away", refOf(c, k.Week)), Wide: true}},
		Title:   "上课提醒", Fields: course.Fields(c),
	}
}

func codeOut(tx store.Reader, c course.Course, k course.Class, code string, away int) bot.Out {
	text := fmt.Sprintf("%s第%d次课，%s，%s。\n签到码：%s\n请写在黑板上，上课前后1小时内有效。", course.Title(tx, c), k.N, bot.Moment(k.At), c.Where, code)
	if away > 0 {
		text += fmt.Sprintf("\n已经请假的有%d人。", away)
	}
	return bot.Out{Text: text + "\n看谁来了，回复「点名册」。", Title: "签到码"}
}
