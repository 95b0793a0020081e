package meeting

import (
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// names are what such meetings are called; others can be written.
var names = []string{"四方议事会", "居民议事会", "业主协商会", "党建联席会"}

// call is somebody who calls those who answer for a place to a table.
func call(c *talk.Conv) error {
	c.Safe("没有发出去，谁也没有请。")
	m := Meeting{}
	if id, again := talk.Known[string](c, talk.Of); again {
		last, err := talk.Look(c, "last", func(tx store.Tx) (Meeting, error) { return next(tx, c.Who(), id) })
		if err != nil {
			return err
		}
		m = last
	} else {
		m.Place = askPlace(c)
		m.Name = askName(c)
	}
	m.At = c.Time("at", "哪天几点开？比如「12月10日下午2点」。")
	m.Where = c.Lasting("where", "在哪里开？")
	topics, err := askTopics(c, m)
	if err != nil {
		return err
	}
	m.Topics = append(m.Topics, topics...)
	if m.Seats, err = askSeats(c, m); err != nil {
		return err
	}
	if !m.Monthly {
		m.Monthly = c.Choice("monthly", "每个月都开吗？每月开的，下次开会前我提醒您，还有哪些没办好。", talk.Opt{Key: "n", Label: "只开这一次"}, talk.Opt{Key: "y", Label: "每月都开"}) == "y"
	}
	bill, err := talk.Look(c, "bill", func(tx store.Tx) (string, error) { return m.bill(tx) + "\n请：" + m.seatWords(tx), nil })
	if err != nil {
		return err
	}
	if c.Choice("send", bill+"\n这样发出去，对吗？", talk.Opt{Key: "y", Label: "发出去"}, talk.Opt{Key: "n", Label: "先不发"}) == "n" {
		return c.End("好的，没有发。要开会，回复「开议事会」。")
	}
	done, err := talk.Step(c, "call", func(tx store.Tx) (sent, error) {
		m, err := Call(tx, c.Who(), m)
		return sent{m, m.lostWords(tx)}, err
	})
	if err != nil {
		return err
	}
	return c.EndWith([]bot.Button{button("谁来", "who", done.Meeting)}, "发出去了，请了%d位。%s\n谁来、谁来不了，回复「议事会」看。开完会，我请您写记录。", len(done.Seats), done.Lost)
}

// sent is a meeting that was called, and who cannot hear of it.
type sent struct {
	Meeting
	Lost string
}

// next is what a meeting that is held every month begins with: what is open of the last.
func next(tx store.Reader, who directory.Person, id string) (Meeting, error) {
	last, ok := Get(tx, id)
	if !ok || !last.runs(who) {
		return last, directory.ErrNotYours
	}
	m := Meeting{Place: last.Place, Name: last.Name, Monthly: last.Monthly}
	_, left := last.open(tx)
	for _, i := range left[:min(len(left), mostTopics/2)] {
		m.Topics = append(m.Topics, Topic{Text: i.Title(), Issue: i.No})
	}
	return m, nil
}

func askPlace(c *talk.Conv) string {
	roots := directory.PlacesOf(c.Who(), directory.HoldMeeting)
	if len(roots) == 1 && c.KindOf(roots[0]) == directory.Estate {
		return roots[0]
	}
	return c.Area("place", roots, "是哪里的会？")
}

func askName(c *talk.Conv) string {
	var opts []talk.Opt
	for _, n := range names {
		opts = append(opts, talk.Opt{Key: n, Label: n})
	}
	said := c.TextOrPick("name", "是什么会？别的会，直接写名字。", opts...)
	if said.Key != "" {
		return said.Key
	}
	return said.Words
}

// askTopics asks what is talked about, a line each.
func askTopics(c *talk.Conv, m Meeting) ([]Topic, error) {
	for {
		var words string
		text := "议什么？一行写一项，或者用分号隔开，可以写报修的编号。"
		if len(m.Topics) > 0 {
			words = c.TextOr("topics", "没有别的", "上次没办好的%d件先议：%s\n还议什么？一行写一项，或者用分号隔开。", len(m.Topics), agendaWords(m.Topics))
		} else {
			words = c.Text("topics", "%s", text)
		}
		topics, err := talk.Look(c, "of "+words, func(tx store.Tx) (read, error) {
			topics, err := topicsOf(tx, m.Place, lines(words))
			if err != nil {
				return read{Why: err.Error()}, nil
			}
			return read{Topics: topics}, nil
		})
		if err != nil {
			return nil, err
		}
		if topics.Why == "" {
			return topics.Topics, nil
		}
		c.Say("%s", topics.Why)
	}
}

// read is what words gave, or why not.
type read struct {
	Topics []Topic
	Why    string
}

// table is who can be asked, as it is offered.
type table struct {
	Sides []Side
	Opts  []talk.Opt
}

// askSeats asks which sides come, and gives the seats of those.
func askSeats(c *talk.Conv, m Meeting) (seats []Seat, err error) {
	t, err := talk.Look(c, "sides", func(tx store.Tx) (table, error) {
		t := table{Sides: sidesOf(tx, m.Place, c.Who().ID)}
		for _, s := range t.Sides {
			t.Opts = append(t.Opts, talk.Opt{Key: s.Role, Label: s.label(tx)})
		}
		if len(t.Sides) == 0 {
			return t, bot.Refuse("这里还没有登记物业、楼栋长这些人。先回复「给工作」，把他们加上。")
		}
		return t, nil
	})
	if err != nil {
		return nil, err
	}
	picked := c.Choices("sides", "请哪几方来？", 1, len(t.Opts), t.Opts...)
	for _, s := range t.Sides {
		if slices.Contains(picked, s.Role) {
			seats = append(seats, s.Seats...)
		}
	}
	return seats, nil
}

// seatWords are those who are asked, by name while they are few.
func (m Meeting) seatWords(tx store.Reader) string {
	const few = 6
	return fewOf(tx, m.Seats, few)
}

// lostWords are those whom nothing reaches: they have to be told by somebody.
func (m Meeting) lostWords(tx store.Reader) string {
	const few = 6
	var lost []Seat
	for _, s := range m.Seats {
		if !directory.Reachable(tx, s.Person) {
			lost = append(lost, s)
		}
	}
	if len(lost) == 0 {
		return ""
	}
	return "其中" + strconv.Itoa(len(lost)) + "位还没有用过我，收不到，请您当面说一声：" + fewOf(tx, lost, few) + "。"
}

// fewOf are seats by name while they are few.
func fewOf(tx store.Reader, seats []Seat, few int) string {
	var all []string
	for _, s := range seats {
		all = append(all, called(tx, s.Person, s.As))
	}
	if len(all) > few {
		return strings.Join(all[:few], "、") + "等" + strconv.Itoa(len(all)) + "位"
	}
	return strings.Join(all, "、")
}

// callOff is whoever runs a meeting that does not take place.
func callOff(c *talk.Conv) error {
	c.Safe("没有取消。")
	id, _ := talk.Known[string](c, talk.Of)
	if _, err := talk.Look(c, "mine", func(tx store.Tx) (string, error) { _, err := mine(tx, c.Who(), id); return id, err }); err != nil {
		return err
	}
	why := c.Lasting("why", "为什么不开了？写一句，请来的人都看得到。")
	m, err := talk.Step(c, "off", func(tx store.Tx) (sent, error) {
		m, err := Cancel(tx, c.Who(), id, why)
		return sent{m, m.lostWords(tx)}, err
	})
	if err != nil {
		return err
	}
	return c.End("取消了，给请过的%d位各发一句。%s", len(m.Seats), m.Lost)
}

// look is anybody who wants to know of meetings.
func (k *kit) look(c *talk.Conv) error {
	list, err := talk.Look(c, "list", func(tx store.Tx) (opts []talk.Opt, err error) {
		for _, m := range of(tx, c.Who()) {
			if len(opts) < 8 {
				opts = append(opts, talk.Opt{Key: m.ID(), Label: m.label(tx), Wide: true})
			}
		}
		return opts, nil
	})
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return c.End("这里还没有开过议事会。开过的，议了什么、定了什么、谁去办，都能在这里看。")
	}
	id := list[talk.OneOf(c, "which", "看哪一次？", list, func(o talk.Opt) string { return o.Label })].Key
	seen, err := talk.Look(c, "card", func(tx store.Tx) (card, error) { return k.cardOf(tx, c.Who(), id) })
	if err != nil {
		return err
	}
	return c.EndWith(seen.Buttons, "%s", seen.Text)
}

// card is a meeting as somebody sees it, with what they can do.
type card struct {
	Text    string
	Buttons []bot.Button
}

func (k *kit) cardOf(tx store.Reader, who directory.Person, id string) (seen card, err error) {
	m, ok := Get(tx, id)
	at := m.seatOf(tx, who)
	switch {
	case !ok:
		return seen, bot.Refuse("没有找到这个会。")
	case m.State == Held && (at >= 0 || m.runs(who)):
		seen.Text, seen.Buttons = m.record(tx), k.pageButtons(m)
	case m.State == Held:
		seen.Text, seen.Buttons = m.public(tx), k.pageButtons(m)
	case m.State == Off:
		seen.Text = m.head(tx) + "\n这个会取消了。"
	case m.runs(who):
		seen.Text = m.bill(tx) + "\n\n" + m.comingWords(tx)
		seen.Buttons = []bot.Button{button("写记录", "w", m), button("取消这个会", "off", m)}
	case at >= 0:
		seen.Text, seen.Buttons = m.bill(tx), comeOrNot(m)
	default:
		return seen, directory.ErrNotYours
	}
	return seen, nil
}

// pageButtons lead to the page of the minutes, which can be printed and passed on.
func (k *kit) pageButtons(m Meeting) []bot.Button {
	if k.Page == nil || m.Code == "" {
		return nil
	}
	return []bot.Button{button("打印、转发", "page", m)}
}
