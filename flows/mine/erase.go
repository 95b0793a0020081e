package mine

import (
	"yishi/bot/talk"
	"yishi/store"
)

// erase asks once more, and forgets whoever asked for it.
func (k *kit) erase(c *talk.Conv) error {
	if said := k.needsGrownUp(c); said != "" {
		return c.End("%s", said)
	}
	if !c.Confirm("sure", "要把您的姓名、手机、住处都删掉吗？已经办的事和票数还在，但不再连着您的名字。删了找不回来。") {
		return c.End("好的，没有删。")
	}
	if _, err := talk.Step(c, "erase", func(tx store.Tx) (bool, error) {
		k.eraseAll(tx, c.Who().ID, c.Chat(), "您要求删掉自己的资料，")
		return true, nil
	}); err != nil {
		return err
	}
	c.Forget()
	return c.End("都删掉了。以后需要，随时再来。")
}
