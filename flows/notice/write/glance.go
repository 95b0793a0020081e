package write

import (
	"fmt"
	"strconv"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/flows/notice"
	"yishi/flows/notice/activity"
	"yishi/store"
)

// glance is what staff are shown of a notice, and what they can do about it.
type glance struct {
	Title, Text               string
	Capacity, Coming, Waiting int
	Plain                     bool
	Opts                      []talk.Opt
}

func glanceAt(tx store.Reader, who directory.Person, id string) (glance, error) {
	n, ok := notice.Get(tx, id)
	if !ok || !notice.MayManage(who, n) {
		return glance{}, bot.Refuse("这条通知不归您管。")
	}
	g := glance{
		Title: n.Title, Plain: n.Kind == notice.Plain, Text: figures(tx, n),
		Capacity: n.Capacity, Coming: activity.Count(tx, n, activity.Coming), Waiting: activity.Count(tx, n, activity.Waiting),
	}
	g.Opts = options(tx, n, g)
	return g, nil
}

func options(tx store.Reader, n notice.Notice, g glance) []talk.Opt {
	var opts []talk.Opt
	r := outbox.ReportOf(tx, n.Of())
	changeable := n.State != notice.Cancelled && !notice.Over(tx, n)
	if g.Coming+g.Waiting > 0 {
		opts = append(opts, talk.Opt{Key: "names", Label: "看名单"})
	}
	if r.Failed+r.Unknown+r.Waiting+r.Unreachable > 0 {
		opts = append(opts, talk.Opt{Key: "visit", Label: "看要上门的"})
	}
	if n.State == notice.Missed {
		opts = append(opts, talk.Opt{Key: "go", Label: "现在发"})
	}
	if changeable && n.State != notice.Missed {
		opts = append(opts, talk.Opt{Key: "fix", Label: "改内容"})
	}
	if changeable && n.Kind == notice.Activity && n.State != notice.Draft {
		opts = append(opts, talk.Opt{Key: "more", Label: "改名额"})
	}
	if changeable && n.Kind == notice.Plain && r.Sent+r.Unknown > 0 {
		opts = append(opts, talk.Opt{Key: "withdraw", Label: "撤回通知"})
	}
	switch {
	case changeable && n.Kind == notice.Activity:
		opts = append(opts, talk.Opt{Key: "cancel", Label: "取消活动"})
	case changeable && (n.State == notice.Draft || n.State == notice.Missed || r.Spreading || r.Queued+r.Waiting > 0):
		opts = append(opts, talk.Opt{Key: "cancel", Label: "不再发了"})
	}
	return append(opts, talk.Opt{Key: "ok", Label: "看完了"})
}

// recent are the notices a person looks after, the newest first.
func recent(tx store.Reader, who directory.Person) []talk.Opt {
	var opts []talk.Opt
	for n := range notice.Latest(tx) {
		if !notice.MayManage(who, n) {
			continue
		}
		if opts = append(opts, talk.Opt{Key: n.ID(), Label: fmt.Sprintf("%s（%d号）", n.Title, n.No), Wide: true}); len(opts) == notice.MaxList {
			break
		}
	}
	return opts
}

func limitWord(capacity int) string {
	if capacity == 0 {
		return "不限"
	}
	return strconv.Itoa(capacity)
}

func namesOf(tx store.Reader, id string) string {
	n, _ := notice.Get(tx, id)
	return activity.NamesOf(tx, n)
}
