package cast

import (
	"slices"

	"yishi/bot"
	"yishi/flows/poll"
)

// A ballot may be changed until closing, unless the organiser has said that what is
// given stays. Who signed up for a seat can always give it back.

// stays refuses to change a ballot where what is given stays. The same given again
// is no change; of a secret one nobody can say.
func stays(p poll.Poll, was, m poll.Marks) error {
	switch {
	case !p.Final || was != nil && slices.Equal(was, m):
		return nil
	case p.PerHome:
		return bot.Refuse("您家已经投过了，算进去了。这次投票投了就不能改。")
	}
	return bot.Refuse("您已经投过了，算进去了。这次投票投了就不能改。")
}
