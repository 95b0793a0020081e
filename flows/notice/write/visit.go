package write

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/store"
)

// visit is a building with people to tell at their doors.
type visit struct {
	Building string `json:"building"`
	Name     string `json:"name"`
	People   int    `json:"people"`
}

func (v visit) label() string { return fmt.Sprintf("%s（%d人）", v.Name, v.People) }

// missed are the people a notice has not reached, or may not have, by place.
func missed(tx store.Reader, n notice.Notice) []door {
	var doors []door
	for m := range outbox.NotArrived(tx, n.Of()) {
		p, ok := directory.GetPerson(tx, directory.Resolve(tx, m.Person))
		if !ok || n.To.Seat(p) == "" {
			continue // moved away since
		}
		doors = append(doors, door{n.To.Seat(p), p.Name, missedWhy[m.State]})
	}
	return doors
}

// door is somebody to tell at home.
type door struct{ place, name, why string }

var missedWhy = map[outbox.State]string{
	outbox.Waiting: "（等来信）", outbox.Failed: "（没发成）", outbox.Unknown: "（不知道到没到）",
}

// visits are the buildings where people were missed, in order.
func visits(tx store.Reader, n notice.Notice) []visit {
	name := directory.FullName
	if _, one := directory.Enclosing(tx, n.To.Place, directory.Estate); one {
		name = directory.ShortName
	}
	var all []visit
	for _, c := range directory.ByBuilding(tx, n.To) {
		all = append(all, visit{Building: c.Place, Name: name(tx, c.Place)})
	}
	for _, d := range missed(tx, n) {
		i := slices.IndexFunc(all, func(v visit) bool { return directory.Within(d.place, v.Building) })
		if i >= 0 {
			all[i].People++
		}
	}
	return slices.DeleteFunc(all, func(v visit) bool { return v.People == 0 })
}

// doors lists the people missed in one building, a home a line.
func doors(tx store.Reader, n notice.Notice, building string) string {
	byHome := map[string][]string{}
	var homes []string
	for _, d := range missed(tx, n) {
		if !directory.Within(d.place, building) {
			continue
		}
		if len(byHome[d.place]) == 0 {
			homes = append(homes, d.place)
		}
		byHome[d.place] = append(byHome[d.place], d.name+d.why)
	}
	slices.Sort(homes)
	lines := []string{fmt.Sprintf("%s要上门的：", directory.FullName(tx, building))}
	for _, home := range homes {
		at := strings.TrimPrefix(directory.FullName(tx, home), directory.FullName(tx, building))
		lines = append(lines, at+" "+strings.Join(byHome[home], "、"))
	}
	return strings.Join(lines, "\n")
}

// visitsOf are the buildings to visit; everybody may have been reached meanwhile.
func visitsOf(tx store.Reader, id string) ([]visit, error) {
	n, _ := notice.Get(tx, id)
	all := visits(tx, n)
	if len(all) == 0 {
		return nil, bot.Refuse("都通知到了，不用上门。")
	}
	return all, nil
}

func doorsOf(tx store.Reader, id, building string) string {
	n, _ := notice.Get(tx, id)
	return doors(tx, n, building)
}
