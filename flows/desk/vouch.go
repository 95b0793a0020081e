package desk

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
)

// claimant is somebody who has said that they live in a home, as those see them who
// may know.
type claimant struct {
	ID     string `json:"id"`
	Called string `json:"called"` // 钱多多（租户）
	Papers bool   `json:"papers"` // who asks may look at their papers, and nobody has
}

// vouch is the conversation of a building leader or of staff who have met somebody of
// whom nothing is known but what they said themselves.
func vouch(c *talk.Conv) error {
	who, err := askClaimant(c)
	if err != nil {
		return err
	}
	opts := []talk.Opt{{Key: "met", Label: "当面认过，是住在这里", Wide: true}, {Key: "no", Label: "不认识，先不认", Wide: true}}
	if who.Papers {
		opts = slices.Insert(opts, 0, talk.Opt{Key: "papers", Label: "看过证件，是他本人", Wide: true})
	}
	how := c.Choice("how", who.Called+"，您认得吗？", opts...)
	if how == "no" {
		return c.End("好的，没有认。")
	}
	_, err = talk.Step(c, "vouch", func(tx store.Tx) (bool, error) { return true, vouched(tx, c.Who(), who.ID, how == "papers") })
	if err != nil {
		return err
	}
	return c.End("认好了。要认过才能投的票，他现在可以投了。")
}

func mayVouch(p directory.Person) bool {
	return len(directory.PlacesOf(p, directory.VouchResident)) > 0
}

// askClaimant asks for a home until there is somebody of it to be known.
func askClaimant(c *talk.Conv) (claimant, error) {
	for {
		words := c.Text("home", "您要认哪一户的人？写住处，比如「3栋1单元301」。")
		list, err := talk.Look(c, "of "+words, func(tx store.Tx) ([]claimant, error) { return claimants(tx, c.Who(), words), nil })
		switch {
		case err != nil:
			return claimant{}, err
		case len(list) == 0:
			c.Say("您负责的地方，这一户没有等着认的人。他要先自己回复「登记住处」。")
			continue
		case len(list) == 1:
			return list[0], nil
		}
		var opts []talk.Opt
		for _, one := range list {
			opts = append(opts, talk.Opt{Key: one.ID, Label: one.Called, Wide: true})
		}
		id := c.Choice("who", "是哪一位？", opts...)
		return list[slices.IndexFunc(list, func(one claimant) bool { return one.ID == id })], nil
	}
}

// claimants are those of a home whom somebody may know better than we do.
func claimants(tx store.Tx, by directory.Person, words string) (list []claimant) {
	for _, root := range directory.PlacesOf(by, directory.VouchResident) {
		for _, at := range directory.Named(tx, root, words, 4) {
			if at.Kind != directory.Home || !directory.Within(at.ID, root) {
				continue
			}
			papers, need := directory.May(by, directory.SeePapers, at.ID), directory.Vouched
			if papers {
				need = directory.Verified
			}
			for p := range (directory.Audience{Place: at.ID}).People(tx) {
				if p.ID != by.ID && p.TrustAt(at.ID) < need {
					list = append(list, claimant{p.ID, claims(p, at.ID), papers})
				}
			}
		}
	}
	return list
}

// claims is what somebody has said they are in a home.
func claims(p directory.Person, home string) string {
	name, as := p.Name, ""
	if name == "" {
		name = "没有写姓名的一位"
	}
	for _, t := range p.Ties {
		if t.Home == home {
			as = tieName(t.As)
		}
	}
	return name + "（" + as + "）"
}

// vouched keeps that somebody is known, and tells them.
func vouched(tx store.Tx, by directory.Person, id string, papers bool) error {
	p, ok := directory.GetPerson(tx, id)
	if !ok {
		return bot.Refuse("没有找到这个人，请再回复一次「认人」。")
	}
	confirm := directory.VouchFor
	if papers {
		confirm = directory.VerifyPapers
	}
	if _, err := confirm(tx, by, p); err != nil {
		return err
	}
	outbox.Tell(tx, id, bot.Out{Text: "楼栋长或社区认过您了。要认过才能投的票，现在可以投了，回复「投票」。\n没有当面认过您的话，请马上回复「人工」。"})
	return nil
}
