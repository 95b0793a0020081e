package care

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/store"
)

// kit is what the conversations need of the house.
type kit struct {
	photo Photos
}

// row is an issue in a list.
type row struct {
	No    string `json:"no"`
	Label string `json:"label"`
}

// perPage is how many issues a list shows at a time.
const perPage = 8

// noneOfThem is what choose returns when no issue is wanted.
const noneOfThem = "-"

// choose shows a list page by page until one is chosen, and returns its number.
func choose(c *talk.Conv, head string, rows []row) string {
	pages := (len(rows) + perPage - 1) / perPage
	for page := 0; ; {
		text := head
		if pages > 1 {
			text += fmt.Sprintf("（第%d页，共%d页）", page+1, pages)
		}
		switch key := c.Choice("which", text, pageOf(rows, page, pages)...); key {
		case ">":
			page++
		case "<":
			page--
		default:
			return key
		}
	}
}

func pageOf(rows []row, page, pages int) []talk.Opt {
	var opts []talk.Opt
	for _, r := range rows[page*perPage : min(len(rows), (page+1)*perPage)] {
		opts = append(opts, talk.Opt{Key: r.No, Label: r.Label, Wide: true})
	}
	if page+1 < pages {
		opts = append(opts, talk.Opt{Key: ">", Label: "下一页"})
	}
	if page > 0 {
		opts = append(opts, talk.Opt{Key: "<", Label: "上一页"})
	}
	return append(opts, talk.Opt{Key: noneOfThem, Label: "不看了"})
}

// ownRows are a reporter's issues: what, and how far it is.
func ownRows(tx store.Reader, person string) []row {
	var rows []row
	for _, i := range issue.Own(tx, person) {
		rows = append(rows, row{i.No, i.Title() + "，" + i.State.Words()})
	}
	return rows
}

// workRows are the issues of staff: overdue or urgent, where, what, for how long,
// and who has it.
func workRows(tx store.Reader, who directory.Person) (rows []row, overdue int) {
	for _, i := range issue.Work(tx, who) {
		if i.Overdue(tx.Now()) {
			overdue++
		}
		rows = append(rows, row{i.No, workLabel(tx, who, i)})
	}
	return rows, overdue
}

func workLabel(tx store.Reader, who directory.Person, i issue.Issue) string {
	mark := ""
	switch {
	case i.Overdue(tx.Now()):
		mark = "【逾期】"
	case i.Urgent:
		mark = "【紧急】"
	}
	title := strings.TrimPrefix(i.Title(), directory.ShortName(tx, i.Building))
	label := mark + directory.FullName(tx, i.Building) + " " + title + "（" + i.No + "）" + issue.Age(i.Filed, tx.Now())
	p, taken := issue.HandlerOf(tx, i)
	switch {
	case taken && p.ID == who.ID:
		label += "，我在办"
	case taken:
		label += "，" + p.Name + "在办"
	}
	if i.State == issue.Answered {
		label += "，已答复"
	}
	if missing := issue.Untold(tx, i); missing != "" {
		label += "，" + missing
	}
	return label
}

// missing says which photos cannot be shown: they are on their way from their
// platform, or will never be had, which whoever sent them was told.
func (k kit) missing(tx store.Reader, i issue.Issue) (said string) {
	coming, lost := 0, 0
	for _, shot := range i.Shots() {
		switch name, gone := k.photo(tx, shot); {
		case gone:
			lost++
		case name == "":
			coming++
		}
	}
	if coming > 0 {
		said = fmt.Sprintf("\n（有%d张照片，还没有收到。）", coming)
	}
	if lost > 0 {
		said += fmt.Sprintf("\n（有%d张照片没能收下，要看，请反映人再发一次。）", lost)
	}
	return said
}

// lastPhoto is the newest photo of an issue that can be shown.
func (k kit) lastPhoto(tx store.Reader, i issue.Issue) string {
	for _, shot := range slices.Backward(i.Shots()) {
		if name, _ := k.photo(tx, shot); name != "" {
			return name
		}
	}
	return ""
}
