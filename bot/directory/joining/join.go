// Package joining is how people come in and go: what they claim, the codes that prove
// it, what staff take for true or not, two records that are one person, and what is
// forgotten. Who somebody is by then, and may do, is bot/directory's.
package joining

import (
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/store"
)

// What an unproved word can claim at most.
const (
	maxHomes   = 5 // homes of a person
	maxClaimed = 8 // claimed people in a home
)

// Join ties a person to a home. Joining again changes what they are there; a
// new claim to be something else starts with the trust it comes with.
func Join(tx store.Tx, p directory.Person, home, as string, how directory.Trust) (directory.Person, error) {
	how = max(how, directory.Claimed)
	if err := mayJoin(tx, p, home, as, how); err != nil {
		return p, err
	}
	p.Ties = pinned(p)
	tie := directory.Tie{Home: home, As: as, Trust: how}
	if i := p.TieTo(home); i < 0 {
		p.Ties = append(p.Ties, tie)
	} else {
		if p.Ties[i].As == as {
			tie.Trust = max(how, p.Ties[i].Trust)
		}
		p.Ties[i] = tie
	}
	p.Trust = max(p.Trust, how)
	directory.PutPerson(tx, p)
	return p, nil
}

func mayJoin(tx store.Reader, p directory.Person, home, as string, how directory.Trust) error {
	if directory.NeedsConsent(p) {
		return bot.Refuse("登记住处以前，请先看一看我们怎样保管您的信息，同意后再登记。")
	}
	if !slices.Contains([]string{directory.Owner, directory.CoOwner, directory.Family, directory.Tenant}, as) {
		return bot.Refuse("请说说您在这一户是业主、共有人、家人，还是租户。")
	}
	if at, ok := directory.GetPlace(tx, home); !ok || at.Kind != directory.Home {
		return bot.Refuse("没有找到这一户，请再核对一下楼栋、单元和门牌号。")
	}
	if p.TieTo(home) >= 0 || how > directory.Claimed {
		return nil
	}
	if len(p.Ties) >= maxHomes {
		return bot.Refuse("您已经登记了%d处住处。要再加，请联系社区工作人员。", maxHomes)
	}
	if directory.Count(tx, directory.Audience{Place: home}) >= maxClaimed {
		return bot.Refuse("这一户登记的人已经很多了。请楼栋长或社区工作人员帮您登记。")
	}
	return nil
}

// pinned writes into each tie how sure it is, so that a change of the person's
// trust leaves the others as they are.
func pinned(p directory.Person) []directory.Tie {
	ties := slices.Clone(p.Ties)
	for i := range ties {
		ties[i].Trust = max(p.TrustIn(ties[i]), directory.Claimed)
	}
	return ties
}

// Confirm takes the word of somebody who has met a person, or has seen their papers
// (Verified), that they live in a home. It says nothing about their other homes.
func Confirm(tx store.Tx, by, p directory.Person, home string, trust directory.Trust) (directory.Person, error) {
	if err := mayConfirm(by, p, home, trust); err != nil {
		return p, err
	}
	i := p.TieTo(home)
	if i < 0 {
		return p, bot.Refuse("这位居民没有登记在这一户。")
	}
	p.Ties = pinned(p)
	p.Ties[i].Trust = max(p.Ties[i].Trust, trust)
	p.Trust = max(p.Trust, trust)
	directory.PutPerson(tx, p)
	audit.Log(tx, by.ID, string(confirming(trust)), home, p.ID)
	return p, nil
}

// confirming is the right it takes to say so.
func confirming(trust directory.Trust) directory.Action {
	if trust >= directory.Verified {
		return directory.SeePapers
	}
	return directory.VouchResident
}

func mayConfirm(by, p directory.Person, home string, trust directory.Trust) error {
	switch {
	case by.ID == p.ID:
		return bot.Refuse("不能给自己作证，请找另一位楼栋长或社区工作人员。")
	case !directory.May(by, confirming(trust), home):
		return bot.Refuse("这位居民没有登记在您负责的地方，您不能为他作证。")
	}
	return nil
}

// Leave ends a person's tie to a home.
func Leave(tx store.Tx, p directory.Person, home string) (directory.Person, error) {
	if p.TieTo(home) < 0 {
		return p, bot.Refuse("您没有登记在这一户。")
	}
	p.Ties = slices.DeleteFunc(pinned(p), func(t directory.Tie) bool { return t.Home == home })
	directory.PutPerson(tx, p)
	unregister(tx, p, home)
	if c, ok := GetClaim(tx, home, p.ID); ok {
		DropClaim(tx, c)
	}
	return p, nil
}
