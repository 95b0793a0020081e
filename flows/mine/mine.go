// Package mine is what everybody may see and change of their own: what is kept of them
// and who looked at it, their name, what they are told and when, a copy of all of it to
// take along, and to be forgotten. Whoever is not yet fourteen does it through a grown-up
// of their home. It knows of other capabilities only what each says of itself in its Kit.
package mine

import (
	"embed"

	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk"
	"yishi/store"
)

// Config is what the flow has from others.
type Config struct {
	Kits func() []house.Kit             // of the whole house
	Code func(store.Tx) string          // of a page that nobody else is to find; nil: a random one
	Page func(code string) (url string) // what somebody takes along; nil: there are no pages
	Ask  Asked                          // of whom the house asks what words mean
}

// Asked is an endpoint that understands or listens for us.
type Asked struct {
	Host           string // "": nobody is asked
	Reads, Listens bool
}

//go:embed words
var files embed.FS

var (
	lists  = wording.Lists{FS: files}
	stops  = meaning.NewList("stop", lists.List("stop"))
	starts = meaning.NewList("start", lists.List("start"))
	looks  = meaning.NewList("looked", lists.List("looked"))
	rests  = meaning.NewList("rest", lists.List("rest"))
)

// codeLength is that of a code nobody guesses.
const codeLength = 20

// kit is the capability with what it has from others.
type kit struct{ Config }

// Kit is what there is to do about one's own.
func Kit(c Config) house.Kit {
	if c.Code == nil {
		c.Code = func(store.Tx) string { return directory.NewCode(codeLength) }
	}
	k := &kit{c}
	return house.Kit{
		Name: "mine", Topic: "登记和资料",
		Flows: []*talk.Flow{
			{Name: "erase", Title: "删除资料", Run: k.erase},
			{Name: "correct", Title: "改资料", Run: k.correct},
			{Name: "stop", Title: "退订", Run: k.stop},
			{Name: "start", Title: "恢复通知", Run: k.start},
			{Name: "rest", Title: "安静时间", Run: rest},
			{Name: "export", Title: "导出资料", Run: k.export},
			{Name: "leavehere", Title: "这里不用了", Run: leaveHere},
			{Name: "children", Title: "孩子的资料", Run: k.children},
			{Name: "audit", Title: "查记录", Right: directory.SeeAudit, Run: showActs},
		},
		Commands: []talk.Command{
			{Words: []string{"我的资料", "我的"}, Slash: "/me", Help: "我这里记着您什么", Do: k.me},
			{Words: []string{"改资料", "改名字", "改姓名", "改登记"}, Help: "姓名、手机、出生年份、住处写错了", Flow: "correct"},
			{Words: []string{"退订", "td", "t", "取消订阅", "不要发通知", "别再给我发了"}, Slash: "/stop", Help: "哪些通知不想收", Flow: "stop"},
			{Words: []string{"恢复通知", "订阅", "重新订阅"}, Help: "停了的通知，再收", Flow: "start"},
			{Words: []string{"安静时间", "免打扰", "勿扰"}, Help: "哪几个钟点不打扰您", Flow: "rest"},
			{Words: []string{"大字", "大字版", "字太小"}, Help: "网页用大字", Do: large},
			{Words: []string{"谁看过我", "谁看过", "谁看过我的资料"}, Help: "哪些工作人员看过您的资料", Do: looked},
			{Words: []string{"导出我的资料", "导出资料"}, Help: "您的资料，自己留一份", Flow: "export"},
			{Words: []string{"孩子的资料"}, Help: "未满十四岁的，由家里大人办", Flow: "children"},
			{Words: []string{"这里不用了"}, Help: "只停这一处，别处照旧", Flow: "leavehere"},
			{Words: []string{"隐私", "隐私说明"}, Slash: "/privacy", Help: "记什么、怎么用", Do: k.privacy},
			{Words: []string{"撤回同意"}, Help: "不再用您的资料通知您", Do: withdraw},
			{Words: []string{"删除我的资料", "注销", "删除资料"}, Help: "都删掉，找不回来", Flow: "erase"},
			{Words: []string{"查记录", "操作记录"}, Help: "谁办过什么、看过谁的资料", Flow: "audit"},
		},
		Intents: []house.Intent{
			{Intent: meaning.Intent{Name: "stop", As: "command", Means: "不想再收到通知、退订", Words: []*meaning.List{stops}, Weight: 6}, Lead: toStop},
			{Intent: meaning.Intent{Name: "start", As: "command", Means: "要重新收通知", Words: []*meaning.List{starts}, Weight: 4}, Command: "恢复通知"},
			{Intent: meaning.Intent{Name: "looked", As: "command", Means: "问谁看过自己的资料", Words: []*meaning.List{looks}, Weight: 4}, Command: "谁看过我"},
			{Intent: meaning.Intent{Name: "rest", As: "command", Means: "晚上不要打扰", Words: []*meaning.List{rests}, Weight: 6}, Command: "安静时间"},
		},
		Keeps: keeps,
		Work:  map[string]house.Worker{house.DueSweep: house.Sweep},
	}
}
