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
	if !p.Final || was != nil && slices.Equal(was, m) {
		return nil
	}
	return bot.Refuse("%s已经投过了，算进去了。这次投票投了就不能改。", p.You())
}
