package lists

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
	"yishi/flows/tally/sheet"
	"yishi/store"
)

// Plan is what lists would change, and what has to be mended in them first.
type Plan struct {
	Problems []Problem
	Rows     map[string]int // by form

	places  []directory.Place // new and changed ones, those above first
	fresh   map[string]int    // new places by kind
	changed int               // places
	people  []person
	came    int      // people who are new
	differ  []string // people there are, whom the lists have otherwise
	argued  []string // ties that the lists have otherwise than they were vouched for
	gone    []string // people of these buildings who are on no list
	duties  []duty
	given   int // roles that are given as they are
	codes   []duty
	dials   []contact.Contact // new and changed ones

	settings []setting.Setting // new and changed ones
}

// planning is lists on their way to a plan.
type planning struct {
	*Plan
	tx          store.Reader
	tree        *Tree
	year        string
	byKey       map[string]int
	listsPlaces bool
	kinds       []setting.Kind
}

func (p *planning) wrong(l line, column, format string, args ...any) {
	p.Problems = append(p.Problems, l.problem(column, format, args...))
}

// PlanOf reads lists against the directory; kinds are what can be set.
func PlanOf(tx store.Reader, files []house.File, kinds ...setting.Kind) *Plan {
	l := Read(files)
	p := &planning{
		Plan: &Plan{Problems: l.problems, Rows: map[string]int{placesForm: len(l.places), peopleForm: len(l.people), rolesForm: len(l.roles), dialForm: len(l.dials), setForm: len(l.settings)}, fresh: map[string]int{}},
		tx:   tx, tree: NewTree(tx), year: strconv.Itoa(tx.Now().In(bot.Zone).Year()), byKey: map[string]int{}, listsPlaces: len(l.places) > 0, kinds: kinds,
	}
	for _, row := range l.places {
		p.placeRow(row)
	}
	for _, row := range l.people {
		p.personRow(row)
	}
	for _, row := range l.roles {
		p.roleRow(row)
	}
	for _, row := range l.dials {
		p.dialRow(row)
	}
	for _, row := range l.settings {
		p.settingRow(row)
	}
	p.compare()
	return p.Plan
}

func areaOf(said string) (int64, bool) { return sheet.Area(said) }

// compare finds what would be another than it is.
func (p *planning) compare() {
	for _, id := range p.tree.fresh {
		place := p.tree.places[id]
		if place.Kind == directory.Building {
			place.Code = directory.NewCode(directory.PlaceCode)
		}
		p.places = append(p.places, place)
		p.fresh[place.Kind]++
	}
	for id := range p.tree.changed {
		p.places = append(p.places, p.tree.places[id])
		p.changed++
	}
	met, buildings := map[string]bool{}, map[string]bool{}
	for _, w := range p.people {
		for _, home := range w.homes() {
			buildings[p.buildingOf(home)] = true
		}
		had, known := joining.KnownAs(p.tx, w.phone, w.name, w.homes())
		if !known {
			p.came++
			continue
		}
		met[had.ID] = true
		for _, t := range w.ties {
			if joining.Differs(had, t) {
				p.argued = append(p.argued, w.name+"，"+p.tree.Name(t.Home)+"，名单写的是"+directory.TieName(t.As))
			}
		}
		if !reflect.DeepEqual(had, w.onto(had)) {
			p.differ = append(p.differ, w.name)
		}
	}
	for b := range buildings {
		for who := range (directory.Audience{Place: b}).People(p.tx) {
			if !met[who.ID] {
				met[who.ID] = true
				p.gone = append(p.gone, who.Name+"（"+p.tree.Name(directory.Audience{Place: b}.Seat(who))+"）")
			}
		}
	}
	slices.Sort(p.gone)
	for _, d := range p.duties {
		who, had, known := d.holder(p.tx)
		switch {
		case had && slices.Contains(who.AllRoles(), d.role):
		case known:
			p.given++
		default:
			p.codes = append(p.codes, d)
		}
	}
}

const mostShown = 20

// Lines says the plan for whoever looks through it. It names people: it is for the
// screen of who has the lists, not for a log.
func (p *Plan) Lines() []string {
	lines := []string{fmt.Sprintf("读到：地点%d行，居民%d行，职务%d行。", p.Rows[placesForm], p.Rows[peopleForm], p.Rows[rolesForm])}
	for _, form := range []string{dialForm, setForm} {
		if n := p.Rows[form]; n > 0 {
			lines[0] = strings.TrimSuffix(lines[0], "。") + fmt.Sprintf("，%s%d行。", form, n)
		}
	}
	if len(p.Problems) > 0 {
		lines = append(lines, "", fmt.Sprintf("有%d处要先改好：", len(p.Problems)))
		for _, problem := range p.Problems {
			lines = append(lines, "  "+problem.String())
		}
	}
	lines = append(lines, "")
	same := len(lines)
	lines = append(lines, "和现在的比：")
	kinds := []string{}
	for _, k := range [][2]string{{directory.Street, "街道"}, {directory.Community, "社区"}, {directory.Estate, "小区"}, {directory.Building, "楼栋"}, {directory.Unit, "单元"}, {directory.Home, "户"}} {
		if n := p.fresh[k[0]]; n > 0 {
			kinds = append(kinds, fmt.Sprintf("%s%d", k[1], n))
		}
	}
	if len(kinds) > 0 {
		lines = append(lines, "  新的地点："+strings.Join(kinds, "，"))
	}
	for _, some := range []struct {
		is string
		n  int
	}{{"面积、网格或坐标有变的地点：%d处", p.changed}, {"新的居民：%d人", p.came}, {"直接给的职务：%d个", p.given}, {"要用工作码领的职务：%d个", len(p.codes)}, {"新的、有变的电话：%d个", len(p.dials)}, {"新的、有变的设置：%d个", len(p.settings)}} {
		if some.n > 0 {
			lines = append(lines, fmt.Sprintf("  "+some.is, some.n))
		}
	}
	lines = named(lines, "有变的居民", p.differ, "")
	lines = named(lines, "身份和认过的不一样", p.argued, "，都不动；先问过本人，再用「撤登记」重新登记")
	lines = named(lines, "库里有、名单里没有的居民", p.gone, "，都不动；要删请本人发「删除我的资料」")
	if len(lines) == same+1 {
		lines[same] = "和现在的一样，没有要改的。"
	}
	return lines
}

func named(lines []string, what string, who []string, end string) []string {
	if len(who) == 0 {
		return lines
	}
	more := ""
	if len(who) > mostShown {
		more = "等"
	}
	return append(lines, fmt.Sprintf("  %s：%d人（%s%s）%s", what, len(who), strings.Join(who[:min(len(who), mostShown)], "、"), more, end))
}
