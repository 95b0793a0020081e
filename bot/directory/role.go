package directory

import (
	"cmp"
	"slices"
	"strconv"
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
	PrintCodes    Action = "print codes" // what hangs at doors
	SeePapers     Action = "see papers"  // and so verify an owner
	SeePeople     Action = "see people"
	SeeAudit      Action = "see audit"
	KeepContact   Action = "keep contact"  // the numbers that people call, the answers they get
	ActFor        Action = "act for"       // at the counter, for somebody without a phone
	KeepRegister  Action = "keep register" // add places and people, put right what is said of them
	HoldMeeting   Action = "hold meeting"  // ask those who answer for a place to a table
	KeepSettings  Action = "keep settings" // what a place has otherwise: hours of peace, days to answer
)

// What is said to who has no right to what they ask for: nowhere at all, or not where
// this is.
const (
	ErrStaffOnly = bot.Refusal("这是社区工作人员用的。")
	ErrNotYours  = bot.Refusal("这件事不归您管，请交给负责的人。")
)

// post is a row of the table of roles: what people call it, and what it allows within its
// place. docs/people.md has the table for everybody to read.
type post struct {
	role, name string
	may        []Action
}

// posts are the roles there are, in the order in which lists have them. Of issues those
// of departments and partner units have only what is handed to them (flows/issue).
var posts = []post{
	{StreetStaff, "街道工作人员", everything},
	{Staff, "社区工作人员", everything},
	{Property, "物业", []Action{SendNotice, SeeIssues, HandleIssue, AnswerIssue, KeepContact, PrintCodes}},
	{Committee, "业委会", []Action{OpenPoll, SendNotice, SeeIssues, SeeTurnout, CarryBallot, HoldMeeting}},
	{Party, "党支部", []Action{OpenPoll, SendNotice, SeeIssues, HandleIssue, AnswerIssue, SeeTurnout, CarryBallot, HoldMeeting}},
	{Council, "居民议事会", []Action{OpenPoll, SendNotice, SeeIssues, SeeTurnout, HoldMeeting}},
	{BuildingLeader, "楼栋长", []Action{SeeIssues, SeeTurnout, CarryBallot, VouchResident, PrintCodes}},
	{GridOfficer, "网格员", []Action{SeeIssues, HandleIssue, AnswerIssue, SeeTurnout, VouchResident, SeePeople, PrintCodes}},
	{SocialWorker, "社工", []Action{SendNotice, SeeIssues, HandleIssue, AnswerIssue, VouchResident, SeePeople, PrintCodes}},
	{Duty, "值班", []Action{SeeIssues, HandleIssue, AnswerIssue}},
	{Department, "职能部门", []Action{SeeIssues, HandleIssue, AnswerIssue}},
	{Partner, "共建单位", []Action{SeeIssues, HandleIssue, AnswerIssue}},
	{Volunteer, "志愿者", nil},
}

var everything = []Action{OpenPoll, SendNotice, SeeIssues, HandleIssue, AnswerIssue, SeeTurnout, CarryBallot, BindGroup, AddStaff,
	VouchResident, PrintCodes, SeePapers, SeePeople, SeeAudit, ActFor, KeepContact, KeepRegister, HoldMeeting, KeepSettings}

// RoleKeys are all roles, in the order in which lists have them.
func RoleKeys() (keys []string) {
	for _, p := range posts {
		keys = append(keys, p.role)
	}
	return keys
}

func postOf(role string) (post, bool) {
	i := slices.IndexFunc(posts, func(p post) bool { return p.role == role })
	if i < 0 {
		return post{}, false
	}
	return posts[i], true
}

// allows reports whether a role lets somebody do something, at its place.
func allows(role string, a Action) bool {
	p, _ := postOf(role)
	return slices.Contains(p.may, a)
}

// May reports whether a person may do something at a place.
func May(p Person, a Action, place string) bool {
	return slices.ContainsFunc(p.Roles, func(r Role) bool {
		return Within(place, r.Place) && allows(r.Role, a)
	})
}

// MaySomewhere reports whether a person may do something at some place at all. What
// nobody needs a right for, everybody may.
func MaySomewhere(p Person, a Action) bool { return a == "" || len(PlacesOf(p, a)) > 0 }

// MayGive reports whether a person may make somebody hold a role. A role of the
// street is never given in chat, only by a code from the command line.
func MayGive(p Person, r Role) bool {
	_, known := postOf(r.Role)
	return known && r.Role != StreetStaff && May(p, AddStaff, r.Place)
}

// PlacesOf returns the places where a person may do something, those within
// another of them left out.
func PlacesOf(p Person, a Action) []string {
	var at []string
	for _, r := range p.Roles {
		if allows(r.Role, a) {
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
	if _, known := postOf(r.Role); !known {
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

// RoleName is what residents call a role.
func RoleName(role string) string {
	p, _ := postOf(role)
	return p.name
}

// Words says a role as people do, with its days: 桂花苑3栋楼栋长. What the name of the
// place ends with is not said twice: 梧桐街道工作人员.
func (r Role) Words(tx store.Reader) string {
	at, name := FullName(tx, r.Place), RoleName(r.Role)
	for i := range name {
		if i > len("一") && strings.HasSuffix(at, name[:i]) {
			at = strings.TrimSuffix(at, name[:i])
		}
	}
	return at + name + r.Days()
}

// RolesWords says several roles, those of one kind together: 桂花苑、和苑物业.
func RolesWords(tx store.Reader, roles []Role) string {
	const most = 3 // places by name
	var all []string
	for len(roles) > 0 {
		var same, rest []Role
		var at []string
		for _, r := range roles {
			if r.Role == roles[0].Role && r.Days() == roles[0].Days() {
				same, at = append(same, r), append(at, FullName(tx, r.Place))
			} else {
				rest = append(rest, r)
			}
		}
		words := same[0].Words(tx)
		if len(same) > 1 {
			words = strings.Join(at[:min(len(at), most)], "、")
			if len(at) > most {
				words += "等" + strconv.Itoa(len(at)) + "处"
			}
			words += RoleName(same[0].Role) + same[0].Days()
		}
		all, roles = append(all, words), rest
	}
	return strings.Join(all, "，")
}

func roleWords(roles []string) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = RoleName(r)
	}
	return strings.Join(names, "、")
}

// Anybody is what somebody is called who may have given no name.
func (p Person) Anybody() string { return cmp.Or(p.Name, "没有写姓名的一位") }

// In is somebody in a role: 老陈（物业）; without a name, the role alone.
func (p Person) In(role string) string {
	if p.Name == "" {
		return RoleName(role)
	}
	return p.Name + "（" + RoleName(role) + "）"
}
