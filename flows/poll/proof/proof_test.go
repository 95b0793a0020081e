package proof_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yishi/flows/poll/proof"
	"yishi/flows/tally"
	"yishi/flows/tally/estate"
)

var closed = time.Date(2026, 12, 8, 20, 0, 0, 0, time.FixedZone("", 8*3600))

func header(kind proof.Kind) proof.Header {
	h := proof.Header{
		Poll: "12", No: 12, Question: "老年大学春季开什么课？", Kind: kind, Secret: true, Closed: closed, Electorate: 40,
		Options: []proof.Option{{Key: "a", Label: "太极", Cost: 60}, {Key: "b", Label: "摄影", Cost: 50}, {Key: "c", Label: "书法", Cost: 40}},
		Rule:    proof.Rule{Min: 1, Max: 2, Quorum: tally.Bar{Num: 1, Den: 8}, Most: 5, Seed: "20261201"},
	}
	for i := range h.Options {
		h.Options[i].Seats = 1
	}
	if kind == proof.Owners {
		h.Options[0].Matter, h.Options[1].Matter, h.Options[2].Matter = estate.Ordinary, estate.Special, estate.Ordinary
	}
	return h
}

func ballots(said ...string) []proof.Ballot {
	var list []proof.Ballot
	for i, s := range said {
		list = append(list, proof.Ballot{Receipt: fmt.Sprintf("TEST%04d", (i*7919)%10000), Ballot: s})
	}
	return list
}

func list(t testing.TB, h proof.Header, b []proof.Ballot) *proof.List {
	t.Helper()
	l, err := proof.New(h, b)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func file(t testing.TB, l *proof.List, secret string) string {
	t.Helper()
	var b bytes.Buffer
	if err := l.Write(&b, secret); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func check(t testing.TB, text string, known proof.Published) proof.Report {
	t.Helper()
	r, err := proof.Check(strings.NewReader(text), known)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sorts(r proof.Report) (found []proof.Sort) {
	for _, f := range r.Findings {
		found = append(found, f.Sort)
	}
	return found
}

// TestEveryKind: what was counted at closing is counted again from the file alone.
func TestEveryKind(t *testing.T) {
	part := func(b proof.Ballot, area int64, owner string) proof.Ballot {
		b.Part = &proof.Part{Area: area, Owner: owner}
		return b
	}
	said := ballots("yes,no,abstain", "yes,yes,invalid", "no,no,no", "silent", "undelivered")
	owners := []proof.Ballot{
		part(said[0], 90_000, ""), part(said[1], 89_500, "k3"), part(said[2], 60_250, "k3"), part(said[3], 75_000, ""), part(said[4], 120_000, ""),
	}
	tests := []struct {
		kind    proof.Kind
		rule    proof.Rule
		ballots []proof.Ballot
		want    string
	}{
		{proof.Choice, proof.Rule{Min: 0, Max: 2, Quorum: tally.Bar{Num: 1, Den: 8}}, ballots("a", "a,c", "b", "", "c,a"), `参加：5/40（12.5%），有效 5 张，无效 0 张
  太极：3/5（60.0%）
  书法：2/5（40.0%）
  摄影：1/5（20.0%）
参加的人要1/8 以上，也就是至少 5 人
结果：太极 得票最多`},
		{proof.Approval, proof.Rule{Seed: "1"}, ballots("a,b", "b", ""), `参加：3/40（7.5%），有效 3 张，无效 0 张
  摄影：2/3（66.7%）
  太极：1/3（33.3%）
  书法：0/3（0.0%）
结果：摄影 得票最多`},
		{proof.Ranking, proof.Rule{Seed: "1"}, ballots("a>b=c", "b>a", "a"), "逐轮淘汰，共 3 张选票"},
		{proof.Score, proof.Rule{Most: 5, Seed: "1"}, ballots("a:5,b:3", "a:4", ""), "太极：平均 4.50 分（9/2）"},
		{proof.Budget, proof.Rule{Total: 100, Seed: "1"}, ballots("a,b", "b", "b:2,c"), "摄影"},
		{proof.Assembly, proof.Rule{Quorum: tally.Half, Line: tally.Half, Came: 25}, ballots("yes", "no", "yes", "abstain", "invalid"), "到会 25/40（62.5%），要过半数，达到"},
		{proof.Lottery, proof.Rule{Seed: "20261201"}, ballots("a", "a,b", "a", ""), "太极：名额 1，报名 3，得到名额 1，候补 2"},
		{proof.Owners, proof.Rule{Silence: true}, owners, "名下几套意见不一：1 人"},
	}
	for _, tt := range tests {
		t.Run(string(tt.kind), func(t *testing.T) {
			h := header(tt.kind)
			h.Rule = tt.rule
			l := list(t, h, tt.ballots)
			r := check(t, file(t, l, ""), proof.Published{Root: l.Root()})
			if len(r.Findings) > 0 {
				t.Fatal(r.Findings)
			}
			if diff := cmp.Diff(l.Result.Lines, r.Result.Lines); diff != "" {
				t.Error(diff)
			}
			if got := strings.Join(r.Result.Lines, "\n"); !strings.Contains(got, tt.want) {
				t.Errorf("the count says\n%s\nwithout %q", got, tt.want)
			}
		})
	}
}

// TestTampering: whatever was done to a file is named.
func TestTampering(t *testing.T) {
	l := list(t, header(proof.Choice), ballots("a", "b", "a", "c,a", "b", "b"))
	whole := strings.Split(strings.TrimSuffix(file(t, l, ""), "\n"), "\n")
	swap := func(i, j int) func([]string) []string {
		return func(x []string) []string { x[i], x[j] = x[j], x[i]; return x }
	}
	replace := func(line int, old, with string) func([]string) []string {
		return func(x []string) []string {
			if !strings.Contains(x[line], old) {
				t.Fatalf("line %d is %s", line, x[line])
			}
			x[line] = strings.Replace(x[line], old, with, 1)
			return x
		}
	}
	tests := []struct {
		name   string
		change func(lines []string) []string
		want   []proof.Sort
	}{
		{"nothing", func(x []string) []string { return x }, nil},
		{"line ends of another system", func(x []string) []string { return strings.Split(strings.Join(x, "\r\n")+"\r", "\n") }, nil},
		{"the last line written otherwise", replace(7, `"root":`, `"root": `), []proof.Sort{proof.NewFoot}},
		{"a number to a list that needs none", replace(7, `"root":"`+l.Root()+`"`, `"root":"`+l.Root()+`","drawn":{"number":"047","seed":"1","counted":{}}`), []proof.Sort{proof.NewFoot, proof.Misdrawn}},
		{"a ballot changed", replace(1, `"a"`, `"b"`), []proof.Sort{proof.Changed, proof.Miscount}},
		{"a ballot changed to what counts alike", replace(4, `"ballot":"`, `"ballot":"b,`), []proof.Sort{proof.Changed, proof.Miscount}},
		{"a receipt changed", replace(1, "TEST0000", "TEST0001"), []proof.Sort{proof.Changed}},
		{"a ballot dropped", func(x []string) []string { return slices.Delete(x, 2, 3) }, []proof.Sort{proof.Dropped, proof.Miscount}},
		{"all ballots dropped", func(x []string) []string { return []string{x[0], x[7]} }, []proof.Sort{proof.Dropped, proof.Miscount}},
		{"a ballot added", func(x []string) []string { return slices.Insert(x, 7, `{"receipt":"ZZZZZZZZ","ballot":"b"}`) }, []proof.Sort{proof.Added, proof.Miscount}},
		{"a ballot doubled", func(x []string) []string { return slices.Insert(x, 3, x[2]) }, []proof.Sort{proof.Doubled, proof.Added}},
		{"two ballots swapped", swap(2, 3), []proof.Sort{proof.Moved}},
		{"the question changed", replace(0, "春季", "秋季"), []proof.Sort{proof.NewHeader}},
		{"an option renamed", replace(0, "书法", "国画"), []proof.Sort{proof.NewHeader}},
		{"the rule changed", replace(0, `"den":8`, `"den":2`), []proof.Sort{proof.NewHeader, proof.Miscount}},
		{"the result changed", replace(0, `"took":6`, `"took":7`), []proof.Sort{proof.NewHeader, proof.Miscount}},
		{"the electorate changed", replace(0, `"electorate":40,"rule"`, `"electorate":41,"rule"`), []proof.Sort{proof.NewHeader, proof.Miscount}},
		{"another kind", replace(0, `"choice"`, `"guess"`), []proof.Sort{proof.NewHeader}},
		{"written otherwise", replace(3, `"receipt":`, `"receipt": `), []proof.Sort{proof.Broken}},
		{"not a ballot", replace(3, `"receipt"`, `"person"`), []proof.Sort{proof.Broken}},
		{"the root changed", replace(7, `"root":"`+l.Root()[:3], `"root":"AAA`), []proof.Sort{proof.Changed}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := check(t, strings.Join(tt.change(slices.Clone(whole)), "\n")+"\n", proof.Published{})
			if diff := cmp.Diff(tt.want, sorts(r)); diff != "" {
				t.Error(diff, r.Findings)
			}
		})
	}
}

// TestForgedAsAWhole: who changes a ballot and makes a new file of it all comes to
// another root, and has no signature.
func TestForgedAsAWhole(t *testing.T) {
	secret, public, err := proof.NewKey("guihua.example")
	if err != nil {
		t.Fatal(err)
	}
	l := list(t, header(proof.Choice), ballots("a", "b", "a"))
	forged := list(t, header(proof.Choice), ballots("b", "b", "a"))
	known := proof.Published{Root: l.Root(), Key: public}
	if r := check(t, file(t, l, secret), known); len(r.Findings) > 0 || !r.Signed {
		t.Errorf("the true file: %v", r.Findings)
	}
	if r := check(t, file(t, forged, ""), proof.Published{}); len(r.Findings) > 0 {
		t.Errorf("a forged file is whole in itself: %v", r.Findings)
	}
	if got := sorts(check(t, file(t, forged, ""), known)); !slices.Equal(got, []proof.Sort{proof.Foreign, proof.Unsigned}) {
		t.Errorf("the forged file: %v", got)
	}
	other, _, _ := proof.NewKey("guihua.example")
	if got := sorts(check(t, file(t, l, other), known)); !slices.Equal(got, []proof.Sort{proof.Unsigned}) {
		t.Errorf("signed by another: %v", got)
	}
	true_, false_ := strings.Split(file(t, l, secret), "\n"), strings.Split(file(t, forged, ""), "\n")
	false_[4] = true_[4] // the foot with the true signature under the false ballots
	if got := sorts(check(t, strings.Join(false_, "\n"), known)); !slices.Contains(got, proof.Unsigned) {
		t.Errorf("a signature put under other ballots: %v", got)
	}
}

func TestWhatIsNoFile(t *testing.T) {
	whole := file(t, list(t, header(proof.Choice), ballots("a")), "")
	for name, text := range map[string]string{
		"empty": "", "words": "hello\nworld\n", "no foot": whole[:strings.LastIndex(strings.TrimSpace(whole), "\n")],
		"no header": whole[strings.Index(whole, "\n")+1:], "another format": strings.Replace(whole, "ballots 1", "ballots 9", 1),
	} {
		if _, err := proof.Check(strings.NewReader(text), proof.Published{}); err == nil {
			t.Errorf("%s was taken for a file of ballots", name)
		}
	}
}

func TestNoListWithoutSense(t *testing.T) {
	twice := ballots("a", "b")
	twice[1].Receipt = twice[0].Receipt
	nameless := header(proof.Choice)
	nameless.Kind = "guess"
	alike := header(proof.Choice)
	alike.Options[1].Label = alike.Options[0].Label
	budget := header(proof.Budget)
	budget.Rule.Total = -1
	purse := header(proof.Budget)
	purse.Rule.Total, purse.Rule.Purse = 100, 10
	for name, try := range map[string]struct {
		h proof.Header
		b []proof.Ballot
	}{
		"one receipt twice": {header(proof.Choice), twice}, "no receipt": {header(proof.Choice), []proof.Ballot{{Ballot: "a"}}},
		"no such kind": {nameless, nil}, "options alike": {alike, nil},
		"a budget below nothing": {budget, ballots("a")}, "points for no project": {header(proof.Budget), ballots("z:1")},
		"more points than there were": {purse, ballots("a:10", "a:6,b:5")},
		"points out of range":         {header(proof.Score), ballots("a:6")}, "points given twice": {header(proof.Score), ballots("a:1,a:2")},
		"no such option": {header(proof.Ranking), ballots("a>z")}, "a seat at nothing": {header(proof.Lottery), ballots("z")}, "ranked twice": {header(proof.Ranking), ballots("a>b>a")},
		"owners without parts": {header(proof.Owners), ballots("yes")}, "silence in an assembly": {header(proof.Assembly), ballots("silent")},
	} {
		if _, err := proof.New(try.h, try.b); err == nil {
			t.Errorf("%s: a list was made", name)
		}
	}
}

func TestSays(t *testing.T) {
	for _, tt := range []struct {
		kind       proof.Kind
		said, want string
	}{
		{proof.Choice, "a,c", "太极、书法"}, {proof.Choice, "", "都没有选"}, {proof.Ranking, "b>a=c", "摄影 ＞ 太极 ＝ 书法"},
		{proof.Score, "a:5,b:3", "太极 5、摄影 3"}, {proof.Owners, "abstain", "弃权"}, {proof.Assembly, "yes", "同意"},
		{proof.Owners, "yes,no,invalid", "「太极」同意，「摄影」不同意，「书法」废票"}, {proof.Lottery, "a,b", "太极、摄影"},
	} {
		h := header(tt.kind)
		if got := h.Says(proof.Ballot{Ballot: tt.said}); got != tt.want {
			t.Errorf("%s %q: %s", tt.kind, tt.said, got)
		}
	}
}

// drawn draws a list of a few ballots with any receipts.
func drawn(t *rapid.T) []proof.Ballot {
	receipts := rapid.SliceOfNDistinct(rapid.StringMatching(`[2-9A-Z]{8}`), 0, 20, rapid.ID).Draw(t, "receipts")
	var b []proof.Ballot
	for _, r := range receipts {
		b = append(b, proof.Ballot{Receipt: r, Ballot: rapid.SampledFrom([]string{"a", "b", "a,b", "a,c"}).Draw(t, "said")})
	}
	return b
}

func TestAnyChangeIsAnotherRoot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawn(t)
		h := header(proof.Choice)
		root := must(t, h, b).Root()
		if again := must(t, h, rapid.Permutation(b).Draw(t, "order")).Root(); again != root {
			t.Fatal("the order in which ballots were cast shows")
		}
		changed := slices.Clone(b)
		switch what := rapid.SampledFrom([]string{"question", "electorate", "add", "drop", "receipt", "ballot"}).Draw(t, "what"); {
		case what == "question":
			h.Question += "?"
		case what == "electorate":
			h.Electorate++
		case what == "add" || len(b) == 0:
			changed = append(changed, proof.Ballot{Receipt: "0", Ballot: "a"})
		default:
			i := rapid.IntRange(0, len(b)-1).Draw(t, "which")
			switch what {
			case "drop":
				changed = slices.Delete(changed, i, i+1)
			case "receipt":
				changed[i].Receipt += "0"
			case "ballot":
				changed[i].Ballot += ",b"
			}
		}
		if must(t, h, changed).Root() == root {
			t.Fatal("the root is the same")
		}
	})
}

func TestEveryBallotIsProved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawn(t)
		l := must(t, header(proof.Choice), b)
		other := must(t, header(proof.Choice), append(b, proof.Ballot{Receipt: "0", Ballot: "a"}))
		for _, ballot := range b {
			p, err := l.Prove(ballot.Receipt)
			if err != nil || !p.Under(l.Root()) {
				t.Fatalf("%s is not proved: %v", ballot.Receipt, err)
			}
			if p.Under(other.Root()) || p.Under("") {
				t.Fatal("proved under another root")
			}
			p.Ballot.Ballot += ",b"
			if p.Under(l.Root()) {
				t.Fatal("another ballot is proved")
			}
		}
		if _, err := l.Prove("0"); err == nil {
			t.Fatal("a ballot that is not there is proved")
		}
	})
}

func must(t *rapid.T, h proof.Header, b []proof.Ballot) *proof.List {
	l, err := proof.New(h, b)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// FuzzCheck: a file is never whole after one of its bytes was changed, and no file
// makes Check fall over.
func FuzzCheck(f *testing.F) {
	l := list(f, header(proof.Choice), ballots("a", "b", "a,c"))
	secret, _, err := proof.NewKey("guihua.example")
	if err != nil {
		f.Fatal(err)
	}
	whole := file(f, l, secret)
	f.Add(7, byte('x'))
	f.Add(len(whole)-3, byte('"'))
	f.Add(0, byte('\n'))
	f.Fuzz(func(t *testing.T, at int, with byte) {
		if at < 0 || at >= len(whole) || whole[at] == with {
			return
		}
		changed := whole[:at] + string([]byte{with}) + whole[at+1:]
		r, err := proof.Check(strings.NewReader(changed), proof.Published{Root: l.Root()})
		if err == nil && len(r.Findings) == 0 {
			t.Errorf("byte %d changed to %q and nothing was found", at, with)
		}
	})
}
