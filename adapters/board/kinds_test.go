package board

import (
	"fmt"
	"image/png"
	"maps"
	"math/rand/v2"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"yishi/adapters/internal/browser"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/lists"
	"yishi/flows/tally"
	"yishi/store"
)

// kinds are small polls of every kind there is.
func (w *world) kinds() map[string]poll.Poll {
	option := func(label string) poll.Option { return poll.Option{Label: label} }
	costs := func() []poll.Option {
		return []poll.Option{{Label: "长椅", Cost: 800000}, {Label: "凉亭", Cost: 1800000}, {Label: "晾衣架", Cost: 450000}, {Label: "路灯", Cost: 1200000}}
	}
	places := func() []poll.Option {
		return []poll.Option{option("东门"), option("西门"), option("凉亭"), option("儿童滑梯")}
	}
	assembly := func(kind poll.Kind, question string) poll.Poll {
		return poll.Poll{Kind: kind, Question: question, Opens: w.now.Add(11 * day), Closes: w.now.Add(20 * day)}
	}
	draft := map[string]poll.Poll{
		"course":    {Question: "老年大学下学期开哪些课？", Options: poll.Options([]string{"太极", "书法", "手机摄影", "合唱", "都不选"}), Min: 1, Max: 2, Secret: true},
		"proposal":  {Kind: poll.Proposal, Question: "花坛要不要改成停车位？", Line: tally.Half},
		"few":       {Kind: poll.Proposal, Question: "门口要不要装道闸？", Quorum: tally.Half, Line: tally.Half, PerHome: true},
		"score":     {Kind: poll.Rating, Question: "对物业的工作满意不满意？", Options: []poll.Option{option("卫生"), option("电梯"), option("门岗")}, Most: 5, Min: 1, Max: 3},
		"approve":   {Kind: poll.Budget, Question: "惠民资金做哪些项目？", Options: costs(), Fund: 2500000, Min: 1, Max: 4},
		"points":    {Kind: poll.Budget, Question: "惠民资金做哪些项目？", Options: costs(), Fund: 2500000, Purse: 10, Min: 1, Max: 4},
		"ranking":   {Kind: poll.Ranking, Question: "先修哪一处？", Options: places(), Min: 1, Max: 4},
		"seats":     {Kind: poll.Seats, Question: "重阳宴报名", Options: []poll.Option{{Label: "中午", Seats: 20}, {Label: "晚上", Seats: 30}}, Min: 1, Max: 1},
		"lottery":   {Kind: poll.Seats, Question: "春游报名", Options: []poll.Option{{Label: "周六", Seats: 20}}, Drawn: true, Min: 1, Max: 1},
		"residents": assembly(poll.Residents, "居民公约（修订稿）"),
	}
	made := map[string]poll.Poll{}
	for _, name := range sortedNames(draft) {
		p := draft[name]
		p.For = directory.Audience{Place: sample.GuihuaYuan3}
		if p.Closes.IsZero() {
			p.Closes = w.now.Add(20 * day)
		}
		for i := range p.Options {
			if p.Options[i].Key == "" {
				p.Options[i].Key = string(rune('a' + i))
			}
		}
		made[name] = w.open(p)
	}
	w.passes(12 * day)
	for _, name := range sortedNames(made) {
		w.crowd(made[name], name)
	}
	return made
}

func sortedNames(m map[string]poll.Poll) []string { return slices.Sorted(maps.Keys(m)) }

// crowd has the people of a poll vote, each in their own way.
func (w *world) crowd(p poll.Poll, name string) {
	w.Helper()
	dice := rand.New(rand.NewPCG(7, uint64(len(name))))
	w.update(func(tx store.Tx) error {
		for who := range p.For.People(tx) {
			if name == "few" && dice.IntN(10) < 8 || dice.IntN(10) < 2 {
				continue
			}
			if _, err := cast.Cast(tx, poll.RandomCodes, p.ID, who, cast.Said{Marks: marksOf(p, dice)}, ""); err != nil {
				if _, refused := err.(bot.Refusal); !refused {
					return fmt.Errorf("%s: %w", name, err)
				}
			}
		}
		return nil
	})
}

// marksOf is a ballot that likes what stands first.
func marksOf(p poll.Poll, dice *rand.Rand) poll.Marks {
	m := make(poll.Marks, len(p.Options))
	liked := min(dice.IntN(len(m)), dice.IntN(len(m)))
	switch {
	case p.Purse > 0:
		m[liked] = 6
		m[(liked+1)%len(m)] = 4
	case p.Kind == poll.Rating:
		for i := range m {
			m[i] = max(1+dice.IntN(p.Most), 1+dice.IntN(p.Most-i))
		}
	case p.Kind == poll.Ranking:
		for i, at := range dice.Perm(len(m)) {
			m[i] = at + 1
		}
	case p.Kind == poll.Budget:
		m[liked], m[(liked+2)%len(m)] = 1, 1
	default:
		m[liked] = 1
	}
	return m
}

// votes has so many homes of an estate vote on paper.
func (w *world) votes(question string, formal bool, voting int, options ...poll.Option) poll.Poll {
	w.Helper()
	w.update(owners.Fill)
	for i := range options {
		options[i].Key = string(rune('a' + i))
	}
	p := w.open(poll.Poll{
		Kind: poll.Owners, Question: question, Formal: formal, For: directory.Audience{Place: sample.GuihuaYuan},
		Options: options, Opens: w.now.Add(16 * day), Closes: w.now.Add(23 * day),
	})
	w.passes(16 * day)
	dice := rand.New(rand.NewPCG(7, 7))
	w.update(func(tx store.Tx) error {
		for i, s := range lists.PapersOf(tx, p, sample.GuihuaYuan).Slips[:voting] {
			m := make(poll.Marks, len(options))
			for o := range m {
				m[o] = 1
				if dice.IntN(10) < 2+o%3 {
					m[o] = 2 + dice.IntN(3)
				}
			}
			unit := s.Building + s.Unit + s.Room
			for range 1 + i%40/39 { // a few give two
				if _, err := cast.EnterPaper(tx, poll.RandomCodes, p.ID, cast.PaperBallot{Unit: unit, Marks: m, Photo: "photo"}, person(tx, sample.XiaoZhou)); err != nil {
					return fmt.Errorf("%s: %w", unit, err)
				}
			}
		}
		return nil
	})
	return p
}

// Pages and notices of polls of every kind, on the phones people have: nothing is
// cut off, nothing too small, and the picture is one that a phone shows whole.
func TestEveryKindOnAPhone(t *testing.T) {
	tab := browser.Open(t, 360, 640)
	w := newWorld(t)
	polls := w.kinds()
	w.passes(20 * day)
	polls["survey"] = w.votes("2027年第一次业主投票", false, 105,
		poll.Option{Label: "用维修资金大修3栋电梯，18万元", Subject: "use"}, poll.Option{Label: "把架空层租给超市，租金归业主", Subject: "common"})
	w.passes(8 * day)
	site := httptest.NewServer(w.board)
	defer site.Close()
	for _, name := range sortedNames(polls) {
		p := w.poll(polls[name].ID)
		picture, err := png.DecodeConfig(w.get("GET", "/result/"+p.Page+"/picture.png").Body)
		if err != nil || picture.Height > 3200 {
			t.Errorf("the picture of %s is %d high, %v", name, picture.Height, err)
		}
		for _, path := range []string{"", "/notice"} {
			for _, width := range []int64{360, 412} {
				tab.Do(chromedp.EmulateViewport(width, 800), chromedp.Navigate(site.URL+"/result/"+p.Page+path))
				tab.Fits(fmt.Sprint(name, path, " ", width))
			}
		}
	}
}

// A survey that too few answered is not told as a vote that failed.
func TestSurveyOfTooFew(t *testing.T) {
	for formal, want := range map[bool]string{true: "参加的不够，没有作出决定", false: "参加的人不够，只能作参考"} {
		w := newWorld(t)
		p := w.votes("2027年第一次业主投票", formal, 105, poll.Option{Label: "续聘现在的物业公司", Subject: "company"})
		w.passes(8 * day)
		page := w.get("GET", "/result/"+w.poll(p.ID).Page)
		if has(t, page, want); strings.Contains(page.Body.String(), `class="verdict failed"`) != formal {
			t.Errorf("formal %v: the page has the wrong colour", formal)
		}
	}
}
