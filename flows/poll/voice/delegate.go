package voice

import (
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/store"
)

// Delegate is somebody who represents the residents, or may.
type Delegate struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Home string `json:"home"`
	Is   bool   `json:"is,omitempty"`
}

// FindDelegate finds a resident by telephone number where by may hold polls of the
// community. It must be known that the number is theirs.
func FindDelegate(tx store.Reader, phone string, by directory.Person) (Delegate, error) {
	p, ok := directory.PersonByPhone(tx, phone)
	home, theirs := represents(tx, by, p)
	switch is := slices.Contains(p.Tags, poll.DelegateTag); {
	case !ok || !theirs:
		return Delegate{}, bot.Refuse("您负责的社区里，没有登记这个手机号的居民。")
	case !is && p.TrustAt(home) < directory.Vouched:
		return Delegate{}, bot.Refuse("这个手机号还没有核对过，请本人先到社区核对。")
	default:
		return Delegate{p.ID, p.Name, directory.FullName(tx, home), is}, nil
	}
}

// represents finds the home of somebody for which they may represent the residents of
// a community where by may hold polls: the one of which we are surest.
func represents(tx store.Reader, by, p directory.Person) (home string, ok bool) {
	for _, t := range p.Ties {
		community, there := directory.Enclosing(tx, t.Home, directory.Community)
		if !there || !directory.May(by, directory.OpenPoll, community.ID) {
			continue
		}
		if !ok || p.TrustAt(t.Home) > p.TrustAt(home) {
			home, ok = t.Home, true
		}
	}
	return home, ok
}

// SetDelegate makes somebody a representative of the residents, or ends that.
func SetDelegate(tx store.Tx, id string, is bool, by directory.Person) (bool, error) {
	p, ok := directory.GetPerson(tx, id)
	home, theirs := represents(tx, by, p)
	switch {
	case !ok || !theirs:
		return is, bot.Refuse("没有找到这位居民。")
	case is && p.TrustAt(home) < directory.Vouched:
		return is, bot.Refuse("%s还没有核对过，请本人先到社区核对。", p.Name)
	}
	p.Tags = slices.DeleteFunc(slices.Clone(p.Tags), func(t string) bool { return t == poll.DelegateTag })
	if is {
		p.Tags = append(p.Tags, poll.DelegateTag)
	}
	directory.PutPerson(tx, p)
	audit.Log(tx, by.ID, map[bool]string{true: "make delegate", false: "end delegate"}[is], home, p.ID)
	return is, nil
}
