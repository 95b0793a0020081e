package issue

import (
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// Decided is what those who answer for a place have decided, for one of them to do.
type Decided struct {
	No      string // the issue it is about, where there is one
	What    string
	From    string // who decided it: 桂花苑四方议事会
	Place   string
	Role    string // of who does it
	Handler string
	Due     time.Time // its last day
}

// Decide has something decided followed as every issue is: in the hands of who took it
// on, with the day that was agreed. What was an issue already goes on under its number.
func Decide(tx store.Tx, by directory.Person, d Decided) (Issue, error) {
	p, ok := directory.GetPerson(tx, directory.Resolve(tx, d.Handler))
	if !ok || !directory.May(p, directory.HandleIssue, d.Place) {
		return Issue{}, bot.Refuse("%s现在不能办这里的事，请换一位。", p.Name)
	}
	i, there := Get(tx, d.No)
	if !there || !i.Live() {
		category, urgent, _ := Judge(d.What)
		i = Issue{
			No: nextNumber(tx), Reporter: by.ID, What: d.What, Spot: talk.Spot{Place: d.Place, Name: directory.FullName(tx, d.Place)},
			Building: buildingOf(tx, d.Place), Category: category, Urgent: urgent, Filed: tx.Now(),
		}
		i.note(Event{At: tx.Now(), By: by.ID, Act: Filed, Text: d.From + "定的"})
	}
	i.Role, i.Handler, i.State = d.Role, p.ID, Taken
	i.note(Event{At: tx.Now(), By: by.ID, Act: Handed, To: d.Role, Text: d.What})
	i.until(bot.Midnight(d.Due).Add(24*time.Hour - time.Minute))
	put(tx, i)
	audit.Log(tx, by.ID, "issue.decide", d.Place, i.No)
	if p.ID != by.ID {
		tellStaff(tx, i, []directory.Person{p}, "", bot.Out{Text: d.From + "定了，由您办：" + d.What + "。\n编号 " + i.No + "，" + bot.Day(d.Due) + "前办好。", Buttons: Working(i)})
	}
	if there && i.Reporter != by.ID {
		tellReporter(tx, i, "会上议了", bot.Out{Text: yours(i) + "，" + d.From + "议过了：" + d.What + "。" + p.In(d.Role) + "来办，" + bot.Day(d.Due) + "前办好。"})
	}
	return i, nil
}
