package replay

import (
	"errors"

	"yishi/bot"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
)

// help is the sentence after an answer that was not taken.
func (c *Conv) help(p *prompt, ev Event, why error) string {
	var refusal bot.Refusal
	var say string
	switch {
	case errors.As(why, &refusal):
		say = string(refusal)
	case why == errNotTheirs:
		say = "这不是您自己的名片，别人的号码我不能当成您的。" + p.hint
	case ev.Kind == Words && ev.Early:
		say = "我刚问了新的，麻烦您再回一次。"
	case ev.Kind == Picture && c.coming.spare():
		say = "这里用不了这么多照片，后面的没有收。"
	case ev.Kind == Picture:
		say = "图片收到了，不过这一步要的不是图片。" + p.hint
	case ev.Kind == Speech:
		say = "我还听不懂语音，麻烦您打字，或者按数字。"
	case ev.Kind == Card:
		say = "您的号码我看到了，不过这一步问的不是它。" + p.hint
	case ev.Kind == Strange || ev.Kind == Point:
		say = "这个我看不懂。" + p.hint
	default:
		if say = kindly(ev.Text); say == "" {
			say = "我没听明白。" + p.hint
		}
	}
	if c.j.Wrong >= 3 {
		say += "\n需要人帮忙，回复「人工」。"
	}
	return say
}

// errNotTheirs: a contact is somebody else's.
var errNotTheirs = errors.New("the card of somebody else")

// kindly is what somebody gets who is polite where something else is asked.
func kindly(words string) string {
	switch answer.IsSmall(words) {
	case answer.Thanks:
		return "不客气。"
	case answer.Noted:
		return "好的。"
	}
	return ""
}

// cancelled is the last word of a conversation that was given up.
func cancelled(j Journal) string {
	if j.Safe != "" {
		return "好的，" + j.Safe
	}
	return "好的，先不办了。要办的时候再叫我。"
}

const helpWords = "「返回」退一步，「取消」不办了，「重说」再说一遍，「人工」找人帮忙。"

// command does what a word asks that holds in every flow, and reports whether it was one.
func (c *Conv) command(text string, digits bool) bool {
	switch answer.Word(text) {
	case answer.Back:
		if digits && wording.Fold(text) == "0" {
			return false
		}
		c.back()
	case answer.Cancel: // said aloud; typed, it does not even need the flow
		c.stop()
	case answer.Repeat:
	case answer.ToHuman:
		c.said = []string{c.engine.Human(c.tx, c.who, c.j.Address, c.engine.title(c.j.Flow))}
	case answer.ToHelp:
		c.said = []string{helpWords}
	default:
		return false
	}
	return true
}

// stop gives the conversation up.
func (c *Conv) stop() {
	c.said = []string{cancelled(*c.j)}
	c.halt()
}

// corrects takes 不对，是5栋: the last answer is given anew, and where there is none, or it
// was acted on already, it is words as any.
func (c *Conv) corrects(words string) bool {
	right, ok := answer.Corrects(words)
	last := len(c.j.Entries) - 1
	for ; ok && last >= 0 && c.j.Entries[last].Kind != answered; last-- {
		ok = c.j.Entries[last].Kind != stepped
	}
	if !ok || last < 0 {
		return false
	}
	c.j.Open = c.j.Entries[last].Name
	c.j.Entries = c.j.Entries[:last]
	c.instead = Event{Kind: Words, Text: right}
	Again(c)
	return true
}

// back forgets the last answer and what was read after it, and runs again.
func (c *Conv) back() {
	for i := len(c.j.Entries) - 1; i >= 0; i-- {
		switch c.j.Entries[i].Kind {
		case stepped:
			c.said = []string{"前面的已经办好了，退不回去。"}
			return
		case answered:
			c.j.Entries = c.j.Entries[:i]
			Again(c)
		}
	}
	c.said = []string{"已经是第一步了。不想办了，回复「取消」。"}
}
