package poll

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tally/ranking"
	"yishi/store"
)

// Where options are even, or more people want a seat than there are, a lot decides.
// Nobody can know beforehand what it will draw, and nobody in the house has a say in
// it: at closing the list of ballots is fixed and its root told to everybody; the
// number of the day after, of the lottery 3D, is drawn in public and stands in the
// newspaper; two of the staff type it in, each on their own; root and number together
// are the seed. Until then the poll is Drawing, and says so.

// Lot is the draw that a poll needs.
type Lot struct {
	Day    string  `json:"day"`              // 2026-12-05: the first number drawn then or later
	Typed  []Typed `json:"typed,omitempty"`  // each person's last word
	Number string  `json:"number,omitempty"` // once two have typed the same
	Asked  int     `json:"asked,omitempty"`  // how often staff were
}

// Typed is a number that somebody typed in.
type Typed struct {
	By     string    `json:"by"`
	Number string    `json:"number"`
	At     time.Time `json:"at"`
}

const (
	toldBy    = 20 * time.Hour                // by then of its day a list is told, before the number is drawn
	drawnAt   = 21*time.Hour + 15*time.Minute // when 3D is drawn (https://www.cwl.gov.cn/fcpz/yxjs/3d/)
	printedAt = 9 * time.Hour                 // on the morning after, when it is in the newspaper

	overdue = 4 // the ask with which everybody hears that the number is still missing
)

// drawDay is the first day after closing whose number nobody knows when the list is told.
func drawDay(closes, now time.Time) time.Time {
	first := bot.Midnight(closes).Add(day)
	for !bot.Awake(now).Before(first.Add(toldBy)) {
		first = first.Add(day)
	}
	return first
}

// day is when the day of the draw begins.
func (l *Lot) day(like time.Time) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, l.Day, bot.Midnight(like).Location())
	if err != nil {
		return like
	}
	return t
}

// dayWords are the day of the draw: 12月5日.
func (p *Poll) dayWords() string { return p.Lot.day(p.Closes).Format("1月2日") }

// DrawDay is the day of the draw for who is asked for its number.
func (p *Poll) DrawDay() string {
	if p.Lot == nil {
		return ""
	}
	return p.dayWords()
}

// Waits says whether a lot is needed whose number is not known yet.
func (p *Poll) Waits() bool { return p.Lot != nil && p.Lot.Number == "" }

// seed is what lots are drawn by; "" before there is one. Polls opened before numbers
// were drawn in public were told theirs at the opening.
func (p *Poll) seed() string {
	if p.Lot == nil || p.Lot.Number == "" {
		return p.Seed
	}
	return proof.Seed(p.Root, p.Lot.Number)
}

// lots are the options that a count asks a lot for, as keys, each group once.
func (p *Poll) lots(labels ...[]string) (lots [][]string) {
	for _, lot := range labels {
		var keys []string
		for _, o := range p.Options {
			if slices.Contains(lot, o.Label) {
				keys = append(keys, o.Key)
			}
		}
		if keys != nil && !slices.ContainsFunc(lots, func(l []string) bool { return slices.Equal(l, keys) }) {
			lots = append(lots, keys)
		}
	}
	return lots
}

// Undrawn are the polls that wait for the number of their lot.
func Undrawn(tx store.Tx) []Poll { return slices.Collect(polls.By(tx, "state", string(Drawing))) }

// ToDraw finds a poll whose number somebody may type in.
func ToDraw(tx store.Tx, id string, by directory.Person) (Poll, error) {
	p, ok := Get(tx, id)
	switch {
	case !ok || !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到归您管、要抽签的投票。")
	case p.State != Drawing:
		return p, bot.Refuse("%s不用填开奖号码。", p.Name())
	case !p.Waits():
		return p, bot.Refuse("%s的号码已经填好了，正在抽。", p.Name())
	case tx.Now().Before(p.Lot.day(p.Closes).Add(drawnAt)):
		return p, bot.Refuse("%s要用%s的福彩3D，晚上9点15分才开奖，开了再填。到时候会提醒您。", p.Name(), p.dayWords())
	}
	return p, nil
}

// Enter keeps the number of a lot as one of the staff read it. When another reads the
// same it is drawn; when they differ both are asked to look again.
func Enter(tx store.Tx, id, number string, by directory.Person) (said string, err error) {
	p, err := ToDraw(tx, id, by)
	switch {
	case err != nil:
		return "", err
	case !proof.IsNumber(number):
		return "", bot.Refuse("开奖号码是三个数字，比如 047。")
	}
	lot := *p.Lot
	lot.Typed = slices.DeleteFunc(slices.Clone(lot.Typed), func(t Typed) bool { return directory.Resolve(tx, t.By) == by.ID })
	others := slices.Clone(lot.Typed)
	lot.Typed = append(lot.Typed, Typed{by.ID, number, tx.Now()})
	agreed := slices.ContainsFunc(others, func(t Typed) bool { return t.Number == number })
	if agreed {
		lot.Number = number
		agenda.Set(tx, tx.Now(), dueCount, p.ID)
	}
	p.Lot = &lot
	polls.Put(tx, p)
	directory.Log(tx, by.ID, "type number "+number, p.For.Place, p.ID)
	switch {
	case agreed:
		return "两位填的一样，正在抽签，结果马上告诉大家。", nil
	case len(others) == 0:
		return "记下了。还要另一位同事也看着报纸填一遍，两位填的一样就抽。", nil
	}
	for _, t := range others {
		outbox.Tell(tx, t.By, bot.Out{
			Text:    fmt.Sprintf("%s「%s」的开奖号码，%s填的和您填的不一样，还没有抽。\n请再看一眼报纸上%s的福彩3D，填错了就重填。", p.Name(), p.Question, by.Name, p.dayWords()),
			Buttons: []bot.Button{p.drawButton()},
		})
	}
	return "记下了，可是和另一位同事填的不一样，还没有抽。请两位都再看一眼报纸，谁错了谁重填。", nil
}

func (p *Poll) drawButton() bot.Button {
	return bot.Button{Label: "填开奖号码", Token: "draw:" + p.ID, Wide: true}
}

// askNumber asks staff for the number, on the morning when it is in the newspaper and
// on every one after. When it is late everybody hears whom to ask.
func askNumber(tx store.Tx, e agenda.Entry) error {
	p, ok := Get(tx, e.Ref)
	if !ok || p.State != Drawing || !p.Waits() {
		return nil
	}
	lot := *p.Lot
	lot.Asked++
	p.Lot = &lot
	polls.Put(tx, p)
	agenda.Set(tx, bot.Midnight(tx.Now()).Add(day+printedAt), dueNumber, p.ID)
	out := bot.Out{
		Text: fmt.Sprintf("%s「%s」要抽签，请填%s福彩3D的开奖号码；那天没有开奖，就填之后第一次的。报纸上、彩票站、中国福彩网都有。\n要两位同事各看各的、各填一遍，两位填的一样才抽。",
			p.Name(), p.Question, p.dayWords()),
		Buttons: []bot.Button{p.drawButton()},
	}
	for _, s := range holders(tx, p) {
		if !slices.ContainsFunc(lot.Typed, func(t Typed) bool { return t.By == s.ID }) {
			outbox.Tell(tx, s.ID, out)
		}
	}
	if lot.Asked == overdue {
		outbox.Cast(tx, outbox.Casting{
			Of: p.of("overdue"), To: p.For, Priority: outbox.Broadcast,
			Out: bot.Out{
				Text:  fmt.Sprintf("%s「%s」还没有抽签：%s的福彩3D早就开奖了，可是还没有两位工作人员把号码填进来。\n没有号码谁也抽不了。名单已经定了，不会变。请问一问社区。", p.Name(), p.Question, p.dayWords()),
				Title: "抽签还没有抽", Fields: fields(p),
			},
		})
	}
	return nil
}

// wait tells everybody that a lot is needed, and when it is drawn.
func (t teller) wait(tx store.Tx, p Poll) {
	p.State = Drawing
	polls.Put(tx, p)
	agenda.Set(tx, p.Lot.day(p.Closes).Add(day+printedAt), dueNumber, p.ID)
	t.tell(tx, p, "waits")
}

// LotWords say how a lot is drawn, or was: one place for the chat, the page, the notice
// and the picture. There are none where no lot was needed.
func (p *Poll) LotWords() string {
	switch {
	case p.Result == nil || len(p.Result.Lots) == 0:
		return ""
	case p.Lot == nil:
		return "抽签号开始时就告诉了大家：" + Receipt(p.Seed) + "。"
	case p.Waits():
		return "抽签用" + p.dayWords() + "晚上福彩3D的开奖号码（那天不开奖，就用之后第一次的）。" + p.sealed() + "已经封好，号码谁也不知道，所以谁也做不了手脚。两位工作人员各填一遍号码，就抽，抽好告诉大家。"
	}
	return "抽签用的是" + p.dayWords() + "福彩3D的开奖号码：" + p.Lot.Number + "。报纸上、彩票站都能查到，您可以对一对。"
}

// sealed is what cannot change any more.
func (p *Poll) sealed() string {
	if p.Drawn {
		return "名单"
	}
	return "票"
}

// lotHow says step by step how the lot was drawn, so that anybody can draw again. what
// is the name that stands for each of those drawn among.
func (p *Poll) lotHow(what string) []string {
	if p.Lot == nil {
		return []string{"抽签号：" + Receipt(p.Seed) + "，算的时候不带短横：" + p.Seed}
	}
	return []string{
		"抽签是这样抽的：",
		"一、截止时票就封好了，名单的指纹当时就告诉了大家：" + p.Root,
		"二、" + p.dayWords() + "福彩3D的开奖号码是" + p.Lot.Number + "，两位工作人员各填了一遍，填的一样。",
		"三、指纹、一个空格、号码连在一起算SHA-256，就是抽签号：" + p.seed(),
		"四、" + what + "用抽签号各算一个数（HMAC-SHA256），小的在前。",
		"您能核对：报纸上的号码对不对，截止时收到的指纹变没变。两样都对，就没有人动过手脚。要自己再抽一遍，打开结果的网页，点「核对这份名单」。",
	}
}

// evenWords name options that are even: 「东门」「西门」不分上下.
func evenWords(labels []string) string { return quoted(labels) + "不分上下" }

func quoted(labels []string) string {
	return "「" + strings.Join(labels, "」「") + "」"
}

// orderVerdict says who is first of an order by both ways of counting, and what the lot
// had to do with it.
func (p *Poll) orderVerdict(runoff ranking.Runoff, pairs ranking.Pairwise) string {
	rounds, duels := first(runoff.Even, runoff.Winner), first(pairs.Even(), pairs.Winner)
	words := "逐轮淘汰，" + wins(rounds) + "。两两比较，" + wins(duels) + "。"
	switch same := slices.Equal(rounds, duels); {
	case same && len(rounds) == 1:
		return "排在最前的是" + quoted(rounds) + "，换一种算法也一样。"
	case same:
		words = evenWords(rounds) + "，并列第一。"
	}
	switch {
	case len(rounds) == 1 && len(duels) == 1:
		return words
	case p.seed() == "":
		return words + "谁在前，要抽签。"
	case runoff.Winner == pairs.Winner:
		return words + "抽签抽到「" + runoff.Winner + "」。"
	}
	return words + "抽签以后，逐轮淘汰胜出的是「" + runoff.Winner + "」，两两比较在最前的是「" + pairs.Winner + "」。"
}

func first(even []string, winner string) []string {
	if even == nil {
		return []string{winner}
	}
	return even
}

func wins(labels []string) string {
	if len(labels) == 1 {
		return "胜出的是" + quoted(labels)
	}
	return evenWords(labels)
}

// LotWord says of an option what a lot had to do with it; "" where it had nothing to.
func (p *Poll) LotWord(key string) string {
	if p.Result == nil || !slices.ContainsFunc(p.Result.Lots, func(lot []string) bool { return slices.Contains(lot, key) }) {
		return ""
	}
	switch {
	case p.Waits():
		return "等抽签"
	case slices.Contains(p.Result.First, key):
		return "，抽签抽到的"
	}
	return "抽签没有抽到"
}
