package bot_test

import (
	"errors"
	"fmt"
	"testing"

	"yishi/bot"
)

// What the program tells by a reason is for the person a sentence like any other.
func TestARefusalHasAReasonBesideItsWords(t *testing.T) {
	late := errors.New("late")
	err := fmt.Errorf("wrapped: %w", bot.Because(late, "「%s」已经截止了。", "换灯"))
	if said, ok := errors.AsType[bot.Refusal](err); !ok || said != "「换灯」已经截止了。" {
		t.Errorf("it says %q, %v", said, ok)
	}
	if !errors.Is(err, late) || errors.Is(bot.Refuse("「换灯」已经截止了。"), late) {
		t.Error("the reason follows from the words")
	}
}
