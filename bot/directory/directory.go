// Package directory knows the places, the people who live and work there, their
// accounts on the channels, their roles, how far each is trusted and what each
// has agreed to. It answers who somebody is, who lives where, and who may do
// what. It sends nothing and asks nothing.
package directory

import "time"

// Kinds of places, from the street down.
const (
	Street    = "street"    // 街道
	Community = "community" // 社区
	Estate    = "estate"    // 小区
	Building  = "building"  // 楼栋
	Unit      = "unit"      // 单元
	Home      = "home"      // 户
)

// Place is a node of the tree. Its ID is the path from the root, parts joined
// by "/" ("1/2/1/3/2/301"), so that a subtree is a range of keys.
type Place struct {
	ID   string     `json:"id"`
	Kind string     `json:"kind"`
	Name string     `json:"name"`           // "3栋", "301"
	Code string     `json:"code,omitempty"` // what a resident scans or types to join: at a building
	Pin  [2]float64 `json:"pin,omitzero"`   // where it is (bot.Pin)
	// Outline of an estate, corner after corner (Corners): short, so that a place is
	// read without making anything.
	Outline string `json:"outline,omitempty"`
	Area    int64  `json:"area,omitempty"` // of a home, in 0.001 m²
	Grid    string `json:"grid,omitempty"` // 网格: a part of the street beside the tree
}

// Ties of a person to a home.
const (
	Owner   = "owner"
	CoOwner = "coowner"
	Family  = "family"
	Tenant  = "tenant"
)

// Tie binds a person to a home.
type Tie struct {
	Home string `json:"home"`
	As   string `json:"as"`
	// Trust is how sure this tie is, where that differs from the person's own
	// trust: somebody whose papers were seen for one home may claim another.
	Trust Trust `json:"trust,omitempty"`
}

// Roles at a place; a role holds for everything below it.
const (
	StreetStaff    = "street"    // 街道
	Staff          = "staff"     // 社区工作者
	Property       = "property"  // 物业
	Committee      = "committee" // 业委会
	BuildingLeader = "leader"    // 楼栋长
	GridOfficer    = "grid"      // 网格员
	Volunteer      = "volunteer" // 志愿者

	Party        = "party"      // 党支部
	Council      = "council"    // 居民议事会
	SocialWorker = "social"     // 社工
	Partner      = "partner"    // 共建单位
	Department   = "department" // 职能部门
	Duty         = "duty"       // 值班
)

// Role is what a person does at a place: always, or from one day to another
// ("2026-09-01"), both of which count.
type Role struct {
	Role  string `json:"role"`
	Place string `json:"place"`
	From  string `json:"from,omitempty"`
	Until string `json:"until,omitempty"`
}

// Trust is how sure we are that a person is who they say.
type Trust int

const (
	Guest    Trust = iota // we know only an account
	Claimed               // said who they are, and nobody knows whether it is so
	Vouched               // a leader's or staff's word, or a code that came back from a number of the register
	Verified              // papers seen by staff, or the register of owners and a proved number; owners' votes need this
)

// Person is somebody we know.
type Person struct {
	ID      string    `json:"id"`
	Name    string    `json:"name,omitempty"`
	Nick    string    `json:"nick,omitempty"` // what a platform calls them: at most proposed as a name
	Phone   string    `json:"phone,omitempty"`
	Proved  bool      `json:"proved,omitempty"` // the number is theirs: a code came back from it
	Born    int       `json:"born,omitempty"`   // year
	Ties    []Tie     `json:"ties,omitempty"`
	Roles   []Role    `json:"roles,omitempty"` // those that hold when the person is read
	Off     []Role    `json:"off,omitempty"`   // those whose days have not come, or are over
	Trust   Trust     `json:"trust,omitempty"`
	Tags    []string  `json:"tags,omitempty"`
	Consent int       `json:"consent,omitempty"` // version agreed to; 0 none
	Agreed  time.Time `json:"agreed,omitzero"`
	Large   bool      `json:"large,omitempty"`   // wants large type
	Stopped []string  `json:"stopped,omitempty"` // topics of which they want to be told nothing
	Rest    Hours     `json:"rest,omitzero"`     // in which only what is urgent reaches them
	Shown   int       `json:"shown,omitempty"`   // what those see of them whom they serve: NotShown, NameShown, AllShown
	Since   time.Time `json:"since"`
	// Merged is the person this guest turned out to be.
	Merged string `json:"merged,omitempty"`

	// Via is who acts for them at this moment (ActingFor); never kept.
	Via string `json:"-"`
}

// Account is a person's identity on one channel. Key: channel, chat id.
type Account struct {
	Channel string    `json:"channel"`
	Chat    string    `json:"chat"`
	Person  string    `json:"person"`
	Gone    bool      `json:"gone,omitempty"` // left or blocked us
	Since   time.Time `json:"since"`
	LastIn  time.Time `json:"lastIn,omitzero"` // to about an hour, where there are several
}
