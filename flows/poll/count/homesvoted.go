package count

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// With the list of ballots goes a roll of the homes that voted, so that neighbours see
// that nobody has voted from a home that stands empty. The last figure of each door is
// left out, and nothing says who of a home it was, or what.
//
// There is none of a secret poll: not to vote is a choice too, and who is asked why
// their home is missing is not free; nor where fewer than five voted, or all the same:
// then who voted would be what they voted.

const leastRoll = 5

// homesVoted is the roll of a poll, as it was when the poll was counted. People move
// afterwards, and are erased; the list that has its hash stays.
type homesVoted struct {
	Poll string `json:"poll"`
	Text string `json:"text"`
}

var homesTable = store.NewTable("homesvoted", func(h *homesVoted) string { return store.Key(h.Poll) })

// HomesVoted is the roll of the homes that voted in a poll that is counted; "" where
// none is published.
func HomesVoted(tx store.Reader, p poll.Poll) string {
	h, _ := homesTable.Get(tx, store.Key(p.ID))
	return h.Text
}

func hashOfHomes(text string) string {
	if text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// writeHomes writes the roll: a line for each home, in the order of the doors.
func writeHomes(tx store.Reader, p poll.Poll) string {
	if p.Secret || p.Info().Seats || !differ(tx, p) {
		return ""
	}
	homes, all := map[string]int{}, 0
	from, to := store.Under(store.Key(p.ID))
	for v := range poll.Roll.Range(tx, from, to) {
		homes[of(p).home(tx, v)]++
		all++
	}
	if all < leastRoll {
		return ""
	}
	doors := slices.SortedFunc(maps.Keys(homes), func(a, b string) int { return voice.AddressOf(a).Before(voice.AddressOf(b)) })
	var b strings.Builder
	fmt.Fprintf(&b, "%s「%s」投了票的户。门牌的最后一位不写，也不写是谁、投了什么。\n", p.Name(), p.Question)
	for _, door := range doors {
		fmt.Fprintf(&b, "%s　%s\n", door, p.Voices(homes[door]))
	}
	fmt.Fprintf(&b, "一共%s\n", p.Voices(all))
	return b.String()
}

// differ reports whether not all ballots are the same.
func differ(tx store.Reader, p poll.Poll) bool {
	first := ""
	for _, ballot := range poll.Kept(tx, p.ID) {
		marks := poll.MarksIn(ballot)
		if first == "" {
			first = string(marks)
		}
		if string(marks) != first {
			return true
		}
	}
	return false
}

// home is the building alone of who has moved away.
func (e persons) home(tx store.Reader, v poll.Voted) string {
	who, _ := directory.GetPerson(tx, v.Voice)
	return doorOf(tx, e.Poll, v, e.For.Seat(who))
}

func (e homes) home(tx store.Reader, v poll.Voted) string { return doorOf(tx, e.Poll, v, v.Voice) }

func doorOf(tx store.Reader, p poll.Poll, v poll.Voted, home string) string {
	if at, ok := directory.GetPlace(tx, home); ok && at.Kind == directory.Home {
		return maskedDoor(directory.FullName(tx, home))
	}
	line, _ := voice.Electors.Get(tx, store.Key(p.ID, v.Voice))
	return directory.FullName(tx, line.Part)
}

func maskedDoor(name string) string {
	_, n := utf8.DecodeLastRuneInString(name)
	return name[:len(name)-n] + "＊"
}
