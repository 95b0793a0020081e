package settle

import (
	"slices"

	"yishi/bot/audit"
	"yishi/bot/talk"
	"yishi/store"
)

// vouch is the conversation of a building leader or of staff who have met somebody of
// whom nothing is known but what they said themselves.
func (d Desk) vouch(c *talk.Conv) error {
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
	_, err = talk.Step(c, "vouch", func(tx store.Tx) (bool, error) { return true, d.vouched(tx, c.Who(), who, how == "papers") })
	if err != nil {
		return err
	}
	return c.End("认好了。要认过才能投的票，他现在可以投了。")
}

// askClaimant asks for a home until there is somebody of it to be known.
func askClaimant(c *talk.Conv) (claimant, error) {
	for {
		words := c.Text("home", "您要认哪一户的人？写住处，比如「3栋1单元301」。")
		list, err := talk.Look(c, "of "+words, func(tx store.Tx) ([]claimant, error) {
			list := claimants(tx, c.Who(), words)
			for _, one := range list {
				audit.Log(tx, c.Who().ID, "look at people", one.Home, one.ID)
			}
			return list, nil
		})
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
