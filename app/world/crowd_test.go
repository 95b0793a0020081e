package world_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"yishi/adapters/phone"
	"yishi/bot/directory"
)

// villager is somebody who votes, reports and signs up again and again, and
// remembers what was confirmed to them.
type villager struct {
	phone.Phone
	n       int
	person  string // id
	account string // on the platform
	last    int64  // the newest bubble that was read

	voted  string          // the last choice that was confirmed
	tried  map[string]bool // choices sent since then
	issues map[string]string
	all    []string // every text ever reported
	signed bool
	done   atomic.Int64 // conversations that came to their end
}

func newVillager(n int, a directory.Account, p phone.Phone) *villager {
	return &villager{Phone: p, n: n, person: a.Person, account: a.Chat, tried: map[string]bool{}, issues: map[string]string{}}
}

// live goes on until stop.
func (r *villager) live(stop <-chan struct{}) {
	for round := 0; ; round++ {
		for _, do := range []func(int){r.vote, r.report, r.signUp} {
			select {
			case <-stop:
				return
			default:
				do(round)
			}
		}
	}
}

// talk says something and then answers what is asked, until a message comes
// that matches the end; "" if it came to nothing.
func (r *villager) talk(say string, answers map[string]string, end string) string {
	if !r.says(say) {
		return ""
	}
	for range 12 {
		text := r.hears()
		if text == "" {
			return ""
		}
		if strings.Contains(text, end) {
			r.done.Add(1)
			return text
		}
		for _, question := range slices.Sorted(maps.Keys(answers)) {
			if strings.Contains(text, question) {
				if !r.says(answers[question]) {
					return ""
				}
				break
			}
		}
	}
	return ""
}

func (r *villager) says(words string) bool {
	if screen := r.Screen(); len(screen) > 0 {
		r.last = screen[len(screen)-1].ID
	}
	return r.Type(words) == nil
}

// patience of a resident whose message meets silence.
const residentPatience = 2 * time.Second

// hears waits for the next message of the bot.
func (r *villager) hears() string {
	for deadline := time.Now().Add(residentPatience); time.Now().Before(deadline); time.Sleep(3 * time.Millisecond) {
		for _, b := range r.Screen() {
			if b.ID <= r.last || b.Mine {
				continue
			}
			if r.last = b.ID; b.Text != "" {
				return b.Text
			}
		}
	}
	return ""
}

var choices = []string{"健身角", "长椅", "重新种花"}

func (r *villager) vote(round int) {
	choice := choices[(r.n+round)%len(choices)]
	r.tried[choice] = true
	got := r.talk("投票", map[string]string{"选1项": choice, "要改成什么": choice, "接着办": "不办了"}, "「"+choice+"」")
	if got != "" {
		r.voted, r.tried = choice, map[string]bool{}
	} else {
		r.says("取消")
	}
}

var toldNumber = regexp.MustCompile(`编号 (\d\d-\d{4})`)

func (r *villager) report(round int) {
	what := fmt.Sprintf("第%s号花箱第%s次被人搬走了", chinese(r.n), chinese(round))
	r.all = append(r.all, what)
	got := r.talk("报修", map[string]string{
		"请说说遇到了什么问题": what, "在哪里": "小区东门口", "请您看看对不对": "提交",
	}, "报上去了")
	if m := toldNumber.FindStringSubmatch(got); m != nil {
		r.issues[what] = m[1]
	} else {
		r.says("取消")
	}
}

// chinese writes a number with digits that nothing takes for an answer.
func chinese(n int) string {
	digits := []rune("零一二三四五六七八九")
	var s strings.Builder
	for _, d := range strconv.Itoa(n) {
		s.WriteRune(digits[d-'0'])
	}
	return s.String()
}

func (r *villager) signUp(int) {
	if r.signed {
		return
	}
	if got := r.talk("活动", map[string]string{"名额": "报名"}, "报上了，"); got != "" {
		r.signed = true
	} else {
		r.says("取消")
	}
}
