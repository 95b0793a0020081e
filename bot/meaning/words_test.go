package meaning_test

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/meaning/guess/learn"
	"yishi/flows/course/attend"
	"yishi/flows/desk"
	"yishi/flows/handbook"
	"yishi/flows/issue/care"
	"yishi/flows/lend"
	"yishi/flows/mine"
	"yishi/flows/notice/activity"
	"yishi/flows/notice/write"
	"yishi/flows/people"
	"yishi/flows/poll"
	"yishi/flows/poll/hold"
	"yishi/flows/poll/vote"
	"yishi/flows/roster"
	"yishi/flows/serving"
	"yishi/store"
	"yishi/store/bolt"
)

// hearers are the capabilities that words can want something of.
func hearers() []house.Kit {
	kits := []house.Kit{
		care.Kit(nil), vote.Kit(poll.Config{}), hold.Kit(poll.Config{}), write.Kit(nil), activity.Kit(nil), attend.Kit(), lend.Kit(),
		people.Kit(people.Config{}), mine.Kit(mine.Config{}), serving.Kit(), roster.Kit(nil), handbook.Kit(),
	}
	return append(kits, desk.Kit(kits...))
}

// row is a line of a table.
type row struct{ want, kind, text string }

func rows(t *testing.T, name string, columns int) (all []row) {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		col := strings.Split(lines.Text(), "\t")
		if strings.HasPrefix(col[0], "#") || len(col) != columns {
			continue
		}
		all = append(all, row{col[0], col[1], col[columns-1]})
	}
	return all
}

// onStreet calls f on the sample street.
func onStreet(t *testing.T, f func(tx store.Reader, who directory.Person)) {
	t.Helper()
	noon := time.Date(2026, 11, 28, 10, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
	db, err := bolt.Open(t.TempDir()+"/s.db", store.Options{Create: true, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(t.Context(), func(tx store.Tx) error {
		sample.Fill(tx, sample.Options{})
		who, _ := directory.GetPerson(tx, sample.ZhangXiaoman.ID)
		f(tx, who)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// score is how many of a kind are right.
type score struct{ right, all int }

type scores map[string]score

func (s scores) add(kind string, right bool) {
	n := s[kind]
	n.all++
	if right {
		n.right++
	}
	s[kind] = n
}

func (s scores) print(t *testing.T, title string) {
	for _, kind := range slices.Sorted(maps.Keys(s)) {
		t.Logf("%-10s %-22s %3d of %3d", title, kind, s[kind].right, s[kind].all)
	}
}

// offered is what is on the screen while the sentences are said: no ballot may come of them.
var offered = [][]string{nil, {"健身角", "长椅", "重新种花"}, {"太极", "摄影", "书法"}, {"同意", "不同意", "弃权"}, {"报名", "不去"}}

// judge compares what is made of a sentence with what is right.
func judge(s scores, m house.Made, r row) string {
	if r.want == "alarm" {
		right := m.Alarm == r.kind || r.kind == "none" && m.Alarm == ""
		switch {
		case r.kind == "none":
			s.add("calm", right)
		default:
			s.add("alarm", m.Alarm != "")
			s.add("alarm, number", right)
		}
		if !right {
			return fmt.Sprintf("alarm %q, want %s", m.Alarm, r.kind)
		}
		return ""
	}
	right := m.Intent == r.want || r.want == "course" && (m.Intent == "signup" || m.Intent == "question") ||
		r.want == "chat" && slices.Contains([]string{"thanks", "command", "help"}, m.Intent)
	s.add(r.want, right)
	if r.want == "issue" {
		s.add("issue, wrong way", slices.Contains([]string{"vote", "signup", "withdraw", "join", "mine"}, m.Intent))
		s.add("issue, category", m.Category == r.kind)
		if right && m.Category != r.kind {
			return fmt.Sprintf("category %s, want %s", m.Category, r.kind)
		}
	}
	if !right {
		return fmt.Sprintf("%s (%.2f), want %s", m.Intent, m.Sure, r.want)
	}
	return ""
}

// learntFrom are the sentences that the model was trained from.
func learntFrom(t *testing.T) map[string]bool {
	said, err := learn.Said("../..")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, s := range said {
		all[s.Text] = utf8.RuneCountInString(s.Text) > 3 // shorter ones are words
	}
	return all
}

func play(t *testing.T, file string) scores {
	s := scores{}
	onStreet(t, func(tx store.Reader, who directory.Person) {
		ear := house.NewEar(hearers())
		learnt := learntFrom(t)
		for _, r := range rows(t, file, 3) {
			if learnt[r.text] && file != "known.tsv" {
				s.add("learnt, not counted", true)
				continue
			}
			for _, options := range offered {
				m := ear.Hear(tx, who, r.text, options)
				if options == nil {
					if wrong := judge(s, m, r); wrong != "" {
						t.Logf("%s: %s", r.text, wrong)
					}
					continue
				}
				if r.want == "issue" || r.want == "question" || r.want == "alarm" {
					s.add("ballots", len(m.Choices) > 0)
				}
			}
		}
	})
	s.print(t, file)
	return s
}

// TestWordsUnseen prints how many of the sentences are heard that nothing was trained
// from, and holds what was reached.
func TestWordsUnseen(t *testing.T) {
	s := play(t, "unseen.tsv")
	for kind, least := range map[string]int{"issue": 95, "issue, category": 80, "alarm": 94, "calm": 94, "question": 90, "chat": 95} {
		if n := s[kind]; 100*n.right < least*n.all {
			t.Errorf("%s: %d of %d", kind, n.right, n.all)
		}
	}
	if s["ballots"].right > 0 || s["issue, wrong way"].right > 1 {
		t.Errorf("%d ballots, %d complaints led astray", s["ballots"].right, s["issue, wrong way"].right)
	}
}

// TestWordsFresh plays a second set, written after the model and never trained from.
func TestWordsFresh(t *testing.T) {
	s := play(t, "fresh.tsv")
	if s["ballots"].right > 0 {
		t.Errorf("%d ballots", s["ballots"].right)
	}
}

// TestWordsLater plays a third, by another hand.
func TestWordsLater(t *testing.T) {
	s := play(t, "later.tsv")
	for kind, least := range map[string]int{"issue": 95, "issue, category": 90, "alarm": 95, "calm": 93, "question": 88, "thanks": 95, "chat": 90} {
		if n := s[kind]; 100*n.right < least*n.all {
			t.Errorf("%s: %d of %d", kind, n.right, n.all)
		}
	}
	if s["ballots"].right > 0 || s["issue, wrong way"].right > 1 {
		t.Errorf("%d ballots, %d complaints led astray", s["ballots"].right, s["issue, wrong way"].right)
	}
}

// TestWordsLast: emergencies alone, said after the last training.
func TestWordsLast(t *testing.T) {
	if n := play(t, "last.tsv")["alarm"]; 100*n.right < 90*n.all {
		t.Errorf("%d of %d", n.right, n.all)
	}
}

// TestWordsKnown: what once went wrong.
func TestWordsKnown(t *testing.T) {
	s := play(t, "known.tsv")
	for kind, n := range s {
		if kind != "ballots" && kind != "issue, wrong way" && 100*n.right < 88*n.all {
			t.Errorf("%s: %d of %d", kind, n.right, n.all)
		}
	}
	if s["ballots"].right > 0 {
		t.Errorf("%d ballots", s["ballots"].right)
	}
}

// TestWordsPlaces reads places as somebody says them who lives in the sample street.
func TestWordsPlaces(t *testing.T) {
	s := scores{}
	onStreet(t, func(tx store.Reader, who directory.Person) {
		ear := house.NewEar(hearers())
		for _, r := range rows(t, "places.tsv", 2) {
			got := ear.Hear(tx, who, r.text, nil).Place.ID
			right := got == r.want || got == "" && r.want == "?"
			s.add("places", right)
			if !right {
				t.Logf("%s: %q, want %s", r.text, got, r.want)
			}
		}
	})
	s.print(t, "")
	if n := s["places"]; 100*n.right < 85*n.all {
		t.Errorf("%d of %d", n.right, n.all)
	}
}

// TestWordsNext plays a set that was written before the sentences of the last training:
// the truest of all.
func TestWordsNext(t *testing.T) {
	s := play(t, "next.tsv")
	for kind, least := range map[string]int{"issue": 94, "issue, category": 68, "alarm": 65, "calm": 90} {
		if n := s[kind]; 100*n.right < least*n.all {
			t.Errorf("%s: %d of %d", kind, n.right, n.all)
		}
	}
	if s["ballots"].right > 0 || s["issue, wrong way"].right > 1 {
		t.Errorf("%d ballots, %d complaints led astray", s["ballots"].right, s["issue, wrong way"].right)
	}
}
