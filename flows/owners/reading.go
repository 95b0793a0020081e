package owners

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"yishi/bot/directory"
	"yishi/flows/poll/tally/sheet"
	"yishi/store"
)

// reading is a file on its way to a plan.
type reading struct {
	tx        store.Tx
	estate    directory.Place
	buildings map[string]directory.Place // by what a cell says; one without an id is unknown
	lines     map[string]int             // of units
	parts     []Part
	rows      []int // the line of each part
	problems  []Problem
}

func newReading(tx store.Tx, estate directory.Place) *reading {
	return &reading{tx: tx, estate: estate, buildings: map[string]directory.Place{}, lines: map[string]int{}}
}

func (r *reading) stop(line int, format string, args ...any) {
	r.problems = append(r.problems, Problem{line, fmt.Sprintf(format, args...), true})
}

func (r *reading) doubt(line int, format string, args ...any) {
	r.problems = append(r.problems, Problem{line, fmt.Sprintf(format, args...), false})
}

var kinds = map[string]Kind{
	"home": Home, "住宅": Home, "parking": Parking, "车位": Parking, "车库": Parking,
	"developer": Developer, "开发商": Developer, "未售": Developer,
	"other": Other, "shop": Other, "商铺": Other, "其他": Other,
}

// row reads one row and notes all that is wrong with it.
func (r *reading) row(d sheet.Deed) {
	before := len(r.problems)
	p := Part{Register: r.estate.ID}
	if d.Long {
		r.stop(d.Line, "这一行比表头多了格子：有逗号的格子要加引号")
	}
	r.kind(&p, d)
	r.area(&p, d)
	r.place(&p, d)
	r.owners(&p, d)
	if slices.ContainsFunc(r.problems[before:], func(p Problem) bool { return p.Stops }) {
		return
	}
	r.parts, r.rows = append(r.parts, p), append(r.rows, d.Line)
}

func (r *reading) kind(p *Part, d sheet.Deed) {
	kind, known := kinds[strings.ToLower(d.Kind)]
	if !known {
		r.stop(d.Line, "类型「%s」不认识：请写住宅、车位、开发商、商铺或其他", d.Kind)
	}
	p.Kind = kind
}

// What an area is looked at twice for, in 0.001 m².
const (
	smallHome, largeHome     = 15_000, 500_000
	smallParking, largeSpace = 5_000, 60_000
)

func (r *reading) area(p *Part, d sheet.Deed) {
	n, ok := sheet.Area(width.Fold.String(d.Area))
	switch {
	case d.Area == "":
		r.stop(d.Line, "没有面积")
	case !ok:
		r.stop(d.Line, "面积「%s」看不懂：请写平方米数，比如 89.51，最多三位小数", d.Area)
	case p.Kind == Home && (n < smallHome || n > largeHome), p.Kind == Parking && (n < smallParking || n > largeSpace):
		r.doubt(d.Line, "面积%s平方米，%s很少有这样的", areaWords(n), p.Kind.words())
	}
	p.Area = n
}

// place finds out what the part is called and where it is.
func (r *reading) place(p *Part, d sheet.Deed) {
	unit := strings.Join(strings.Fields(width.Fold.String(d.Unit)), "")
	if unit == "" {
		r.stop(d.Line, "没有房号")
		return
	}
	near, named := r.estate, d.Building != ""
	if named {
		if near = r.building(d.Building); near.ID == "" {
			r.stop(d.Line, "%s没有「%s」这栋楼", r.estate.Name, d.Building)
			return
		}
		unit = near.Name + strings.TrimPrefix(unit, near.Name)
		p.Building = near.ID
	}
	p.Unit = unit
	if p.Kind != Parking {
		r.home(p, d, near)
	}
	if before, twice := r.lines[p.Unit]; twice {
		r.stop(d.Line, "%s在第%d行已经有了：一户一行，共有人写在一起", p.Unit, before)
	} else {
		r.lines[p.Unit] = d.Line
	}
}

var onlyDigits = regexp.MustCompile(`^[0-9]+$`)

// building finds the building that a cell names.
func (r *reading) building(cell string) directory.Place {
	if b, known := r.buildings[cell]; known {
		return b
	}
	name := strings.Join(strings.Fields(width.Fold.String(cell)), "")
	if onlyDigits.MatchString(name) {
		name += "栋"
	}
	name = strings.TrimPrefix(name, r.estate.Name)
	var found directory.Place
	for _, b := range directory.Children(r.tx, r.estate.ID) {
		if b.Name == name {
			found = b
		}
	}
	if all := r.named(directory.Building, r.estate.ID, name); found.ID == "" && len(all) == 1 {
		found = all[0]
	}
	r.buildings[cell] = found
	return found
}

// named are the places of a kind below another that words may mean, at most two.
func (r *reading) named(kind, below, words string) []directory.Place {
	return slices.DeleteFunc(directory.Named(r.tx, below, words, 2), func(p directory.Place) bool {
		return p.Kind != kind || !directory.Within(p.ID, below)
	})
}

// home finds the home in the directory. A register holds what the law counts, so
// one that is not there is still a part; but nobody can be known as living in it.
func (r *reading) home(p *Part, d sheet.Deed, near directory.Place) {
	switch all := r.named(directory.Home, near.ID, p.Unit); {
	case len(all) > 1 && p.Kind != Other:
		r.stop(d.Line, "%s不止一个：请写清楼栋和单元", p.Unit)
	case len(all) == 1:
		p.Home, p.Unit = all[0].ID, directory.ShortName(r.tx, all[0].ID)
		b, _ := directory.Enclosing(r.tx, p.Home, directory.Building)
		p.Building = b.ID
	case p.Kind == Home:
		r.doubt(d.Line, "%s不在户室目录里：它照样计入，但业主只能投纸质票", p.Unit)
	}
}

var mobile = regexp.MustCompile(`^1[0-9]{10}$`)

func (r *reading) owners(p *Part, d sheet.Deed) {
	if strings.Trim(d.Owner, separators+" ") == "" {
		if p.Kind != Developer {
			r.stop(d.Line, "没有业主")
		}
		return
	}
	list, why := split(d.Owner, d.Phone)
	if why != "" {
		r.stop(d.Line, "%s", why)
	}
	for _, o := range list {
		if o.Phone != "" && p.Kind != Developer && !mobile.MatchString(o.Phone) {
			r.doubt(d.Line, "有一个手机号不是11位的手机号")
		}
	}
	p.Owners = list
}
