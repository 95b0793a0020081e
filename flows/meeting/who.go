package meeting

import (
	"cmp"
	"fmt"
	"slices"

	"yishi/bot/directory"
	"yishi/store"
)

// sides are the roles that are asked to a table, in the order in which lists have them.
var sides = []string{
	directory.Party, directory.Property, directory.Committee, directory.Council, directory.BuildingLeader, directory.Staff,
	directory.StreetStaff, directory.GridOfficer, directory.SocialWorker, directory.Partner, directory.Department,
}

const mostSeats = 60

// Side is a role with those who hold it for a place.
type Side struct {
	Role  string
	Seats []Seat
}

// sidesOf are those who may be asked to a meeting at a place, without who calls it: the
// leaders of its buildings, and whoever answers for it from there upward.
func sidesOf(tx store.Reader, place, by string) (all []Side) {
	for _, role := range sides {
		side := Side{Role: role}
		add := func(p directory.Person) {
			one := Seat{Person: p.ID, As: role}
			if p.ID != by && !slices.Contains(side.Seats, one) && len(side.Seats) < mostSeats {
				side.Seats = append(side.Seats, one)
			}
		}
		for _, p := range directory.StaffAt(tx, role, place) {
			add(p)
		}
		for p := range (directory.Audience{Place: place, Roles: []string{role}}).People(tx) {
			add(p)
		}
		if len(side.Seats) > 0 {
			all = append(all, side)
		}
	}
	return all
}

// label is a side as it is offered: 物业（老陈）, 楼栋长（12位）.
func (s Side) label(tx store.Reader) string {
	if len(s.Seats) == 1 {
		p, _ := directory.GetPerson(tx, directory.Resolve(tx, s.Seats[0].Person))
		return directory.RoleName(s.Role) + "（" + cmp.Or(p.Name, "1位") + "）"
	}
	return fmt.Sprintf("%s（%d位）", directory.RoleName(s.Role), len(s.Seats))
}

func nameOf(tx store.Reader, id string) string {
	p, _ := directory.GetPerson(tx, directory.Resolve(tx, id))
	return p.Name
}

// called is somebody of the table: 老陈（物业）.
func called(tx store.Reader, person, as string) string {
	p, _ := directory.GetPerson(tx, directory.Resolve(tx, person))
	return p.In(as)
}

// seatOf is somebody's seat; -1: they have none.
func (m Meeting) seatOf(tx store.Reader, who directory.Person) int {
	return slices.IndexFunc(m.Seats, func(s Seat) bool {
		return directory.Resolve(tx, s.Person) == directory.Resolve(tx, who.ID)
	})
}

// runs reports whether somebody may run a meeting: who called it, and whoever may hold
// meetings at its place.
func (m Meeting) runs(who directory.Person) bool {
	return directory.May(who, directory.HoldMeeting, m.Place)
}
