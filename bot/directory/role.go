package directory

import (
	"slices"
	"strings"

	"yishi/bot"
	"yishi/store"
)

// Action is something not everybody may do.
type Action string

// Actions, all there are.
const (
	OpenPoll      Action = "open poll"
	SendNotice    Action = "send notice"
	SeeIssues     Action = "see issues"
	HandleIssue   Action = "handle issue" // take, hand over, close
	AnswerIssue   Action = "answer issue"
	SeeTurnout    Action = "see turnout"
	CarryBallot   Action = "carry ballot" // hand it over at the door, and record that
	BindGroup     Action = "bind group"
	AddStaff      Action = "add staff"
	VouchResident Action = "vouch resident"
	SeePapers     Action = "see papers" // and so verify an owner
	SeePeople     Action = "see people"
	SeeAudit      Action = "see audit"
	ActFor        Action = "act for" // at the counter, for somebody without a phone
)

// What is said to who has no right to what they ask for: nowhere at all, or not where
// this is.
const (
	ErrStaffOnly = bot.Refusal("这是社区工作人员用的。")
	ErrNotYours  = bot.Refusal("这件事不归您管，请交给负责的人。")
)

// rights is who may do what, each within the place of the role.
var rights = map[string][]Action{
	StreetStaff: {OpenPoll, SendNotice, SeeIssues, HandleIssue, AnswerIssue, SeeTurnout, CarryBallot, BindGroup, AddStaff,
		VouchResident, SeePapers, SeePeople, SeeAudit, ActFor},
	Staff: {OpenPoll, SendNotice, SeeIssues, HandleIssue, AnswerIssue, SeeTurnout, CarryBallot, BindGroup, AddStaff,
		VouchResident, SeePapers, SeePeople, SeeAudit, ActFor},
	Property:       {SendNotice, SeeIssues, HandleIssue, AnswerIssue},
	Committee:      {OpenPoll, SendNotice, SeeIssues, SeeTurnout, CarryBallot},
	GridOfficer:    {SeeIssues, HandleIssue, AnswerIssue, SeeTurnout, VouchResident, SeePeople},
	BuildingLeader: {SeeIssues, SeeTurnout, CarryBallot, VouchResident},
	Volunteer:      {},
}

// May reports whether a person may do something at a place.
func May(p Person, a Action, place string) bool {
	return slices.ContainsFunc(p.Roles, func(r Role) bool {
		return Within(place, r.Place) && slices.Contains(rights[r.Role], a)
	})
}

// MaySomewhere reports whether a person may do something at some place at all. What
// nobody needs a right for, everybody may.
func MaySomewhere(p Person, a Action) bool { return a == "" || len(PlacesOf(p, a)) > 0 }

// MayGive reports whether a person may make somebody hold a role. A role of the
// street is never given in chat, only by a code from the command line.
func MayGive(p Person, r Role) bool {
	_, known := rights[r.Role]
	return known && r.Role != StreetStaff && May(p, AddStaff, r.Place)
}

// PlacesOf returns the places where a person may do something, those within
// another of them left out.
func PlacesOf(p Person, a Action) []string {
	var at []string
	for _, r := range p.Roles {
		if slices.Contains(rights[r.Role], a) {
			at = append(at, r.Place)
		}
	}
	slices.SortFunc(at, byNumber)
	at = slices.Compact(at)
	return slices.DeleteFunc(slices.Clone(at), func(place string) bool {
		return slices.ContainsFunc(at, func(root string) bool { return place != root && Within(place, root) })
	})
}

// StaffAt returns who holds a role responsible for a place, the closest first.
func StaffAt(tx store.Reader, role, place string) []Person {
	var staff []Person
	for at := place; at != ""; at = Parent(at) {
		for p := range people.By(tx, "role", node(at)) {
			p = p.on(today(tx))
			known := slices.ContainsFunc(staff, func(s Person) bool { return s.ID == p.ID })
			if !known && slices.ContainsFunc(p.Roles, Role{Role: role, Place: at}.same) {
				staff = append(staff, p)
			}
		}
	}
	return staff
}

// GiveRole lets a person hold a role. One they have is given other days.
func GiveRole(tx store.Tx, p Person, r Role) (Person, error) {
	if _, known := rights[r.Role]; !known {
		return p, bot.Refuse("没有「%s」这种职务。", r.Role)
	}
	if _, known := GetPlace(tx, r.Place); !known {
		return p, bot.Refuse("没有找到这个职务所管的地方。")
	}
	if slices.Contains(p.AllRoles(), r) {
		return p, nil
	}
	p = p.without(r)
	p.Roles = append(p.Roles, r)
	p = p.on(today(tx))
	PutPerson(tx, p)
	return p, nil
}

// TakeRole ends a role of a person, whatever its days.
func TakeRole(tx store.Tx, p Person, r Role) Person {
	p = p.without(r)
	PutPerson(tx, p)
	return p
}

var roleNames = map[string]string{
	StreetStaff: "街道工作人员", Staff: "社区工作人员", Property: "物业", Committee: "业委会",
	BuildingLeader: "楼栋长", GridOfficer: "网格员", Volunteer: "志愿者",
}

// RoleName is what residents call a role.
func RoleName(role string) string { return roleNames[role] }

func roleWords(roles []string) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = RoleName(r)
	}
	return strings.Join(names, "、")
}
