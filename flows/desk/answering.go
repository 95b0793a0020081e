package desk

import (
	"yishi/bot/talk"
	"yishi/store"
)

// answerCall carries one answer from staff to the person who called.
func answerCall(c *talk.Conv) error {
	id, _ := talk.Known[string](c, "call")
	words := c.Lasting("words", "请写给这位居民的话。")
	said, err := talk.Step(c, "send", func(tx store.Tx) (string, error) { return sendAnswer(tx, c.Who(), id, words) })
	if err != nil {
		return err
	}
	return c.End("%s", said)
}
