// Package talk runs conversations. A conversation is a plain function that
// reads as it is spoken:
//
//	func report(c *talk.Conv) error {
//		what := c.Text("what", "请说说遇到了什么问题。")
//		where := c.Place("where", "在哪里?")
//		if !c.Confirm("sure", "%s:%s。提交吗?", where, what) {
//			return c.End("好的,没有提交。")
//		}
//		no, err := talk.Step(c, "file", func(tx store.Tx) (string, error) { … })
//		…
//		return c.End("已收到,编号 %s。", no)
//	}
//
// The strange fact first: with every message that comes in the function is run
// again from the top. Questions that were answered return their answers from
// the journal at once; the first that was not ends the run (by a panic that only
// the engine recovers) after its prompt is on the way. So between two messages
// nothing of a conversation is alive but its journal: a restart is no event.
//
// What follows from it, for the author of a flow:
//   - Everything that differs between runs comes from a question, a Look (reads
//     the store) or a Step (writes it, once). Conversation files import nothing
//     with which they could break this; a test sees to it (talktest.Purity).
//   - Answers are kept by name. Inserting, removing or reordering questions does
//     not harm people who are in the middle. A new meaning needs a new name.
//   - Say is kept only until the next answered question passes it.
//
// For free, in every flow: 返回, 取消, 重说, 人工, 帮助, a deadline with one
// reminder, voice where text is asked, and buttons that do no harm when pressed late.
//
// Package replay is the engine below; this one is the vocabulary: the questions that can
// be asked, and commands and buttons outside of any conversation. Neither sends, schedules
// or reads a platform's message: bot/inbox does, with what a run returns.
package talk

import (
	"yishi/bot/talk/replay"
)

// Flow is one conversation.
type Flow = replay.Flow[*Conv]

// Conv is a conversation as its flow sees it, for the length of one run.
type Conv struct{ *replay.Conv }

// NewEngine makes an engine for these flows, with these kinds of machine work to be had.
func NewEngine(flows []*Flow, machines ...string) *replay.Engine {
	run := make([]*replay.Flow[*replay.Conv], len(flows))
	for i, f := range flows {
		run[i] = replay.Seen(f, func(c *replay.Conv) *Conv { return &Conv{c} })
	}
	return replay.NewEngine(run, machines...)
}

// What flows write of the engine's.
type (
	// Given are answers known before a flow starts, by name of the question; the value is
	// what the question would return.
	Given = replay.Given
	// Start names a flow to be started and what is known already.
	Start = replay.Start
	// Opt is one thing to choose.
	Opt = replay.Opt
)

// Of is the name under which a flow is given the id of what it is about, by a
// button in a group or a deep link.
const Of = "of"

// Party is the name under which a flow is given how many want to take part, and who.
const Party = "party"
