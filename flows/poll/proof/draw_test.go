package proof_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"yishi/flows/poll/proof"
)

// lottery is a list whose lot is drawn by a number that comes after it.
func lottery(t testing.TB) *proof.List {
	t.Helper()
	h := header(proof.Lottery)
	h.Rule = proof.Rule{Draw: "2026-12-09"}
	return list(t, h, ballots("a", "a,b", "a", "", "b,c"))
}

func draw(t testing.TB, l *proof.List, number string) *proof.List {
	t.Helper()
	if err := l.Draw(number); err != nil {
		t.Fatal(err)
	}
	return l
}

// TestALotWaitsForItsNumber: the root says nothing of who is drawn, and the number of
// a day after it does.
func TestALotWaitsForItsNumber(t *testing.T) {
	l := lottery(t)
	r := check(t, file(t, l, ""), proof.Published{Root: l.Root()})
	said := strings.Join(r.Result.Lines, "\n")
	if len(r.Findings) > 0 || !strings.Contains(said, "「太极」报名的比名额多") || !strings.Contains(said, "12月9日福彩3D") || strings.Contains(said, "TEST") {
		t.Fatal(r.Findings, said)
	}
	root := l.Root()
	drawn := draw(t, l, "047")
	sum := sha256.Sum256([]byte(root + " 047"))
	if drawn.Root() != root || drawn.Drawn.Seed != hex.EncodeToString(sum[:]) {
		t.Errorf("the seed is %s", drawn.Drawn.Seed)
	}
	r = check(t, file(t, drawn, ""), proof.Published{Root: root})
	if said = strings.Join(r.Result.Lines, "\n"); len(r.Findings) > 0 || !strings.Contains(said, "得到名额 1，候补 2") {
		t.Error(r.Findings, said)
	}
	winners := map[string]bool{}
	for n := range 30 {
		winners[string(draw(t, lottery(t), fmt.Sprintf("%03d", n)).Drawn.Counted)] = true
	}
	if len(winners) < 3 {
		t.Errorf("30 numbers came to %d results", len(winners))
	}
	if l.Draw("47") == nil || list(t, header(proof.Choice), ballots("a")).Draw("047") == nil {
		t.Error("drawn with no number, or where there is nothing to draw")
	}
}

// TestNoLotInSecret: a list whose lot nobody named a day for is not made, and one that
// was drawn with another number than it says is found out.
func TestNoLotInSecret(t *testing.T) {
	h := header(proof.Lottery)
	h.Rule = proof.Rule{}
	if _, err := proof.New(h, ballots("a", "a")); err == nil {
		t.Error("a lot was drawn of which nobody was told")
	}
	whole := file(t, draw(t, lottery(t), "047"), "")
	for old, with := range map[string]string{`"number":"047"`: `"number":"048"`, `"seed":"`: `"seed":"0`, `"in":["TEST`: `"in":["XEST`} {
		foot := strings.LastIndex(strings.TrimSpace(whole), "\n")
		forged := whole[:foot] + strings.Replace(whole[foot:], old, with, 1)
		if got := sorts(check(t, forged, proof.Published{})); !slices.Equal(got, []proof.Sort{proof.Misdrawn}) {
			t.Errorf("%s: %v", with, got)
		}
	}
}

// TestEveryByte: whatever byte of a signed list is changed, in whatever way, and
// whatever line is dropped, doubled or cut short, it is found, the last line included.
func TestEveryByte(t *testing.T) {
	secret, _, err := proof.NewKey("guihua.example")
	if err != nil {
		t.Fatal(err)
	}
	lists := map[string]*proof.List{
		"a lottery": draw(t, lottery(t), "047"), "a lottery that waits": lottery(t),
		"a choice": list(t, header(proof.Choice), ballots("a", "b", "a,c")),
	}
	plain := header(proof.Choice)
	plain.Rule.Seed = ""
	lists["a choice of today"] = list(t, plain, ballots("a", "b", "a,c"))
	for name, l := range lists {
		whole, public := file(t, l, secret), ""
		if name == "a choice" { // the first format does not say under which key it is signed
			if public, err = proof.Public(secret); err != nil {
				t.Fatal(err)
			}
		}
		found := func(text string) bool {
			r, err := proof.Check(strings.NewReader(text), proof.Published{Key: public})
			return err != nil || len(r.Findings) > 0
		}
		if found(whole) {
			t.Fatalf("%s is not whole", name)
		}
		for at := range len(whole) {
			for _, flip := range []byte{1, 32, 128} {
				if changed := whole[:at] + string([]byte{whole[at] ^ flip}) + whole[at+1:]; !found(changed) {
					t.Errorf("%s: byte %d, %q, changed by %d", name, at, whole[max(0, at-9):min(len(whole), at+9)], flip)
				}
			}
			if found(whole[:at]+whole[at+1:]) == false {
				t.Errorf("%s: byte %d dropped", name, at)
			}
		}
		lines := strings.SplitAfter(strings.TrimSuffix(whole, "\n"), "\n")
		for i := range lines {
			if !found(strings.Join(slices.Delete(slices.Clone(lines), i, i+1), "")) || !found(strings.Join(slices.Insert(slices.Clone(lines), i, lines[i]), "")) {
				t.Errorf("%s: line %d dropped or doubled", name, i+1)
			}
		}
	}
}
