package settle

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/directory/joining"
	"yishi/bot/outbox"
	"yishi/store"
)

// claimant is somebody who has said that they live in a home, as those see them who
// may know.
type claimant struct {
	ID     string `json:"id"`
	Home   string `json:"home"`
	Called string `json:"called"` // 钱多多（租户）
	Papers bool   `json:"papers"` // who asks may look at their papers, and nobody has
}

// claimants are those of a home whom somebody may know better than we do.
func claimants(tx store.Reader, by directory.Person, words string) (list []claimant) {
	for _, root := range directory.PlacesOf(by, directory.VouchResident) {
		for _, at := range address.Named(tx, root, words, 4) {
			if at.Kind != directory.Home || !directory.Within(at.ID, root) {
				continue
			}
			papers, need := directory.May(by, directory.SeePapers, at.ID), directory.Vouched
			if papers {
				need = directory.Verified
			}
			for p := range (directory.Audience{Place: at.ID}).People(tx) {
				if p.ID != by.ID && p.TrustAt(at.ID) < need {
					list = append(list, claimant{p.ID, at.ID, calledAt(p, at.ID), papers})
				}
			}
		}
	}
	return list
}

// calledAt is what somebody has said they are in a home.
func calledAt(p directory.Person, home string) string {
	as := ""
	for _, t := range p.Ties {
		if t.Home == home {
			as = directory.TieName(t.As)
		}
	}
	return p.Anybody() + "（" + as + "）"
}

// vouched keeps that somebody is known, and tells them.
func (d Desk) vouched(tx store.Tx, by directory.Person, who claimant, papers bool) error {
	if c, waits := joining.GetClaim(tx, who.Home, who.ID); waits {
		_, err := d.accept(tx, by, waiting{Person: who.ID, Home: who.Home}, c.As, papers)
		return err
	}
	p, ok := directory.GetPerson(tx, who.ID)
	if !ok {
		return bot.Refuse("没有找到这个人，请再回复一次「认人」。")
	}
	trust := directory.Vouched
	if papers {
		trust = directory.Verified
	}
	if _, err := joining.Confirm(tx, by, p, who.Home, trust); err != nil {
		return err
	}
	outbox.Tell(tx, who.ID, bot.Out{Text: knownWords})
	return nil
}
