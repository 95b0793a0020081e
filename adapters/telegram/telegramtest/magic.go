package telegramtest

import (
	"strings"
	"time"
)

// magic is how a person fails on demand, by their name: a name that contains
//
//	拉黑  has blocked the bot, whatever they do: 403
//	注销  has deleted the account: 403
//	限流  makes every other message, the first too, meet 429
//	故障  makes every other message, the first too, meet a gateway's 502, in HTML
//	失联  gets the message, but the bot's connection is cut before the answer
//	慢    gets the message after three seconds
type magic string

var magics = []magic{"拉黑", "注销", "限流", "故障", "失联", "慢"}

func magicOf(name string) magic {
	for _, w := range magics {
		if strings.Contains(name, string(w)) {
			return w
		}
	}
	return ""
}

const slowness = 3 * time.Second

// refusal is what the person's magic makes of a message to them, if anything.
func (c *chat) refusal() (result, bool) {
	if c.with == nil {
		return result{}, false
	}
	c.with.tries++
	turn := c.with.tries%2 == 1
	switch c.with.fails {
	case "拉黑":
		return fail(403, "Forbidden: bot was blocked by the user"), true
	case "注销":
		return fail(403, "Forbidden: user is deactivated"), true
	case "限流":
		return tooMany(time.Second), turn
	case "故障":
		return result{code: 502, raw: "<html><h1>502 Bad Gateway</h1></html>"}, turn
	}
	return result{}, false
}

// after is what the person's magic makes of the answer to a message sent.
func (p *person) after(res result) result {
	if p == nil {
		return res
	}
	res.hangUp = p.fails == "失联"
	if p.fails == "慢" {
		res.wait = slowness
	}
	return res
}
