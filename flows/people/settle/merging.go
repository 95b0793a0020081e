package settle

import (
	"yishi/bot/talk"
	"yishi/store"
)

// record is a record of a person, as those see it who may merge it with another.
type record struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Phone string `json:"phone,omitempty"` // masked
	Text  string `json:"text"`            // 王桂花，199****0001；桂花苑3栋1单元301（业主，看过证件）
}

// mergePeople makes one of two records of one person.
func (d Desk) mergePeople(c *talk.Conv) error {
	a, err := d.askRecord(c, "first", "哪两份是同一个人？先写第一份的住处或手机号，比如「"+c.Example()+"2单元501」。", "")
	if err != nil {
		return err
	}
	b, err := d.askRecord(c, "second", "第二份呢？也写住处或手机号。", a.ID)
	if err != nil {
		return err
	}
	both := "第一份：" + a.Text + "\n第二份：" + b.Text
	name, phone := a, a
	if a.Name != b.Name && c.Choice("name", both+"\n留哪一个名字？", talk.Opt{Key: "a", Label: a.Name}, talk.Opt{Key: "b", Label: b.Name}) == "b" {
		name = b
	}
	switch {
	case a.Phone == "":
		phone = b
	case b.Phone != "" && a.Phone != b.Phone && c.Choice("phone", both+"\n留哪一个手机号？", talk.Opt{Key: "a", Label: a.Phone}, talk.Opt{Key: "b", Label: b.Phone}) == "b":
		phone = b
	}
	if !c.Confirm("sure", "%s\n合成一份：%s%s。两份的住处、工作、报过的事、投过的票都留着；同一场投票里都投过的，留第一份的。合了分不开，是同一个人吗？", both, name.Name, said("，", phone.Phone)) {
		return c.End("好的，没有合。")
	}
	text, err := talk.Step(c, "merge", func(tx store.Tx) (string, error) { return d.mergeTwo(tx, c.Who(), b, a, name, phone) })
	if err != nil {
		return err
	}
	return c.End("%s", text)
}

// askRecord asks for a record that somebody may hand over whole.
func (d Desk) askRecord(c *talk.Conv, name, text, not string) (record, error) {
	for {
		words := c.Text(name, "%s", text)
		list, err := talk.Look(c, name+" of "+words, func(tx store.Tx) ([]record, error) { return recordsOf(tx, c.Who(), words, not), nil })
		if err != nil {
			return record{}, err
		}
		if len(list) == 0 {
			c.Say("没有找到您能合的。写住处或登记的手机号；看过证件的、有工作的，要管得着他的人来合。")
			continue
		}
		return list[talk.OneOf(c, name+"which", "是哪一份？", list, func(r record) string { return r.Text })], nil
	}
}
