package poll_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/run"
	"yishi/flows/tally"
	"yishi/flows/tally/budget"
	"yishi/store"
)

// of changes the draft of a world into a poll of a kind.
func of(kind poll.Kind, options ...poll.Option) func(*poll.Poll) {
	return func(p *poll.Poll) {
		p.Kind = kind
		for i := range options {
			options[i].Key = string(rune('a' + i))
		}
		p.Options = options
		p.Min, p.Max = 1, max(1, len(options))
	}
}

// say gives a ballot with these marks.
func (w *world) say(id string, h sample.Hero, marks ...int) (v cast.Vote, err error) {
	w.Helper()
	w.update(func(tx store.Tx) {
		v, err = cast.Cast(tx, poll.RandomCodes, id, person(tx, h), cast.Said{Marks: marks}, "")
	})
	return v, err
}

func TestKindsRefuse(t *testing.T) {
	w := newWorld(t)
	tests := []struct {
		name  string
		draft func(*poll.Poll)
		words string // "" may be opened
	}{
		{"a proposal needs nothing", of(poll.Proposal), ""},
		{"an order", of(poll.Ranking, poll.Option{Label: "东门"}, poll.Option{Label: "西门"}), ""},
		{"an order of one", of(poll.Ranking, poll.Option{Label: "东门"}), "至少"},
		{"points without a most", of(poll.Rating, poll.Option{Label: "卫生"}), "最高"},
		{"a budget without money", of(poll.Budget, poll.Option{Label: "长椅", Cost: 1}, poll.Option{Label: "凉亭", Cost: 1}), "多少钱"},
		{"a budget beyond counting", func(p *poll.Poll) {
			of(poll.Budget, poll.Option{Label: "长椅", Cost: 1}, poll.Option{Label: "凉亭", Cost: 1})(p)
			p.Fund = 1e10 + 1
		}, "最多10000万元"},
		{"seats without a number", of(poll.Seats, poll.Option{Label: "重阳宴"}), "名额"},
		{"an assembly tomorrow", of(poll.Residents), "提前10天"},
		{"representatives, of whom there are none", func(p *poll.Poll) {
			of(poll.Delegates)(p)
			p.Opens, p.Closes = w.now.Add(240*time.Hour), w.now.Add(300*time.Hour)
		}, "没有人能投"},
		{"money that is left, where there is none", func(p *poll.Poll) {
			of(poll.Ranking, poll.Option{Label: "长椅"}, poll.Option{Label: "凉亭"})(p)
			p.Left = budget.NoCompletion
		}, "剩下的钱怎么办"},
		{"a budget of one point each", func(p *poll.Poll) {
			of(poll.Budget, poll.Option{Label: "长椅", Cost: 1}, poll.Option{Label: "凉亭", Cost: 1})(p)
			p.Fund, p.Purse = 1, 1
		}, "2到100"},
		{"points to share where nothing is shared", func(p *poll.Poll) { p.Purse = 10 }, "分数"},
		{"plan A and plan B", func(p *poll.Poll) { p.Options = poll.Options([]string{"方案一", "方案二"}) }, "都不同意"},
		{"three plans", func(p *poll.Poll) { p.Options = poll.Options([]string{"方案一", "方案二", "方案三"}) }, "都不同意"},
		{"secret seats", func(p *poll.Poll) {
			of(poll.Seats, poll.Option{Label: "重阳宴", Seats: 1})(p)
			p.Secret = true
		}, "不能不记名"},
		{"a reminder after closing", func(p *poll.Poll) { p.Reminds = p.Closes.Add(time.Hour) }, "提醒"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := w.draft()
			tt.draft(&p)
			w.update(func(tx store.Tx) {
				_, err := run.Open(tx, p, person(tx, sample.XiaoZhou))
				if tt.words != "" {
					wantRefusal(t, err, tt.words)
				} else if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestBallotsOfEachShape(t *testing.T) {
	w := newWorld(t)
	rank := w.open(of(poll.Ranking, poll.Option{Label: "东门"}, poll.Option{Label: "西门"}, poll.Option{Label: "凉亭"}))
	rate := w.open(func(p *poll.Poll) {
		of(poll.Rating, poll.Option{Label: "卫生"}, poll.Option{Label: "电梯"})(p)
		p.Most = 5
	})
	shared := w.open(func(p *poll.Poll) {
		of(poll.Budget, poll.Option{Label: "长椅", Cost: 1}, poll.Option{Label: "凉亭", Cost: 1})(p)
		p.Fund, p.Purse = 1, 10
	})
	none := w.open(func(p *poll.Poll) {
		p.Options, p.Max = poll.Options([]string{"书架", "茶桌", poll.NoneLabel}), 3
	})
	tests := []struct {
		poll  poll.Poll
		marks []int
		want  []int // nil: refused
	}{
		{rank, []int{5, 2, 5}, []int{2, 1, 2}}, // gaps are closed
		{rank, []int{0, 1, 0}, []int{0, 1, 0}},
		{rank, []int{0, 0, 0}, nil},
		{rank, []int{1, 2}, nil},
		{rate, []int{5, 0}, []int{5, 0}},
		{rate, []int{6, 1}, nil},
		{rate, []int{0, 0}, nil},
		{shared, []int{7, 3}, []int{7, 3}},
		{shared, []int{1, 0}, []int{1, 0}}, // not all need be given
		{shared, []int{7, 4}, nil},
		{shared, []int{0, 0}, nil},
		{shared, []int{-1, 3}, nil},
		{shared, []int{math.MaxInt, math.MaxInt}, nil},
		{none, []int{1, 1, 0}, []int{1, 1, 0}},
		{none, []int{0, 0, 1}, []int{0, 0, 1}},
		{none, []int{1, 0, 1}, nil},
	}
	for _, tt := range tests {
		v, err := w.say(tt.poll.ID, sample.WangGuihua, tt.marks...)
		if (err == nil) != (tt.want != nil) || err == nil && !slices.Equal(v.Marks, tt.want) {
			t.Errorf("%s: %v gives %v, %v; want %v", tt.poll.Kind, tt.marks, v.Marks, err, tt.want)
		}
	}
}

// TestSeats: the first come have seats; who withdraws makes room for the next.
func TestSeats(t *testing.T) {
	w := newWorld(t)
	p := w.open(of(poll.Seats, poll.Option{Label: "重阳宴", Seats: 1}))
	heroes := []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman, sample.LiuChunfeng}
	for i, h := range heroes {
		v, err := w.say(p.ID, h, 1)
		if err != nil || !strings.Contains(v.Place, []string{"报上了", "候补第1位", "候补第2位"}[i]) {
			t.Errorf("the %dth is told %q, %v", i+1, v.Place, err)
		}
	}
	if _, err := w.say(p.ID, heroes[0], 0); err != nil {
		t.Fatal(err)
	}
	for i, h := range heroes {
		v, _ := w.say(p.ID, h, 1) // 王桂花 comes back, behind all others
		if want := []string{"候补第2位", "报上了", "候补第1位"}[i]; !strings.Contains(v.Place, want) {
			t.Errorf("%s stands %q, want %s", h.Name, v.Place, want)
		}
	}
	_, err := w.say(w.open(of(poll.Seats, poll.Option{Label: "合唱", Seats: 1})).ID, sample.WangGuihua, 0)
	wantRefusal(t, err, "还没有报名")
}

// TestPerHome: a home has one vote, and only who gave it may change it.
func TestPerHome(t *testing.T) {
	w := newWorld(t)
	w.update(func(tx store.Tx) {
		chen := person(tx, sample.LaoChen)
		chen.Ties = []directory.Tie{{Home: sample.WangGuihua.Home, As: directory.Family, Trust: directory.Verified}}
		directory.PutPerson(tx, chen)
	})
	p := w.open(func(p *poll.Poll) {
		of(poll.Residents)(p)
		p.PerHome, p.Opens, p.Closes = true, w.now.Add(240*time.Hour), w.now.Add(300*time.Hour)
	})
	w.update(func(tx store.Tx) {
		homes := map[string]bool{}
		for _, seat := range p.For.IDs(tx) {
			homes[seat] = true
		}
		if p.Electorate != len(homes) {
			t.Errorf("%d can vote in %d homes", p.Electorate, len(homes))
		}
	})
	_, err := w.say(p.ID, sample.WangGuihua, 1, 0, 0)
	wantRefusal(t, err, "还没有开始")
	w.passes(240 * time.Hour)
	if _, err := w.say(p.ID, sample.WangGuihua, 1, 0, 0); err != nil {
		t.Fatal(err)
	}
	_, err = w.say(p.ID, sample.LaoChen, 0, 1, 0)
	wantRefusal(t, err, "您家已经投过了")
	w.update(func(tx store.Tx) { // the register of an assembly takes no late comers
		late := directory.NewPerson(tx, directory.Person{Born: 1950, Trust: directory.Claimed,
			Ties: []directory.Tie{{Home: sample.GuihuaYuan3 + "/9/901", As: directory.Owner}}})
		_, err := cast.Cast(tx, poll.RandomCodes, p.ID, late, cast.Said{Marks: p.Picked("a")}, "")
		wantRefusal(t, err, "名册")
	})
	w.passes(72 * time.Hour)
	if r := w.poll(p.ID).Result; r.Decision != tally.NoQuorum || r.Took != 1 {
		t.Errorf("%+v", r)
	}
}

// TestAssembly: more than half attend, more than half of those agree; what staff
// know of those entitled counts, if it is more than the register.
func TestAssembly(t *testing.T) {
	tests := []struct {
		entitled int
		votes    string // a yes, b no, c abstain
		want     tally.Decision
	}{
		{3, "aa", tally.Passed},
		{4, "aa", tally.NoQuorum}, // exactly half is not more than half
		{3, "aab", tally.Passed},
		{3, "ab", tally.Failed}, // exactly half
		{3, "aac", tally.Passed},
		{3, "acc", tally.Failed}, // who abstains attends
	}
	heroes := []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman, sample.LiuChunfeng}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.entitled, tt.votes), func(t *testing.T) {
			w := newWorldAt(t, time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC))
			w.update(func(tx store.Tx) {
				for i := range tt.votes {
					directory.PutPerson(tx, directory.Person{ID: heroes[i].ID, Born: 1960, Trust: directory.Claimed,
						Ties: []directory.Tie{{Home: heroes[i].Home, As: directory.Owner}}})
				}
			})
			p := w.open(func(p *poll.Poll) {
				of(poll.Residents)(p)
				p.Entitled, p.Opens, p.Closes = tt.entitled, w.now.Add(240*time.Hour), w.now.Add(300*time.Hour)
			})
			w.passes(240 * time.Hour)
			for i, key := range tt.votes {
				if _, err := w.cast(p.ID, heroes[i], "", string(key)); err != nil {
					t.Fatal(err)
				}
			}
			w.passes(72 * time.Hour)
			if got := w.poll(p.ID).Result.Decision; got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

// TestBudget: no more is spent than there is, and every project has a reason.
func TestBudget(t *testing.T) {
	w := newWorld(t)
	p := w.open(func(p *poll.Poll) {
		of(poll.Budget, poll.Option{Label: "长椅", Cost: 600}, poll.Option{Label: "凉亭", Cost: 600}, poll.Option{Label: "路灯", Cost: 400})(p)
		p.Fund = 1000
	})
	for i, h := range []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman, sample.LiuChunfeng} {
		if _, err := w.say(p.ID, h, [][]int{{1, 0, 1}, {1, 0, 0}, {0, 1, 1}}[i]...); err != nil {
			t.Fatal(err)
		}
	}
	w.passes(96 * time.Hour)
	r := w.poll(p.ID).Result
	if diff := cmp.Diff([]string{"a", "c"}, r.First); diff != "" {
		t.Errorf("funded: %s", diff)
	}
	how := strings.Join(r.How, "\n")
	for _, want := range []string{"长椅", "凉亭", "路灯"} {
		if !strings.Contains(how, want) {
			t.Errorf("the count says nothing of %s", want)
		}
	}
}

// TestLeast: fewer than must be chosen are refused; none of them is said by one, and
// counts.
func TestLeast(t *testing.T) {
	w := newWorld(t)
	p := w.open(func(p *poll.Poll) {
		of(poll.Choose, poll.Option{Label: "书架"}, poll.Option{Label: "茶桌"}, poll.Option{Label: "儿童角"}, poll.Option{Label: poll.NoneLabel})(p)
		p.Min, p.Max = 2, 3
	})
	for _, test := range []struct {
		who   sample.Hero
		marks []int
		words string // "" is taken
	}{
		{sample.WangGuihua, []int{1, 0, 0, 0}, "要选2到3项，或者只选「都不选」"},
		{sample.WangGuihua, []int{0, 0, 0, 0}, "要选2到3项"},
		{sample.WangGuihua, []int{1, 0, 0, 1}, "不能再选别的"},
		{sample.WangGuihua, []int{1, 1, 0, 0}, ""},
		{sample.LiuChunfeng, []int{0, 0, 0, 1}, ""},
	} {
		if _, err := w.say(p.ID, test.who, test.marks...); test.words != "" {
			wantRefusal(t, err, test.words)
		} else if err != nil {
			t.Errorf("%v: %v", test.marks, err)
		}
	}
	w.passes(p.Closes.Sub(w.now) + day)
	recounted(t, w, p.ID, []string{"a,b", "d"}, "都不选：1/2（50.0%）")
}
