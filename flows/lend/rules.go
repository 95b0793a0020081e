package lend

import (
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

const (
	mostThings = 20                 // that one neighbour puts up
	answerTime = 2 * 24 * time.Hour // for the owner to say yes or no
	oneMore    = 7                  // days, when the owner lets somebody keep it longer
)

var errPast = bot.Refusal("这件事已经过去了。看现在怎样，回复「我的东西」。")

// shed is the community whose things somebody may have.
func shed(tx store.Reader, who directory.Person) (string, error) {
	for _, tie := range who.Ties {
		if c, ok := directory.Enclosing(tx, tie.Home, directory.Community); ok {
			return c.ID, nil
		}
	}
	return "", bot.Refuse("借还东西是邻居之间的事，请先登记您住在哪里：回复「登记住处」。")
}

// put writes a thing that has come into a state.
func put(tx store.Tx, t Thing, s State) Thing {
	agenda.Unset(tx, t.Since.Add(answerTime), dueWait, t.ID())
	t.State, t.Since = s, tx.Now()
	if s == Offered || s == Withdrawn {
		t.Borrower, t.By, t.For, t.Due = "", "", 0, time.Time{}
	}
	if s == Asked || s == Promised {
		agenda.Set(tx, t.Since.Add(answerTime), dueWait, t.ID())
	}
	things.Put(tx, t)
	return t
}

// Offer puts a thing up.
func Offer(tx store.Tx, who directory.Person, t Thing) (Thing, error) {
	place, err := shed(tx, who)
	if err != nil {
		return t, err
	}
	if len(ownedBy(tx, who.ID)) >= mostThings {
		return t, bot.Refuse("您已经登记了%d样东西，先收回几样再登记。回复「我的东西」。", mostThings)
	}
	t.What = strings.TrimSpace(t.What)
	t.No, t.Owner, t.Place, t.Made = store.Next(tx, "lend"), who.ID, place, tx.Now()
	return put(tx, t, Offered), nil
}

// Ask asks the owner for a thing.
func Ask(tx store.Tx, who directory.Person, id string, days int) (Thing, error) {
	t, ok := Get(tx, id)
	place, err := shed(tx, who)
	switch {
	case err != nil:
		return t, err
	case !ok || t.Place != place:
		return t, bot.Refuse("没有找到这样东西。看有什么，回复「借东西」。")
	case is(tx, t.Owner, who):
		return t, bot.Refuse("「%s」是您自己的。", t.What)
	case t.State != Offered:
		return t, bot.Refuse("%s", t.now(tx))
	}
	t.Borrower, t.By, t.For = who.ID, who.Via, min(max(days, 1), max(t.Days, 1))
	t = put(tx, t, Asked)
	tellOwner(tx, t, t.askedWords(tx), t.ownersButtons()...)
	outbox.TellFor(tx, who, "问邻居借「"+t.What+"」。答应不答应，在这里告诉您；不要了，回复「我的东西」。")
	return t, nil
}

// Agree says yes to who asks. words say where and when it is handed over.
func Agree(tx store.Tx, who directory.Person, id, words string) (Thing, error) {
	t, err := theirs(tx, who, id, Asked)
	if err != nil {
		return t, err
	}
	t = put(tx, t, Promised)
	tellBorrower(tx, t, t.agreedWords(tx, who, words), button("不要了", "drop", t))
	return t, nil
}

// theirs is a thing of an owner in one of some states.
func theirs(tx store.Reader, who directory.Person, id string, states ...State) (Thing, error) {
	t, ok := Get(tx, id)
	if !ok || !is(tx, t.Owner, who) || !slices.Contains(states, t.State) {
		return t, errPast
	}
	return t, nil
}

// is reports whether an id is somebody's.
func is(tx store.Reader, id string, who directory.Person) bool {
	return id != "" && directory.Resolve(tx, id) == directory.Resolve(tx, who.ID)
}

// deed is what one of the two does about a thing, by a button or from their list.
type deed struct {
	owner bool // it is the owner's to do
	in    []State
	do    func(tx store.Tx, t Thing) (said string)
}

// deeds by the word that stands in the tokens of buttons.
func deeds() map[string]deed {
	return map[string]deed{
		"no":   {true, []State{Asked}, declined},
		"hand": {true, []State{Promised}, handed},
		"fail": {true, []State{Promised}, failed},
		"back": {true, []State{Out}, back},
		"not":  {true, []State{Out}, notBack},
		"more": {true, []State{Out}, more},
		"lost": {true, []State{Out}, lost},
		"off":  {true, []State{Offered, Asked, Promised}, withdraw},
		"said": {false, []State{Out}, saidBack},
		"drop": {false, []State{Asked, Promised}, dropped},
	}
}

// Do does a deed and says what came of it.
func Do(tx store.Tx, who directory.Person, verb, id string) (string, error) {
	d, known := deeds()[verb]
	t, ok := Get(tx, id)
	if !known || !ok || !slices.Contains(d.in, t.State) || d.owner && !is(tx, t.Owner, who) || !d.owner && !is(tx, t.Borrower, who) {
		return "", errPast
	}
	return d.do(tx, t), nil
}

func declined(tx store.Tx, t Thing) string {
	said := tellBorrower(tx, t, "「"+t.What+"」的主人这次不方便，没有借成。看别的，回复「借东西」。")
	put(tx, t, Offered)
	return "好的，" + said + "。「" + t.What + "」还在清单里；不想借了，回复「我的东西」。"
}

func handed(tx store.Tx, t Thing) string {
	if t.Days == 0 {
		put(tx, t, Gone)
		tellBorrower(tx, t, "「"+t.What+"」归您了。记得谢谢邻居。")
		return "「" + t.What + "」送出去了，谢谢您。"
	}
	t.Due = bot.Midnight(tx.Now()).AddDate(0, 0, t.For)
	t = put(tx, t, Out)
	agenda.Set(tx, t.Due.Add(morning), dueBack, t.ID())
	tellBorrower(tx, t, "「"+t.What+"」借到了，请在"+bot.Day(t.Due)+"以前还。到那天我提醒您。", button("我还了", "said", t))
	return "记下了，" + bot.Day(t.Due) + "还。还回来了，请按一下「收到了」。"
}

func failed(tx store.Tx, t Thing) string {
	tellBorrower(tx, t, "「"+t.What+"」这次没有给成。还想要，回复「借东西」再问一次。")
	put(tx, t, Offered)
	return "好的，「" + t.What + "」还在清单里。"
}

func back(tx store.Tx, t Thing) string {
	tellBorrower(tx, t, "「"+t.What+"」的主人收到了，谢谢您。")
	put(tx, t, Offered)
	return "好的，「" + t.What + "」又在清单里了。不想再借，回复「我的东西」。"
}

func notBack(tx store.Tx, t Thing) string {
	return "好的，" + tellBorrower(tx, t, "「"+t.What+"」的主人说还没有收到。请再看看放在哪里了，和主人说一声。") + "。"
}

func more(tx store.Tx, t Thing) string {
	t.Due = bot.Midnight(tx.Now()).AddDate(0, 0, oneMore)
	things.Put(tx, t)
	agenda.Set(tx, t.Due.Add(morning), dueBack, t.ID())
	said := tellBorrower(tx, t, "「"+t.What+"」的主人让您再用一周，请在"+bot.Day(t.Due)+"以前还。", button("我还了", "said", t))
	return "好的，改到" + bot.Day(t.Due) + "以前还，" + said + "。"
}

func lost(tx store.Tx, t Thing) string {
	t = put(tx, t, Lost)
	tellBorrower(tx, t, "「"+t.What+"」的主人记成找不到了。东西要是还在您那里，请直接还给主人。")
	return "记下了，「" + t.What + "」不在清单里了。要社区帮忙说一说，回复「人工」。"
}

func withdraw(tx store.Tx, t Thing) string {
	if t.Borrower != "" {
		tellBorrower(tx, t, "「"+t.What+"」的主人收回了，没有借成。看别的，回复「借东西」。")
	}
	put(tx, t, Withdrawn)
	return "好的，「" + t.What + "」收回了。"
}

func saidBack(tx store.Tx, t Thing) string {
	tellOwner(tx, t, nameOf(tx, t.Borrower)+"说「"+t.What+"」还给您了。", button("收到了", "back", t), button("还没收到", "not", t))
	return "好的，请主人看一看。收到了告诉您。"
}

func dropped(tx store.Tx, t Thing) string {
	said := tellOwner(tx, t, nameOf(tx, t.Borrower)+"不要「"+t.What+"」了。")
	put(tx, t, Offered)
	return "好的，" + said + "。"
}
