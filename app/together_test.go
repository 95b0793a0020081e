package app

import (
	"errors"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"yishi/adapters/script"
	"yishi/app/config"
	"yishi/bot/agenda"
	"yishi/bot/house"
	"yishi/flows/course/school"
	"yishi/flows/desk/desktest"
	"yishi/flows/issue/tale"
	"yishi/flows/notice/send"
	"yishi/flows/owners/ownerstest"
	"yishi/flows/placard"
	"yishi/flows/poll/polltest"
	"yishi/flows/poll/run"
	"yishi/store"
)

// told are the transcripts of each flow.
var told = map[string][]script.Stories{
	"people":        {{Files: "testdata/*.txt"}},
	"desk":          {{Files: "testdata/*.txt", Fill: desktest.Fill}},
	"issue/care":    {{Files: "testdata/*.txt"}, {Files: "testdata/street/*.txt", Fill: tale.Fill}},
	"poll":          polltest.Stories,
	"poll/vote":     polltest.Votes,
	"poll/hold":     polltest.Holds,
	"owners":        {{Files: "testdata/*.txt", Fill: ownerstest.Fill}},
	"notice":        {{Files: "testdata/*.txt"}},
	"lend":          {{Files: "testdata/*.txt"}},
	"meeting":       {{Files: "testdata/*.txt"}},
	"handbook":      {{Files: "testdata/*.txt"}, {Files: "testdata/news/*.txt"}},
	"family":        {{Files: "testdata/*.txt"}},
	"course/manage": {{Files: "testdata/*.txt"}, {Files: "testdata/term/*.txt", Fill: school.Fill}},
	"course/attend": {{Files: "testdata/*.txt", Fill: school.Fill}},
}

// TestTogether plays the transcripts of every flow again in the whole program, beside
// what goes on in the street of the other flows. What is said otherwise there is in
// testdata/together.
func TestTogether(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred transcripts take their time")
	}
	kits := func() []house.Kit {
		return kitsWith(config.Config{}, theSame(polltest.Config, placard.Config{}))
	}
	plain := script.Street(t, "", nil)
	for flow, stories := range told {
		t.Run(flow, func(t *testing.T) {
			street := script.Street(t, plain, beside(flow))
			for _, s := range stories {
				folder := strings.TrimPrefix(path.Dir(s.Files), "testdata")
				script.Play(t, path.Join("../flows", flow, s.Files), script.World{
					Kits: kits, From: street, Fill: s.Fill, Apart: path.Join("testdata/together", flow, folder),
				})
			}
		})
	}
}

// goesOn is what goes on in the sample street, by flow.
var goesOn = map[string]func(store.Tx) error{
	"issue": tale.Fill, "poll": run.Fill, "notice": send.Fill, "course": school.Fill,
}

// beside fills a street with what goes on there of all flows but one, and does nothing
// of its own accord. What is said in the transcripts of that one is then the same,
// unless something of another took a word or a digit.
func beside(flow string) func(store.Tx) error {
	mine, _, _ := strings.Cut(flow, "/")
	if mine == "family" { // its transcripts tell of a notice of their own
		mine = "notice"
	}
	return func(tx store.Tx) (err error) {
		count(tx, "800")
		for _, other := range slices.Sorted(maps.Keys(goesOn)) {
			if other != mine {
				err = errors.Join(err, goesOn[other](tx))
			}
		}
		for _, e := range slices.Collect(agenda.Entries.All(tx)) {
			agenda.Unset(tx, e.Due, e.Kind, e.Ref)
		}
		count(tx, "0")
		return err
	}
}

// count has the numbers that people are told go on from one, so that what a transcript
// makes has those it has without the rest.
func count(tx store.Tx, from string) {
	for _, of := range []string{"issue/26", "poll"} {
		tx.Put("number", of, []byte(from))
	}
}
