package desk

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// claimant is somebody who has said that they live in a home, as those see them who
// may know.
type claimant struct {
	ID     string `json:"id"`
	Called string `json:"called"` // 钱多多（租户）
	Papers bool   `json:"papers"` // who asks may look at their papers, and nobody has
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
