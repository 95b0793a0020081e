package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/flows/poll/proof"
)

// publishedList is a file of ballots as it is published.
func publishedList(t *testing.T, secret string) (path string, l *proof.List) {
	t.Helper()
	l, err := proof.New(proof.Header{
		Poll: "7", No: 7, Question: "门口装不装路灯？", Kind: proof.Choice, Closed: time.Unix(1_800_000_000, 0), Electorate: 4,
		Options: []proof.Option{{Key: "a", Label: "装"}, {Key: "b", Label: "不装"}}, Rule: proof.Rule{Min: 1, Max: 1},
	}, []proof.Ballot{{Receipt: "AB3D7K2M", Ballot: "a"}, {Receipt: "ZZ2222ZZ", Ballot: "b"}, {Receipt: "CC3333CC", Ballot: "a"}})
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "7.jsonl")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := l.Write(f, secret); err != nil {
		t.Fatal(err)
	}
	return path, l
}

func TestVerify(t *testing.T) {
	secret, public, err := proof.NewKey("guihua.example")
	if err != nil {
		t.Fatal(err)
	}
	path, l := publishedList(t, secret)
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{nil, Fine, "装：2/3（66.7%）"},
		{nil, Fine, "这个名单指纹和公布的是不是一样"},
		{[]string{"--root", l.Root(), "--key", public}, Fine, "名单指纹和公布的一样，重新计票结果一致。\n主办方的签名是真的。"},
		{[]string{"--receipt", "zz22-22zz"}, Fine, "回执码 ZZ22-22ZZ 在第 4 行，投的是：不装"},
		{[]string{"--receipt", "AB3D-7K2N"}, Failed, "名单里没有回执码"},
		{[]string{"--root", strings.Replace(l.Root(), l.Root()[:2], "xx", 1)}, Failed, "名单指纹和公布的不一样"},
		{[]string{"--json", "--receipt", "AB3D-7K2M"}, Fine, `"whole": true`},
	} {
		code, out, complaint := call(t, append([]string{"verify", path}, tt.args...)...)
		if code != tt.code || !strings.Contains(out, tt.want) || (code == Fine) != (complaint == "") {
			t.Errorf("%v: %d\n%s\n%s", tt.args, code, out, complaint)
		}
	}
}

func TestVerifyNamesWhatWasDone(t *testing.T) {
	path, _ := publishedList(t, "")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), `"ballot":"b"`, `"ballot":"a"`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, complaint := call(t, "verify", path)
	if code != Failed || !strings.Contains(out, "有票被改过") || !strings.Contains(complaint, "is not as it was published") {
		t.Errorf("%d\n%s\n%s", code, out, complaint)
	}
	code, _, complaint = call(t, "verify", "verify_test.go")
	if code != Failed || !strings.Contains(complaint, "cannot be checked") {
		t.Errorf("of something else: %d %s", code, complaint)
	}
	if code, _, _ = call(t, "verify", "none.jsonl"); code != Wrong {
		t.Errorf("of no file: %d", code)
	}
}

// TestVerifyDrawsAgain: a list whose lot was drawn is drawn again, and says with which
// number, to be compared with the newspaper.
func TestVerifyDrawsAgain(t *testing.T) {
	secret, _, err := proof.NewKey("guihua.example")
	if err != nil {
		t.Fatal(err)
	}
	l, err := proof.New(proof.Header{
		Poll: "8", No: 8, Question: "停车位给谁？", Kind: proof.Lottery, Closed: time.Unix(1_800_000_000, 0), Electorate: 4,
		Options: []proof.Option{{Key: "a", Label: "东区车位", Seats: 1}}, Rule: proof.Rule{Draw: "2027-01-16"},
	}, []proof.Ballot{{Receipt: "AB3D7K2M", Ballot: "a"}, {Receipt: "ZZ2222ZZ", Ballot: "a"}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "8.jsonl")
	for _, number := range []string{"", "047"} {
		if number != "" {
			if err := l.Draw(number); err != nil {
				t.Fatal(err)
			}
		}
		var text strings.Builder
		if err := l.Write(&text, secret); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"": "「东区车位」报名的比名额多", "047": "抽签用的是1月16日福彩3D的开奖号码：047"}[number]
		if code, out, complaint := call(t, "verify", path); code != 0 || !strings.Contains(out, want) || !strings.Contains(out, "名单有签名") {
			t.Errorf("%d %s\n%s", code, out, complaint)
		}
		forged := strings.Replace(text.String(), `"number":"047"`, `"number":"048"`, 1)
		if err := os.WriteFile(path, []byte(forged), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, _ := call(t, "verify", path); number != "" && (code == 0 || !strings.Contains(out, "抽签的号码和结果对不上")) {
			t.Errorf("another number: %d %s", code, out)
		}
	}
}
