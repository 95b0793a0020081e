package care

import (
	"yishi/bot/house"
	"yishi/bot/talk"
)

// lead begins a report with what was said, shown or pinned already.
func lead(c *talk.Conv, h house.Heard) error {
	given := talk.Given{}
	if told := talk.ToldWith(h.What, h.Photos); told.Text != "" || told.Photo != "" {
		given["what"] = told
	}
	if h.Where != "" {
		if spot, ok := c.Spot(h.Where); ok {
			given["where"] = spot
		}
	}
	if h.Pin != nil {
		given["where"] = c.SpotOn(*h.Pin)
	}
	if !h.Chosen {
		c.Say("您要反映的是：「%s」。", h.What)
	}
	if danger := warning(h.What, dial(c, "")); danger != "" { // before any question, however much is known
		warn(c, danger)
		given["warned"] = danger
	}
	return c.Goto("report", given)
}
