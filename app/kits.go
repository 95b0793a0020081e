package app

import (
	"fmt"

	"yishi/adapters/board"
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
	"yishi/flows/mine"
	"yishi/flows/notice/activity"
	"yishi/flows/notice/send"
	"yishi/flows/notice/write"
	"yishi/flows/owners"
	"yishi/flows/people"
	"yishi/flows/placard"
	"yishi/flows/poll"
	"yishi/flows/poll/hold"
	"yishi/flows/poll/run"
	"yishi/flows/poll/vote"
	"yishi/flows/roster"
	"yishi/flows/serving"
	"yishi/store"
)

// Kits are the capabilities of the house under a configuration, in the order in which
// it lists what can be done.
func Kits(c config.Config) []house.Kit {
	return kitsWith(c.ListKey, poll.Config{
		Codes: poll.RandomCodes, Picture: board.Draw(board.PublicKey(c.ListKey)),
		Page:  func(code string) string { return c.PublicURL + "/result/" + code },
		Print: func(code string) string { return c.PublicURL + "/print/" + code },
	}, nil, people.Config{SMS: c.Verify != nil}, mine.Config{Page: func(code string) string { return c.PublicURL + "/mine/" + code }},
		placard.Config{Page: func(code string) string { return c.PublicURL + placard.Path + code }})
}

// kitsWith is kits with other polls and codes, for stories that are to be the same
// every time: a line for each capability, and the desk before them all.
func kitsWith(key string, polls poll.Config, codes func(store.Tx) string, who people.Config, own mine.Config, doors placard.Config) []house.Kit {
	var kits []house.Kit
	who.Kits = func() []house.Kit { return kits }
	own.Kits = who.Kits
	add := func(more ...house.Kit) { kits = append(kits, more...) }
	add(issue.Kit(), care.Kit(shown))
	add(run.Kit(polls), vote.Kit(polls), hold.Kit(polls), board.Kit(key, who.Kits))
	add(owners.Kit())
	add(write.Kit(photo), send.Kit(photo), activity.Kit(photo))
	add(school.Kit(), class.Kit(codes), attend.Kit(), manage.Kit())
	add(lend.Kit())
	add(people.Kit(who), mine.Kit(own), serving.Kit(), placard.Kit(doors), roster.Kit())
	add(family.Kit(kits...))
	add(handbook.Kit())
	add(desk.Kit(kits...))
	return kits
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
