package people

import (
	"yishi/bot/directory/joining"
	"yishi/bot/talk"
	"yishi/store"
)

// prove asks for the code that was sent to a number, or given face to face.
func (k *kit) prove(c *talk.Conv) error {
	said, _ := talk.Known[string](c, "said")
	if said != "" {
		said += "\n"
	}
	s, err := talk.Step(c, "send", func(tx store.Tx) (sent, error) { return k.send(tx, c.Who().ID) })
	switch {
	case err != nil:
		return err
	case s.Why != "":
		return c.End("%s%s", said, s.Why)
	}
	c.Safe("登记的都还在。想接着核实，回复「核实码」。")
	if s.Code != "" {
		failed := talk.Machine(c, "sms", jobSMS, sms{s.Phone, s.Code}, said+"正在把核实码发到"+s.Phone+"，请稍等。", func() string { return "no answer" })
		if failed != "" {
			if _, err := talk.Step(c, "drop", func(tx store.Tx) (bool, error) {
				joining.DropProof(tx, c.Who().ID)
				return true, nil
			}); err != nil {
				return err
			}
			return c.End("短信没有发出去。过一会儿回复「核实码」再试；或者%s", faceToFace)
		}
		said = ""
	}
	ask := said + proveWords(s)
	for {
		code := digitsOf(c.Text("code", "%s", ask))
		if len(code) != 6 {
			ask = "核实码是六位数字，请再回复一次。"
			continue
		}
		got, err := talk.Step(c, "try", func(tx store.Tx) (tried, error) { return k.try(tx, c.Who().ID, code) })
		if err != nil || got.Over {
			return ended(c, got, err)
		}
		ask = got.Said + "请再看一看，回复六位核实码。"
	}
}

func ended(c *talk.Conv, got tried, err error) error {
	if err != nil {
		return err
	}
	return c.End("%s", got.Said)
}

func proveWords(s sent) string {
	switch s.Way {
	case joining.BySMS:
		return "核实码用短信发到" + s.Phone + "了，5分钟内有效。请回复那六位数字。"
	case joining.ByAccount:
		return "还差一步：这个手机号在我们这里登记过。核实码发到那个账号上了，请5分钟内把六位数字回复到这里。"
	}
	return "请回复当面给您的六位核实码。"
}

// digitsOf leaves out what people put between digits.
func digitsOf(s string) string {
	var out []rune
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			out = append(out, r)
		case r >= '０' && r <= '９':
			out = append(out, r-'０'+'0')
		}
	}
	return string(out)
}

// isMe asks the person whom somebody claims to be once more: the word gives away all
// they have here.
func (k *kit) isMe(c *talk.Conv) error {
	person, _ := talk.Known[string](c, "person")
	home, _ := talk.Known[string](c, "home")
	from, _ := talk.Known[string](c, "from")
	if !c.Confirm("sure", "真的是您自己，刚才在%s上登记的吗？说是，那边就能用您的名字办事、投票。", from) {
		said, err := talk.Step(c, "deny", func(tx store.Tx) (string, error) { return deny(tx, c.Who(), person, home) })
		if err != nil {
			return err
		}
		return c.End("%s", said)
	}
	said, err := talk.Step(c, "join", func(tx store.Tx) (string, error) { return k.admit(tx, c.Who(), person, home) })
	if err != nil {
		return err
	}
	return c.End("%s", said)
}
