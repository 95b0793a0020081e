package vote

import (
	"regexp"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tell"
	"yishi/store"
)

// below is what a message of a poll offers to who answers it.
type below struct {
	poll poll.Poll // that it is of, or that was just voted in
	opts bool      // its options, to vote
}

// belowOf reads the buttons of such a message.
func belowOf(tx store.Reader, buttons []bot.Button) (b below, ok bool) {
	if len(buttons) == 0 {
		return b, false
	}
	prefix, rest, _ := strings.Cut(buttons[0].Token, ":")
	id, key, _ := strings.Cut(rest, ":")
	switch prefix {
	case tell.NextPrefix:
	case poll.Prefix:
		b.opts = key != ""
	default:
		return b, false
	}
	b.poll, ok = poll.Get(tx, id)
	return b, ok
}

// mistake is how somebody says that the ballot they have just cast is not what they meant;
// what they mean may follow. 「不是2」 is no 「不是，是2」.
var mistake = regexp.MustCompile(`^(?:(?:不对|不是|错了|撤销|撤回|(?:我)?(?:投|选|点|按|打|回)错(?:票)?了?)(?:$|[啊呀哦,。.!、 ]+|(?:应该)?是)|改成|改为|改选|改投|换成|我?要改成?)(?:我)?(?:应该|想|要)?(?:是|投|选|改成|改)?(.*)$`)

// reads takes several digits below a poll as its options, and what is said below a ballot
// that was just cast as changing it. A digit alone below such a ballot votes in nothing.
func reads(tx store.Reader, said string, buttons []bot.Button) (token string, read bool) {
	b, ok := belowOf(tx, buttons)
	switch {
	case !ok:
		return "", false
	case b.opts:
		return b.picked(said, 2)
	case answer.OnlyNumbers(said):
		return buttons[0].Token, true
	}
	meant := mistake.FindStringSubmatch(wording.Fold(said))
	switch {
	case meant == nil:
		return "", false
	case meant[1] == "":
		return poll.Token(b.poll, ""), true
	}
	return b.picked(meant[1], 1)
}

// picked is the press that options of the poll are, if words name so many.
func (b below) picked(words string, least int) (token string, read bool) {
	if !ballot.Direct(b.poll) && !ballot.Several(b.poll) {
		return "", false
	}
	picks, ok := answer.PickMany(words, b.poll.OptionLabels())
	if !ok || len(picks) < least {
		return "", false
	}
	var keys []string
	for _, i := range picks {
		keys = append(keys, b.poll.Options[i].Key)
	}
	return poll.Token(b.poll, strings.Join(keys, ",")), true
}

// justVoted is the poll that the last message of a private chat is of.
func justVoted(call *talk.Call) (id string, just bool) {
	offer, ok := outbox.OfferIn(call.Tx, call.Chat)
	if !ok || call.Group {
		return "", false
	}
	b, ok := belowOf(call.Tx, offer.Buttons)
	return b.poll.ID, ok && !b.opts
}

// pressNext leads to the next poll: its options are a question of their own.
func pressNext(call *talk.Call, rest string) error {
	_, id, _ := strings.Cut(rest, ":")
	call.Start("vote", talk.Given{talk.Of: id, sinceNext: call.Tx.Now()})
	return nil
}

// sinceNext is what is known of when somebody went on to the next poll, and soonest how
// soon after it nobody can have read what is asked there: who types digit after digit is
// asked whether that is meant.
const (
	sinceNext = "since"
	soonest   = 3 * time.Second
)
