package app

import (
	"fmt"
	"slices"

	"yishi/adapters/board"
	"yishi/adapters/doors"
	"yishi/adapters/minutes"
	"yishi/adapters/openai"
	"yishi/adapters/takeout"
	"yishi/app/config"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/inbox"
	"yishi/flows/course/attend"
	"yishi/flows/course/class"
	"yishi/flows/course/manage"
	"yishi/flows/course/school"
	"yishi/flows/desk"
	"yishi/flows/family"
	"yishi/flows/handbook"
	"yishi/flows/issue"
	"yishi/flows/issue/care"
	"yishi/flows/lend"
	"yishi/flows/meeting"
	"yishi/flows/mine"
	"yishi/flows/notice/activity"
	"yishi/flows/notice/send"
	"yishi/flows/notice/write"
	"yishi/flows/owners"
	"yishi/flows/people"
	"yishi/flows/placard"
	"yishi/flows/poll"
	"yishi/flows/poll/hold"
	"yishi/flows/poll/offline"
	"yishi/flows/poll/run"
	"yishi/flows/poll/vote"
	"yishi/flows/roster"
	"yishi/flows/serving"
	"yishi/flows/setup"
	"yishi/store"
)

// Kits are the capabilities of the house under a configuration, in the order in which
// it lists what can be done.
func Kits(c config.Config) []house.Kit { return kitsWith(c, nil) }

// kitsWith is Kits with others in the place of those of the same name, for stories that
// are to be the same every time. Each capability has a line, and the desk comes after
// them all.
func kitsWith(c config.Config, instead func(all func() []house.Kit) []house.Kit) []house.Kit {
	var kits, others []house.Kit
	all := func() []house.Kit { return kits }
	if instead != nil {
		others = instead(all)
	}
	add := func(more ...house.Kit) {
		for _, k := range more {
			if i := slices.IndexFunc(others, func(o house.Kit) bool { return o.Name == k.Name }); i >= 0 {
				k = others[i]
			}
			kits = append(kits, k)
		}
	}
	at := func(path string) func(string) string {
		return func(code string) string { return c.PublicURL + path + code }
	}
	add(issue.Kit(), care.Kit(shown))
	add(append(under(poll.Config{Codes: poll.RandomCodes, Page: at("/result/"), Print: at("/print/"), Picture: board.Draw(board.PublicKey(c.ListKey))}, run.Kit, vote.Kit, hold.Kit), offline.Kit())...)
	add(board.Kit(c.ListKey))
	add(owners.Kit())
	add(write.Kit(photo), send.Kit(photo), activity.Kit(photo))
	add(school.Kit(), class.Kit(nil), attend.Kit(), manage.Kit())
	add(lend.Kit())
	add(meeting.Kit(meeting.Config{Page: at(meeting.Path)}))
	add(minutes.Kit())
	add(people.Kit(people.Config{Send: texts(c.Verify), Kits: all}))
	add(mine.Kit(mine.Config{Page: at("/mine/"), Kits: all, Ask: mine.Asked(asked(c.LLM))}))
	add(takeout.Kit(all))
	add(serving.Kit())
	add(setup.Kit(all))
	add(placard.Kit(placard.Config{Page: at(placard.Path)}))
	add(doors.Kit())
	add(roster.Kit(all))
	add(family.Kit(kits...))
	add(handbook.Kit())
	add(desk.Kit(kits...))
	return kits
}

// under are kits that share a configuration.
func under[C any](c C, kits ...func(C) house.Kit) (all []house.Kit) {
	for _, kit := range kits {
		all = append(all, kit(c))
	}
	return all
}

// asked is the endpoint that people are told of.
func asked(c *openai.Config) (model endpoint) {
	if c != nil {
		model = endpoint{Host: c.Host(), Reads: c.Model != "", Listens: c.TranscribeModel != ""}
	}
	return model
}

// endpoint is what people are told of a model.
type endpoint = struct {
	Host           string
	Reads, Listens bool
}

// photo is the file of a photo somebody sent; "" while it is on its way.
func photo(tx store.Reader, media string) string {
	m, _ := inbox.GetMedia(tx, media)
	return m.Name
}

// shown is it, and whether it will never be had.
func shown(tx store.Reader, media string) (name string, lost bool) {
	m, _ := inbox.GetMedia(tx, media)
	return m.Name, m.Lost
}

// FillSample writes the sample street with what goes on in it.
func FillSample(tx store.Tx) (sample.Summary, error) {
	sum := sample.Fill(tx, sample.Options{})
	for _, k := range Kits(config.Config{}) {
		if k.Sample == nil {
			continue
		}
		if err := k.Sample(tx); err != nil {
			return sum, fmt.Errorf("the sample of %s: %w", k.Name, err)
		}
	}
	return sum, nil
}
