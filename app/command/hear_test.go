package command

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"yishi/bot/house"
)

// TestHear asks what is made of sentences on the sample street.
func TestHear(t *testing.T) {
	said := strings.Join([]string{"楼下的灯又坏了", "长椅", "长椅要花多少钱？", "着火了", "取消", "3-2-501"}, "\n")
	var out, complaints bytes.Buffer
	s := &session{ctx: t.Context(), in: strings.NewReader(said), out: &out, err: &complaints}
	if code := s.run([]string{"hear", "--sample", "--as", "张小满", "--options", "健身角,长椅", "--json"}); code != Fine {
		t.Fatal(complaints.String())
	}
	var all []house.Made
	for in := json.NewDecoder(&out); in.More(); {
		var m house.Made
		if err := in.Decode(&m); err != nil {
			t.Fatal(err)
		}
		all = append(all, m)
	}
	if len(all) != 6 {
		t.Fatalf("%d answers", len(all))
	}
	for i, want := range []string{"issue", "vote", "", "urgent", "command", ""} {
		if want != "" && all[i].Intent != want {
			t.Errorf("%s: %s, want %s", all[i].Text, all[i].Intent, want)
		}
	}
	if all[0].Category != "lighting" || all[0].Place.ID != "1/1/1/3" || len(all[1].Choices) != 1 || all[1].Choices[0] != 1 ||
		len(all[2].Choices) != 0 || all[3].Alarm != "119" || all[5].Place.ID != "1/1/1/3/2/501" {
		t.Errorf("got %+v", all)
	}
}

func TestHearWhom(t *testing.T) {
	file, _ := settled(t, true)
	code, _, complaint := call(t, "hear", "-c", file, "--as", "没有这个人")
	if code != Failed || !strings.Contains(complaint, "没有这个人") {
		t.Errorf("%d %s", code, complaint)
	}
}
