package tally_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yishi/flows/poll/tally"
)

// ranked reads lines such as "5 A>C=B" as ballots that rank the options.
func ranked(options []string, lines string) (ballots []tally.Ranking) {
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		count, order, _ := strings.Cut(strings.TrimSpace(line), " ")
		b := tally.Ranking{Rank: make([]uint16, len(options))}
		fmt.Sscan(count, &b.Count)
		for i, class := range strings.Split(order, ">") {
			for _, name := range strings.Split(class, "=") {
				if name != "" {
					b.Rank[slices.Index(options, name)] = uint16(i + 1)
				}
			}
		}
		ballots = append(ballots, b)
	}
	return ballots
}

// schulze45 is the election of 45 voters by which the method is known: Markus
// Schulze, "A new monotonic, clone-independent, reversal symmetric, and
// Condorcet-consistent single-winner election method", 2011.
const schulze45 = `5 A>C>B>E>D
5 A>D>E>C>B
8 B>E>D>A>C
3 C>A>B>E>D
7 C>A>E>B>D
2 C>B>A>D>E
7 D>C>E>B>A
8 E>B>A>D>C`

// tennessee is where to put the capital of Tennessee, the textbook example.
const tennessee = `42 Memphis>Nashville>Chattanooga>Knoxville
26 Nashville>Chattanooga>Knoxville>Memphis
15 Chattanooga>Knoxville>Nashville>Memphis
17 Knoxville>Chattanooga>Nashville>Memphis`

var (
	fiveOptions = []string{"A", "B", "C", "D", "E"}
	cities      = []string{"Chattanooga", "Knoxville", "Memphis", "Nashville"}
)

func TestSchulze(t *testing.T) {
	p := tally.Schulze(fiveOptions, ranked(fiveOptions, schulze45), "")
	if got := strings.Join(p.Order, ""); got != "EACBD" || p.Winner != "E" || p.Condorcet || p.Ballots != 45 {
		t.Errorf("%s, winner %s, %d ballots", got, p.Winner, p.Ballots)
	}
	strength := [][]int{{0, 28, 28, 30, 24}, {25, 0, 28, 33, 24}, {25, 29, 0, 29, 24}, {25, 28, 28, 0, 24}, {25, 28, 28, 31, 0}}
	if diff := cmp.Diff(strength, p.Strength); diff != "" {
		t.Errorf("strengths of the strongest paths:\n%s", diff)
	}
	p = tally.Schulze(cities, ranked(cities, tennessee), "")
	if got := strings.Join(p.Order, " "); got != "Nashville Chattanooga Knoxville Memphis" || !p.Condorcet {
		t.Errorf("%s, %v", got, p.Condorcet)
	}
}

func TestSchulzeRanksInPart(t *testing.T) {
	p := tally.Schulze(fiveOptions, ranked(fiveOptions, "3 A=B>C\n2 D\n1 "), "seed")
	// What a ballot does not rank is behind; equals prefer neither.
	if p.Prefer[0][1] != 0 || p.Prefer[0][3] != 3 || p.Prefer[3][4] != 2 || p.Prefer[2][4] != 3 || p.Prefer[4][0] != 0 || p.Ballots != 6 {
		t.Errorf("%v", p.Prefer)
	}
	drawn := slices.DeleteFunc(tally.Draw("seed", fiveOptions), func(o string) bool { return o != "A" && o != "B" })
	if diff := cmp.Diff([]string{"A", "B"}, p.Unbeaten); diff != "" || p.Winner != drawn[0] {
		t.Errorf("%s won of %v, the lot draws %v", p.Winner, p.Unbeaten, drawn)
	}
}

func TestRunoff(t *testing.T) {
	r := tally.InstantRunoff(cities, ranked(cities, tennessee), "")
	if r.Winner != "Knoxville" {
		t.Error(r.Winner)
	}
	want := `逐轮淘汰，共 100 张选票
第 1 轮：Chattanooga 15/100（15.0%），Knoxville 17/100（17.0%），Memphis 42/100（42.0%），Nashville 26/100（26.0%）
  没有一项过半，Chattanooga 最少，淘汰，它的票转给下一个选择
第 2 轮：Knoxville 32/100（32.0%），Memphis 42/100（42.0%），Nashville 26/100（26.0%）
  没有一项过半，Nashville 最少，淘汰，它的票转给下一个选择
第 3 轮：Knoxville 58/100（58.0%），Memphis 42/100（42.0%）
  Knoxville 超过半数，胜出
胜出：Knoxville`
	if diff := cmp.Diff(want, strings.Join(r.Explain(), "\n")); diff != "" {
		t.Error(diff)
	}
}

func TestRunoffPeculiar(t *testing.T) {
	abc := []string{"A", "B", "C"}
	tests := []struct {
		name, ballots string
		winner        string
		rounds        int
		last          string // votes of the last round / exhausted
	}{
		{"more than half at once", "3 A\n2 B", "A", 1, "A=3 B=2 C=0 /0"},
		{"half is not more than half", "2 A\n1 B>A\n1 C>A", "A", 2, ""},
		{"exhausted ballots are not live", "4 A\n3 B\n2 C", "A", 2, "A=4 B=3 /2"},
		{"equals share a ballot", "3 A=B\n2 C\n1 B", "B", 2, "B=4 C=2 /0"},
		{"a third each", "1 A=B=C\n1 A", "A", 1, "A=4/3 B=1/3 C=1/3 /0"},
		{"who have no votes go at once", "2 A>B\n2 B>A", "", 3, ""},
		{"no ballots", "", "", 0, ""},
		{"only blank ballots", "3 ", "", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := tally.InstantRunoff(abc, ranked(abc, tt.ballots), "s")
			if tt.winner != "" && r.Winner != tt.winner || len(r.Rounds) != tt.rounds {
				t.Errorf("%s in %d rounds:\n%s", r.Winner, len(r.Rounds), strings.Join(r.Explain(), "\n"))
			}
			if tt.last == "" {
				return
			}
			last := r.Rounds[len(r.Rounds)-1]
			var got strings.Builder
			for _, v := range last.Votes {
				fmt.Fprintf(&got, "%s=%s ", v.Option, v.Votes.RatString())
			}
			fmt.Fprintf(&got, "/%d", last.Exhausted)
			if diff := cmp.Diff(tt.last, got.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRunoffTieGoesToTheLot(t *testing.T) {
	abc := []string{"A", "B", "C"}
	for _, seed := range []string{"1", "2", "3", "4", "5", "6", "2026-11-22 桂花苑"} {
		drawn := slices.DeleteFunc(tally.Draw(seed, abc), func(o string) bool { return o == "C" })
		r := tally.InstantRunoff(abc, ranked(abc, "2 A>C\n2 B>C\n3 C"), seed)
		if out := r.Rounds[0].Out; len(out) != 1 || out[0] != drawn[1] || r.Winner != "C" {
			t.Errorf("seed %s: %v is out, %s was drawn last", seed, out, drawn[1])
		}
		if !strings.Contains(strings.Join(r.Explain(), "\n"), "A、B 并列最少，按种子抽签，淘汰 "+drawn[1]) {
			t.Error(r.Explain())
		}
	}
}

// TestRankingsAlways has rapid look for an election that breaks what must hold.
func TestRankingsAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "options")
		options := []string{"A", "B", "C", "D", "E", "F"}[:n]
		draw := rapid.Custom(func(t *rapid.T) tally.Ranking {
			b := tally.Ranking{Rank: make([]uint16, n), Count: rapid.IntRange(1, 9).Draw(t, "count")}
			for i := range b.Rank {
				b.Rank[i] = uint16(rapid.IntRange(0, 4).Draw(t, "rank"))
			}
			return b
		})
		ballots := rapid.SliceOfN(draw, 0, 12).Draw(t, "ballots")
		seed := rapid.StringN(0, 3, -1).Draw(t, "seed")
		r, p := tally.InstantRunoff(options, ballots, seed), tally.Schulze(options, ballots, seed)

		var single []tally.Ranking
		for _, b := range ballots {
			for range b.Count {
				single = append(single, tally.Ranking{Rank: b.Rank, Count: 1})
			}
		}
		if len(single) > 0 {
			single = rapid.Permutation(single).Draw(t, "order")
		}
		rats := cmp.Comparer(func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
		if diff := cmp.Diff(r, tally.InstantRunoff(options, single, seed), rats); diff != "" {
			t.Fatalf("one by one in another order:\n%s", diff)
		}
		if diff := cmp.Diff(p, tally.Schulze(options, single, seed)); diff != "" {
			t.Fatalf("one by one in another order:\n%s", diff)
		}
		wonLast(t, r)
		condorcet(t, p, slices.ContainsFunc(ballots, func(b tally.Ranking) bool { return slices.Max(b.Rank) > 0 }))
		slow(t, p, ballots)
		reversed(t, p, ballots, seed)
	})
}

// wonLast: the winner has more than half of the live votes of the last round, and
// no vote is lost on the way.
func wonLast(t *rapid.T, r tally.Runoff) {
	for i, round := range r.Rounds {
		sum := new(big.Rat).SetInt64(int64(round.Exhausted))
		for _, v := range round.Votes {
			sum.Add(sum, v.Votes)
			twice := new(big.Rat).Add(v.Votes, v.Votes)
			if won := twice.Cmp(round.Live) > 0; won != (v.Option == r.Winner && i == len(r.Rounds)-1) {
				t.Fatalf("round %d: %s has %s of %s", i+1, v.Option, v.Votes, round.Live)
			}
		}
		if sum.Cmp(new(big.Rat).SetInt64(int64(r.Ballots))) != 0 {
			t.Fatalf("round %d has %s of %d ballots", i+1, sum, r.Ballots)
		}
	}
}

// condorcet: who wins every comparison wins, where anybody said anything.
func condorcet(t *rapid.T, p tally.Pairwise, said bool) {
	for a, option := range p.Options {
		wins := true
		for b := range p.Options {
			wins = wins && (a == b || p.Prefer[a][b] > p.Prefer[b][a])
		}
		wins = wins && said // one option alone, that nobody ranked, wins nothing
		if wins != (p.Condorcet && p.Winner == option) {
			t.Fatalf("%s wins all: %v; the winner is %s, %v", option, wins, p.Winner, p.Condorcet)
		}
	}
}

// slow counts the comparisons one by one.
func slow(t *rapid.T, p tally.Pairwise, ballots []tally.Ranking) {
	for a := range p.Options {
		for b := range p.Options {
			want := 0
			for _, ballot := range ballots {
				if x, y := ballot.Rank[a], ballot.Rank[b]; x > 0 && (y == 0 || x < y) {
					want += ballot.Count
				}
			}
			if p.Prefer[a][b] != want {
				t.Fatalf("%d before %d: %d, want %d", a, b, p.Prefer[a][b], want)
			}
		}
	}
}

// reversed: with all ballots turned round, the only unbeaten is not unbeaten any
// more, unless all are even.
func reversed(t *rapid.T, p tally.Pairwise, ballots []tally.Ranking, seed string) {
	turned := make([]tally.Ranking, len(ballots))
	for i, b := range ballots {
		turned[i] = tally.Ranking{Rank: make([]uint16, len(b.Rank)), Count: b.Count}
		for o, rank := range b.Rank {
			if rank == 0 {
				rank = 5
			}
			turned[i].Rank[o] = 6 - rank
		}
	}
	q := tally.Schulze(p.Options, turned, seed)
	if len(p.Options) > 1 && len(p.Unbeaten) == 1 && slices.Contains(q.Unbeaten, p.Winner) && len(q.Unbeaten) == 1 {
		t.Fatalf("%s wins both ways", p.Winner)
	}
}

func TestScore(t *testing.T) {
	ballots := []tally.Scores{
		{Points: []int{5, 3, 0}, Count: 1}, {Points: []int{4, 5, 0}, Count: 1}, {Points: []int{1, 0, 0}, Count: 2},
	}
	var got []string
	for _, s := range tally.Score([]string{"甲", "乙", "丙"}, 5, ballots, "") {
		got = append(got, s.Explain())
	}
	want := []string{
		"乙：平均 4.00 分（8/2），3 分 1 票，5 分 1 票",
		"甲：平均 2.75 分（11/4），1 分 2 票，4 分 1 票，5 分 1 票",
		"丙：没有人打分",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestScoreIsExact: 1/3 and 333333333/1000000000 differ although they look alike.
func TestScoreIsExact(t *testing.T) {
	ballots := []tally.Scores{
		{Points: []int{2, 0}, Count: 1}, {Points: []int{1, 0}, Count: 2},
		{Points: []int{0, 2}, Count: 333333333}, {Points: []int{0, 1}, Count: 666666667},
	}
	for _, seed := range []string{"a", "b", "c"} {
		if first := tally.Score([]string{"x", "y"}, 5, ballots, seed)[0]; first.Option != "x" {
			t.Errorf("%s is first with %s", first.Option, first.Mean())
		}
	}
	even := []tally.Scores{{Points: []int{2, 4}, Count: 3}, {Points: []int{4, 2}, Count: 3}}
	for _, seed := range []string{"a", "b", "c", "d"} {
		if first := tally.Score([]string{"x", "y"}, 5, even, seed)[0]; first.Option != tally.Draw(seed, []string{"x", "y"})[0] {
			t.Errorf("%s is first by the seed %s", first.Option, seed)
		}
	}
}

func TestApprove(t *testing.T) {
	r := tally.Approve([]string{"A", "B", "C"}, []tally.Approvals{
		{Picks: []int{0, 1, 1}, Count: 2}, {Picks: []int{1}, Count: 1}, {Count: 3},
	}, "")
	want := []tally.Row{{Key: "B", Votes: 3, Rank: 1}, {Key: "A", Votes: 2, Rank: 2}, {Key: "C", Rank: 3}}
	if diff := cmp.Diff(want, r.Rows); diff != "" || r.Took != 6 || r.Decision != tally.Decided {
		t.Errorf("%d took part, %s\n%s", r.Took, r.Decision, diff)
	}
}

func TestDrawIsWhatOpensslSays(t *testing.T) {
	// printf '%s' 甲 | openssl dgst -sha256 -hmac 种子, and so on: 乙 59e6…, 甲 e5d5…, 丙 ecbd….
	if diff := cmp.Diff([]string{"乙", "甲", "丙"}, tally.Draw("种子", []string{"甲", "乙", "丙", "甲"})); diff != "" {
		t.Error(diff)
	}
}

func TestSeats(t *testing.T) {
	var all []tally.SignUp
	for _, id := range []string{"赵", "钱", "孙", "赵", "李", "周"} {
		all = append(all, tally.SignUp{ID: id, Option: "舞蹈"}, tally.SignUp{ID: id, Option: "书法"})
	}
	s := tally.FirstCome("舞蹈", 3, all)
	if diff := cmp.Diff(tally.Seated{Option: "舞蹈", Seats: 3, In: []string{"赵", "钱", "孙"}, Waiting: []string{"李", "周"}}, s); diff != "" {
		t.Error(diff)
	}
	if s.Place("周") != 2 || s.Place("赵") != 0 || s.Explain() != "舞蹈：名额 3，报名 5，得到名额 3，候补 2" {
		t.Error(s.Place("周"), s.Explain())
	}
	dance, writing := tally.Lottery("舞蹈", 3, all, "s"), tally.Lottery("书法", 3, all, "s")
	slices.Reverse(all)
	if diff := cmp.Diff(dance, tally.Lottery("舞蹈", 3, all, "s")); diff != "" {
		t.Errorf("in another order:\n%s", diff)
	}
	if len(dance.In) != 3 || len(dance.Waiting) != 2 || slices.Equal(dance.In, writing.In) && slices.Equal(dance.Waiting, writing.Waiting) {
		t.Errorf("%v, %v", dance, writing)
	}
	if s := tally.FirstCome("没有人", 2, all); len(s.In) != 0 || len(s.Waiting) != 0 {
		t.Errorf("%v", s)
	}
}

// BenchmarkSchulze is 200 options and 100,000 ballots, all different.
func BenchmarkSchulze(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	options := make([]string, 200)
	for i := range options {
		options[i] = fmt.Sprint(i)
	}
	ballots := make([]tally.Ranking, 100_000)
	for i := range ballots {
		ballots[i] = tally.Ranking{Rank: make([]uint16, len(options)), Count: 1}
		for rank, option := range random.Perm(len(options)) {
			ballots[i].Rank[option] = uint16(rank + 1)
		}
	}
	for b.Loop() {
		if p := tally.Schulze(options, ballots, ""); p.Ballots != len(ballots) {
			b.Fatal(p.Ballots)
		}
	}
}

// BenchmarkOwners is 1,000,000 ballots from memory.
func BenchmarkOwners(b *testing.B) {
	const n = 1_000_000
	parts, made := make([]tally.Part, n), make([]tally.Choice, n)
	for i := range parts {
		parts[i] = tally.Part{Unit: fmt.Sprint(i), Owner: fmt.Sprint("业主", i*9/10), Area: int64(50_000 + i%90_000)}
		made[i] = tally.Choice(i % 6)
	}
	r, err := tally.NewRegister(parts, false)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if o := r.Count(tally.Ordinary, made); o.All.Persons != 900_000 {
			b.Fatal(o.All)
		}
	}
}
