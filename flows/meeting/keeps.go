package meeting

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/store"
)

// keeps is how meetings answer for the people in them.
var keeps = house.Keeps{Tables: []string{"meeting"}, Known: known, Export: export, Merge: merge, Forget: forget}

// ever are the meetings somebody called or was asked to, under all their ids.
func ever(tx store.Reader, person string) (all []Meeting) {
	for _, id := range directory.IDsOf(tx, person) {
		all = slices.AppendSeq(all, meetings.By(tx, "person", store.Key(id)))
	}
	return all
}

func known(tx store.Reader, who directory.Person) []string {
	if n := len(ever(tx, who.ID)); n > 0 {
		return []string{fmt.Sprintf("请您开的、您召集的会：%d次", n)}
	}
	return nil
}

func export(tx store.Reader, who directory.Person) []house.Sheet {
	s := house.Sheet{Name: "议事会", Head: []string{"会议", "哪天", "您的身份", "您说来不来"}}
	for _, m := range ever(tx, who.ID) {
		as, comes := "召集", ""
		if at := m.seatOf(tx, who); at >= 0 {
			as = directory.RoleName(m.Seats[at].As)
			comes = map[Word]string{Coming: "来", Staying: "不来"}[m.Seats[at].Comes]
		}
		s.Rows = append(s.Rows, []string{m.Whole(tx), bot.Moment(m.At), as, comes})
	}
	return house.Sheets(s)
}

// merge has the table know somebody by who they turned out to be, once.
func merge(tx store.Tx, from, into string) {
	for _, m := range slices.Collect(meetings.By(tx, "person", store.Key(from))) {
		if m.By == from {
			m.By = into
		}
		there := slices.ContainsFunc(m.Seats, func(s Seat) bool { return s.Person == into })
		m.Seats = slices.DeleteFunc(m.Seats, func(s Seat) bool { return s.Person == from && there })
		for i := range m.Seats {
			if m.Seats[i].Person == from {
				m.Seats[i].Person = into
			}
		}
		m.eachDecision(func(d *Decision) {
			if d.Person == from {
				d.Person = into
			}
		})
		meetings.Put(tx, m)
	}
}

// forget takes somebody who is to be erased from the table; what was decided stays.
func forget(tx store.Tx, person string) {
	for _, m := range ever(tx, person) {
		ids := directory.IDsOf(tx, person)
		m.Seats = slices.DeleteFunc(m.Seats, func(s Seat) bool { return slices.Contains(ids, s.Person) })
		if slices.Contains(ids, m.By) {
			m.By = ""
		}
		m.eachDecision(func(d *Decision) {
			if slices.Contains(ids, d.Person) {
				d.Person = ""
			}
		})
		m.Came = ""
		meetings.Put(tx, m)
	}
}

// eachDecision changes what was decided; the parts are this meeting's own.
func (m *Meeting) eachDecision(change func(*Decision)) {
	for i := range m.Topics {
		m.Topics[i].Decided = slices.Clone(m.Topics[i].Decided)
		for j := range m.Topics[i].Decided {
			change(&m.Topics[i].Decided[j])
		}
	}
}
