package telegramtest

import "slices"

// Group is a group chat with the bot in it. The bot is in privacy mode: it
// sees commands, mentions, replies to itself and what the platform says.
type Group struct {
	s    *Server
	chat *chat
}

// Group makes a group, into which the person 群主 takes the bot.
func (s *Server) Group(title string) *Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.newGroup("group", title, -1000-number(title))
	g := &Group{s: s, chat: c}
	owner := s.person("群主")
	c.members[owner.id] = owner
	c.out = true
	s.member(c, owner, "left", "member")
	return g
}

func (s *Server) newGroup(kind, title string, id int64) *chat {
	c := &chat{id: id, kind: kind, title: title, met: true, members: map[int64]*person{}, byID: map[int64]*message{}}
	s.chats[id] = c
	return c
}

// Chat is the group's id, which changes when it migrates.
func (g *Group) Chat() int64 {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.chat.id
}

// Member is the phone of a person, who joins the group if need be.
func (g *Group) Member(name string) *Phone {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	who := g.s.person(name)
	if g.chat.members[who.id] == nil {
		g.chat.members[who.id] = who
		g.s.say(g.chat, &message{from: who, service: true, text: name + " 加入了群", content: m{"new_chat_members": []m{who.json()}}})
	}
	return g.s.look(g.chat, who)
}

// Remove throws the bot out.
func (g *Group) Remove() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.member(g.chat, g.s.person("群主"), "member", "kicked")
}

// Migrate turns the group into a supergroup, which has a new id; the old one
// answers every call with it (https://core.telegram.org/bots/api#responseparameters).
func (g *Group) Migrate() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	old, owner := g.chat, g.s.person("群主")
	c := g.s.newGroup("supergroup", old.title, old.id-1_000_000_000_000)
	c.members, c.phones = old.members, slices.Clone(old.phones)
	for _, p := range c.phones {
		p.chat = c
	}
	g.s.say(old, &message{from: owner, service: true, text: "群已升级", content: m{"migrate_to_chat_id": c.id}})
	old.movedTo, g.chat = c.id, c
	g.s.say(c, &message{from: owner, service: true, text: "群已升级", content: m{"migrate_from_chat_id": old.id}})
}
