package family_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/course/attend"
	"yishi/flows/course/class"
	"yishi/flows/course/manage"
	"yishi/flows/course/school"
	"yishi/flows/desk/desktest"
	"yishi/flows/family"
	"yishi/flows/issue"
	"yishi/flows/issue/care"
	"yishi/flows/lend"
	"yishi/flows/notice/activity"
	"yishi/flows/notice/send"
	"yishi/flows/notice/write"
	"yishi/flows/poll"
	"yishi/flows/poll/hold"
	"yishi/flows/poll/polltest"
	"yishi/flows/poll/run"
	"yishi/flows/poll/vote"
	"yishi/store"
)

func TestTranscripts(t *testing.T) {
	photo := func(store.Reader, string) string { return "" }
	script.Play(t, "testdata/*.txt", script.World{Kits: func() []house.Kit {
		kits := []house.Kit{issue.Kit(), care.Kit(func(_ store.Reader, media string) (string, bool) { return media, false }), write.Kit(photo), send.Kit(photo), activity.Kit(photo), lend.Kit()}
		kits = append(kits, family.Kit(kits...))
		return desktest.House(kits...)
	}})
}

// TestCourses plays the same at the elder university.
func TestCourses(t *testing.T) {
	codes := func(store.Tx) string { return "4721" }
	script.Play(t, "testdata/course/*.txt", script.World{Fill: school.Fill, Kits: func() []house.Kit {
		kits := []house.Kit{run.Kit(poll.Config{Codes: poll.RandomCodes}), school.Kit(), class.Kit(codes), attend.Kit(), manage.Kit()}
		kits = append(kits, family.Kit(kits...))
		return desktest.House(kits...)
	}})
}

// TestVotes plays the same where a poll lets carers vote.
func TestVotes(t *testing.T) {
	script.Play(t, "testdata/poll/*.txt", script.World{Kits: func() []house.Kit {
		c := polltest.Config
		kits := []house.Kit{run.Kit(c), vote.Kit(c), hold.Kit(c)}
		kits = append(kits, family.Kit(kits...))
		return desktest.House(kits...)
	}})
}
