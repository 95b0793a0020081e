// Package adaptertest is the suite every chat adapter must pass. It plays
// people on simulated phones on one side and the program's handler on the
// other, and looks at what crosses. What only one platform does is tested
// beside its adapter.
package adaptertest

import (
	"testing"
	"time"

	"yishi/adapters/phone"
	"yishi/bot"
)

// World is an adapter with a simulated platform behind it. Everything marked
// optional leaves out checks, never weakens one.
type World struct {
	// Adapter is ready to run; the suite calls Run. A bot.Webhook must already
	// be reachable by its platform.
	Adapter bot.Adapter

	// Phone is the phone of a person of that name, in contact with the bot. An
	// act that the platform does not know returns errors.ErrUnsupported.
	Phone func(name string) phone.Phone

	// Fits reports whether the platform takes a rendered piece as one message.
	Fits func(piece bot.Out) error

	// Secrets must never be seen in an error.
	Secrets []string

	// Group makes a group with the bot in it and returns its members' phones.
	// Words that begin with Mention are meant for the bot. Optional.
	Group   func(title string, members ...string) []phone.Phone
	Mention string

	// Redeliver lets the time pass after which the platform delivers again what
	// was not confirmed. Optional: without it the platform does so by itself.
	Redeliver func()

	// Sleep lets time pass on the platform. Optional: without it real time passes.
	Sleep func(d time.Duration)

	// Picture is the name of a picture in the adapter's bot.Files. Optional.
	Picture string

	// Break makes the platform unreachable. Optional.
	Break func()
}

// Run plays every check, each in a world of its own.
func Run(t *testing.T, start func(t *testing.T) World) {
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			s := &stage{World: start(t), t: t}
			s.run()
			c.play(s)
		})
	}
}

var checks = []struct {
	name string
	play func(*stage)
}{
	{"words arrive", wordsArrive},
	{"pictures, voices, places and stickers arrive", mediaArrive},
	{"a scanned code arrives", codeArrives},
	{"many people at once keep their order", manyPeople},
	{"a failed message is delivered again", failedAgain},
	{"a group is heard", groupHeard},
	{"words appear once and unchanged", wordsAppear},
	{"control characters break nothing", controlCharacters},
	{"long words are cut", longWords},
	{"buttons are seen", buttonsSeen},
	{"buttons are pressed", buttonsPressed},
	{"links and pictures are seen", linksAndPictures},
	{"a message is replaced", replaced},
	{"a claimed answer is shown once", claimedAnswer},
	{"who left cannot be reached", leftCannotBeReached},
	{"the run ends when told", runEnds},
	{"errors keep secrets", errorsKeepSecrets},
}
