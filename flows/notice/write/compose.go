package write

import (
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/talk"
	"yishi/flows/notice"
	"yishi/flows/notice/send"
	"yishi/store"
)

// compose is staff writing a notice.
func (k kit) compose(c *talk.Conv) error {
	roots := directory.PlacesOf(c.Who(), directory.SendNotice)
	if len(roots) == 0 {
		return c.End("发通知要社区、物业或者业委会的工作人员。")
	}
	n := askNotice(c, roots)
	for {
		look, err := talk.Look(c, "preview", func(tx store.Tx) (preview, error) { return k.preview(tx, c.Who(), n), nil })
		if err != nil {
			return err
		}
		c.Show(look.Photo)
		c.Say("居民看到的是这样：\n\n%s", look.Text)
		switch c.Choice("go", look.Travel,
			talk.Opt{Key: "y", Label: "发出去"}, talk.Opt{Key: "t", Label: "先发给我看看"},
			talk.Opt{Key: "e", Label: "改一改"}, talk.Opt{Key: "n", Label: "不发了"}) {
		case "y":
			return k.dispatch(c, n)
		case "t":
			if _, err := talk.Step(c, "try", func(tx store.Tx) (bool, error) { k.Try(tx, c.Who(), c.Chat(), n); return true, nil }); err != nil {
				return err
			}
			c.Say("试发给您了，看看样子。")
		case "e":
			edit(c, n)
		default:
			return c.End("好的，没有发。")
		}
	}
}

// preview is a notice as residents will see it, and how it would travel.
type preview struct{ Text, Photo, Travel string }

func (k kit) preview(tx store.Reader, who directory.Person, n notice.Notice) preview {
	n.By = who.ID
	out := k.Photo.Letter(tx, n)
	text := out.Text
	for _, b := range out.Buttons {
		text += "\n［" + b.Label + "］"
	}
	lines := append([]string{"发给" + n.To.Words(tx) + "。"}, travel(send.Reach(tx, n), n)...)
	if end := notice.Ends(n, tx.Now()); n.Kind == notice.Plain && !end.IsZero() {
		lines = append(lines, "过了"+bot.Day(end.Add(-1))+"还没收到的，就不再发了。")
	}
	return preview{text, out.Photo, strings.Join(lines, "\n") + "\n\n发吗？"}
}

func askNotice(c *talk.Conv, roots []string) notice.Notice {
	var n notice.Notice
	switch c.Choice("kind", "发什么？",
		talk.Opt{Key: notice.Activity, Label: "活动（可以报名）"}, talk.Opt{Key: notice.Plain, Label: "普通通知"},
		talk.Opt{Key: "urgent", Label: "紧急通知（夜里也马上发）"}) {
	case notice.Activity:
		n.Kind = notice.Activity
	case "urgent":
		n.Kind, n.Urgent = notice.Plain, true
	default:
		n.Kind = notice.Plain
	}
	n.Title = askTitle(c)
	if n.Kind == notice.Activity {
		askActivity(c, &n)
	} else {
		n.Text = c.Lasting("text", "要通知什么？写清楚时间、地点，居民照着就能做。")
	}
	n.Photo = c.Photo("photo", "配一张图吗？发图片给我就行。")
	place := c.Area("area", roots, "发给哪里的居民？")
	n.To = audience(place, c.Choice("whom", "发给"+c.NameOf(place)+"的哪些人？",
		talk.Opt{Key: toAll, Label: "全部居民"}, talk.Opt{Key: toElders, Label: "60岁以上"},
		talk.Opt{Key: toOwners, Label: "业主"}, talk.Opt{Key: toLeaders, Label: "楼栋长"}))
	return n
}

func askTitle(c *talk.Conv) string {
	title := c.Lasting("title", "标题是什么？%d个字以内，比如「重阳义诊」。", send.MaxTitle)
	for len([]rune(title)) > send.MaxTitle {
		title = c.Lasting("title", "标题长了，有%d个字。请缩到%d个字以内。", len([]rune(title)), send.MaxTitle)
	}
	return strings.Join(strings.Fields(title), " ")
}

func askActivity(c *talk.Conv, n *notice.Notice) {
	n.At, n.Where = askAt(c), askWhere(c)
	n.Capacity = c.NumberOr("capacity", "不限", 1, 9999, "最多多少人？回复人数，比如 40。")
	n.Text = askAbout(c)
}

func askAt(c *talk.Conv) time.Time {
	return c.Time("at", "什么时候开始？比如「下周三上午9点」。")
}

func askWhere(c *talk.Conv) string { return c.Text("where", "在哪里？比如「和苑广场」。") }

func askAbout(c *talk.Conv) string {
	return c.LastingOr("about", "没有了", "还有什么要说的？比如带什么、做什么。")
}

// edit changes one answer after another until all is right.
func edit(c *talk.Conv, n notice.Notice) {
	lines := []talk.Line{{Label: "标题", Value: n.Title, Question: "title"}}
	if n.Kind == notice.Activity {
		lines = append(lines,
			talk.Line{Label: "时间", Value: bot.Moment(n.At), Question: "at"},
			talk.Line{Label: "地点", Value: n.Where, Question: "where"},
			talk.Line{Label: "名额", Value: limitWord(n.Capacity), Question: "capacity"},
			talk.Line{Label: "说明", Value: notice.OrNone(n.Text), Question: "about"})
	} else {
		lines = append(lines, talk.Line{Label: "内容", Value: n.Text, Question: "text"})
	}
	picture := "没有"
	if n.Photo != "" {
		picture = "有"
	}
	lines = append(lines,
		talk.Line{Label: "图片", Value: picture, Question: "photo"},
		talk.Line{Label: "地方", Value: c.NameOf(n.To.Place), Question: "area"},
		talk.Line{Label: "对象", Value: n.To.Members(), Question: "whom"})
	c.Review("edit", "改哪一项？", "都对了", lines...)
}

// dispatch sends now, or asks whether residents should be left to sleep.
func (k kit) dispatch(c *talk.Conv, n notice.Notice) error {
	at, err := k.when(c, n)
	if err != nil {
		return err
	}
	sent, err := talk.Step(c, "send", func(tx store.Tx) (notice.Notice, error) {
		made, err := send.Make(tx, c.Who(), n)
		if err != nil {
			return made, err
		}
		if at.IsZero() {
			at = tx.Now()
		}
		return k.SendAt(tx, made, at)
	})
	if err != nil {
		return err
	}
	if sent.State == notice.Draft && !at.IsZero() {
		return c.End("好的，%s自动发出，编号%d。\n要看进度或者取消，回复「通知进度」。", bot.Moment(sent.Send), sent.No)
	}
	return c.End("开始发了，编号%d。发完告诉您。\n要看进度，回复「通知进度」。", sent.No)
}

// when is the next morning if it is night and the sender agrees; zero is now.
func (k kit) when(c *talk.Conv, n notice.Notice) (time.Time, error) {
	var now time.Time
	if n.Urgent {
		return now, nil
	}
	morning, err := talk.Look(c, "night", func(tx store.Tx) (time.Time, error) { return restUntil(tx, n.To.Place), nil })
	if err != nil || morning.IsZero() || n.Kind == notice.Activity && !morning.Before(n.At) {
		return now, err
	}
	if c.Choice("when", "现在居民多半在休息。什么时候发？",
		talk.Opt{Key: "later", Label: bot.Moment(morning) + "发"}, talk.Opt{Key: "now", Label: "现在就发"}) == "now" {
		return now, nil
	}
	return morning, nil
}

// Whom a notice can be narrowed to.
const (
	toAll     = "all"
	toElders  = "60"
	toOwners  = "owners"
	toLeaders = "leaders"
)

func audience(place, whom string) directory.Audience {
	a := directory.Audience{Place: place}
	switch whom {
	case toElders:
		a.MinAge = 60
	case toOwners:
		a.Owners = true
	case toLeaders:
		a.Roles = []string{directory.BuildingLeader}
	}
	return a
}

// restUntil is when the people of a place are to be reached again, if they rest now.
func restUntil(tx store.Tx, place string) time.Time {
	if at := setting.Awake(tx, place, tx.Now()); at.After(tx.Now()) {
		return at
	}
	return time.Time{}
}
