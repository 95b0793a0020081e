package poll

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// Delegate is somebody who represents the residents, or may.
type Delegate struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Home string `json:"home"`
	Is   bool   `json:"is,omitempty"`
}

// FindDelegate finds a resident by telephone number where by may hold polls.
func FindDelegate(tx store.Tx, phone string, by directory.Person) (Delegate, error) {
	p, ok := directory.PersonByPhone(tx, phone)
	if !ok || !holdsPolls(by, p) {
		return Delegate{}, bot.Refuse("您负责的地方，没有登记这个手机号的居民。")
	}
	return Delegate{p.ID, p.Name, directory.FullName(tx, p.Ties[0].Home), slices.Contains(p.Tags, delegateTag)}, nil
}

func holdsPolls(by, p directory.Person) bool {
	return slices.ContainsFunc(p.Ties, func(t directory.Tie) bool { return directory.May(by, directory.OpenPoll, t.Home) })
}

// SetDelegate makes somebody a representative of the residents, or ends that.
func SetDelegate(tx store.Tx, id string, is bool, by directory.Person) (bool, error) {
	p, ok := directory.GetPerson(tx, id)
	if !ok || !holdsPolls(by, p) {
		return is, bot.Refuse("没有找到这位居民。")
	}
	p.Tags = slices.DeleteFunc(slices.Clone(p.Tags), func(t string) bool { return t == delegateTag })
	if is {
		p.Tags = append(p.Tags, delegateTag)
	}
	directory.PutPerson(tx, p)
	directory.Log(tx, by.ID, map[bool]string{true: "make delegate", false: "end delegate"}[is], p.Ties[0].Home, p.ID)
	return is, nil
}
