package issue

import (
	"strings"

	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// told are the messages about an issue to its reporter, and to who reported it for them,
// oldest first.
func told(tx store.Reader, i Issue) []outbox.Message {
	return outbox.Told(tx, "issue/"+i.No, directory.Resolve(tx, i.Reporter), directory.Resolve(tx, i.By))
}

// Telling says to staff what comes of what the reporter was just told.
func Telling(tx store.Reader, i Issue) string {
	all := told(tx, i)
	if len(all) == 0 {
		return outbox.Fate{State: outbox.Unreachable}.Telling("反映人")
	}
	return outbox.FateOf(tx, all[len(all)-1].ID).Telling("反映人")
}

// Untold says that the reporter may not know what they were last told; "" that they do,
// as far as we can know.
func Untold(tx store.Reader, i Issue) string {
	all := told(tx, i)
	if len(all) == 0 {
		return ""
	}
	missing, _, _ := strings.Cut(outbox.FateOf(tx, all[len(all)-1].ID).Missing(), "，")
	return missing
}

// untold says of each event by its place in the history what Untold says of the last:
// what the reporter was told of it was written with it.
func untold(tx store.Reader, i Issue) map[int]string {
	missing := map[int]string{}
	for _, m := range told(tx, i) {
		for n, e := range i.Events {
			last := n+1 == len(i.Events) || !i.Events[n+1].At.Equal(e.At)
			if why := outbox.FateOf(tx, m.ID).Missing(); last && why != "" && e.At.Equal(m.Created) {
				missing[n] = "（" + why + "）"
			}
		}
	}
	return missing
}
