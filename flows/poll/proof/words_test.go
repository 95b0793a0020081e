package proof_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"yishi/flows/poll/proof"
)

func worded(t testing.TB) *proof.List {
	h := header(proof.Choice)
	h.Secret, h.Rule.Seed = false, ""
	said := ballots("a", "a", "b")
	said[0].Words, said[1].Words = "桂花 晚风", "蓝猫"
	return list(t, h, said)
}

// TestWordsStandInTheList: words are in the file, in the proof of a ballot and in what a
// ballot says; and whatever is done to them is found.
func TestWordsStandInTheList(t *testing.T) {
	l := worded(t)
	whole := file(t, l, "")
	if r := check(t, whole, proof.Published{Root: l.Root()}); len(r.Findings) > 0 || r.List.Ballots[0].Words != "桂花 晚风" {
		t.Fatal(r.Findings, r.List.Ballots)
	}
	p, err := l.Prove(l.Ballots[0].Receipt)
	if err != nil || !p.Under(l.Root()) || l.Header.Says(p.Ballot) != "太极（记号：桂花 晚风）" {
		t.Error(err, l.Header.Says(p.Ballot))
	}
	if p.Ballot.Words = "蓝猫"; p.Under(l.Root()) {
		t.Error("a ballot with other words is under the root")
	}
	for name, tt := range map[string]struct {
		old, with string
		want      proof.Sort
	}{
		"another word":       {"晚风", "早风", proof.Changed},
		"no words":           {`,"words":"蓝猫"`, "", proof.Changed},
		"empty words":        {`"words":"蓝猫"`, `"words":""`, proof.Broken},
		"words in no format": {`"format":"yishi ballots 3"`, `"format":"yishi ballots 2"`, proof.Broken},
	} {
		found := sorts(check(t, strings.Replace(whole, tt.old, tt.with, 1), proof.Published{}))
		if !slices.Contains(found, tt.want) {
			t.Errorf("%s: %v", name, found)
		}
	}
	for i := range whole {
		changed := []byte(whole)
		changed[i] ^= 1
		r, err := proof.Check(strings.NewReader(string(changed)), proof.Published{Root: l.Root()})
		if err == nil && len(r.Findings) == 0 {
			t.Errorf("byte %d was changed from %q to %q, and nobody sees it", i, whole[i], changed[i])
		}
	}
}

// TestListOfBefore: a list that was published before ballots could bear words is whole,
// and signed.
func TestListOfBefore(t *testing.T) {
	data, err := os.ReadFile("testdata/second.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	r := check(t, string(data), proof.Published{
		Root: "z2xw9njWuUTl50H7dNdBnHGLw8YpgRarFLFM1DZmKj0=",
		Key:  "guihua.example+4ba4cead+AWElXV4nUedhiwYITbD9FeL6r6eePDz1/yN6wMl0nS+I",
	})
	if len(r.Findings) > 0 || !r.Signed || r.List.Header.Format != proof.SecondFormat || len(r.List.Ballots) != 5 {
		t.Error(r.Findings, r.Signed, r.List.Header.Format)
	}
}
