package desk

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
)

// call is somebody who wants to speak with a person.
type call struct {
	ID     string      `json:"id"`
	Person string      `json:"person"`
	Chat   bot.Address `json:"chat"`
	About  string      `json:"about,omitempty"`
	Since  time.Time   `json:"since"`
	Staff  string      `json:"staff,omitempty"` // who answered first
}

var calls = store.NewTable("call", func(c *call) string { return c.ID },
	store.Index[call]{Name: "person", Keys: func(c *call) []string { return []string{store.Key(c.Person, c.Since)} }})

// again is how soon somebody may call staff again without their being told anew.
const again = 10 * time.Minute

func human(c *talk.Call) error {
	if c.Group {
		return bot.Refuse("请到私聊里发「人工」。")
	}
	c.Say(bot.Out{Text: callHuman(c.Tx, c.Who, c.Chat, "")})
	return nil
}

// callHuman tells the staff nearest to a person that they are wanted, who is in the
// middle of something, or of nothing.
func callHuman(tx store.Tx, who directory.Person, chat bot.Address, doing string) string {
	if doing != "" {
		doing = "正在办：" + doing
	}
	return wanted(tx, who, chat, doing)
}

// passOn asks them a question.
func passOn(tx store.Tx, who directory.Person, chat bot.Address, question string) string {
	return wanted(tx, who, chat, "想问：「"+question+"」")
}

func wanted(tx store.Tx, who directory.Person, chat bot.Address, about string) string {
	for last := range calls.By(tx, "person", store.Key(who.ID)) {
		same := about == "" || about == last.About
		if same && last.Staff == "" && tx.Now().Sub(last.Since) < again {
			return "已经告诉工作人员了，请稍等，会有人回您。"
		}
	}
	staff := staffFor(tx, who)
	if len(staff) == 0 {
		return "现在没有工作人员在线。急事请直接打社区电话" + contact.Dial(tx, directory.HomeOf(who), directory.Staff) + "；您也可以直接说问题，我先记下。"
	}
	c := call{ID: store.Short(tx.Seq()), Person: who.ID, Chat: chat, About: about, Since: tx.Now()}
	calls.Put(tx, c)
	text := nameFor(tx, who) + "想和您说话。"
	if about != "" {
		text += "\n" + about
	}
	for _, s := range staff {
		outbox.Add(tx, outbox.Message{
			Person: s.ID, Priority: outbox.Reply,
			Out: bot.Out{Text: text, Buttons: []bot.Button{{Label: "回复", Token: "call:" + c.ID}}},
		})
	}
	return "已经告诉工作人员了，会尽快回您。急事请直接打社区电话" + contact.Dial(tx, directory.HomeOf(who), directory.Staff) + "。"
}

// staffFor are those on duty where a person lives, and the community's staff; a guest
// gets those of the whole street.
func staffFor(tx store.Reader, who directory.Person) []directory.Person {
	if len(who.Ties) == 0 {
		return slices.Collect(directory.Audience{Roles: []string{directory.Duty, directory.Staff}}.People(tx))
	}
	all := directory.StaffAt(tx, directory.Duty, who.Ties[0].Home)
	for _, p := range directory.StaffAt(tx, directory.Staff, who.Ties[0].Home) {
		if !slices.ContainsFunc(all, func(s directory.Person) bool { return s.ID == p.ID }) {
			all = append(all, p)
		}
	}
	return all
}

func nameFor(tx store.Reader, p directory.Person) string {
	name := p.Name
	if name == "" {
		name = "一位居民"
	}
	if len(p.Ties) > 0 {
		name += "（" + directory.FullName(tx, p.Ties[0].Home) + "）"
	}
	return name
}

// callPressed is the button under what staff were told. It is theirs alone: whoever
// had it passed on, or has another post by now, cannot answer in their name.
func callPressed(c *talk.Call, id string) error {
	if _, err := answerable(c.Tx, c.Who, id); err != nil {
		return err
	}
	c.Start("recall", talk.Given{"call": id})
	return nil
}

// answerable is a call that somebody may answer: it was for them.
func answerable(tx store.Reader, staff directory.Person, id string) (call, error) {
	k, ok := calls.Get(tx, id)
	who, known := directory.GetPerson(tx, directory.Resolve(tx, k.Person))
	switch {
	case !ok || !known:
		return k, bot.Refuse("这条消息已经过期了。")
	case !slices.ContainsFunc(staffFor(tx, who), func(s directory.Person) bool { return s.ID == staff.ID }):
		return k, directory.ErrNotYours
	}
	return k, nil
}

func sendAnswer(tx store.Tx, staff directory.Person, id, words string) (string, error) {
	k, err := answerable(tx, staff, id)
	if err != nil {
		return "", err
	}
	k.Staff = staff.ID
	calls.Put(tx, k)
	audit.Log(tx, staff.ID, "answer call", "", k.Person)
	outbox.Add(tx, outbox.Message{
		To: k.Chat, Person: k.Person, Priority: outbox.Reply,
		Out: bot.Out{Text: answering(staff) + "回复您：\n" + words + "\n\n要接着说，回复「人工」。"},
	})
	return "已经发给对方。", nil
}

// answering is in whose name somebody answers: 社区工作人员小周, 值班老李.
func answering(staff directory.Person) string {
	for _, r := range staff.Roles {
		if r.Role == directory.Staff || r.Role == directory.Duty {
			return directory.RoleName(r.Role) + staff.Name
		}
	}
	return staff.Name
}
