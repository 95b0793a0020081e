package roster

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/directory/joining"
	"yishi/bot/outbox"
	"yishi/flows/roster/lists"
	"yishi/store"
)

// mostHomes are made by one sentence: a tower of thirty floors.
const mostHomes = 400

// adding is what a sentence of staff adds to the places: a building, a unit of it, homes.
type adding struct {
	Why      string   `json:"why,omitempty"` // it cannot be made, and why
	Estate   string   `json:"estate,omitempty"`
	Building string   `json:"building,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	Rooms    []string `json:"rooms,omitempty"`
	Called   string   `json:"called,omitempty"` // 桂花苑13栋2单元，101到602，共12户
	Code     string   `json:"code,omitempty"`   // of a building that is new
}

var (
	fromTo   = regexp.MustCompile(`([0-9]{3,4})(?:室|号)?(?:到|至|~|—|-)([0-9]{3,4})(?:室|号)?`)
	roomList = regexp.MustCompile(`[0-9]{3,4}[A-Z]?(?:室|号)?(?:[、,，和 ][0-9]{3,4}[A-Z]?(?:室|号)?)+`)
	oneRoom  = regexp.MustCompile(`[0-9]{3,4}[A-Z]?`)
)

// readAdding reads what is to be added, in the estates where somebody may.
func readAdding(tx store.Reader, by directory.Person, words string) adding {
	t := lists.NewTree(tx)
	estate, rest := estateIn(t, by, strings.TrimSpace(words))
	if estate == "" {
		example := anEstateOf(t, by)
		if example == "" {
			return adding{Why: "您管的地方还没有小区。先回复「加小区」。"}
		}
		return adding{Why: "请写上小区，比如「" + example + "13栋」。"}
	}
	a := adding{Estate: estate, Code: directory.NewCode(directory.PlaceCode)}
	var span string
	switch m := fromTo.FindStringSubmatch(rest); {
	case m != nil && strings.Count(rest, "-") < 2:
		if a.Rooms = rooms(m[1], m[2]); len(a.Rooms) == 0 || len(a.Rooms) > mostHomes {
			return adding{Why: "「" + m[0] + "」看不懂。比如「101到602」，是1到6层，每层01、02。"}
		}
		span, rest = m[1]+"到"+m[2], strings.Replace(rest, m[0], "", 1)
	case roomList.MatchString(rest):
		said := roomList.FindString(rest)
		a.Rooms, rest = oneRoom.FindAllString(said, -1), strings.Replace(rest, said, "", 1)
		span = strings.Join(a.Rooms, "、")
	}
	building, unit, home := address.Of(rest)
	if home != "" && len(a.Rooms) == 0 {
		a.Rooms, span = []string{home}, home
	}
	switch {
	case building != "":
		a.Building = building + "栋"
	case rest != "" && !strings.ContainsAny(rest, "0123456789"):
		a.Building = rest // 物业服务楼
	default:
		return adding{Why: "请写上是几栋，比如「13栋」「3栋2单元 101到602」。"}
	}
	if unit != "" {
		a.Unit = unit + "单元"
	}
	return a.weighed(t, span)
}

// weighed is what is new of it.
func (a adding) weighed(t *lists.Tree, span string) adding {
	at, known := t.Find(a.Estate, directory.Building, a.Building)
	name := t.Name(a.Estate) + a.Building
	if known {
		name = t.Name(at)
	}
	if a.Unit != "" {
		if known {
			at, known = t.Find(at, directory.Unit, a.Unit)
		}
		name += a.Unit
	}
	if known {
		a.Rooms = slices.DeleteFunc(a.Rooms, func(room string) bool { _, there := t.Find(at, directory.Home, room); return there })
	}
	switch {
	case known && len(a.Rooms) == 0:
		return adding{Why: name + span + "已经有了，不用加。"}
	case len(a.Rooms) > 1:
		name += "，" + span + "，共" + strconv.Itoa(len(a.Rooms)) + "户"
	case len(a.Rooms) == 1:
		name += a.Rooms[0]
	}
	a.Called = name
	return a
}

// estateIn finds the estate that words name, and the rest of them; without a name it is
// the only one there is.
func estateIn(t *lists.Tree, by directory.Person, words string) (id, rest string) {
	best := ""
	var mine []string
	for _, e := range t.Estates {
		if !directory.May(by, directory.KeepRegister, e.ID) {
			continue
		}
		mine = append(mine, e.ID)
		if strings.Contains(words, e.Name) && len(e.Name) > len(best) {
			id, best = e.ID, e.Name
		}
	}
	if id == "" && len(mine) == 1 {
		id = mine[0]
	}
	_, after, found := strings.Cut(words, best)
	if !found || best == "" {
		after = words
	}
	return id, strings.TrimSpace(after)
}

func anEstateOf(t *lists.Tree, by directory.Person) string {
	for _, e := range t.Estates {
		if directory.May(by, directory.KeepRegister, e.ID) {
			return e.Name
		}
	}
	return ""
}

// rooms are those from one to another: of every floor the same.
func rooms(from, to string) (all []string) {
	a, _ := strconv.Atoi(from)
	b, _ := strconv.Atoi(to)
	if a%100 == 0 || b/100 < a/100 || b%100 < a%100 || (b/100-a/100+1)*(b%100-a%100+1) > mostHomes {
		return nil
	}
	for floor := a / 100; floor <= b/100; floor++ {
		for n := a % 100; n <= b%100; n++ {
			all = append(all, fmt.Sprintf("%d%02d", floor, n))
		}
	}
	return all
}

// put makes the places, and returns the last of them.
func (a adding) put(tx store.Tx, by directory.Person) (last string, err error) {
	if !directory.May(by, directory.KeepRegister, a.Estate) {
		return "", directory.ErrNotYours
	}
	t := lists.NewTree(tx)
	t.Children(a.Estate)
	last = t.Add(a.Estate, directory.Building, a.Building)
	t.Children(last)
	at := last
	if a.Unit != "" {
		at = t.Add(last, directory.Unit, a.Unit)
		t.Children(at)
		last = at
	}
	for _, room := range a.Rooms {
		last = t.Add(at, directory.Home, room)
	}
	var fresh []directory.Place
	for _, p := range t.Fresh() {
		id := p.ID
		if p.Kind == directory.Building {
			p.Code = a.Code
		}
		fresh = append(fresh, p)
		if p.Kind == directory.Building || len(a.Rooms) < 2 {
			audit.Log(tx, by.ID, "add place", id, p.Kind)
		}
	}
	if len(a.Rooms) > 1 {
		audit.Log(tx, by.ID, "add homes", at, strconv.Itoa(len(a.Rooms)))
	}
	return last, lists.PutPlaces(tx, fresh)
}

// newcomer is somebody whom staff enter.
type newcomer struct {
	Name  string `json:"name"`
	Phone string `json:"phone,omitempty"`
	Born  int    `json:"born,omitempty"`
	Home  string `json:"home"`
	As    string `json:"as"`
}

// putNewcomer writes them as a list would: that they are on it proves nothing.
func putNewcomer(tx store.Tx, by directory.Person, n newcomer) error {
	if !directory.May(by, directory.KeepRegister, n.Home) {
		return directory.ErrNotYours
	}
	if had, known := joining.KnownAs(tx, n.Phone, n.Name, []string{n.Home}); known && len(directory.AccountsOf(tx, had.ID)) > 0 {
		return bot.Refuse("%s已经登记过，自己在用。要改他的资料，回复「改居民资料」。", n.Name)
	}
	lists.Enter(tx, n.Name, n.Phone, n.Born, directory.Tie{Home: n.Home, As: n.As})
	audit.Log(tx, by.ID, "add person", n.Home, n.As)
	return nil
}

// homeFor is the one home that words name where somebody keeps the register.
func homeFor(tx store.Reader, by directory.Person, words string) string {
	homes := address.HomesNamed(tx, by, directory.KeepRegister, words, 2)
	if len(homes) == 0 {
		return ""
	}
	return homes[0]
}

// known is somebody who may be shown to staff.
type known struct {
	ID     string `json:"id"`
	Called string `json:"called"`
}

// knownBy are those of a home, or of a number, whom somebody may look after.
func knownBy(tx store.Reader, by directory.Person, words string) (list []known) {
	add := func(p directory.Person) {
		if p.ID != by.ID && p.Merged == "" && joining.MayStandFor(by, p) && len(list) < 9 {
			list = append(list, known{p.ID, Called(tx, p)})
		}
	}
	if home := homeFor(tx, by, words); home != "" {
		for p := range (directory.Audience{Place: home}).People(tx) {
			add(p)
		}
		return list
	}
	if p, ok := directory.PersonByPhone(tx, words); ok {
		add(p)
	}
	return list
}

// Called is a person as staff see them, the number masked: 王桂花（桂花苑3栋1单元301业主，199****0001，1954年生）.
func Called(tx store.Reader, p directory.Person) string {
	var is []string
	for _, t := range p.Ties {
		is = append(is, directory.FullName(tx, t.Home)+directory.TieName(t.As))
	}
	if p.Phone != "" {
		is = append(is, directory.Masked(p.Phone))
	}
	if p.Born > 0 {
		is = append(is, strconv.Itoa(p.Born)+"年生")
	}
	if len(is) == 0 {
		return p.Name
	}
	return p.Name + "（" + strings.Join(is, "，") + "）"
}

// correct puts something right, and tells the person: told says so.
func correct(tx store.Tx, by directory.Person, id, what, value string) (told string, err error) {
	p, ok := directory.GetPerson(tx, id)
	if !ok {
		return "", bot.Refuse("没有找到这个人。")
	}
	if _, err := joining.Correct(tx, by, p, what, value); err != nil {
		return "", err
	}
	return outbox.TellSaying(tx, id, bot.Out{Text: "社区把您登记的" + whatNames[what] + "改成了「" + value + "」。不对的话，回复「人工」。"}), nil
}

var whatNames = map[string]string{joining.TheName: "姓名", joining.ThePhone: "手机号", joining.TheBirth: "出生年"}
