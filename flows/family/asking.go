package family

import (
	"slices"

	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/store"
)

// example shows how one says who is meant, in the street of whoever is asked.
func example(c *talk.Conv) string { return "比如「王桂花，" + c.Example() + "1单元301」" }

// ask is somebody who wants to act for another: the other is asked.
func ask(c *talk.Conv) error {
	c.Safe("没有问。")
	if c.Who().Name == "" || len(c.Who().Ties)+len(c.Who().Roles) == 0 {
		return c.End("替别人办事，要先登记您自己。回复「登记住处」。")
	}
	as, given := talk.Known[string](c, "as")
	if !given {
		as = askKin(c, "您要替谁办事？")
	}
	if young(as) && c.Choice("age", as+"满14岁了吗？", talk.Opt{Key: "n", Label: "没满"}, talk.Opt{Key: "y", Label: "满了"}) == "n" {
		return c.Goto("child", nil)
	}
	words := c.Text("whom", "%s先要本人同意。\n%s叫什么、住哪一户？%s；和您住一户的，写姓名就行。", unknown(given, as), as, example(c))
	if _, err := talk.Step(c, "ask", func(tx store.Tx) (bool, error) { return true, askFor(tx, c.Who(), words, as) }); err != nil {
		return err
	}
	return c.End("要是登记过，我这就问，本人回复「同意」就行，我告诉您。\n不用手机的，请本人到社区说一声，工作人员记下来，您就能替他办。")
}

func unknown(given bool, as string) string {
	if given {
		return "还没有记下您能替" + as + "办事，"
	}
	return ""
}

// young are those who may be children.
func young(as string) bool {
	return slices.Contains([]string{"孩子", "儿子", "女儿", "孙子", "孙女", "弟弟", "妹妹"}, as)
}

// askKin asks what one is to the other.
func askKin(c *talk.Conv, text string) string {
	var opts []talk.Opt
	for _, name := range []string{"妈妈", "爸爸", "老伴", "孩子", "邻居"} {
		opts = append(opts, talk.Opt{Key: name, Label: name})
	}
	said := c.TextOrPick("as", text+"也可以直接写，比如「外婆」。", opts...)
	if said.Key != "" {
		return said.Key
	}
	if kin := answer.Kin(said.Words); kin != "" {
		return kin
	}
	return said.Words
}

// give is somebody who asks another to act for them.
func give(c *talk.Conv) error {
	c.Safe("没有请人。")
	if c.Who().Name == "" {
		return c.End("请人代办，要先登记您自己。回复「登记住处」。")
	}
	words := c.Text("who", "请谁替您办？写他的姓名和住处，%s；和您住一户的，写姓名就行。", example(c))
	if !c.Confirm("sure", "「%s」以后能替您报修、报名、报课、借东西，每办一件都告诉您，您随时能收回。对吗？", words) {
		return c.End("好的，没有请人。")
	}
	votes := askVotes(c, "有的投票允许家里人代投。投票也请他替您投吗？您自己投了，就按您的算。")
	if _, err := talk.Step(c, "give", func(tx store.Tx) (bool, error) { return true, giveTo(tx, c.Who(), words, votes) }); err != nil {
		return err
	}
	return c.End("好的。要是这个人登记过，我会告诉他；他不能办，请他先发「登记」，您再说一次。\n看谁能替您办、想收回，回复「我的家人」。")
}

// askVotes asks whether acting for somebody is to mean voting, too.
func askVotes(c *talk.Conv, text string) bool {
	return c.Choice("votes", text, talk.Opt{Key: "no", Label: "不，本人投"}, talk.Opt{Key: "yes", Label: "也可以代投"}) == "yes"
}

// child is a guardian who registers a child.
func child(c *talk.Conv) error {
	c.Safe("没有登记孩子。")
	name := c.Name("name", "孩子叫什么名字？")
	born := c.Number("born", 1990, 2100, "%s是哪一年出生的？四个数字，比如 2018。", name)
	if !c.Confirm("sure", "%s，%d年出生，和您住一户，您是监护人。记下来只为了替孩子办事，您随时能删。对吗？", name, born) {
		return c.End("好的，没有登记。")
	}
	if _, err := talk.Step(c, "guard", func(tx store.Tx) (string, error) { return guard(tx, c.Who(), name, born) }); err != nil {
		return err
	}
	return c.End("记下了，您能替%s办事了，比如「帮孩子报名」。\n满14岁那年，要请孩子自己同意。想删掉，回复「我的家人」。", name)
}
