package inbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// dueTalk is the agenda's kind for conversations left open.
const dueTalk = "talk"

func (t *turn) drop(j replay.Journal) {
	t.b.Engine.Drop(t.tx, j)
	agenda.Unset(t.tx, t.b.due(j), dueTalk, dueRef(j))
}

func (t *turn) start(s talk.Start) error {
	s.Last = replay.Comes(t.in)
	res, err := t.b.Engine.Start(t.tx, t.in.Address, t.who, s)
	if err != nil {
		return err
	}
	return t.took(replay.Journal{}, res)
}

func (t *turn) resume(j replay.Journal, ev replay.Event) error {
	t.settled(j)
	if ev.Kind == replay.Words || ev.Kind == replay.Picture {
		ev.At, ev.Set = t.in.At, t.in.Set
	}
	if s, more := t.meanwhile(j, ev); more {
		return t.leave(j, s)
	}
	res, err := t.b.Engine.Resume(t.tx, j, t.who, ev)
	if err != nil {
		return err
	}
	if res.Alarm {
		return t.alarm(j, ev.Text)
	}
	if res.Misread {
		if done, err := t.misread(j, res.Journal, ev.Text); done || err != nil {
			return err
		}
	}
	if ev.Kind == replay.Pressed && res.Out != nil && res.Again {
		res.Out.Edit = t.in.Ref
	}
	return t.took(j, res)
}

// took takes over what a run gave: words for the chat, deadlines, what comes next.
func (t *turn) took(before replay.Journal, res replay.Result) error {
	t.answer.Toast = res.Toast
	if res.Out != nil {
		if !res.Ended {
			outbox.Questioned(t.tx, res.Journal.Address)
		}
		t.outs = append(t.outs, *res.Out)
	}
	t.hired = t.hired || res.Journal.Job != ""
	t.watch(before, res)
	if res.Ended {
		t.queued = true // its step may have told others
	}
	if res.Words != "" {
		t.whose = res.Journal.For
		if err := t.obey(res.Words); err != nil {
			return err
		}
	}
	if res.Ended && res.Journal.Under != nil {
		t.back(res.Journal)
	}
	return nil
}

// obey does the command that a flow has ended with. Such a flow may have ended
// because of a command itself, but not without end.
func (t *turn) obey(words string) error {
	const most = 8
	if t.led++; t.led > most {
		return fmt.Errorf("commands and flows lead to each other without end: %s", words)
	}
	c, rest := t.b.command(words, t.who)
	if c == nil {
		t.say("这件事要工作人员办。要找他们，回复「人工」。")
		return nil
	}
	return t.command(c, rest, replay.Journal{}, false)
}

// watch keeps one entry on the agenda for an open conversation: the reminder,
// then the end.
func (t *turn) watch(before replay.Journal, res replay.Result) {
	open := !res.Ended
	if before.ID != "" && (!open || before.ID != res.Journal.ID) {
		agenda.Unset(t.tx, t.b.due(before), dueTalk, dueRef(before))
	}
	if open && before.ID != res.Journal.ID {
		agenda.Set(t.tx, t.b.due(res.Journal), dueTalk, dueRef(res.Journal))
	}
}

// due is when an open conversation is looked after next: nobody is reminded at night.
func (b *Inbox) due(j replay.Journal) time.Time { return bot.Awake(b.Engine.Due(j)) }

func dueRef(j replay.Journal) string { return store.Key(j.ID, j.Channel, j.Chat) }

// late reminds once of a conversation left open, and later gives it up.
func (b *Inbox) late(tx store.Tx, e agenda.Entry) error {
	id, chat, _ := strings.Cut(e.Ref, store.Sep)
	j, ok := replay.Journals.Get(tx, chat)
	if !ok || j.ID != id {
		return nil
	}
	t := &turn{b: b, tx: tx, in: bot.In{Address: j.Address, From: j.Chat}}
	t.who, _ = directory.GetPerson(tx, j.Person)
	quiet := j.Flow == b.Hear || j.Safe != "" || !j.Begun()
	if j.Reminded || quiet || e.Tries >= maxTries { // a flow that fails cannot even remind
		b.Engine.Drop(tx, j)
		if !quiet {
			t.say(fmt.Sprintf("「%s」先放着了。要接着办，随时再说一声。", b.Engine.Title(j)))
		}
	} else {
		res, err := b.Engine.Resume(tx, j, t.who, replay.Event{Kind: replay.Late})
		if err != nil {
			return err
		}
		if err := t.took(replay.Journal{}, res); err != nil {
			return err
		}
	}
	t.reply()
	return nil
}

// result is a machine's answer: In.ID names the job, In.Text holds its value.
func (t *turn) result() error {
	job, ok := replay.Jobs.Get(t.tx, t.in.ID)
	if !ok {
		return nil
	}
	replay.Jobs.Delete(t.tx, job.ID)
	j, talking := replay.Open(t.tx, job.Chat)
	if !talking || j.ID != job.Journal {
		return nil
	}
	t.in.Address, t.in.From = job.Chat, job.Chat.Chat
	t.who, _ = directory.GetPerson(t.tx, j.Person)
	t.account, _ = directory.GetAccount(t.tx, job.Chat.Channel, job.Chat.Chat)
	var value json.RawMessage
	if t.in.Text != "" {
		value = json.RawMessage(t.in.Text)
	}
	return t.resume(j, replay.Event{Kind: replay.Worked, Job: job.ID, Value: value})
}
