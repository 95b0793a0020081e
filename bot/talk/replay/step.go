package replay

import (
	"encoding/json"
	"errors"
	"fmt"

	"yishi/bot"
	"yishi/store"
)

// Step writes: fn is run once, in the transaction of the message that brought
// the conversation here, and its value is kept in the journal. There is no way
// back past it. A flow has one, and it comes last. A bot.Refusal that fn
// returns is for the flow to say and undoes nothing: refuse before writing. Any
// other error undoes the whole message.
func Step[T any](c *Conv, name string, fn func(tx store.Tx) (T, error)) (T, error) {
	return step(c, name, stepped, fn)
}

// Look reads: fn is run once and must not write; its value is kept, so that
// what a list showed as 2 is still 2 when the answer comes. 返回 forgets it.
func Look[T any](c *Conv, name string, fn func(tx store.Tx) (T, error)) (T, error) {
	return step(c, name, looked, fn)
}

func step[T any](c *Conv, name string, kind entryKind, fn func(tx store.Tx) (T, error)) (T, error) {
	name = c.occurrence(name)
	if value, ok := Recall[T](c, name); ok {
		return value, nil
	}
	if c.replay {
		c.halt() // the first run did not come here, or it would be in the journal
	}
	value, err := fn(c.tx)
	if err != nil {
		var refusal bot.Refusal
		if errors.As(err, &refusal) {
			return value, refusal
		}
		return value, fmt.Errorf("step %s: %w", name, err)
	}
	said, photo := c.said, c.photo
	c.accept(name, kind, value)
	c.said, c.photo = said, photo // a step is not an answer: what was said still stands
	return value, nil
}

// Machine asks a machine: the work named kind is done by a worker, with args,
// and its answer comes like a person's. Where that machine is not to be had, or
// fails, or answers what T cannot hold, fallback gives the value. wait is said
// meanwhile ("" says nothing, and where nothing can be said later, nobody waits).
func Machine[T any](c *Conv, name, kind string, args any, wait string, fallback func() T) T {
	name = c.occurrence(name)
	if value, ok := Recall[T](c, name); ok {
		c.pass()
		return value
	}
	ev := c.take()
	if !c.isOpen(name) {
		ev, c.j.Job = ev.elsewhere(), ""
	}
	switch {
	case (!c.engine.machines[kind] || wait == "" && c.mute()) && !c.replay:
		value := fallback()
		c.accept(name, looked, value)
		return value
	case ev.Kind == Worked:
		var value *T
		if json.Unmarshal(ev.Value, &value) != nil || value == nil {
			value = new(fallback())
		}
		c.accept(name, looked, *value)
		return *value
	case c.j.Job == "":
		c.hire(kind, args)
		if wait != "" {
			c.said = append(c.said, wait)
		}
	default:
		c.said = nil
		if ev.Kind == Words && !c.command(ev.Text, false) {
			c.mind(ev.Text, false, nil, func() bool { return false })
		}
		if len(c.said) == 0 {
			c.said = []string{"请稍等一下，马上就好。"}
		}
	}
	c.prompt = &prompt{name: name}
	c.halt()
	panic("unreachable")
}

// mute reports whether nothing can be said in this chat later, only now.
func (c *Conv) mute() bool {
	return c.engine.Mute != nil && c.engine.Mute(c.j.Address.Channel)
}

// hire puts a job on the table; its answer resumes this conversation.
func (c *Conv) hire(kind string, args any) {
	if c.replay {
		return
	}
	data, err := json.Marshal(args)
	if err != nil {
		panic(fmt.Errorf("talk: job %s: %w", kind, err))
	}
	job := Job{ID: store.Key(c.tx.Seq()), Chat: c.j.Address, Journal: c.j.ID, Kind: kind, Args: data, Since: c.tx.Now()}
	Jobs.Put(c.tx, job)
	c.j.Job = job.ID
}
