package board

import (
	"bytes"
	"cmp"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/count"
	"yishi/flows/poll/lists"
	"yishi/store"
)

// exported are the files of a result as the command line calls them.
var exported = map[string]string{"picture": "picture.png", "workbook": "result.xlsx", "list": "ballots.jsonl", "notice": "notice", "homes": "homes.txt"}

// Export is what the command line can have of a poll, with all names. It is whole or
// an error, so that nothing broken off passes for it.
func (b *Board) Export(tx store.Reader, id, as, place string) ([]byte, error) {
	p, ok := poll.Get(tx, id)
	if !ok {
		return nil, bot.Refuse("没有找到这次投票：there is no poll %s", id)
	}
	var data bytes.Buffer
	if name, there := exported[as]; there {
		l, err := count.List(tx, id)
		if err == nil {
			err = forms[name].make(&data, l, resultOf(tx, p, l, b.public), b.key)
		}
		return data.Bytes(), err
	}
	if !lists.Prints(p, lists.Print(as), tx.Now()) {
		return nil, bot.Refuse("of poll %s there is no %s now: paper and notvoted are of open polls, notreached of open owners' votes, form of closed ones", id, as)
	}
	place = cmp.Or(place, p.For.Place)
	if !directory.Within(place, p.For.Place) {
		return nil, bot.Refuse("%s is not in %s, which poll %s is for", directory.FullName(tx, place), directory.FullName(tx, p.For.Place), id)
	}
	err := b.print(&data, tx, p, lists.Print(as), place, true)
	return data.Bytes(), err
}
