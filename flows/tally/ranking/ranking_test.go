package ranking_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yishi/flows/tally"
	"yishi/flows/tally/ranking"
)

// ranked reads lines such as "5 A>C=B" as ballots that rank the options.
func ranked(options []string, lines string) (ballots []ranking.Ballot) {
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		count, order, _ := strings.Cut(strings.TrimSpace(line), " ")
		b := ranking.Ballot{Rank: make([]uint16, len(options))}
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
	p := ranking.Schulze(fiveOptions, ranked(fiveOptions, schulze45), "")
	if got := strings.Join(p.Order, ""); got != "EACBD" || p.Winner != "E" || p.Condorcet || p.Ballots != 45 {
		t.Errorf("%s, winner %s, %d ballots", got, p.Winner, p.Ballots)
	}
	strength := [][]int{{0, 28, 28, 30, 24}, {25, 0, 28, 33, 24}, {25, 29, 0, 29, 24}, {25, 28, 28, 0, 24}, {25, 28, 28, 31, 0}}
	if diff := cmp.Diff(strength, p.Strength); diff != "" {
		t.Errorf("strengths of the strongest paths:\n%s", diff)
	}
	p = ranking.Schulze(cities, ranked(cities, tennessee), "")
	if got := strings.Join(p.Order, " "); got != "Nashville Chattanooga Knoxville Memphis" || !p.Condorcet {
		t.Errorf("%s, %v", got, p.Condorcet)
	}
}

func TestSchulzeRanksInPart(t *testing.T) {
	p := ranking.Schulze(fiveOptions, ranked(fiveOptions, "3 A=B>C\n2 D\n1 "), "seed")
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
	r := ranking.InstantRunoff(cities, ranked(cities, tennessee), "")
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
			r := ranking.InstantRunoff(abc, ranked(abc, tt.ballots), "s")
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
		r := ranking.InstantRunoff(abc, ranked(abc, "2 A>C\n2 B>C\n3 C"), seed)
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
		draw := rapid.Custom(func(t *rapid.T) ranking.Ballot {
			b := ranking.Ballot{Rank: make([]uint16, n), Count: rapid.IntRange(1, 9).Draw(t, "count")}
			for i := range b.Rank {
				b.Rank[i] = uint16(rapid.IntRange(0, 4).Draw(t, "rank"))
			}
			return b
		})
		ballots := rapid.SliceOfN(draw, 0, 12).Draw(t, "ballots")
		seed := rapid.StringN(0, 3, -1).Draw(t, "seed")
		r, p := ranking.InstantRunoff(options, ballots, seed), ranking.Schulze(options, ballots, seed)

		var single []ranking.Ballot
		for _, b := range ballots {
			for range b.Count {
				single = append(single, ranking.Ballot{Rank: b.Rank, Count: 1})
			}
		}
		if len(single) > 0 {
			single = rapid.Permutation(single).Draw(t, "order")
		}
		rats := cmp.Comparer(func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
		if diff := cmp.Diff(r, ranking.InstantRunoff(options, single, seed), rats); diff != "" {
			t.Fatalf("one by one in another order:\n%s", diff)
		}
		if diff := cmp.Diff(p, ranking.Schulze(options, single, seed)); diff != "" {
			t.Fatalf("one by one in another order:\n%s", diff)
		}
		wonLast(t, r)
		condorcet(t, p, slices.ContainsFunc(ballots, func(b ranking.Ballot) bool { return slices.Max(b.Rank) > 0 }))
		slow(t, p, ballots)
		reversed(t, p, ballots, seed)
	})
}

// wonLast: the winner has more than half of the live votes of the last round, and
// no vote is lost on the way.
func wonLast(t *rapid.T, r ranking.Runoff) {
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
func condorcet(t *rapid.T, p ranking.Pairwise, said bool) {
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
func slow(t *rapid.T, p ranking.Pairwise, ballots []ranking.Ballot) {
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
func reversed(t *rapid.T, p ranking.Pairwise, ballots []ranking.Ballot, seed string) {
	turned := make([]ranking.Ballot, len(ballots))
	for i, b := range ballots {
		turned[i] = ranking.Ballot{Rank: make([]uint16, len(b.Rank)), Count: b.Count}
		for o, rank := range b.Rank {
			if rank == 0 {
				rank = 5
			}
			turned[i].Rank[o] = 6 - rank
		}
	}
	q := ranking.Schulze(p.Options, turned, seed)
	if len(p.Options) > 1 && len(p.Unbeaten) == 1 && slices.Contains(q.Unbeaten, p.Winner) && len(q.Unbeaten) == 1 {
		t.Fatalf("%s wins both ways", p.Winner)
	}
}

// BenchmarkSchulze is 200 options and 100,000 ballots, all different.
func BenchmarkSchulze(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	options := make([]string, 200)
	for i := range options {
		options[i] = fmt.Sprint(i)
	}
	ballots := make([]ranking.Ballot, 100_000)
	for i := range ballots {
		ballots[i] = ranking.Ballot{Rank: make([]uint16, len(options)), Count: 1}
		for rank, option := range random.Perm(len(options)) {
			ballots[i].Rank[option] = uint16(rank + 1)
		}
	}
	for b.Loop() {
		if p := ranking.Schulze(options, ballots, ""); p.Ballots != len(ballots) {
			b.Fatal(p.Ballots)
		}
	}
}
