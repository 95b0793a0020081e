package command

import (
	"strings"
	"testing"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/bot/outbox"
	"yishi/store"
	"yishi/store/bolt"
)

// A role is taken back by whatever tells it apart, no longer gives a right, and
// whoever had it is told.
func TestARoleIsTakenBack(t *testing.T) {
	config, c := settled(t, true)
	var zhou string
	within(t, c.StorePath(), func(tx store.Tx) {
		zhou = directory.StaffAt(tx, directory.Staff, sample.GuihuaCommunity)[0].ID
		p, _ := directory.GetPerson(tx, zhou)
		if _, err := directory.GiveRole(tx, p, directory.Role{Role: directory.Committee, Place: sample.GuihuaYuan, Until: "2020-01-01"}); err != nil {
			t.Fatal(err)
		}
		directory.PutAccount(tx, directory.Account{Channel: "web", Chat: "zhou", Person: zhou})
	})
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--person", "没有这人"}, "nobody with a role is called"},
		{[]string{"--person", "小周"}, "has several roles, say which: --role staff --place 1/1; --role committee --place 1/1/1"},
		{[]string{"--person", "小周", "--role", "property"}, "has no such role"},
	} {
		if code, _, complaint := call(t, append([]string{"staff", "remove", "-c", config}, c.args...)...); code != Failed || !strings.Contains(complaint, c.want) {
			t.Errorf("%v: %d %s", c.args, code, complaint)
		}
	}
	for _, args := range [][]string{{"--role", "staff"}, {"--place", "桂花苑"}} {
		args = append([]string{"staff", "remove", "--person", "小周", "-c", config}, args...)
		if code, out, complaint := call(t, args...); code != Fine || !strings.Contains(out, "小周 is no longer") {
			t.Errorf("%v: %d %s", args, code, complaint)
		}
	}
	if _, out, _ := call(t, "staff", "list", "-c", config); strings.Contains(out, "小周") {
		t.Error(out)
	}
	within(t, c.StorePath(), func(tx store.Tx) {
		p, _ := directory.GetPerson(tx, zhou)
		if directory.May(p, directory.OpenPoll, sample.GuihuaCommunity) || outbox.Pending(tx)[outbox.Queued] == 0 {
			t.Errorf("%v, waiting %v", p.Roles, outbox.Pending(tx))
		}
	})
}

// A code gives a role with its days, which are days.
func TestACodeGivesARoleWithItsDays(t *testing.T) {
	config, c := settled(t, true)
	add := []string{"staff", "add", "--role", "leader", "--place", "桂花苑2栋", "-c", config}
	for _, wrong := range [][]string{{"--from", "soon"}, {"--from", "2026-09-02", "--until", "2026-09-01"}, {"--until", "2026-02-30"}} {
		if code, _, complaint := call(t, append(add, wrong...)...); code != Wrong {
			t.Errorf("%v: %d %s", wrong, code, complaint)
		}
	}
	_, out, complaint := call(t, append(add, "--until", "2020-01-01")...)
	if !strings.Contains(out, "楼栋长（到2020-01-01为止） at 桂花苑2栋") {
		t.Fatal(out, complaint)
	}
	word, _, _ := strings.Cut(out, " ")
	within(t, c.StorePath(), func(tx store.Tx) {
		_, p, _ := directory.Meet(tx, bot.Address{Channel: "web", Chat: "x"}, "")
		p, _, err := joining.UseStaffCode(tx, word, p)
		if err != nil || len(p.Roles) != 0 || len(p.Off) != 1 {
			t.Errorf("%v %v", p, err)
		}
	})
}

// within does something in a store at rest.
func within(t *testing.T, path string, do func(store.Tx)) {
	t.Helper()
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Update(t.Context(), func(tx store.Tx) error { do(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}
