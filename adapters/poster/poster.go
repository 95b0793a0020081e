// Package poster renders what came of a poll for people: a picture in large type
// to be forwarded into a building's group, an Excel file, a notice for the board
// downstairs, a paper ballot, lists for those who go from door to door, and what hangs at doors. It
// renders and nothing else: no store, no clock, no decision. What is told to
// whom, and what is masked for whom, is left to the caller, except that rooms and
// names in a notice are masked here whatever comes.
package poster

import "time"

// Outcome is what colour a result has.
type Outcome int

const (
	Plain  Outcome = iota // there is a first, or nothing was proposed
	Passed                // a proposal was agreed to
	Failed                // it was not, or too few took part
)

// Result is all that is told of a poll.
type Result struct {
	Org      string // who publishes it: 桂花社区
	Place    string // whose poll it was: 桂花苑3栋的居民
	No       string // 第12号投票
	Question string
	Note     string
	Label    string // 正式表决, 意向征询
	How      string // 不记名，每人选1项
	Opened   time.Time
	Closed   time.Time

	Outcome Outcome
	Verdict string   // 通过
	Clause  string   // by which rule or law
	Turnout []Figure // of those who could
	Rows    []Row    // what the options got
	Lines   []string // what became of the options, where rows do not say it
	Items   []Item   // where several things were voted on at once: each with its rows
	Homes   string   // the roll of the homes that voted; "": there is none
	Remarks []string // ties, silence: whatever has to be said with it
	Asides  []string // ballots that did not count, one by one after a line that ends in a colon

	Root     string // of the list of ballots
	Key      string // the public key the list is signed under
	Register string // hash of the frozen register
	Verify   string // where the list is, how to check it; a sentence

	Buildings []Building
	Ballots   []Ballot // anonymised, in order of their receipts
	Rooms     []Room   // of a vote by name: who said what, masked in a notice

	Challenge Challenge
}

// Figure is a number with what it is a part of. It is written in units of
// 10^-Places.
type Figure struct {
	Label  string // 人数
	Part   int64
	Whole  int64
	Places int
	Unit   string // 人
	Need   *Need  // nil: nothing is asked of it
}

// Need is what a figure had to reach.
type Need struct {
	Words    string // 三分之二以上
	Num, Den int64
	Reached  bool
}

// Item is one of the things that were voted on at once.
type Item struct {
	Label   string
	Outcome Outcome
	Verdict string // 通过了
	Clause  string
	Rows    []Row
	Remarks []string
}

// Row is what one option got.
type Row struct {
	Label   string
	First   bool
	Figures []Figure
	Remark  string
}

// Building is how many took part in one.
type Building struct {
	Name     string
	Took, Of int
}

// Ballot is one line of the list of ballots.
type Ballot struct {
	Receipt string
	Said    string
}

// Home is a home by its parts, as people read them.
type Home struct {
	Building string // 3栋
	Unit     string // 1单元
	Room     string // 301
}

// Room is what a home said in a vote by name.
type Room struct {
	Home
	Owner string
	Said  string
}

// Challenge says until when and where one can object.
type Challenge struct {
	From, To time.Time
	Contact  string // 桂花社区居委会，小周，电话 …
}
