package handbook

import (
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk"
	"yishi/store"
)

func entryNo(id string) (uint64, error) { return strconv.ParseUint(id, 10, 64) }

// press is the button under a question: of staff to answer it, of who asked to pass it on.
func press(c *talk.Call, rest string) error {
	if id, own := strings.CutPrefix(rest, "on."); own {
		q, ok := questions.Get(c.Tx, id)
		if !ok || q.State != Told || directory.Resolve(c.Tx, q.Person) != c.Who.ID {
			return errPast
		}
		c.Say(bot.Out{Text: Pass(c.Tx, q)})
		return nil
	}
	if _, _, err := answerable(c.Tx, c.Who, rest); err != nil {
		return err
	}
	c.Start("recall", talk.Given{"call": rest})
	return nil
}

// waiting lists what nobody has answered.
func waiting(c *talk.Conv) error {
	const shown = 9
	list, err := talk.Look(c, "list", func(tx store.Tx) ([]talk.Opt, error) {
		var opts []talk.Opt
		for _, q := range openAt(tx, c.Who()) {
			who, _ := directory.GetPerson(tx, directory.Resolve(tx, q.Person))
			opts = append(opts, talk.Opt{Key: q.ID, Label: q.Number() + " " + nameFor(tx, who) + "：" + q.matter() + "（" + bot.Day(q.Due) + "前）", Wide: true})
		}
		return opts, nil
	})
	switch {
	case err != nil:
		return err
	case len(list) == 0:
		return c.End("居民问的都回了。")
	}
	head := "有" + strconv.Itoa(len(list)) + "问没回，先回哪一问？"
	if len(list) > shown {
		head, list = head+"先列最急的"+strconv.Itoa(shown)+"问。", list[:shown]
	}
	return c.Goto("recall", talk.Given{"call": c.Choice("which", head, list...)})
}

// toAnswer is a question as its answerer sees it.
type toAnswer struct {
	Said  string `json:"said"`
	Text  string `json:"text,omitempty"`
	Place string `json:"place,omitempty"` // where its answer may be kept; "": nowhere
}

// answering carries one answer from staff to who asked, and keeps it if they say so.
func answering(c *talk.Conv) error {
	id, _ := talk.Known[string](c, "call")
	q, err := talk.Look(c, "asked", func(tx store.Tx) (toAnswer, error) {
		q, who, err := answerable(tx, c.Who(), id)
		if err != nil {
			return toAnswer{}, err
		}
		said := nameFor(tx, who) + "想和您说话" + q.paren() + "。"
		if q.Text != "" {
			said = nameFor(tx, who) + "问" + q.paren() + "：「" + wording.Short(q.Text, 100) + "」"
		}
		return toAnswer{Said: said, Text: q.Text, Place: keepAt(tx, c.Who(), who)}, nil
	})
	if err != nil {
		return err
	}
	words := c.Lasting("words", "%s\n请写给这位居民的话。", q.Said)
	said, err := talk.Step(c, "send", func(tx store.Tx) (string, error) { return Answer(tx, c.Who(), id, words) })
	if err != nil {
		return err
	}
	if q.Text == "" || q.Place == "" {
		return c.End("好的，%s。", said)
	}
	c.Safe("对方那边已经办了。")
	if c.Choice("keep", "好的，"+said+"。\n以后有人再这样问，就这样答吗？", talk.Opt{Key: "y", Label: "就这样答"}, talk.Opt{Key: "n", Label: "只答这一次"}) == "n" {
		return c.End("好的。")
	}
	kept, err := talk.Step(c, "kept", func(tx store.Tx) (Entry, error) {
		return Keep(tx, c.Who(), Entry{Place: q.Place, Ask: q.Text, Text: words})
	})
	if err != nil {
		return err
	}
	return c.End("记进常见问答了：「%s」。要改、要删、要定到哪天为止，回复「问答」。", wording.Short(kept.Ask, 30))
}

// keepAt is where staff may keep an answer for those who live where somebody does: in
// the community, if that is theirs.
func keepAt(tx store.Reader, staff, who directory.Person) string {
	at, ok := directory.Enclosing(tx, directory.HomeOf(who), directory.Community)
	switch {
	case ok && directory.May(staff, directory.KeepContact, at.ID):
		return at.ID
	case !ok:
		if places := directory.PlacesOf(staff, directory.KeepContact); len(places) > 0 {
			return places[0]
		}
	}
	return ""
}

// keep is where staff write, change and take out answers.
func keep(c *talk.Conv) error {
	const shown = 12
	list, err := talk.Look(c, "list", func(tx store.Tx) ([]talk.Opt, error) {
		var opts []talk.Opt
		for _, e := range keptBy(tx, c.Who()) {
			opts = append(opts, talk.Opt{Key: e.ID(), Label: wording.Short(e.Ask, 24) + ended(e, tx.Now()), Wide: true})
		}
		return opts, nil
	})
	if err != nil {
		return err
	}
	head := "常见问答还是空的。居民常问什么，写下来我就替您答。"
	if len(list) > 0 {
		head = "常见问答有" + strconv.Itoa(len(list)) + "条。看哪一条？也可以打字找。"
	}
	fresh := talk.Opt{Key: "new", Label: "写一条新的", Wide: true}
	said := c.TextOrPick("which", head, append([]talk.Opt{fresh}, list[:min(shown, len(list))]...)...)
	if said.Words != "" {
		return found(c, said.Words, list)
	}
	if said.Key == "new" {
		return write(c, "")
	}
	return change(c, said.Key)
}

func ended(e Entry, now time.Time) string {
	if e.holds(now) {
		return ""
	}
	return "（已过期）"
}

// found looks for an answer by words.
func found(c *talk.Conv, words string, list []talk.Opt) error {
	var like []talk.Opt
	for _, o := range list {
		if strings.Contains(o.Label, words) {
			like = append(like, o)
		}
	}
	if len(like) == 0 {
		if !c.Confirm("new?", "没有「%s」这一条。要写吗？", wording.Short(words, 24)) {
			return c.End("好的。")
		}
		return write(c, words)
	}
	id := like[0].Key
	if len(like) > 1 {
		id = c.Choice("found", "是哪一条？", like...)
	}
	return change(c, id)
}

// write asks for a new answer.
func write(c *talk.Conv, asked string) error {
	if asked == "" {
		asked = c.Text("ask", "居民会怎么问？写一句，比如「老年证怎么办」。")
	}
	text := c.Lasting("text", "「%s」，怎么答？", asked)
	place := c.Area("place", directory.PlacesOf(c.Who(), directory.KeepContact), "这是答给哪里的居民的？")
	e, err := talk.Step(c, "keep", func(tx store.Tx) (Entry, error) {
		return Keep(tx, c.Who(), Entry{Place: place, Ask: asked, Text: text})
	})
	if err != nil {
		return err
	}
	return c.End("写好了。有人问「%s」，我就这样答。", e.Ask)
}

// change shows an answer and what can be done with it.
func change(c *talk.Conv, id string) error {
	e, err := talk.Look(c, "entry", func(tx store.Tx) (Entry, error) {
		e, ok := Get(tx, id)
		if !ok {
			return e, bot.Refuse("这一条已经没有了。")
		}
		return e, nil
	})
	if err != nil {
		return err
	}
	until := "一直有效"
	if !e.Ends.IsZero() {
		until = "到" + bot.Day(e.Ends.Add(-time.Minute)) + "为止"
	}
	do := c.Choice("do", "「"+e.Ask+"」\n"+e.Text+"\n"+until+"。", talk.Opt{Key: "text", Label: "改答案"}, talk.Opt{Key: "ends", Label: "定到哪天为止"},
		talk.Opt{Key: "drop", Label: "删掉"}, talk.Opt{Key: "no", Label: "不改"})
	switch do {
	case "no":
		return c.End("好的，没有改。")
	case "text":
		e.Text = c.Lasting("text", "「%s」，怎么答？", e.Ask)
	case "ends":
		e.Ends = c.Date("until", "用到哪天？那天过了就不再这样答。").AddDate(0, 0, 1)
	}
	if _, err := talk.Step(c, "change", func(tx store.Tx) (bool, error) {
		if do == "drop" {
			return true, Drop(tx, c.Who(), id)
		}
		_, err := Keep(tx, c.Who(), e)
		return true, err
	}); err != nil {
		return err
	}
	return c.End("%s", map[string]string{"text": "改好了。", "ends": "好的，过了那天就不再这样答。", "drop": "删掉了。"}[do])
}
