// Package desk is the front desk: it greets whoever comes, registers where they
// live, finds out what words out of the blue mean and leads to the flow that
// deals with it, calls a person when one is asked for, and shows everybody what
// we keep about them. It decides nothing of any matter.
package desk

import (
	"encoding/json"
	"slices"
	"sync"

	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/talk"
)

// joinFlow is the flow, of another capability, that registers where somebody lives.
const joinFlow = "join"

// desk stands before the other capabilities, whatever they are.
type desk struct {
	kits    []house.Kit // with its own
	intents []house.Intent
	rules   func() *meaning.Rules
}

// JobUnderstand is the machine that says what a sentence means: Asked in,
// meaning.Understanding out.
const JobUnderstand = "understand"

// Asked is what that machine is asked: the sentence, and what it can be about.
// Nothing else leaves the house.
type Asked struct {
	Text    string
	Context meaning.Context
	Sure    bool `json:",omitempty"` // the rules are: no machine is asked
}

// ReadAsked reads the arguments of JobUnderstand.
func ReadAsked(args json.RawMessage) (a Asked, err error) {
	err = json.Unmarshal(args, &a)
	return a, err
}

// Kit is what the front desk brings into a house of others.
func Kit(others ...house.Kit) house.Kit {
	d := &desk{}
	k := house.Kit{
		Name: "desk", Topic: "登记和资料",
		Flows: []*talk.Flow{
			{Name: "hear", Title: "提问", ForOther: true, Run: d.hear},
			{Name: "staff", Title: "登记工作身份", Run: useCode},
			{Name: "staffname", Title: "登记工作身份", Run: nameStaff},
		},
		Commands: []talk.Command{
			{Words: []string{"菜单", "帮助", "help", "你好", "您好", "主页", "开始"}, Slash: "/help", Help: "最常办的事", ForOther: true, Do: d.menu},
			{Words: []string{moreWord, "全部", "功能"}, Slash: "/more", Do: more},
			{Words: []string{"工作码", "工作登记", "登记工作"}, Slash: "/staff", Help: "新来的工作人员登记", Do: withCode, Rest: true},
			{Words: []string{"绑定本群"}, Slash: "/bind", Help: "电报群归哪栋楼", Rest: true, Do: bindGroup, Right: directory.BindGroup},
		},
		Presses: []talk.Press{
			{Prefix: morePress, Do: pressMore},
		},
		Intents: d.intentsOf(),
		Arrive:  d.arrive, Hear: "hear",
	}
	d.kits = append(slices.Clone(others), k)
	d.intents = house.Intents(d.kits)
	d.rules = sync.OnceValue(func() *meaning.Rules { return house.Rules(d.kits) })
	return k
}
