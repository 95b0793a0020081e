package poll_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
	"yishi/store"
)

// assembly opens a residents' assembly of so many.
func (w *world) assembly(entitled int) poll.Poll {
	w.Helper()
	p := w.open(func(p *poll.Poll) {
		of(poll.Residents)(p)
		p.Entitled, p.Opens, p.Closes = entitled, w.now.Add(240*time.Hour), w.now.Add(300*time.Hour)
	})
	w.passes(240 * time.Hour)
	return p
}

// TestAttendance: who attends without voting is there and does not agree; the
// published list comes to the same.
func TestAttendance(t *testing.T) {
	tests := []struct {
		entitled int
		say      string // of the three: a b c vote, A signs in and votes a, - signs in alone, . stays away
		want     tally.Decision
		came     int
	}{
		{4, "aa.", tally.NoQuorum, 2},
		{4, "aa-", tally.Passed, 3}, // passes because of who came
		{3, "aa.", tally.Passed, 2},
		{3, "a-.", tally.Failed, 2}, // exactly half of those there
		{3, "a..", tally.NoQuorum, 1},
		{3, "A-.", tally.Failed, 2},
		{3, "AA.", tally.Passed, 2}, // who came and voted is there once
		{3, "---", tally.Failed, 3},
		{3, "ab-", tally.Failed, 3},
	}
	heroes := []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman, sample.LiuChunfeng}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.entitled, tt.say), func(t *testing.T) {
			w := newWorldAt(t, time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC))
			w.update(func(tx store.Tx) {
				for _, h := range heroes { // the rest of the building is emptied by newWorldAt
					directory.PutPerson(tx, directory.Person{ID: h.ID, Born: 1960, Trust: directory.Claimed,
						Ties: []directory.Tie{{Home: h.Home, As: directory.Owner}}})
				}
			})
			p := w.assembly(tt.entitled)
			var ballots []string
			for i, say := range tt.say {
				if say == '-' || say == 'A' {
					w.arrives(p.ID, heroes[i])
					say += 'a' - 'A'
				}
				if word := map[rune]string{'a': "yes", 'b': "no", 'c': "abstain"}[say]; word != "" {
					if _, err := w.cast(p.ID, heroes[i], "", string(say)); err != nil {
						t.Fatal(err)
					}
					ballots = append(ballots, word)
				}
			}
			w.passes(72 * time.Hour)
			r := w.poll(p.ID).Result
			if r.Decision != tt.want || r.Came != tt.came || r.Took != len(ballots) {
				t.Errorf("%s, %d came, %d ballots; want %s, %d", r.Decision, r.Came, r.Took, tt.want, tt.came)
			}
			recounted(t, w, p.ID, slices.Sorted(slices.Values(ballots)), fmt.Sprintf("到会 %d/%d", tt.came, tt.entitled))
		})
	}
}

func (w *world) arrives(id string, h sample.Hero) {
	w.Helper()
	for range 2 { // once more changes nothing
		w.update(func(tx store.Tx) {
			if _, err := cast.Arrive(tx, id, person(tx, h)); err != nil {
				w.Error(err)
			}
		})
	}
}

func TestAttendanceRefusals(t *testing.T) {
	w := newWorld(t)
	plain := w.open(of(poll.Proposal))
	p := w.assembly(0)
	w.update(func(tx store.Tx) {
		_, err := cast.Arrive(tx, plain.ID, person(tx, sample.WangGuihua))
		wantRefusal(t, err, "截止")
		_, err = cast.Arrive(tx, p.ID, person(tx, sample.LiDashan))
		wantRefusal(t, err, "不在里面")
		_, err = cast.Admit(tx, p.ID, voice.Whom{Person: sample.LiDashan.ID}, person(tx, sample.XiaoZhou))
		wantRefusal(t, err, "不在里面")
		_, err = cast.Admit(tx, p.ID, voice.Whom{Person: sample.WangGuihua.ID}, person(tx, sample.XiaoLin))
		wantRefusal(t, err, "归您管")
		_, err = cast.Admit(tx, p.ID, voice.Whom{Person: sample.WangGuihua.ID}, person(tx, sample.LiuChunfeng))
		wantRefusal(t, err, "归您管")
	})
	other := w.open(of(poll.Proposal))
	w.update(func(tx store.Tx) {
		_, err := cast.Arrive(tx, other.ID, person(tx, sample.WangGuihua))
		wantRefusal(t, err, "不用报到")
		_, err = cast.Admit(tx, other.ID, voice.Whom{Person: sample.WangGuihua.ID}, person(tx, sample.XiaoZhou))
		wantRefusal(t, err, "不是居民会议")
	})
	w.passes(300 * time.Hour)
	w.update(func(tx store.Tx) {
		_, err := cast.Arrive(tx, p.ID, person(tx, sample.WangGuihua))
		wantRefusal(t, err, "截止")
	})
}

// TestAdmittedByStaff: how many of those there staff have signed in is told, while the
// assembly goes on and after it, whether they voted then or not.
func TestAdmittedByStaff(t *testing.T) {
	w := newWorld(t)
	p := w.assembly(0)
	w.arrives(p.ID, sample.ZhangXiaoman)
	w.update(func(tx store.Tx) {
		for _, h := range []sample.Hero{sample.WangGuihua, sample.LiuChunfeng, sample.LiuChunfeng} {
			if _, err := cast.Admit(tx, p.ID, voice.Whom{Person: h.ID}, person(tx, sample.XiaoZhou)); err != nil {
				t.Error(err)
			}
		}
	})
	if _, err := w.cast(p.ID, sample.WangGuihua, "", "a"); err != nil {
		t.Error(err)
	}
	const told = "到会3人，其中2人由工作人员登记。投票1人，没有投票2人。"
	w.view(func(tx store.Reader) {
		q, _ := poll.Get(tx, p.ID)
		if text := tell.TurnoutText(tx, q, p.For.Place, person(tx, sample.XiaoZhou)); !strings.Contains(text, told) {
			t.Errorf("while it goes on: %s", text)
		}
	})
	w.passes(72 * time.Hour)
	w.view(func(tx store.Reader) {
		q, _ := poll.Get(tx, p.ID)
		if text := tell.ResultText(tx, q); q.Result.Admitted != 2 || !strings.Contains(text, told) {
			t.Errorf("after it: %d, %s", q.Result.Admitted, text)
		}
	})
}
