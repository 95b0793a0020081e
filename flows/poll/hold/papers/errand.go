// Package papers talks with staff who enter what came on paper or happened at a door:
// ballots, those who took one or signed in, mandates, deliveries, the number of a lot;
// and with who has entered something wrongly.
package papers

import (
	"errors"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Counter is where polls are held and papers are entered.
type Counter struct{ poll.Config }

// errand is something that staff do for a poll: which polls it is for, and what is
// said if there is none, or several.
type errand struct {
	find func(tx store.Reader, id string, by directory.Person) (poll.Poll, error) // refuses what it is not for
	none string
	ask  string
}

// ownersPaper is what is done with papers of owners.
func ownersPaper() errand {
	return errand{cast.ForOwnersPaper, "您负责的地方，现在没有进行中的业主投票。", "哪一次业主投票？"}
}

// askErrand asks which poll something of staff is for. The rights of who asks are
// looked at anew.
func askErrand(c *talk.Conv, e errand) (poll.Poll, error) {
	return AskAmong(c, e, func(tx store.Reader) []poll.Poll { return append(poll.Current(tx), poll.Coming(tx)...) })
}

// AskAmong asks it of other polls than those that are open or to come.
func AskAmong(c *talk.Conv, e errand, among func(store.Reader) []poll.Poll) (poll.Poll, error) {
	id, known := talk.Known[string](c, talk.Of)
	list, err := talk.Look(c, "errand", func(tx store.Tx) ([]poll.Poll, error) {
		if known {
			p, err := e.find(tx, id, c.Who())
			return []poll.Poll{p}, err
		}
		none := e.none
		list := slices.DeleteFunc(among(tx), func(p poll.Poll) bool {
			_, err := e.find(tx, p.ID, c.Who())
			if errors.Is(err, poll.ErrNotYet) {
				none = err.Error()
			}
			return err != nil
		})
		if len(list) == 0 {
			return nil, bot.Refusal(none)
		}
		return list, nil
	})
	if err != nil || len(list) == 1 {
		return append(list, poll.Poll{})[0], err
	}
	var opts []talk.Opt
	for _, p := range list {
		opts = append(opts, talk.Opt{Key: p.ID, Label: p.Name() + "「" + p.Question + "」", Wide: true})
	}
	id = c.Choice("poll", e.ask, opts...)
	return list[slices.IndexFunc(list, func(p poll.Poll) bool { return p.ID == id })], nil
}

// askHolder asks whose paper it is, or who came, until somebody is found who can
// vote.
func askHolder(c *talk.Conv, p poll.Poll, text string) (voice.Holder, error) {
	person := "谁" + text + "写手机号，或者住处和姓名，比如「3-1-301 王桂花」。"
	question := poll.By(p, person, "哪一家"+text+"写住处，比如「3栋1单元301」，也可以写手机号。", person)
	for {
		words := c.Text("whose", "%s", question)
		h, err := talk.Look(c, "holder "+words, func(tx store.Tx) (voice.Holder, error) { return voice.FindHolder(tx, p, words, c.Who()), nil })
		if err == nil && len(h.Maybe) > 0 {
			h, err = askWhether(c, p, h)
		}
		if err != nil || h.Why == "" {
			return h, err
		}
		c.Say("%s", h.Why)
	}
}

// askWhether asks whether somebody whom the register of owners knows is one of those of
// their home who write to us under another name.
func askWhether(c *talk.Conv, p poll.Poll, h voice.Holder) (voice.Holder, error) {
	var names []string
	var opts []talk.Opt
	for _, one := range h.Maybe {
		names = append(names, one.Name)
		opts = append(opts, talk.Opt{Key: one.Person, Label: "是" + one.Name, Wide: true})
	}
	question, none := "这一户登记了"+strings.Join(names, "、")+"（都在网上用过）。本人是其中哪一位？", "都不是"
	if len(opts) == 1 {
		question, none = "这一户登记了"+names[0]+"（网上用过）。是他本人吗？", "不是"
		opts[0].Label = "是他"
	}
	who := c.Choice("known", question, append(opts, talk.Opt{Key: "none", Label: none, Wide: true})...)
	if who == "none" {
		h.Whom.New = true
		return h, nil
	}
	return talk.Look(c, "known "+who, func(tx store.Tx) (voice.Holder, error) { return voice.HolderOf(tx, p, who, c.Who()), nil })
}

// askUnit asks for a part until the register has it.
func askUnit(c *talk.Conv, p poll.Poll, find func(tx store.Reader, p poll.Poll, words string, by directory.Person) cast.UnitSlip, text string) (cast.UnitSlip, error) {
	for {
		words := c.Text("unit", "%s", text)
		found, err := talk.Look(c, "at "+words, func(tx store.Tx) (cast.UnitSlip, error) { return find(tx, p, words, c.Who()), nil })
		if err != nil || found.Why == "" {
			return found, err
		}
		c.Say("%s", found.Why)
	}
}

// askProof asks for a photo without which nothing is recorded; later says that there
// is none at hand.
func askProof(c *talk.Conv, text string) (photo string, later bool) {
	photo = c.PhotoOr("photo", "以后再登记", "%s", text)
	return photo, photo == ""
}

// withoutProof is said to who has no photo at hand.
func withoutProof(c *talk.Conv) error {
	return c.End("好的，还没有登记。等有了照片，再来登记就行。")
}
