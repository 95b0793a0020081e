package run

import (
	"path/filepath"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/flows/poll"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// A poll whose opening was missed opens from now on, if there is time to vote, and
// else not at all; who made it hears of it.
func TestAnOpeningThatWasMissed(t *testing.T) {
	for left, want := range map[time.Duration]poll.State{24 * time.Hour: poll.Opened, 30 * time.Minute: poll.Cancelled, -time.Hour: poll.Cancelled} {
		s, err := bolt.Open(filepath.Join(storetest.Memory(t), "poll.db"), bolt.Options{Create: true, Now: func() time.Time {
			return time.Date(2026, 12, 5, 10, 0, 0, 0, bot.Zone)
		}})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Update(t.Context(), func(tx store.Tx) error {
			p := poll.Poll{ID: "77", No: 77, State: poll.Announced, Frozen: true, Question: "几点开门？", Opens: tx.Now().Add(-48 * time.Hour), Closes: tx.Now().Add(left), By: "nobody"}
			poll.Polls.Put(tx, p)
			if err := openDue(tx, agenda.Entry{Ref: "77", Late: true}); err != nil {
				return err
			}
			p, _ = poll.Get(tx, "77")
			if p.State != want || want == poll.Opened && !p.Opens.Equal(tx.Now()) {
				t.Errorf("with %v left it is %s, opened %s", left, p.State, bot.Moment(p.Opens))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		_ = s.Close()
	}
}
