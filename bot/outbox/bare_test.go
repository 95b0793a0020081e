package outbox

import (
	"context"
	"testing"

	"yishi/bot"
)

// picky is a platform that takes no pictures; a picture is a piece of its own, as on
// WeChat: first, or after the words.
type picky struct {
	*platform
	verdict bot.Verdict
	after   bool
}

func (p picky) Render(out bot.Out) []bot.Out {
	words, picture := bot.Out{Text: out.Text}, bot.Out{Photo: out.Photo}
	switch {
	case out.Photo == "":
		return []bot.Out{words}
	case p.after:
		return []bot.Out{words, picture}
	}
	return []bot.Out{picture, words}
}

func (p picky) Send(_ context.Context, to bot.Address, out bot.Out) (string, error) {
	if out.Photo != "" {
		_, _ = p.called(to, "photo")
		return "", &bot.SendError{Verdict: p.verdict, Why: "平台不收", Photo: true}
	}
	return p.called(to, out.Text)
}

func TestWordsGoWithoutAPictureThatIsRefused(t *testing.T) {
	for want, p := range map[string]picky{
		"a: photo, a: 看图\n" + NoPhoto:                     {verdict: bot.Bad},
		"a: photo, a: photo, a: photo, a: 看图\n" + NoPhoto: {verdict: bot.Retry},
		"a: 看图, a: photo, a: " + NoPhoto:                  {verdict: bot.Bad, after: true},
	} {
		p.platform = newPlatform("wx", plainLimits)
		w := newWorld(t, p)
		p.now = w.clock
		id := w.add(Message{To: bot.Address{Channel: "wx", Chat: "a"}, Out: bot.Out{Text: "看图", Photo: "plan.heic"}})
		w.tenths(100)
		w.wantState(id, Sent)
		w.wantAsked(p.platform, want)
	}
}
