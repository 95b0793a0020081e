package app

import (
	"context"
	"slices"
	"strings"
	"testing"

	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

// listed are the words that somebody finds who goes from the menu through the whole
// list, by the buttons they see.
func (o *office) listed(who string) []string {
	o.Helper()
	var found []string
	seen, todo := map[string]bool{}, []string{"菜单"}
	for len(todo) > 0 {
		token := todo[0]
		todo = todo[1:]
		for _, b := range o.shown(who, token) {
			next := b.Token == "更多" || strings.HasPrefix(b.Token, "more:")
			switch {
			case seen[b.Token]:
			case next:
				seen[b.Token], todo = true, append(todo, b.Token)
			case token != "菜单": // what is in the menu is in the list as well
				seen[b.Token], found = true, append(found, b.Token)
			}
		}
	}
	slices.Sort(found)
	return found
}

// shown are the buttons that somebody sees who presses one.
func (o *office) shown(who, token string) []bot.Button {
	o.Helper()
	o.n++
	answer, err := o.h.Inbox.Handle(context.Background(), bot.In{
		ID: store.Key(o.n), At: inTheOffice, Address: bot.Address{Channel: "web", Chat: who}, From: who, Kind: bot.Press, Text: token, Claim: true,
	})
	if err != nil || answer.Out == nil {
		o.Fatalf("%s, %s: %+v, %v", who, token, answer, err)
	}
	return answer.Out.Buttons
}

// posts are one person a role, one who lives here and one nobody knows.
func (o *office) posts() map[string]directory.Person {
	all := map[string]directory.Person{"newcomer": {}, "resident": {}}
	for role, place := range map[string]string{
		directory.StreetStaff: "1", directory.Staff: sample.GuihuaCommunity, directory.Property: sample.GuihuaYuan,
		directory.Committee: sample.GuihuaYuan, directory.GridOfficer: sample.GuihuaCommunity,
		directory.BuildingLeader: sample.GuihuaYuan3, directory.Volunteer: sample.GuihuaCommunity,
	} {
		all[role] = directory.Person{Roles: []directory.Role{{Role: role, Place: place}}}
	}
	o.update(func(tx store.Tx) error {
		for name, p := range all {
			p.ID, p.Name, p.Trust, p.Consent = "post "+name, name, directory.Verified, directory.ConsentVersion
			if name != "newcomer" {
				p.Ties = []directory.Tie{{Home: sample.WangGuihua.Home, As: directory.Owner}}
			}
			directory.PutPerson(tx, p)
			all[name] = p
			if err := directory.LinkAccount(tx, directory.Account{Channel: "web", Chat: p.ID}, p.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return all
}

// Everybody finds all that they may do, and nothing else, from the menu; and what
// they find is done when they say it. No line of help is shown to nobody.
func TestTheListIsWhatOneMayDo(t *testing.T) {
	o := newOffice(t)
	commands := house.Commands(Kits(config.Config{}))
	shown := map[string]bool{}
	for name, p := range o.posts() {
		var may []string
		for _, c := range commands {
			if c.Help != "" && directory.MaySomewhere(p, c.Right) {
				may = append(may, c.Label())
				shown[c.Label()] = true
			}
		}
		slices.Sort(may)
		listed := o.listed(p.ID)
		if !slices.Equal(listed, may) {
			t.Errorf("%s finds\n%s\nand may\n%s", name, listed, may)
		}
		for _, word := range listed {
			heard := o.says(p.ID, bot.Text, word)
			for _, no := range []string{string(directory.ErrStaffOnly), string(directory.ErrNotYours), "这件事要工作人员办", "我没太明白"} {
				if heard == "" || strings.Contains(heard, no) {
					t.Errorf("%s finds %s and says it: %q", name, word, heard)
				}
			}
			o.says(p.ID, bot.Text, "取消")
		}
	}
	for _, c := range commands {
		if c.Help != "" && !shown[c.Label()] {
			t.Errorf("nobody is shown %s", c.Line())
		}
	}
}

// What can be said and is not listed is another way to say a thing that is, or stands
// in the menu itself.
func TestWhatIsNotListedIsAnotherWayToSayIt(t *testing.T) {
	other := map[string]string{
		"更多": "菜单", "改投票": "发起投票", "改票": "投票",
		"打印选票": "打印", "打印名单": "打印", "打印公示": "打印", "打印表格": "打印",
	}
	commands := house.Commands(Kits(config.Config{}))
	for _, c := range commands {
		as := func(o talk.Command) bool { return o.Help != "" && o.Label() == other[c.Label()] }
		if c.Help == "" && !slices.ContainsFunc(commands, as) {
			t.Errorf("%s can be said, and nobody is told", c.Label())
		}
	}
}

// The menus that a channel shows below the chat lead to what everybody may do.
func TestMenusOfChannelsLeadSomewhere(t *testing.T) {
	everybodys := map[string]bool{}
	for _, c := range house.Commands(Kits(config.Config{})) {
		for _, w := range c.Words {
			everybodys[w] = c.Right == ""
		}
	}
	var keys []string
	for _, e := range weChatMenu {
		for _, s := range e.Sub {
			keys = append(keys, s.Key)
		}
	}
	for _, e := range webMenu {
		keys = append(keys, e.Text)
	}
	for _, key := range keys {
		if !everybodys[key] {
			t.Errorf("%s in a menu leads nowhere, or is staff's", key)
		}
	}
}
