package school

import (
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/store"
)

// The groups of a term's place hear that one can sign up, what of that has changed,
// what came of it, and which course is given up. The post there says at any time how
// the term stands: nobody is called to sign up for what is full, closed or over.

func ofGroup(t course.Term) string { return "term/" + t.ID() + "/group" }

// post tells the groups that one can sign up, or, where they know, what has changed.
func post(tx store.Tx, t course.Term) {
	if follow(tx, t); t.Changed != "" {
		tellGroups(tx, t, openOut(tx, t).Text)
		return
	}
	for _, g := range directory.GroupsAt(tx, t.For.Place) {
		t.Posts = append(t.Posts, outbox.Add(tx, outbox.Message{
			To: bot.Address{Channel: g.Channel, Chat: g.Chat}, Out: groupOut(tx, t),
			Of: ofGroup(t), Same: ofGroup(t), Priority: outbox.Bulk,
		}))
	}
	course.PutTerm(tx, t)
}

// follow has the posts say how a term stands now.
func follow(tx store.Tx, t course.Term) {
	for _, id := range t.Posts {
		outbox.Restate(tx, id, groupOut(tx, t))
	}
}

// followFull has the posts follow a course that is full now and was not, or is not any
// more.
func followFull(tx store.Tx, c course.Course, was bool) {
	if full(tx, c) != was {
		follow(tx, course.TermOf(tx, c))
	}
}

func full(tx store.Reader, c course.Course) bool { return len(course.Line(tx, c, course.In)) >= c.Most }

// groupOut is a term as it stands in a group.
func groupOut(tx store.Reader, t course.Term) bot.Out {
	const head = "【老年大学报名】"
	switch t.State {
	case course.Enrolling:
		if len(course.Of(tx, t, course.Open)) == 0 {
			return bot.Out{Text: head + t.Name + "\n\n现在没有可以报名的课。"}
		}
		return bot.Out{
			Text:  invitation(tx, t).Text,
			Links: []bot.Link{{Label: "单独跟我报名", Code: talk.StartCode("course", "")}},
		}
	case course.Settling:
		return bot.Out{Text: head + t.Name + "\n\n报名截止了。哪几门开得成，定了告诉大家。"}
	}
	return bot.Out{Text: head + t.Name + "\n\n" + endedWords(tx, t)}
}

// endedWords say what came of signing up.
func endedWords(tx store.Reader, t course.Term) string {
	text := "报名截止了。"
	if on := names(course.Of(tx, t, course.Confirmed, course.Over)); on != "" {
		text += "\n开课的：" + on
	}
	if off := names(course.Of(tx, t, course.Cancelled, course.Merged)); off != "" {
		text += "\n没有开的：" + off
	}
	return text
}

func names(list []course.Course) string {
	var b strings.Builder
	for _, c := range list {
		b.WriteString("「" + c.Name + "」")
	}
	return b.String()
}

// tellGroups says something in the groups, by day.
func tellGroups(tx store.Tx, t course.Term, text string) {
	for _, g := range directory.GroupsAt(tx, t.For.Place) {
		outbox.Add(tx, outbox.Message{
			To: bot.Address{Channel: g.Channel, Chat: g.Chat}, Out: bot.Out{Text: text},
			Of: ofGroup(t), Priority: outbox.Bulk, Next: bot.Awake(tx.Now()),
		})
	}
}
