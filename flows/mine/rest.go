package mine

import (
	"fmt"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/talk"
	"yishi/store"
)

// usual are the hours that are offered.
func usual() []directory.Hours {
	return []directory.Hours{
		{From: 20 * time.Hour, Until: 8 * time.Hour}, {From: 21 * time.Hour, Until: 9 * time.Hour}, {From: 12 * time.Hour, Until: 14 * time.Hour},
	}
}

// rest asks for the hours in which somebody is to be left in peace.
func rest(c *talk.Conv) error {
	var opts []talk.Opt
	for i, h := range usual() {
		opts = append(opts, talk.Opt{Key: fmt.Sprint(i), Label: setting.SayHours(h), Wide: true})
	}
	opts = append(opts, talk.Opt{Key: "-", Label: "不用安静时间", Wide: true})
	ask := "每天几点到几点不打扰您？也可以写，比如「晚上10点到早上7点」。"
	for {
		said := c.TextOrPick("hours", ask, opts...)
		hours, ok := directory.Hours{}, said.Key == "-"
		for i, h := range usual() {
			if said.Key == fmt.Sprint(i) {
				hours, ok = h, true
			}
		}
		if said.Key == "" {
			hours, ok = setting.ReadHours(said.Words)
		}
		if !ok {
			ask = "我没听明白。请写从几点到几点，比如「晚上10点到早上7点」。"
			continue
		}
		if _, err := talk.Step(c, "rest", func(tx store.Tx) (bool, error) {
			directory.Prefer(tx, c.Who().ID, func(p *directory.Person) { p.Rest = hours })
			return true, nil
		}); err != nil {
			return err
		}
		if hours == (directory.Hours{}) {
			return c.End("好的，没有安静时间了。晚上9点到早上8点，平常也不发大家的通知。")
		}
		return c.End("好的，每天%s不打扰您，到时候再发。\n照样会来的：紧急通知、您正等着的回话，和过了这段时间就没用的提醒。\n要改，再回复「安静时间」。", setting.SayHours(hours))
	}
}
