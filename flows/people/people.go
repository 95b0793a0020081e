// Package people is about who somebody is: where they say they live, how they prove it,
// who vouches for them, what staff put right, and what everybody may see and change of
// their own. Words alone give nobody what is another's: how far each is trusted, and
// what that lets them do, is directory.Levels. The records are the directory's.
package people

import (
	"context"
	"crypto/rand"
	"embed"
	"math/big"
	"strconv"

	"yishi/bot/directory/joining"
	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk"
	"yishi/flows/people/settle"
	"yishi/store"
)

// Config is what the flow has from others.
type Config struct {
	Codes func(tx store.Tx) string // draws six digits; nil: RandomCodes
	Send  Send                     // sends them to numbers; nil: nothing does
	Kits  func() []house.Kit       // of the whole house: who turns out to be somebody is so in all of them; nil: none
}

// Send sends a code to a number. Its error is that it did not go out.
type Send func(ctx context.Context, phone, code string) error

// RandomCodes draws six digits that do not follow from anything.
func RandomCodes(store.Tx) string {
	n, err := rand.Int(rand.Reader, big.NewInt(900_000))
	if err != nil {
		panic(err) // never: https://pkg.go.dev/crypto/rand#Read
	}
	return strconv.FormatInt(n.Int64()+100_000, 10)
}

//go:embed words
var files embed.FS

var joinWords = meaning.NewList("join", wording.Lists{FS: files}.List("join"))

// kit is the capability with what it has from others.
type kit struct{ Config }

// Kit is what there is to do about who somebody is.
func Kit(c Config) house.Kit {
	if c.Codes == nil {
		c.Codes = RandomCodes
	}
	if c.Kits == nil {
		c.Kits = func() []house.Kit { return nil }
	}
	k := &kit{c}
	desk := settle.Desk{Codes: c.Codes, Kits: c.Kits}
	return house.Kit{
		Name: "people", Topic: "登记和资料",
		Flows: append([]*talk.Flow{
			{Name: "join", Title: "登记住处", Run: k.join},
			{Name: "prove", Title: "核实码", Run: k.prove, Within: joining.ProofLife * 4},
			{Name: "number", Title: "我的手机号", Run: k.number},
			{Name: "isme", Title: "是不是您", Run: k.isMe},
			{Name: "moveout", Title: "搬走了", Run: moveOut},
			{Name: "link", Title: "换地方用", Run: link},
			{Name: "linkhere", Title: "连到这里", Run: k.linkHere},
		}, desk.Flows()...),
		Commands: append([]talk.Command{
			{Words: []string{"登记住处", "登记", "绑定", "加入"}, Slash: "/join", Help: "您住在哪一户", Menu: 6, Flow: "join"},
			{Words: []string{"核实码", "证明手机", "我有码"}, Help: "证明手机号是您的", Flow: "prove"},
			{Words: []string{"搬走了", "我搬走了", "不住了"}, Help: "那一户不住了", Flow: "moveout"},
			{Words: []string{"换地方用", "连接码"}, Help: "在别处也用这个名字", Flow: "link"},
			{Words: []string{"连到这里"}, Help: "填别处给的连接码", Flow: "linkhere"},
		}, settle.Commands()...),
		Presses:  []talk.Press{{Prefix: "isme", Do: k.pressIsMe}},
		Machines: k.machines(),
		Figures: []house.Figure{{Name: "people_claims", Help: "Homes that people say they live in, and nobody has vouched for yet.", Read: func(tx store.Reader) int {
			return len(joining.ClaimsAt(tx, ""))
		}}},
		Due: settle.Due(),
		Intents: []house.Intent{{
			Intent: meaning.Intent{Name: "join", As: "join", Means: "登记自己住哪里、认证业主", Words: []*meaning.List{joinWords}, Weight: 3},
			Lead:   toJoin, Number: true,
		}},
	}
}
