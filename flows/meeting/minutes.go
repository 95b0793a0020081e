package meeting

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

const (
	mostSaid    = 9 // sentences to a topic
	mostDecided = 5
)

// minutes is whoever runs a meeting writing down what came of it, a topic after the
// other.
func (k *kit) minutes(c *talk.Conv) error {
	c.Safe("还没有发出去。")
	t, err := whichTable(c)
	if err != nil {
		return err
	}
	if t.ID == "" {
		return c.End("现在没有等着写记录的会。要开会，回复「开议事会」。")
	}
	came := t.Coming
	if came == "" || c.Choice("came", "到会的："+came+"，对吗？", talk.Opt{Key: "y", Label: "对"}, talk.Opt{Key: "n", Label: "不对，我来写"}) == "n" {
		came = c.Text("who", "哪些人到了？写一句，比如「物业老陈、3栋楼栋长刘春风」。")
	}
	topics := t.Topics
	for n := range topics {
		if err := talkedAbout(c, t, n, &topics[n]); err != nil {
			return err
		}
	}
	text, err := talk.Look(c, "record", func(tx store.Tx) (string, error) {
		m, _ := Get(tx, t.ID)
		m.Came, m.Topics = came, topics
		return m.record(tx), nil
	})
	if err != nil {
		return err
	}
	if c.Choice("send", text+"\n\n这样发给请来的人，定下来的事就开始盯，对吗？", talk.Opt{Key: "y", Label: "发出去"}, talk.Opt{Key: "n", Label: "先不发"}) == "n" {
		return c.End("好的，没有发。要写，再回复「会议记录」。")
	}
	done, err := talk.Step(c, "publish", func(tx store.Tx) (Meeting, error) {
		return Publish(tx, c.Who(), t.ID, k.Code(tx), came, topics)
	})
	if err != nil {
		return err
	}
	return c.EndWith(k.pageButtons(done), "发出去了。%s居民回复「议事会」看得到议了什么、定了什么，看不到姓名。", done.decidedWords())
}

// talkedAbout asks what was said to a topic, and what was decided.
func talkedAbout(c *talk.Conv, t sitting, n int, topic *Topic) error {
	text := fmt.Sprintf("议题%s：%s\n大家怎么说的？一句一条发来。没有要记的，回复 1。", number(n), topic.words())
	for len(topic.Said) < mostSaid {
		said := c.TextOr("said", "没有了", "%s", text)
		if said == "" {
			break
		}
		topic.Said = append(topic.Said, said)
		text = "记下了。还有谁说了什么？没有了，回复 1。"
	}
	text = "这一项定下来做什么？写一句。没有定，回复 1。"
	for len(topic.Decided) < mostDecided {
		what := c.LastingOr("decided", "没有", "%s", text)
		if what == "" {
			break
		}
		owner := t.Owners[talk.OneOf(c, "owner", "谁去办？", t.Owners, func(o Owner) string { return o.Called })]
		topic.Decided = append(topic.Decided, Decision{
			Text: what, Person: owner.Person, As: owner.As, By: c.Date("by", "最晚哪天办好？"),
		})
		text = "这一项还定了别的吗？没有了，回复 1。"
	}
	return nil
}

// sitting is a meeting to be written down.
type sitting struct {
	ID     string
	Coming string // who said that they would come
	Topics []Topic
	Owners []Owner
}

// Owner is somebody of the table who can take something on.
type Owner struct{ Person, As, Called string }

// whichTable finds the meeting: the one that a button named, or one that waits for its
// minutes.
func whichTable(c *talk.Conv) (sitting, error) {
	id, known := talk.Known[string](c, talk.Of)
	if !known {
		waiting, err := talk.Look(c, "waiting", func(tx store.Tx) (opts []talk.Opt, err error) {
			for _, m := range of(tx, c.Who()) {
				if m.State == Called && m.runs(c.Who()) {
					opts = append(opts, talk.Opt{Key: m.ID(), Label: m.label(tx)})
				}
			}
			return opts, nil
		})
		if err != nil || len(waiting) == 0 {
			return sitting{}, err
		}
		id = waiting[talk.OneOf(c, "which", "写哪一次的记录？", waiting, func(o talk.Opt) string { return o.Label })].Key
	}
	return talk.Look(c, "sitting", func(tx store.Tx) (sitting, error) { return sittingOf(tx, c.Who(), id) })
}

func sittingOf(tx store.Reader, who directory.Person, id string) (sitting, error) {
	m, err := mine(tx, who, id)
	if err != nil {
		return sitting{}, err
	}
	if tx.Now().Before(m.At) {
		return sitting{}, bot.Refuse("%s%s才开，开完再写。", m.Whole(tx), bot.Moment(m.At))
	}
	s := sitting{ID: m.ID(), Topics: m.Topics}
	for _, seat := range m.Seats {
		if seat.Comes == Coming {
			if s.Coming != "" {
				s.Coming += "、"
			}
			s.Coming += called(tx, seat.Person, seat.As)
		}
		if p, _ := directory.GetPerson(tx, directory.Resolve(tx, seat.Person)); directory.May(p, directory.HandleIssue, m.Place) {
			s.Owners = append(s.Owners, Owner{seat.Person, seat.As, called(tx, seat.Person, seat.As)})
		}
	}
	if directory.May(who, directory.HandleIssue, m.Place) {
		s.Owners = append(s.Owners, Owner{who.ID, roleAt(tx, Meeting{By: who.ID, Place: m.Place}), "我自己"})
	}
	if len(s.Owners) == 0 {
		return s, bot.Refuse("到会的人里，没有能办事的（物业、社区、网格员）。请社区工作人员来写这份记录。")
	}
	s.Owners = s.Owners[:min(len(s.Owners), 9)]
	return s, nil
}

// decidedWords say how much was decided.
func (m Meeting) decidedWords() string {
	n := 0
	for _, t := range m.Topics {
		n += len(t.Decided)
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("定下来的%d件，都有了编号和日子，到日子我催。", n)
}
