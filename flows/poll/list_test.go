package poll_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/count"
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
	"yishi/flows/tally/budget"
	"yishi/store"
)

// TestList: of every kind, the file of the ballots gives the published result.
func TestList(t *testing.T) {
	option := func(label string) poll.Option { return poll.Option{Label: label, Cost: 2_000_000} }
	for _, tt := range []struct {
		name   string
		change func(*poll.Poll)
		said   [3]poll.Marks // of 王桂花, 张小满, 刘春风
		list   []string
		count  string // in what the recount says
	}{
		{"one of three", nil, [3]poll.Marks{{1, 0, 0}, {1, 0, 0}, {0, 0, 1}}, []string{"a", "a", "c"}, "桂花：2/3（66.7%）"},
		{"a proposal", func(p *poll.Poll) { p.Kind = poll.Proposal; p.Options = nil },
			[3]poll.Marks{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, []string{"abstain", "no", "yes"}, "同意 1/3（33.3%）"},
		{"an order", listed(poll.Ranking, 1, option("东门"), option("西门"), option("亭子")),
			[3]poll.Marks{{2, 1, 3}, {1, 2, 2}, {1, 0, 0}}, []string{"a", "a>b=c", "b>a>c"}, "胜出：东门"},
		{"points", listed(poll.Rating, 5, option("卫生"), option("绿化")),
			[3]poll.Marks{{5, 3}, {4, 0}, {1, 1}}, []string{"a:1,b:1", "a:4", "a:5,b:3"}, "卫生：平均 3.33 分（10/3）"},
		{"a budget", listed(poll.Budget, 0, option("长椅"), option("凉亭")),
			[3]poll.Marks{{1, 1}, {1, 0}, {1, 0}}, []string{"a", "a", "a,b"}, "长椅"},
		{"a budget by points", func(p *poll.Poll) {
			listed(poll.Budget, 0, option("长椅"), option("凉亭"))(p)
			p.Purse = 10
		}, [3]poll.Marks{{5, 5}, {10, 0}, {0, 3}}, []string{"a:10", "a:5,b:5", "b:3"}, "长椅：2/3 人支持，共 15 分"},
		{"a budget of which what is left is kept", func(p *poll.Poll) {
			listed(poll.Budget, 0, option("长椅"), option("凉亭"))(p)
			p.Left = budget.NoCompletion
		}, [3]poll.Marks{{1, 1}, {1, 0}, {1, 0}}, []string{"a", "a", "a,b"}, "只算一次，剩余的钱不再分"},
		{"a lottery", func(p *poll.Poll) {
			listed(poll.Seats, 0, poll.Option{Label: "车位", Seats: 1}, poll.Option{Label: "花圃", Seats: 2})(p)
			p.Drawn, p.Secret = true, false
		}, [3]poll.Marks{{1, 1}, {1, 0}, {0, 1}}, []string{"a", "a,b", "b"}, "车位：名额 1，报名 2，得到名额 1，候补 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			p := w.open(func(p *poll.Poll) {
				p.Secret = true
				if tt.change != nil {
					tt.change(p)
				}
				p.Suits()
			})
			w.update(func(tx store.Tx) {
				_, err := count.List(tx, p.ID)
				wantRefusal(t, err, "还没有结果")
			})
			for i, h := range []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman, sample.LiuChunfeng} {
				w.update(func(tx store.Tx) {
					if _, err := cast.Cast(tx, poll.RandomCodes, p.ID, person(tx, h), cast.Said{Marks: tt.said[i]}, ""); err != nil {
						t.Fatal(err)
					}
				})
			}
			w.passes(p.Closes.Sub(w.now) + 24*time.Hour)
			w.draws(p.ID, "047")
			recounted(t, w, p.ID, tt.list, tt.count)
		})
	}
}

// listed changes a draft into a poll of a kind, with 30,000 元 to share.
func listed(kind poll.Kind, most int, options ...poll.Option) func(*poll.Poll) {
	return func(p *poll.Poll) {
		p.Kind, p.Options = kind, slices.Clone(options)
		for i := range p.Options {
			p.Options[i].Key = string(rune('a' + i))
		}
		p.Min, p.Max, p.Most, p.Fund = 1, len(options), most, 3_000_000
	}
}

func recounted(t *testing.T, w *world, id string, want []string, counted string) {
	t.Helper()
	var file bytes.Buffer
	w.update(func(tx store.Tx) {
		l, err := count.List(tx, id)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Write(&file, ""); err != nil {
			t.Fatal(err)
		}
	})
	r, err := proof.Check(&file, proof.Published{})
	if err != nil || len(r.Findings) > 0 {
		t.Fatal(err, r.Findings)
	}
	var said []string
	for _, b := range r.List.Ballots {
		said = append(said, b.Ballot)
	}
	slices.Sort(said)
	if !slices.Equal(said, want) {
		t.Errorf("the ballots are %q, want %q", said, want)
	}
	published := w.poll(id).Result
	if kind := r.List.Header.Kind; (kind == proof.Choice || kind == proof.Assembly) && r.Result.Decision != published.Decision {
		t.Errorf("recounted %s, published %s", r.Result.Decision, published.Decision)
	}
	plain := strings.NewReplacer(" ", "", "-", "").Replace // people are shown no blanks, and codes with a dash
	lines, how := strings.Join(r.Result.Lines, "\n"), strings.Join(published.How, "\n")
	if drawn, ok := r.Result.Figures.([]tally.Seated); ok {
		for _, seated := range drawn { // who has a seat by the list is who was told so
			if len(seated.Waiting) > 0 && !strings.Contains(plain(how), seated.Option+"："+strings.Join(append(seated.In, seated.Waiting...), "、")) {
				t.Errorf("published:\n%s\ndrawn again: %+v", how, seated)
			}
		}
	}
	if r.List.Header.Kind == proof.Budget && !strings.Contains(plain(how), plain(r.Result.Lines[1])) {
		t.Errorf("published:\n%s\nrecounted:\n%s", how, lines)
	}
	if !strings.Contains(lines, counted) {
		t.Errorf("recounted:\n%s\nwithout %s", lines, counted)
	}
	if r.List.Header.Kind == proof.Ranking && !strings.Contains(plain(how), plain(strings.Join(r.Result.Lines[:3], "\n"))) {
		t.Errorf("published:\n%s\nrecounted:\n%s", how, lines)
	}
}
