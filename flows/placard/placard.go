// Package placard is what hangs at the door of a building: the codes that lead from there
// into a chat, with the six characters that can be typed instead. It says whose doors
// somebody may have them for, and what is known of each; what leads into a channel is
// asked of the channels by whoever prints it, outside of any transaction.
package placard

import (
	"net/url"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

// Config is what the flow has from others.
type Config struct {
	Code func(store.Tx) string          // of a page; nil: a random one
	Page func(code string) (url string) // to print; nil: there are no pages
}

// Path is where those pages are, below the public address.
const Path = "/print/codes/"

const codeLength = 20 // nobody guesses it

// kit is the capability with what it has from others.
type kit struct{ Config }

// Kit is what there is to do about what hangs at doors.
func Kit(c Config) house.Kit {
	if c.Code == nil {
		c.Code = func(store.Tx) string { return directory.NewCode(codeLength) }
	}
	k := &kit{c}
	return house.Kit{
		Name: "placard", Topic: "登记和资料",
		Flows: []*talk.Flow{{Name: "placard", Title: "打印二维码", Right: directory.PrintCodes, Run: k.print}},
		Commands: []talk.Command{
			{Words: []string{"打印二维码", "二维码", "楼门二维码", "楼栋二维码", "打印海报"}, Slash: "/codes", Help: "贴在楼门口，扫了就能找到我", Flow: "placard"},
		},
		Keeps: keeps,
	}
}

// Door is a building as it stands on what hangs there.
type Door struct {
	Name  string `json:"name"`            // 桂花苑3栋
	Code  string `json:"code"`            // what is scanned, or typed
	Phone string `json:"phone,omitempty"` // of the community
	Hours string `json:"hours,omitempty"`
}

// code gives every building at and below a place, or the one it lies in, a code of its
// own, if it has none yet.
func code(tx store.Tx, place string) {
	for _, b := range directory.Buildings(tx, directory.BuildingOf(tx, place)) {
		for b.Code == "" {
			code := directory.NewCode(directory.PlaceCode)
			if _, taken := directory.PlaceByCode(tx, code); !taken {
				b.Code = code
				directory.PutPlace(tx, b)
			}
		}
	}
}

// Doors are those buildings, of those that have a code.
func Doors(tx store.Reader, place string) (doors []Door) {
	for _, b := range directory.Buildings(tx, directory.BuildingOf(tx, place)) {
		if b.Code == "" {
			continue
		}
		c, _ := contact.Of(tx, b.ID, directory.Staff)
		doors = append(doors, Door{Name: directory.FullName(tx, b.ID), Code: b.Code, Phone: c.Phone, Hours: c.Hours})
	}
	return doors
}

// coded is Doors once all have their code.
func coded(tx store.Tx, place string) ([]Door, error) {
	code(tx, place)
	if doors := Doors(tx, place); len(doors) > 0 {
		return doors, nil
	}
	return nil, bot.Refuse("%s还没有登记楼栋，没有可以打印的。", directory.FullName(tx, place))
}

// Asked sees to it that a command can have the doors of a place.
func Asked(tx store.Tx, by string, ask url.Values) error {
	place := ask.Get("place")
	if len(directory.Buildings(tx, directory.BuildingOf(tx, place))) == 0 {
		return bot.Refuse("there are no buildings in %s yet: yishi import brings them in", directory.FullName(tx, place))
	}
	audit.Log(tx, by, logged, place, "")
	code(tx, place)
	return nil
}

// ticket leads to a page to print, for a day, and for as long as whoever asked for it
// may have it.
type ticket struct {
	Code    string    `json:"code"`
	Place   string    `json:"place"`
	Person  string    `json:"person"`
	Expires time.Time `json:"expires"`
}

var tickets = store.NewTable("placard", func(t *ticket) string { return store.Key(t.Code) },
	store.Index[ticket]{Name: "person", Keys: func(t *ticket) []string { return []string{store.Key(t.Person)} }},
	store.Index[ticket]{Name: "expires", Keys: func(t *ticket) []string { return []string{store.Key(t.Expires)} }},
)

const ticketLife = 24 * time.Hour

// keeps: a page goes with whoever asked for it.
var keeps = house.Keeps{
	Tables: []string{"placard"},
	Known:  func(store.Reader, directory.Person) []string { return nil },
	Export: func(store.Reader, directory.Person) []house.Sheet { return nil },
	Merge:  house.ByIDs,
	Forget: func(tx store.Tx, person string) {
		for _, id := range directory.IDsOf(tx, person) {
			for _, t := range slices.Collect(tickets.By(tx, "person", store.Key(id))) {
				tickets.Delete(tx, store.Key(t.Code))
			}
		}
	},
}

// Give makes a ticket with a code for somebody who may have one, and throws away those
// nobody can use any more.
func Give(tx store.Tx, code, place, person string) {
	for _, key := range slices.Collect(tickets.Between(tx, "expires", "", store.Key(tx.Now()))) {
		tickets.Delete(tx, key)
	}
	tickets.Put(tx, ticket{Code: code, Place: place, Person: person, Expires: tx.Now().Add(ticketLife)})
}

// Open is what a ticket leads to. Whether its person may have that is looked at anew;
// that it was opened is kept.
func Open(tx store.Tx, code string) ([]Door, error) {
	t, known := tickets.Get(tx, store.Key(code))
	if !known || !tx.Now().Before(t.Expires) {
		return nil, bot.Refuse("这个链接已经失效了。请在对话里再说一次「打印二维码」，会给您新的。")
	}
	who, there := directory.GetPerson(tx, directory.Resolve(tx, t.Person))
	if !there || !directory.May(who, directory.PrintCodes, t.Place) {
		return nil, bot.Refuse("这些楼现在不归您管了。有疑问请问社区。")
	}
	audit.Log(tx, who.ID, logged, t.Place, "")
	return coded(tx, t.Place)
}

// logged is how the audit log names it.
const logged = "print codes"
