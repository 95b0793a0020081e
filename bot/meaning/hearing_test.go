package meaning_test

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
	"yishi/flows/issue"
)

// heard tells apart what all the capabilities of the program bring.
var heard = house.Rules(hearers())

// A Sunday.
var sunday = time.Date(2026, 11, 22, 15, 30, 0, 0, time.FixedZone("UTC+8", 8*3600))

var situations = map[string]meaning.Context{
	"nothing": {Now: sunday},
	"open": {
		Now: sunday,
		Open: []meaning.Titled{
			{ID: "courses", Title: "秋季老年大学开什么课", Words: []string{"太极", "摄影", "模特", "柔力球"}, Pool: meaning.Voted},
			{ID: "lift", Title: "5栋加装电梯方案表决", Pool: meaning.Voted},
			{ID: "clinic", Title: "社区义诊", Pool: meaning.Joined}, {ID: "music", Title: "星空音乐节", Pool: meaning.Joined},
		},
	},
	"staff": {Now: sunday, Staff: true},
}

// sentences calls f for each case of the corpus and says how many there are.
func sentences(t testing.TB, f func(situation, text, intent, detail, call string)) int {
	file, err := os.Open("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	situation, n := "", 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if name, ok := strings.CutPrefix(line, "== "); ok {
			situation = name
			continue
		}
		col := append(strings.Split(line, "\t"), "", "", "")
		f(situation, col[0], col[1], col[2], col[3])
		n++
	}
	return n
}

func TestSentences(t *testing.T) {
	seen := map[string]bool{}
	n := sentences(t, func(situation, text, intent, detail, call string) {
		u := heard.Understand(text, situations[situation])
		got := u.Subject
		switch {
		case u.Intent == "issue":
			got = u.Category
		case situation == "open" && u.Match != "":
			got = u.Match
		}
		if u.Intent != intent || detail != "" && got != detail || u.Call != call {
			t.Errorf("%s: %s: got %s %s %s (%v), want %s %s %s", situation, text, u.Intent, got, u.Call, u.Why, intent, detail, call)
		}
		if u.Intent != meaning.None && (u.Confidence <= 0 || u.Confidence > 1) {
			t.Errorf("%s: intent %s with confidence %v for %q", text, u.Intent, u.Confidence, u.Why)
		}
		if !strings.Contains(text, u.Where) {
			t.Errorf("%s: where is %q", text, u.Where)
		}
		seen[u.Intent], seen["category "+u.Category] = true, true
	})
	if n < 200 {
		t.Errorf("only %d sentences", n)
	}
	for _, intent := range heard.Intents(true) {
		if !seen[intent.Name] {
			t.Errorf("no sentence means %s", intent.Name)
		}
	}
	for _, c := range issue.Kinds() {
		if !seen["category "+c.Key] {
			t.Errorf("no sentence is about %s", c.Key)
		}
	}
}

func TestUnderstandWhatAndWhere(t *testing.T) {
	for _, c := range []struct{ text, what, where string }{
		{"楼下的灯又坏了", "楼下的灯又坏了", "楼下"},
		{"你好,请问3栋2单元楼道灯坏了", "3栋2单元楼道灯坏了", "3栋2单元楼道"},
		{"我想反映一下 地下车库  漏水", "地下车库 漏水", "地下车库"},
		{"三号楼五楼501室漏水", "三号楼五楼501室漏水", "三号楼五楼501室"},
		{"3-2-501漏水", "3-2-501漏水", ""},
		{"小区门口的路灯不亮", "小区门口的路灯不亮", "小区门口"},
		{"报修", "报修", ""},
	} {
		u := heard.Understand(c.text, meaning.Context{})
		if u.What != c.what || u.Where != c.where {
			t.Errorf("%s: got %q at %q, want %q at %q", c.text, u.What, u.Where, c.what, c.where)
		}
	}
}

func TestUnderstandWhen(t *testing.T) {
	u := heard.Understand("明天下午三点的讲座我来不了了", meaning.Context{Now: sunday})
	if u.When == nil || u.When.Format("01-02 15:04") != "11-23 15:00" {
		t.Errorf("got %v", u.When)
	}
	if u := heard.Understand("明天下午三点的讲座", meaning.Context{}); u.When != nil {
		t.Error("a date without knowing the day")
	}
}

func TestUrgent(t *testing.T) {
	for text, want := range map[string]string{
		"有人困在电梯里": "119", "闻到煤气味": "119", "有人晕倒了": "120", "楼下打架": "110", "楼上漏水淹了": "urgent", "家里漏水了快来人": "urgent", "井盖不见了": "urgent",
		"楼下的灯坏了": "", "飞线充电怕着火": "", "消防演练几号": "", "上次电梯困人": "", "停水了": "",
	} {
		u := heard.Understand(text, meaning.Context{})
		got := u.Call
		if u.Urgent && got == "" {
			got = "urgent"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestResidentsAreNoStaff(t *testing.T) {
	for _, text := range []string{"开个投票", "发通知给所有人", "看诉求列表"} {
		if u := heard.Understand(text, meaning.Context{}); strings.HasPrefix(u.Intent, "staff-") {
			t.Errorf("%s: %s", text, u.Intent)
		}
	}
}

func TestTiedTitles(t *testing.T) {
	c := meaning.Context{Open: []meaning.Titled{{ID: "1", Title: "东区义诊", Pool: meaning.Joined}, {ID: "2", Title: "西区义诊", Pool: meaning.Joined}}}
	if u := heard.Understand("义诊几点", c); u.Intent != "notice" || u.Match != "" {
		t.Errorf("got %+v", u)
	}
	if u := heard.Understand("西区义诊几点", c); u.Match != "2" {
		t.Errorf("got %+v", u)
	}
}

func TestAlarm(t *testing.T) {
	for _, c := range []struct {
		words        string
		likely, sure bool
	}{
		{"着火了", true, true},
		{"电梯里有人被困了", true, true},
		{"有人晕倒了", true, true},
		{"煤气味", true, true},
		{"家里漏水了快来人", true, true},
		{"救命", true, true},
		{"楼顶漏水一直没修", true, false},
		{"同意，漏水太久了", true, false},
		{"不同意，怕着火", false, false},
		{"我要报名消防演练", false, false},
		{"骨折了去不了", false, false},
		{"我报的漏水到哪一步了", false, false},
		{"电梯坏了", false, false},
		{"1", false, false},
		{"", false, false},
	} {
		if cry := heard.Alarm(c.words); cry > wording.NoCry != c.likely || cry.Sure() != c.sure {
			t.Errorf("Alarm(%q) = %d; want likely %v, sure %v", c.words, cry, c.likely, c.sure)
		}
	}
}

// A word that the program itself asks for is no cry for help.
func TestCommandsAreNoAlarm(t *testing.T) {
	for _, c := range house.Commands(hearers()) {
		for _, w := range c.Words {
			if cry := heard.Alarm(w); cry > wording.NoCry {
				t.Errorf("Alarm(%q) = %d", w, cry)
			}
		}
	}
}

func FuzzUnderstand(f *testing.F) {
	sentences(f, func(_, text, _, _, _ string) { f.Add(text) })
	for _, s := range []string{"", "\x00\xff", "啊啊啊", "十百千万亿", "ﷺ", "½"} {
		f.Add(s)
	}
	c := meaning.Context{Now: sunday, Open: []meaning.Titled{
		{ID: "p", Title: "开什么课", Words: []string{"太极"}, Pool: meaning.Voted}, {ID: "n", Title: "社区义诊", Pool: meaning.Joined},
	}}
	f.Fuzz(func(t *testing.T, s string) {
		u := heard.Understand(s, c)
		if !strings.Contains(s, u.Where) || utf8.RuneCountInString(u.What) > meaning.MaxText {
			t.Errorf("%q: %+v", s, u)
		}
		if _, err := heard.Check(u, s, c); err != nil {
			t.Errorf("%q: the rules fail their own check: %v", s, err)
		}
	})
}

func BenchmarkUnderstand(b *testing.B) {
	c := situations["open"]
	for b.Loop() {
		heard.Understand("楼下的灯又坏了没人修", c)
	}
}
