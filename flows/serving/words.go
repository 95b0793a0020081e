package serving

import (
	"embed"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
	"yishi/store"
)

//go:embed words
var files embed.FS

var asks = meaning.NewList("serving", wording.Lists{FS: files}.List("ask"))

// offices are those whose numbers are kept, in the order in which they are called.
var offices = []struct{ role, name string }{{directory.Property, "物业"}, {directory.Staff, "社区"}, {directory.Committee, "业委会"}}

// posts are those who serve a place in person, the closest first.
var posts = []string{directory.BuildingLeader, directory.GridOfficer, directory.Duty, directory.Property, directory.Staff, directory.SocialWorker, directory.Committee}

func officeName(role string) string {
	for _, o := range offices {
		if o.role == role {
			return o.name
		}
	}
	return directory.RoleName(role)
}

// card says who serves a place and how they are reached.
func card(tx store.Reader, place string) string {
	lines := []string{directory.FullName(tx, place)}
	for _, o := range offices {
		c, ok := contact.Of(tx, place, o.role)
		if !ok {
			continue
		}
		hours := c.Hours
		if hours == "" {
			hours = "全天"
		}
		lines = append(lines, o.name+"："+c.Phone+"（"+hours+"）")
	}
	if len(lines) == 1 {
		lines = append(lines, "物业和社区的电话还没有登记。")
	}
	for _, role := range posts {
		if said := inPost(tx, role, place); said != "" {
			lines = append(lines, directory.RoleName(role)+"："+said)
		}
	}
	return strings.Join(append(lines, "要找他们，也可以回复「人工」。有危险打110、119、120。"), "\n")
}

// inPost are those who hold a role for a place, as far as they have agreed to be shown.
func inPost(tx store.Reader, role, place string) string {
	var said []string
	hidden := 0
	for _, p := range directory.StaffAt(tx, role, place) {
		switch {
		case p.Name == "" || p.Shown == directory.NotShown:
			hidden++
		case p.Shown == directory.AllShown && p.Phone != "":
			said = append(said, p.Name+"，"+p.Phone)
		default:
			said = append(said, p.Name)
		}
	}
	switch {
	case len(said) == 0 && hidden > 0 && (role == directory.BuildingLeader || role == directory.GridOfficer):
		return "有，没有公开姓名"
	case len(said) > 6:
		said = said[:6]
	}
	return strings.Join(said, "；")
}

// numberIn is a telephone number as people write one: a mobile, or one of an office
// with its area in front.
func numberIn(text string) (string, error) {
	var number []rune
	digits := 0
	for _, r := range text {
		switch {
		case r >= '０' && r <= '９':
			r += '0' - '０'
			fallthrough
		case r >= '0' && r <= '9':
			digits++
			number = append(number, r)
		case strings.ContainsRune("-－—– 　", r):
			if len(number) > 0 && number[len(number)-1] != '-' {
				number = append(number, '-')
			}
		default:
			return "", bot.Refuse("这个电话我看不懂，请只写数字，比如 0571-88886666。")
		}
	}
	if digits < 3 || digits > 13 {
		return "", bot.Refuse("这个电话位数不对，请再看一看，比如 0571-88886666。")
	}
	return strings.Trim(string(number), "-"), nil
}

// keptBy are the places whose numbers somebody keeps: the estates, and what lies above
// them where that is theirs.
func keptBy(tx store.Reader, by directory.Person) (all []directory.Place) {
	for _, root := range directory.PlacesOf(by, directory.KeepContact) {
		todo := []string{root}
		for len(todo) > 0 {
			p, ok := directory.GetPlace(tx, todo[0])
			todo = todo[1:]
			if !ok {
				continue
			}
			all = append(all, p)
			if p.Kind == directory.Street || p.Kind == directory.Community {
				for _, below := range directory.Children(tx, p.ID) {
					todo = append(todo, below.ID)
				}
			}
		}
	}
	return slices.CompactFunc(all, func(a, b directory.Place) bool { return a.ID == b.ID })
}
