package issue

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/flows/issue/duty"
	"yishi/store"
)

// keeps is how issues answer for the people in them.
var keeps = house.Keeps{Tables: []string{"issue", "said", "duty"}, Known: known, Export: exportOwn, Merge: merge, Forget: forget}

func known(tx store.Reader, who directory.Person) []string {
	var lines []string
	if own := Own(tx, who.ID); len(own) > 0 {
		lines = append(lines, fmt.Sprintf("反映过的事：%d件，最近一件%s", len(own), own[0].No))
	}
	if shifts := duty.Of(tx, who.ID); len(shifts) > 0 {
		lines = append(lines, fmt.Sprintf("值班表上：%d班", len(shifts)))
	}
	return lines
}

func exportOwn(tx store.Reader, who directory.Person) []house.Sheet {
	s := house.Sheet{Name: "反映过的事", Head: []string{"编号", "哪天", "说了什么", "地点", "到哪一步", "打了几分", "经过"}}
	for _, i := range Own(tx, who.ID) {
		score := ""
		if i.Rating > 0 {
			score = Score(i.Rating)
		}
		s.Rows = append(s.Rows, []string{
			i.No, bot.Date(i.Filed), i.What, whereWords(tx, i.Spot), i.State.Words(), score, strings.Join(allHistory(tx, i, i.Reporter), "\n"),
		})
	}
	return house.Sheets(s)
}

// merge gives what one of the staff has in hand to who they turned out to be.
func merge(tx store.Tx, from, into string) {
	for _, s := range duty.Of(tx, from) {
		duty.Drop(tx, s)
		s.Person = into
		duty.Put(tx, s)
	}
	if who, _ := directory.GetPerson(tx, into); len(who.AllRoles()) == 0 {
		return
	}
	for _, i := range slices.Collect(issues.All(tx)) {
		if i.Handler == from {
			i.Handler = into
			put(tx, i)
		}
	}
	for _, s := range slices.Collect(saids.By(tx, "by", store.Key(from))) {
		s.By = into
		saids.Put(tx, s)
	}
}

// forget lets go of a reporter who is about to be erased: the issues stay, and
// nothing in them leads to a chat any more.
func forget(tx store.Tx, person string) {
	for _, s := range duty.Of(tx, person) {
		duty.Drop(tx, s)
	}
	for _, i := range Own(tx, person) {
		i.Chat = bot.Address{}
		put(tx, i)
		saids.Delete(tx, i.No)
	}
}

// Exported is an issue for other programs: who did what by role, nobody by name
// or phone.
type Exported struct {
	No           string          `json:"no"`
	State        State           `json:"state"`
	StateName    string          `json:"state_name"`
	Category     string          `json:"category"`
	CategoryName string          `json:"category_name"`
	Place        string          `json:"place"`
	PlaceName    string          `json:"place_name"`
	What         string          `json:"what"`
	Photos       int             `json:"photos"`
	Urgent       bool            `json:"urgent"`
	Role         string          `json:"role"` // whose turn it is, or was at the end
	Filed        time.Time       `json:"filed"`
	Due          time.Time       `json:"due"`
	Ended        time.Time       `json:"ended,omitzero"`
	Overdue      bool            `json:"overdue"`
	Missed       int             `json:"missed"` // days of the answer gone by without one
	Cost         int             `json:"cost_fen"`
	Rating       int             `json:"rating,omitempty"`
	Unanswered   bool            `json:"rating_unanswered,omitempty"`
	Events       []ExportedEvent `json:"events"`
}

// ExportedEvent is one line of the history.
type ExportedEvent struct {
	At    time.Time `json:"at"`
	By    string    `json:"by"` // reporter, a role, or clock
	Act   Act       `json:"act"`
	Text  string    `json:"text,omitempty"`
	Photo bool      `json:"photo,omitempty"`
	To    string    `json:"to,omitempty"`
}

// Export yields all issues in the order of their numbers.
func Export(tx store.Reader) iter.Seq[Exported] {
	return func(yield func(Exported) bool) {
		for i := range issues.All(tx) {
			if !yield(exported(tx, i)) {
				return
			}
		}
	}
}

// writeAll writes them as a JSON array.
func writeAll(w io.Writer, tx store.Reader, _ url.Values) error {
	return json.NewEncoder(w).Encode(slices.AppendSeq([]Exported{}, Export(tx)))
}

func exported(tx store.Reader, i Issue) Exported {
	place := publicPlace(tx, i)
	x := Exported{
		No: i.No, State: i.State, StateName: i.State.Words(),
		Category: i.Category, CategoryName: KindName(i.Category),
		Place: place, PlaceName: hidePhones(placeName(tx, i, place)), What: hidePhones(i.What), Photos: len(i.Photos),
		Urgent: i.Urgent, Role: i.Role, Filed: i.Filed, Due: i.Due, Ended: i.Ended,
		Overdue: i.Overdue(tx.Now()), Missed: i.Late, Cost: i.Cost, Rating: i.Rating, Unanswered: i.Silent(),
	}
	for _, e := range i.Events {
		x.Events = append(x.Events, ExportedEvent{
			At: e.At, By: actor(e), Act: e.Act, Text: hidePhones(e.Text), Photo: e.Photo != "", To: e.To,
		})
	}
	return x
}

// publicPlace is the place without the number of a home: nobody's door.
func publicPlace(tx store.Reader, i Issue) string {
	if p, ok := directory.GetPlace(tx, i.Spot.Place); ok && p.Kind == directory.Home {
		return directory.Parent(p.ID)
	}
	return i.Spot.Place
}

func placeName(tx store.Reader, i Issue, public string) string {
	if public != i.Spot.Place {
		return directory.FullName(tx, public)
	}
	return whereWords(tx, i.Spot)
}

func actor(e Event) string {
	switch {
	case e.As != "":
		return e.As
	case e.By == "":
		return "clock"
	}
	return "reporter"
}

var phone = regexp.MustCompile(`1[3-9]\d[ -]?\d{4}[ -]?\d{4}|\b0\d{2,3}-?\d{7,8}\b`)

// hidePhones takes telephone numbers out of what people wrote.
func hidePhones(s string) string { return phone.ReplaceAllString(s, "（电话略）") }
