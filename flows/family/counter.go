package family

import (
	"yishi/bot/directory/address"
	"yishi/bot/talk"
	"yishi/store"
)

// write is staff at the counter: they record what somebody has said aloud.
func write(c *talk.Conv) error {
	whose := askResident(c, "whose", "谁请人代办？请写住处和姓名，"+example(c)+"。")
	by := askResident(c, "by", "请谁办？也写住处和姓名。要登记过、用手机的。")
	as := askKin(c, whose.Name+"是"+by.Name+"的什么人？")
	if !c.Confirm("said", "%s（%s）亲口说，请%s替他报修、报名、报课、借东西。是当面或者电话里听本人说的吗？", whose.Name, as, by.Name) {
		return c.End("好的，没有记。要听本人说了才能记。")
	}
	votes := askVotes(c, "有的投票允许家里人代投。"+whose.Name+"说过投票也请他替吗？没有说，就选「不」。")
	if _, err := talk.Step(c, "record", func(tx store.Tx) (bool, error) { return true, record(tx, c.Who(), whose.ID, by.ID, as, votes) }); err != nil {
		return err
	}
	return c.End("记下了，%s能替%s办事了。在这里收得到消息的，都会告诉。", by.Name, whose.Name)
}

// named is a resident who was found.
type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// askResident asks until exactly one resident is found.
func askResident(c *talk.Conv, name, text string) named {
	for {
		words := c.Text(name, "%s", text)
		found, _ := talk.Look(c, name+" found", func(tx store.Tx) (list []named, _ error) {
			for _, p := range address.CalledAt(tx, c.Who(), words) {
				list = append(list, named{p.ID, p.Name})
			}
			return list, nil
		})
		if len(found) == 1 {
			return found[0]
		}
		text = "没有找到这个人。请写全住处和登记的姓名，" + example(c) + "。"
	}
}
