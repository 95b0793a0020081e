package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yishi/store/storetest"
)

func TestChat(t *testing.T) {
	t.Chdir(storetest.Memory(t))
	saved := filepath.Join(storetest.Memory(t), "said.txt")
	var out, complaint bytes.Buffer
	s := &session{ctx: t.Context(), out: &out, err: &complaint, in: strings.NewReader("楼下的灯又坏了\n桂花苑3栋公共地方\n提交\n老陈> 待办\n/quit\n")}
	code := s.run([]string{"chat", "--sample", "--as", "王桂花", "--as", "老陈", "--save", saved})
	if code != Fine || complaint.Len() > 0 {
		t.Fatalf("%d %s", code, complaint.String())
	}
	for _, want := range []string{"您要反映的是：「楼下的灯又坏了」", "编号 ", "新诉求 "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	transcript, err := os.ReadFile(saved)
	for _, want := range []string{"王桂花> 提交\n", "王桂花< 报上去了", "老陈> 待办\n"} {
		if err != nil || !strings.Contains(string(transcript), want) {
			t.Errorf("%v: %q is not in what was saved\n%s", err, want, transcript)
		}
	}
}

func TestChatOnAStore(t *testing.T) {
	config, _ := settled(t, true)
	for range 2 { // what was said stays
		var out, complaint bytes.Buffer
		s := &session{ctx: t.Context(), out: &out, err: &complaint, in: strings.NewReader("菜单\n")}
		if code := s.run([]string{"chat", "-c", config, "--as", "小周"}); code != Fine || !strings.Contains(out.String(), "发起投票") {
			t.Errorf("%d %s %s", code, out.String(), complaint.String())
		}
	}
}
