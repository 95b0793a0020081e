package notice

import (
	"fmt"
	"strconv"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
)

// glance is what staff are shown of a notice, and what they can do about it.
type glance struct {
	Title, Text               string
	Capacity, Coming, Waiting int
	Plain                     bool
	Opts                      []talk.Opt
}

func glanceAt(tx store.Tx, who directory.Person, id string) (glance, error) {
	n, ok := Get(tx, id)
	if !ok || !mayManage(who, n) {
		return glance{}, bot.Refuse("这条通知不归您管。")
	}
	g := glance{
		Title: n.Title, Plain: n.Kind == Plain, Text: figures(tx, n),
		Capacity: n.Capacity, Coming: count(tx, n, Coming), Waiting: count(tx, n, Waiting),
	}
	g.Opts = options(tx, n, g)
	return g, nil
}

func options(tx store.Tx, n Notice, g glance) []talk.Opt {
	var opts []talk.Opt
	r := outbox.ReportOf(tx, n.of())
	changeable := n.State != Cancelled && !over(tx, n)
	if g.Coming+g.Waiting > 0 {
		opts = append(opts, talk.Opt{Key: "names", Label: "看名单"})
	}
	if r.Failed+r.Unknown+r.Waiting+r.Unreachable > 0 {
		opts = append(opts, talk.Opt{Key: "visit", Label: "看要上门的"})
	}
	if n.State == Missed {
		opts = append(opts, talk.Opt{Key: "go", Label: "现在发"})
	}
	if changeable && n.State != Missed {
		opts = append(opts, talk.Opt{Key: "fix", Label: "改内容"})
	}
	if changeable && n.Kind == Activity && n.State != Draft {
		opts = append(opts, talk.Opt{Key: "more", Label: "改名额"})
	}
	if changeable && n.Kind == Plain && r.Sent+r.Unknown > 0 {
		opts = append(opts, talk.Opt{Key: "withdraw", Label: "撤回通知"})
	}
	switch {
	case changeable && n.Kind == Activity:
		opts = append(opts, talk.Opt{Key: "cancel", Label: "取消活动"})
	case changeable && (n.State == Draft || n.State == Missed || r.Spreading || r.Queued+r.Waiting > 0):
		opts = append(opts, talk.Opt{Key: "cancel", Label: "不再发了"})
	}
	return append(opts, talk.Opt{Key: "ok", Label: "看完了"})
}

// maxList is the most notices offered at once.
const maxList = 8

// recent are the notices a person looks after, the newest first.
func recent(tx store.Tx, who directory.Person) []talk.Opt {
	var opts []talk.Opt
	for n := range notices.Back(tx, "", "") {
		if !mayManage(who, n) {
			continue
		}
		if opts = append(opts, talk.Opt{Key: n.ID(), Label: fmt.Sprintf("%s（%d号）", n.Title, n.No), Wide: true}); len(opts) == maxList {
			break
		}
	}
	return opts
}

func (v visit) label() string { return fmt.Sprintf("%s（%d人）", v.Name, v.People) }

func namesOf(tx store.Tx, id string) string {
	n, _ := Get(tx, id)
	return names(tx, n)
}

// visitsOf are the buildings to visit; everybody may have been reached meanwhile.
func visitsOf(tx store.Tx, id string) ([]visit, error) {
	n, _ := Get(tx, id)
	all := visits(tx, n)
	if len(all) == 0 {
		return nil, bot.Refuse("都通知到了，不用上门。")
	}
	return all, nil
}

func doorsOf(tx store.Tx, id, building string) string {
	n, _ := Get(tx, id)
	return doors(tx, n, building)
}

// restUntil is the morning, if it is night now.
func restUntil(tx store.Tx) (time.Time, error) {
	if at := bot.Awake(tx.Now()); at.After(tx.Now()) {
		return at, nil
	}
	return time.Time{}, nil
}

func limitWord(capacity int) string {
	if capacity == 0 {
		return "不限"
	}
	return strconv.Itoa(capacity)
}

func orNone(text string) string {
	if text == "" {
		return "没有"
	}
	return text
}
