package joining

import (
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/store"
)

// Accept takes a claim for true, as somebody says who has met the person or has seen
// their papers (Verified). The person returned is another one where they are somebody
// we knew: then all is theirs that was that person's. Who may not hand over so much
// leaves the claim open for who may.
func Accept(tx store.Tx, by directory.Person, c Claim, as string, trust directory.Trust) (directory.Person, error) {
	p, ok := directory.GetPerson(tx, c.Person)
	if !ok {
		return p, bot.Refuse("没有找到这个人。")
	}
	if err := mayConfirm(by, p, c.Home, trust); err != nil {
		return p, err
	}
	if c.Denied && trust < directory.Verified {
		return p, bot.Refuse("登记过的%s说不是他本人。请社区看过证件再认。", c.Name)
	}
	whose, known := directory.GetPerson(tx, c.Whose)
	hand := known && MayStandFor(by, whose)
	switch {
	case hand:
		p = Merge(tx, p, whose)
		if as == c.As {
			as = p.Ties[max(p.TieTo(c.Home), 0)].As // what we knew, rather than what was said
		}
	case known:
		c.Met = true
		PutClaim(tx, c)
	default:
		DropClaim(tx, c)
	}
	p, err := Join(tx, p, c.Home, as, trust)
	if err == nil {
		audit.Log(tx, by.ID, string(confirming(trust)), c.Home, p.ID)
	}
	return p, err
}

// Refuse ends a claim that is not true: the tie goes, with all that would have come of
// it.
func Refuse(tx store.Tx, by directory.Person, c Claim) error {
	p, ok := directory.GetPerson(tx, c.Person)
	if !ok {
		return bot.Refuse("没有找到这个人。")
	}
	if err := mayConfirm(by, p, c.Home, directory.Vouched); err != nil {
		return err
	}
	DropClaim(tx, c)
	audit.Log(tx, by.ID, "refuse claim", c.Home, p.ID)
	return untie(tx, p, c.Home)
}

// Remove ends somebody's tie to a home, as staff say: moved out, or never lived there.
func Remove(tx store.Tx, by, p directory.Person, home, why string) error {
	if err := mayConfirm(by, p, home, max(directory.Vouched, p.TrustAt(home))); err != nil {
		return err
	}
	audit.Log(tx, by.ID, why, home, p.ID)
	return untie(tx, p, home)
}

func untie(tx store.Tx, p directory.Person, home string) error {
	if p.TieTo(home) < 0 {
		return nil
	}
	_, err := Leave(tx, p, home)
	return err
}

// Prove settles the claim that a code was for, which its person has said. owns says
// whether the register of owners has them for the home. Nothing comes of a code but for
// the number it went to, or but by the right of who gave it.
func Prove(tx store.Tx, pr Proof, owns func(home, name, phone string) bool) (directory.Person, error) {
	p, ok := directory.GetPerson(tx, pr.Person)
	if !ok {
		return p, bot.Refuse("没有找到这个人。")
	}
	c, claimed := GetClaim(tx, pr.Home, pr.Person)
	if pr.Way == ByHand {
		by, _ := directory.GetPerson(tx, pr.By)
		if !claimed {
			return p, bot.Refuse("这次登记已经有结果了。")
		}
		return Accept(tx, by, c, c.As, directory.Vouched)
	}
	p = ownNumber(tx, p, pr.Phone)
	audit.Log(tx, p.ID, "prove phone", pr.Home, p.ID)
	whose, known := directory.GetPerson(tx, c.Whose)
	switch {
	case !claimed || c.Phone != pr.Phone || c.Denied:
		return p, nil
	case known:
		p = Merge(tx, p, whose)
		return ownNumber(tx, p, pr.Phone), nil
	case c.Listed == "":
		return p, nil
	}
	trust := directory.Vouched
	if slices.Contains([]string{directory.Owner, directory.CoOwner}, c.Listed) && owns != nil && owns(c.Home, c.Name, c.Phone) {
		trust = directory.Verified
	}
	DropClaim(tx, c)
	return Join(tx, p, c.Home, c.Listed, trust)
}

// ownNumber notes that a number is somebody's, and nobody else's any more.
func ownNumber(tx store.Tx, p directory.Person, phone string) directory.Person {
	for _, other := range slices.Collect(directory.PeopleByPhone(tx, phone)) {
		if other.Proved && other.ID != p.ID {
			other.Proved = false
			directory.PutPerson(tx, other)
		}
	}
	p.Phone, p.Proved = phone, true
	directory.PutPerson(tx, p)
	return p
}

// ShowNumber notes a number that the platform of an account vouches to be its person's,
// and reports whether it is proved by that.
func ShowNumber(tx store.Tx, id, phone string) (proved bool) {
	p, ok := directory.GetPerson(tx, id)
	if !ok {
		return false
	}
	audit.Log(tx, id, "correct own data", "", id)
	if !Held(tx, phone, id) {
		ownNumber(tx, p, phone)
		return true
	}
	if p.Phone != phone {
		p.Phone, p.Proved = phone, false
		directory.PutPerson(tx, p)
	}
	return p.Proved
}

// Held reports whether somebody else has a number, who uses it here: they have proved it
// or are known, and write to us, or do something here. A platform vouches for the number
// that an account was opened with, which may have passed to another since; so to have it
// from them takes a code that they can see.
func Held(tx store.Reader, phone, but string) bool {
	for other := range directory.PeopleByPhone(tx, phone) {
		writes := slices.ContainsFunc(directory.AccountsOf(tx, other.ID), func(a directory.Account) bool { return !a.Gone })
		if other.ID != but && (len(other.AllRoles()) > 0 || writes && (other.Proved || other.Trust > directory.Claimed)) {
			return true
		}
	}
	return false
}
