package activity

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/flows/notice"
	"yishi/store"
)

// show is a resident looking at what is on: one activity, the one given, or the
// one they choose.
func (k kit) show(c *talk.Conv) error {
	id, given := talk.Known[string](c, "notice")
	if !given {
		list, err := talk.Look(c, "list", func(tx store.Tx) ([]talk.Opt, error) { return program(tx, c.For()), nil })
		switch {
		case err != nil:
			return err
		case len(list) == 0:
			return c.End("近来没有可以报名的活动，有了会通知您。要问别的，回复「提问」。")
		case len(list) == 1:
			id = list[0].Key
		default:
			id = c.Choice("which", "近来的活动：", list...)
		}
	}
	if party, ok := talk.Known[answer.Party](c, talk.Party); ok && party.Several() {
		return k.together(c, id, party)
	}
	a, err := talk.Look(c, "activity", func(tx store.Tx) (bot.Out, error) { return k.about(tx, c.For(), id) })
	if err != nil {
		return err
	}
	c.Show(a.Photo)
	return c.EndWith(a.Buttons, "%s", a.Text)
}

// program lists the activities to come with how a person stands to each.
func program(tx store.Reader, p directory.Person) []talk.Opt {
	var opts []talk.Opt
	for _, n := range seen(tx, p) {
		label := n.Title + " " + bot.Moment(n.At)
		switch signUps.Find(tx, n.No, p.ID).State {
		case Coming:
			label += "，已报名"
		case Waiting:
			label += "，排队中"
		}
		if opts = append(opts, talk.Opt{Key: n.ID(), Label: label, Wide: true}); len(opts) == notice.MaxList {
			break
		}
	}
	return opts
}

// about answers 几点、在哪里 first, then how the person stands, then the rest.
func (k kit) about(tx store.Reader, p directory.Person, id string) (bot.Out, error) {
	n, err := open(tx, id)
	if err != nil {
		return bot.Out{}, err
	}
	s := signUps.Find(tx, n.No, p.ID)
	out := bot.Out{Text: "【" + n.Title + "】\n" + notice.WhenWhere(n) + room(tx, n)}
	if n.Photo != "" {
		out.Photo = k.photo(tx, n.Photo)
	}
	if stands := standing(tx, s, true, p.You()); stands != "" {
		out.Text += "\n\n" + stands
	}
	if n.Text != "" {
		out.Text += "\n\n" + n.Text
	}
	switch {
	case s.State == Coming:
		out.Buttons = []bot.Button{button(n, p, "我去", "y"), button(n, p, "取消报名", "n")}
	case s.State == Waiting:
		out.Buttons = []bot.Button{button(n, p, "接着排", "y"), button(n, p, "不排了", "n")}
	case mayCome(tx, n, p) == nil:
		out.Buttons = []bot.Button{button(n, p, "报名", "y"), button(n, p, "不去", "n")}
	}
	return out, nil
}

// seen are the activities to come that a person may know of: theirs to sign up
// for, or those of the place they work for.
func seen(tx store.Reader, p directory.Person) []notice.Notice {
	return slices.DeleteFunc(notice.Upcoming(tx), func(n notice.Notice) bool {
		return !n.To.Has(tx, p) && signUps.Find(tx, n.No, p.ID).State == NotAsked && !directory.May(p, directory.SendNotice, n.To.Place)
	})
}

// titles are the activities to come that a person's sentence may be about.
func titles(tx store.Reader, p directory.Person) []meaning.Titled {
	var list []meaning.Titled
	for _, n := range seen(tx, p) {
		list = append(list, meaning.Titled{
			ID: n.ID(), Title: n.Title, Pool: meaning.Joined, Of: "notice", Flow: "activity", Name: "notice",
		})
	}
	return list
}
