// Package setting keeps what is otherwise in one place than in another: in which hours
// people are left in peace, in how many working days something is answered. What staff set
// at a place holds for all below it. Of a place counts what was set nearest above it, then
// what the configuration says, then what we came with.
//
// Which settings there are says whoever goes by them (house.Kit.Settings): here are only
// those that everybody goes by.
package setting

import (
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/store"
)

// Kind is something that can be set.
type Kind struct {
	Key   string // answer_days; also in the configuration, if it is there
	Name  string // to staff: 几个工作日答复
	Usual string // what we came with, in the form of Form.Read
	Form  Form
}

// Setting is what a place has otherwise; Place "" is the configuration's.
type Setting struct {
	Place string `json:"place"`
	Key   string `json:"key"`
	Value string `json:"value"`
}

var settings = store.NewTable("setting", func(s *Setting) string { return store.Key(s.Place+"/", s.Key) })

// Of is what holds of a kind at a place, and where that is set; its Place is "" where the
// configuration says so, or nobody does.
func (k Kind) Of(tx store.Reader, place string) Setting {
	for at := place; ; at = directory.Parent(at) {
		s, ok := settings.Get(tx, store.Key(at+"/", k.Key))
		switch {
		case ok && k.valid(s.Value):
			return s
		case at == "":
			return Setting{Key: k.Key, Value: k.Usual}
		}
	}
}

// At is what is set of a kind at this very place.
func (k Kind) At(tx store.Reader, place string) (Setting, bool) {
	return settings.Get(tx, store.Key(place+"/", k.Key))
}

func (k Kind) valid(value string) bool {
	_, ok := k.Form.Read(value)
	return ok
}

// Days is what a kind of the form Days says at a place.
func (k Kind) Days(tx store.Reader, place string) int { return days(k.Of(tx, place).Value) }

// Put sets what staff say of a place; "" takes away what was set there.
func Put(tx store.Tx, by directory.Person, place string, k Kind, said string) error {
	if _, known := directory.GetPlace(tx, place); !known {
		return bot.Refuse("没有找到这个地方。")
	}
	if !directory.May(by, directory.KeepSettings, place) {
		return directory.ErrNotYours
	}
	value, ok := k.Form.Read(said)
	if said != "" && !ok {
		return bot.Refuse("%s", k.Form.Hint)
	}
	Set(tx, by.ID, Setting{place, k.Key, value})
	return nil
}

// Set is Put for lists that staff import.
func Set(tx store.Tx, by string, s Setting) {
	key := store.Key(s.Place+"/", s.Key)
	if s.Value == "" {
		settings.Delete(tx, key)
	} else {
		settings.Put(tx, s)
	}
	audit.Log(tx, by, "keep setting", s.Place, strings.TrimSpace(s.Key+" "+s.Value))
}

// Below are all settings at or below a place; those of the configuration are none of them.
func Below(tx store.Reader, place string) []Setting {
	from, to := directory.Branch(place)
	return slices.DeleteFunc(slices.Collect(settings.Range(tx, from, to)), func(s Setting) bool { return s.Place == "" })
}

// Replace takes over what the configuration says, by keys.
func Replace(tx store.Tx, said map[string]string) {
	from, to := store.Under("/")
	for _, s := range slices.Collect(settings.Range(tx, from, to)) {
		if said[s.Key] == "" {
			settings.Delete(tx, store.Key("/", s.Key))
		}
	}
	for key, value := range said {
		if s := (Setting{Key: key, Value: value}); value != "" {
			if had, ok := settings.Get(tx, store.Key("/", key)); !ok || had != s {
				settings.Put(tx, s)
			}
		}
	}
}
