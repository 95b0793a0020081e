package app

import (
	"slices"
	"testing"

	"yishi/app/config"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
)

// What the configuration can say of all places is something that staff can set for each,
// in the same form; and what we came with reads as itself.
func TestKeysOfTheConfigurationAreSettings(t *testing.T) {
	kinds := house.Settings(Kits(config.Config{}))
	said := config.Settings{Quiet: "22:00-7:00", Closing: "17:30", AnswerDays: "5", HardDays: "2", ReplyDays: "4"}.Said()
	if len(said) != 5 {
		t.Error(said)
	}
	for key, value := range said {
		i := slices.IndexFunc(kinds, func(k setting.Kind) bool { return k.Key == key })
		if i < 0 {
			t.Errorf("there is nothing to set that is called %s", key)
		} else if read, ok := kinds[i].Form.Read(value); !ok || read != value {
			t.Errorf("%s: %q reads as %q", key, value, read)
		}
	}
	for _, k := range kinds {
		if read, ok := k.Form.Read(k.Usual); !ok || read != k.Usual {
			t.Errorf("%s comes with %q, which reads as %q", k.Key, k.Usual, read)
		}
	}
}
