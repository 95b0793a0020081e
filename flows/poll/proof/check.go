package proof

import (
	"fmt"
	"io"
)

// Sort is a way in which a file is not what was published.
type Sort string

const (
	Broken    Sort = "broken"   // a ballot that is none, or is written in another way
	NewHeader Sort = "header"   // the header was changed
	Changed   Sort = "changed"  // a ballot was changed
	Dropped   Sort = "dropped"  // there are fewer ballots than there were
	Added     Sort = "added"    // there are more
	Doubled   Sort = "doubled"  // a receipt comes twice
	Moved     Sort = "moved"    // the receipts are out of order
	Miscount  Sort = "miscount" // the ballots give another result than the header states
	Foreign   Sort = "foreign"  // the root is not the one that was published
	Unsigned  Sort = "unsigned" // the operator has not signed this
	NewFoot   Sort = "foot"     // the last line was changed
	Misdrawn  Sort = "misdrawn" // the lot gives another result, or is not drawn as the header says
	Headless  Sort = "heads"    // the ballots cannot have come as the heads told it
	Unheard   Sort = "unheard"  // a head that was told is not in the list
)

// Finding is one thing that is wrong, with the number of its line if it has one.
type Finding struct {
	Sort Sort `json:"sort"`
	Line int  `json:"line,omitempty"`
}

var words = map[Sort]string{
	Broken: "这一行不是一张写得对的票", NewHeader: "开头的一行（题目、选项、规则、人数）被改过", Changed: "有票被改过",
	Dropped: "票少了", Added: "票多了", Doubled: "同一个回执码出现了两次", Moved: "票的顺序被动过",
	Miscount: "这些票算出来的结果和写明的结果不一样", Foreign: "名单指纹和公布的不一样：这不是公布的那份名单", Unsigned: "没有主办方对这份名单的签名",
	NewFoot: "最后一行被改过", Misdrawn: "抽签的号码和结果对不上",
	Headless: "截止前每小时记下的票数和名单对不上", Unheard: "您记下的那个钟点的指纹，名单里没有：先前公布的被换过",
}

// String says it in Chinese.
func (f Finding) String() string {
	if f.Line > 0 {
		return fmt.Sprintf("第 %d 行：%s", f.Line, words[f.Sort])
	}
	return words[f.Sort]
}

// Published is what one knows of a list from elsewhere; "" for what one does not.
type Published struct {
	Root string
	Key  string // the operator's public key
	Head string // the mark of a head that was told while the poll was open
}

// Report is what a look at a file finds. Without findings the file is whole: what
// is left to do by hand is to compare its root with the published one.
type Report struct {
	List     *List
	Result   Result
	Findings []Finding
	Signed   bool   // under the key that is known
	Key      string // under which it is signed, if it is, by its own word or as is known
}

// Check reads a file, looks at all of it and counts it again. An error says that
// it is not a file of ballots at all.
func Check(r io.Reader, known Published) (Report, error) {
	l, end, err := read(r)
	if err != nil {
		return Report{}, err
	}
	c := &checking{Report: Report{List: l}}
	c.header(end)
	c.ballots()
	c.size(end)
	c.root(end)
	c.foot(end)
	c.publication(end, known)
	c.heads(known.Head)
	c.count()
	return c.Report, nil
}

type checking struct{ Report }

func (c *checking) find(s Sort, line int) { c.Findings = append(c.Findings, Finding{s, line}) }

func (c *checking) header(end foot) {
	l := c.List
	whole := hashOf(l.lines[0]) == end.Header && canonical(l.Header) == l.lines[0]
	if !whole || !l.Header.clear() || counters[l.Header.Kind] == nil {
		c.find(NewHeader, 1)
	}
}

// ballots reads each line, and sees to it that the receipts go up.
func (c *checking) ballots() {
	l := c.List
	seen := map[string]bool{}
	for i := range l.Ballots {
		b, line := &l.Ballots[i], l.lines[i+1]
		switch err := strict(line, b); {
		case err != nil || b.Receipt == "" || canonical(*b) != line || b.Words != "" && l.Header.Format != Format:
			c.find(Broken, i+2)
		case seen[b.Receipt]:
			c.find(Doubled, i+2)
		case i > 0 && b.Receipt < l.Ballots[i-1].Receipt:
			c.find(Moved, i+2)
		}
		seen[b.Receipt] = true
	}
}

func (c *checking) size(end foot) {
	switch n := len(c.List.Ballots); {
	case n < end.Ballots:
		c.find(Dropped, 0)
	case n > end.Ballots:
		c.find(Added, 0)
	}
}

// root names a change that nothing else has named.
func (c *checking) root(end foot) {
	if c.List.Root() != end.Root && len(c.Findings) == 0 {
		c.find(Changed, 0)
	}
}

// foot sees to it that the last line is written in the one way, and that what it says
// of itself holds.
func (c *checking) foot(end foot) {
	if canonical(end) != end.line || c.List.Header.Format == FirstFormat && (end.Drawn != nil || end.Key != "") {
		c.find(NewFoot, len(c.List.lines)+1)
	}
}

func (c *checking) publication(end foot, known Published) {
	if known.Root != "" && known.Root != c.List.Root() {
		c.find(Foreign, 0)
	}
	key := known.Key
	if key == "" {
		key = end.Key
	}
	if key == "" && (end.Signed == "" || c.List.Header.Format == FirstFormat) {
		return // nobody says that it is signed, or by whom
	}
	signed := c.List.signedBy(end.Signed, key) && (end.Key == "" || end.Key == key)
	if !signed {
		c.find(Unsigned, 0)
	}
	c.Key, c.Signed = key, signed && known.Key != ""
}

func (c *checking) count() {
	l := c.List
	if counters[l.Header.Kind] == nil || !l.Header.clear() {
		return // the header is a finding already
	}
	var err error
	c.Result, err = count(l.Header, l.Ballots, "")
	at, broken := err.(lineError)
	switch {
	case broken:
		c.find(Broken, int(at)+2)
	case err != nil || canonical(c.Result.Figures) != string(l.Header.Counted):
		c.find(Miscount, 0)
	}
	if err == nil && l.Drawn != nil {
		c.lot(*l.Drawn)
	}
}

// lot draws again with the number that is said.
func (c *checking) lot(said Drawn) {
	l := c.List
	err := l.Draw(said.Number)
	if err != nil || len(l.Result.Lots) == 0 || l.Drawn.Seed != said.Seed || string(l.Drawn.Counted) != string(said.Counted) {
		l.Drawn = &said
		c.find(Misdrawn, 0)
		return
	}
	c.Result = l.Result
}
