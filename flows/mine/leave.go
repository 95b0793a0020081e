package mine

import (
	"yishi/bot/talk"
	"yishi/store"
)

// leaveHere takes one of a person's channels from them. The others stay.
func leaveHere(c *talk.Conv) error {
	here := platform(c.Chat())
	others, err := talk.Look(c, "others", func(tx store.Tx) ([]string, error) { return otherChannels(tx, c.Who().ID, c.Chat()), nil })
	switch {
	case err != nil:
		return err
	case len(others) == 0:
		return c.End("您只在%s这一处用，停了就找不到您了。不想收通知，回复「退订」；要全部删掉，回复「删除我的资料」。", here)
	}
	if !c.Confirm("sure", "以后%s这里不再认得您，也不再发给您；%s照旧。对吗？", here, others[0]) {
		return c.End("好的，没有动。")
	}
	if _, err := talk.Step(c, "leave", func(tx store.Tx) (bool, error) { return true, leave(tx, c.Who().ID, c.Chat()) }); err != nil {
		return err
	}
	c.Forget()
	return c.End("好了，这里不再是您的了。%s照旧。以后想在这里用，到那边回复「换地方用」。", others[0])
}
