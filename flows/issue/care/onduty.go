package care

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/meaning/when"
	"yishi/bot/talk"
	"yishi/flows/issue/duty"
	"yishi/store"
)

// roster is staff looking at who is on duty (值班表), and changing it: what cannot wait
// rings whoever is, too.
func roster(c *talk.Conv) error {
	c.Safe("值班表没有改。")
	roots := directory.PlacesOf(c.Who(), directory.KeepContact)
	at := roots[0]
	if len(roots) > 1 || c.KindOf(at) != directory.Estate {
		at = c.Area("place", roots, "看哪里的值班表？")
	}
	t, err := talk.Look(c, "table", func(tx store.Tx) (onDuty, error) { return dutyAt(tx, at), nil })
	if err != nil {
		return err
	}
	opts := []talk.Opt{{Key: "add", Label: "加一班"}}
	if len(t.Shifts) > 0 {
		opts = append(opts, talk.Opt{Key: "drop", Label: "去掉一班"})
	}
	switch c.Choice("do", t.Text, append(opts, talk.Opt{Key: "no", Label: "不改了"})...) {
	case "add":
		return addShift(c, at, t)
	case "drop":
		lines := append(slices.Clone(t.Lines), "都不去掉")
		n := talk.OneOf(c, "which", "去掉哪一班？", lines, func(l string) string { return l })
		if n == len(t.Shifts) {
			return c.End("好的，没有改。")
		}
		if _, err := talk.Step(c, "drop", func(tx store.Tx) (bool, error) {
			duty.Drop(tx, t.Shifts[n])
			audit.Log(tx, c.Who().ID, "keep duty roster", at, t.Shifts[n].Person)
			return true, nil
		}); err != nil {
			return err
		}
		return c.End("去掉了：%s。", t.Lines[n])
	}
	return c.End("好的，没有改。")
}

func addShift(c *talk.Conv, at string, t onDuty) error {
	if len(t.People) == 0 {
		return c.End("这里还没有能办事的人（物业、社区、网格员、值班）。先回复「给工作」，再来排班。")
	}
	s := duty.Shift{Place: at}
	who := t.People[talk.OneOf(c, "who", "谁值班？", t.People, func(o talk.Opt) string { return o.Label })]
	s.Person = who.Key
	s.Days = askDays(c)
	s.From, s.Until = askHours(c)
	line := who.Label + "，" + dayWords(s) + "，" + hourWords(s)
	if _, err := talk.Step(c, "put", func(tx store.Tx) (bool, error) {
		duty.Put(tx, s)
		audit.Log(tx, c.Who().ID, "keep duty roster", at, s.Person)
		return true, nil
	}); err != nil {
		return err
	}
	return c.End("排好了：%s。那时候有等不得的事，也找他。再加，回复「值班表」。", line)
}

// askDays gives days of the week, 1 for Monday, or one date.
func askDays(c *talk.Conv) string {
	for {
		said := c.TextOrPick("days", "哪几天？也可以写一天，比如「12月5日」。",
			talk.Opt{Key: "1234567", Label: "每天"}, talk.Opt{Key: "12345", Label: "周一到周五"}, talk.Opt{Key: "67", Label: "周六、周日"})
		if said.Key != "" {
			return said.Key
		}
		if n := slices.Index(weekdays, strings.TrimLeft(said.Words, "周星期礼拜每")); n >= 0 {
			return string(rune('1' + n))
		}
		if day, err := talk.Look(c, "day "+said.Words, func(tx store.Tx) (string, error) {
			day, ok := when.Date(said.Words, tx.Now().In(bot.Zone))
			if !ok {
				return "", nil
			}
			return day.Format(time.DateOnly), nil
		}); err == nil && day != "" {
			return day
		}
		c.Say("没有看懂是哪天。写「周六」，或者「12月5日」。")
	}
}

// weekdays are what they are called, Monday first.
var weekdays = []string{"一", "二", "三", "四", "五", "六", "日"}

// askHours gives from when to when; until an hour not after the first it is the next day,
// so that a day from midnight on is whole.
func askHours(c *talk.Conv) (from, until time.Duration) {
	for {
		said := c.TextOrPick("hours", "从几点到几点？也可以写，比如「18点到24点」。",
			talk.Opt{Key: "0", Label: "整天"}, talk.Opt{Key: "8:00-18:00", Label: "白天8点到18点"}, talk.Opt{Key: "18:00-8:00", Label: "晚上18点到第二天8点"})
		if said.Key == "0" {
			return 0, 0
		}
		if h, ok := setting.ReadHours(cmp.Or(said.Key, said.Words)); ok {
			return h.From, h.Until
		}
		c.Say("没有看懂几点到几点。写「18:00到8:00」这样。")
	}
}

// onDuty is the roster of a place as it is shown, with who could be put on it.
type onDuty struct {
	Text   string
	Shifts []duty.Shift
	Lines  []string
	People []talk.Opt
}

func dutyAt(tx store.Reader, at string) (t onDuty) {
	t.Shifts = duty.At(tx, at)
	for _, s := range t.Shifts {
		p, _ := directory.GetPerson(tx, directory.Resolve(tx, s.Person))
		t.Lines = append(t.Lines, p.Anybody()+"，"+dayWords(s)+"，"+hourWords(s))
	}
	t.Text = directory.FullName(tx, at) + "的值班表：\n" + strings.Join(t.Lines, "\n")
	if len(t.Lines) == 0 {
		t.Text = directory.FullName(tx, at) + "还没有排值班。排了，等不得的事也找值班的人。"
	}
	for p := range (directory.Audience{Place: at, Roles: directory.RoleKeys()}).People(tx) {
		t.add(p, at)
	}
	for _, role := range []string{directory.Property, directory.Staff, directory.Duty, directory.GridOfficer} {
		for _, p := range directory.StaffAt(tx, role, at) {
			t.add(p, at)
		}
	}
	return t
}

func (t *onDuty) add(p directory.Person, at string) {
	for _, known := range t.People {
		if known.Key == p.ID {
			return
		}
	}
	if len(t.People) < 9 && directory.May(p, directory.HandleIssue, at) {
		t.People = append(t.People, talk.Opt{Key: p.ID, Label: p.Anybody()})
	}
}

func dayWords(s duty.Shift) string {
	switch s.Days {
	case "1234567":
		return "每天"
	case "12345":
		return "周一到周五"
	case "67":
		return "周六、周日"
	}
	if day, err := time.ParseInLocation(time.DateOnly, s.Days, bot.Zone); err == nil {
		return bot.Day(day)
	}
	return "每周" + weekdays[s.Days[0]-'1']
}

func hourWords(s duty.Shift) string {
	if s.From == 0 && s.Until == 0 {
		return "整天"
	}
	return setting.SayHours(directory.Hours{From: s.From, Until: s.Until})
}
