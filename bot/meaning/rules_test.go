package meaning

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// A Sunday.
var sunday = time.Date(2026, 11, 22, 15, 30, 0, 0, time.FixedZone("UTC+8", 8*3600))

var situations = map[string]Context{
	"nothing": {Now: sunday},
	"open": {
		Now: sunday,
		Polls: []Titled{
			{ID: "courses", Title: "秋季老年大学开什么课", Words: []string{"太极", "摄影", "模特", "柔力球"}},
			{ID: "lift", Title: "5栋加装电梯方案表决"},
		},
		Notices: []Titled{{ID: "clinic", Title: "社区义诊"}, {ID: "music", Title: "星空音乐节"}},
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

func TestUnderstand(t *testing.T) {
	seen := map[string]bool{}
	n := sentences(t, func(situation, text, intent, detail, call string) {
		u := Rules{}.Understand(text, situations[situation])
		got := u.Subject
		switch {
		case u.Intent == Issue:
			got = u.Category
		case situation == "open" && u.Match != "":
			got = u.Match
		}
		if u.Intent != intent || detail != "" && got != detail || u.Call != call {
			t.Errorf("%s: %s: got %s %s %s (%v), want %s %s %s", situation, text, u.Intent, got, u.Call, u.Why, intent, detail, call)
		}
		if u.Intent != None && (len(u.Why) == 0 && u.Match == "" || u.Confidence <= 0 || u.Confidence > 1) {
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
	for _, intent := range Intents(true) {
		if !seen[intent] {
			t.Errorf("no sentence means %s", intent)
		}
	}
	for _, c := range Categories() {
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
		u := Rules{}.Understand(c.text, Context{})
		if u.What != c.what || u.Where != c.where {
			t.Errorf("%s: got %q at %q, want %q at %q", c.text, u.What, u.Where, c.what, c.where)
		}
	}
}

func TestUnderstandWhen(t *testing.T) {
	u := Rules{}.Understand("明天下午三点的讲座我来不了了", Context{Now: sunday})
	if u.When == nil || u.When.Format("01-02 15:04") != "11-23 15:00" {
		t.Errorf("got %v", u.When)
	}
	if u := (Rules{}).Understand("明天下午三点的讲座", Context{}); u.When != nil {
		t.Error("a date without knowing the day")
	}
}

func TestUrgent(t *testing.T) {
	for text, want := range map[string]string{
		"有人困在电梯里": "119", "闻到煤气味": "119", "有人晕倒了": "120", "楼下打架": "110", "楼上漏水淹了": "urgent", "井盖不见了": "urgent",
		"楼下的灯坏了": "", "飞线充电怕着火": "", "消防演练几号": "", "上次电梯困人": "", "停水了": "",
	} {
		u := Rules{}.Understand(text, Context{})
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
		if u := (Rules{}).Understand(text, Context{}); slices.Contains(Intents(true)[len(Intents(false)):], u.Intent) {
			t.Errorf("%s: %s", text, u.Intent)
		}
	}
}

func TestCategories(t *testing.T) {
	all := Categories()
	if last := all[len(all)-1]; last.Key != Other || CategoryName(Other) != "其他" {
		t.Errorf("the last category is %v", last)
	}
	names := map[string]bool{}
	for _, c := range all {
		if names[c.Name] || c.Name == "" || CategoryName(c.Key) != c.Name || len(c.Name) > len("车辆乱停啦") {
			t.Errorf("category %v", c)
		}
		names[c.Name] = true
	}
	if CategoryName("nonsense") != "其他" {
		t.Error("an unknown key is 其他")
	}
}

func TestTiedTitles(t *testing.T) {
	c := Context{Notices: []Titled{{ID: "1", Title: "东区义诊"}, {ID: "2", Title: "西区义诊"}}}
	if u := (Rules{}).Understand("义诊几点", c); u.Intent != Notice || u.Match != "" {
		t.Errorf("got %+v", u)
	}
	if u := (Rules{}).Understand("西区义诊几点", c); u.Match != "2" {
		t.Errorf("got %+v", u)
	}
}
