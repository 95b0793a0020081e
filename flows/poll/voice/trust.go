package voice

import (
	"strings"

	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/store"
)

// TrustIn is how well somebody is known as one who lives where their vote is of.
func TrustIn(tx store.Reader, p poll.Poll, who directory.Person) directory.Trust {
	if seat := CountedAt(tx, p, who); seat != "" {
		return who.TrustAt(seat)
	}
	return who.Trust // they lived here when the register was made
}

// stranger reports whether somebody came after the register was made on nobody's word
// but their own, and the poll does not take such.
func stranger(tx store.Reader, p poll.Poll, who directory.Person) bool {
	return !p.Newcomers && TrustIn(tx, p, who) < directory.Vouched
}

// ToBeVouched is what they are told who are not known well enough.
const ToBeVouched = "请楼栋长或社区工作人员当面认一认您：他们回复「认人」就行，认过就能投。"

// notKnown says to somebody why they are not known well enough to vote.
func notKnown(p poll.Poll) string {
	if p.For.MinTrust >= directory.Verified {
		return "这次投票要社区看过证件的人才能投。请带证件到社区，请他们回复「认人」，看过就能投。"
	}
	return "这次投票要楼栋长或社区认过的人才能投。" + ToBeVouched
}

// TrustOf is how well the hand is known that a ballot for a part came from: an owner's
// papers were seen.
func TrustOf(tx store.Reader, p poll.Poll, from poll.Hand) directory.Trust {
	if !from.Proxy {
		return directory.Verified
	}
	proxy, _ := directory.GetPerson(tx, from.Person)
	return min(proxy.Trust, directory.Vouched)
}

// ShownName is a name whole, or the family name alone.
func ShownName(who directory.Person, whole bool) string {
	name := []rune(who.Name)
	if whole || len(name) < 2 {
		return who.Name
	}
	return string(name[0]) + strings.Repeat("＊", len(name)-1)
}
