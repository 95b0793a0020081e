package app

import (
	"path"
	"strings"
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/course/school"
	"yishi/flows/desk/desktest"
	"yishi/flows/issue"
	"yishi/flows/owners/ownerstest"
	"yishi/flows/poll/polltest"
)

// told are the transcripts of each flow.
var told = map[string][]script.Stories{
	"desk":          {{Files: "testdata/*.txt", Fill: desktest.Fill}},
	"issue/care":    {{Files: "testdata/*.txt"}, {Files: "testdata/street/*.txt", Fill: issue.Fill}},
	"poll":          polltest.Stories,
	"poll/vote":     polltest.Votes,
	"poll/hold":     polltest.Holds,
	"owners":        {{Files: "testdata/*.txt", Fill: ownerstest.Fill}},
	"notice":        {{Files: "testdata/*.txt"}},
	"course/manage": {{Files: "testdata/*.txt"}, {Files: "testdata/term/*.txt", Fill: school.Fill}},
	"course/attend": {{Files: "testdata/*.txt", Fill: school.Fill}},
}

// TestTogether plays the transcripts of every flow again in the whole program. What
// is said otherwise there is in testdata/together.
func TestTogether(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred transcripts take their time")
	}
	kits := func() []house.Kit { return kitsWith(polltest.Config, boards) }
	for flow, stories := range told {
		t.Run(flow, func(t *testing.T) {
			for _, s := range stories {
				folder := strings.TrimPrefix(path.Dir(s.Files), "testdata")
				script.Play(t, path.Join("../flows", flow, s.Files), script.World{
					Kits: kits, Fill: s.Fill, Apart: path.Join("testdata/together", flow, folder),
				})
			}
		})
	}
}
