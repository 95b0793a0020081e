package owners

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/flows/tally/sheet"
	"yishi/store"
)

// reading is a file on its way to a plan.
type reading struct {
	tx        store.Reader
	estate    directory.Place
	buildings map[string]directory.Place // by what a cell says; one without an id is unknown
	deeds     []sheet.Deed
	now       int            // which of the deeds is read
	units     map[string]int // by name, the deed that has it
	alike     map[string]int // by what names share that may mean the same, the first part
	parts     []Part
	rows      []int // the deed of each part
	problems  []Problem
}

func newReading(tx store.Reader, estate directory.Place, deeds []sheet.Deed) *reading {
	return &reading{tx: tx, estate: estate, deeds: deeds, buildings: map[string]directory.Place{}, units: map[string]int{}, alike: map[string]int{}}
}

func (r *reading) stop(deed int, format string, args ...any) { r.problem(true, deed, format, args...) }

func (r *reading) doubt(deed int, format string, args ...any) {
	r.problem(false, deed, format, args...)
}

func (r *reading) problem(stops bool, deed int, format string, args ...any) {
	r.problems = append(r.problems, Problem{r.deeds[deed].Line, r.where(deed), fmt.Sprintf(format, args...), stops, deed})
}

// where is where a deed stands in its file.
func (r *reading) where(deed int) string { return r.deeds[deed].Place() }

var kinds = map[string]Kind{
	"home": Home, "住宅": Home, "parking": Parking, "车位": Parking, "车库": Parking,
	"developer": Developer, "开发商": Developer, "未售": Developer,
	"other": Other, "shop": Other, "商铺": Other, "其他": Other,
}

// row reads one row and notes all that is wrong with it.
func (r *reading) row(d sheet.Deed) {
	before := len(r.problems)
	p := Part{Register: r.estate.ID}
	if d.Wrong != "" {
		r.stop(r.now, "%s", d.Wrong)
	}
	r.kind(&p, d)
	r.area(&p, d)
	r.place(&p, d)
	r.owners(&p, d)
	if slices.ContainsFunc(r.problems[before:], func(p Problem) bool { return p.Stops }) {
		return
	}
	r.alikes(p)
	r.parts, r.rows = append(r.parts, p), append(r.rows, r.now)
}

func (r *reading) kind(p *Part, d sheet.Deed) {
	kind, known := kinds[sheet.Fold(d.Kind)]
	if !known {
		r.stop(r.now, "类型「%s」不认识：请写住宅、车位、开发商、商铺或其他", d.Kind)
	}
	p.Kind = kind
}

// What an area is looked at twice for, in 0.001 m².
const (
	smallHome, largeHome     = 15_000, 500_000
	smallParking, largeSpace = 5_000, 60_000
)

func (r *reading) area(p *Part, d sheet.Deed) {
	n, ok := sheet.Area(d.Area)
	switch {
	case d.Area == "":
		r.stop(r.now, "没有面积")
	case !ok:
		r.stop(r.now, "面积「%s」看不懂：请写平方米数，比如 89.51，最多三位小数", d.Area)
	case p.Kind == Home && (n < smallHome || n > largeHome), p.Kind == Parking && (n < smallParking || n > largeSpace):
		r.doubt(r.now, "面积%s平方米，%s很少有这样的", areaWords(n), p.Kind.words())
	}
	p.Area = n
}

// place finds out what the part is called and where it is.
func (r *reading) place(p *Part, d sheet.Deed) {
	unit := spotless(d.Unit)
	if unit == "" {
		r.stop(r.now, "没有房号")
		return
	}
	near, named := r.estate, d.Building != ""
	if named {
		if near = r.building(d.Building); near.ID == "" {
			r.stop(r.now, "%s没有「%s」这栋楼", r.estate.Name, d.Building)
			return
		}
		unit = near.Name + strings.TrimPrefix(unit, near.Name)
		p.Building = near.ID
	}
	p.Unit = unit
	if p.Kind != Parking {
		r.home(p, d, near)
	}
	if before, twice := r.units[p.Unit]; twice {
		r.stop(r.now, "%s在%s已经有了：一户一行，共有人写在一起", p.Unit, r.where(before))
	} else {
		r.units[p.Unit] = r.now
	}
}

// alikes doubts two names that may mean the same place. Homes of the directory are
// what they are.
func (r *reading) alikes(p Part) {
	key := sheet.AlikeUnit(p.Unit)
	before, met := r.alike[key]
	if !met {
		r.alike[key] = len(r.parts)
		return
	}
	if was := r.parts[before]; was.Home == "" || p.Home == "" {
		r.doubt(r.now, "「%s」和%s的「%s」像是同一处，算两处", p.Unit, r.where(r.rows[before]), was.Unit)
	}
}

var onlyDigits = regexp.MustCompile(`^[0-9]+$`)

// building finds the building that a cell names.
func (r *reading) building(cell string) directory.Place {
	if b, known := r.buildings[cell]; known {
		return b
	}
	name := spotless(cell)
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
	return slices.DeleteFunc(address.Named(r.tx, below, words, 2), func(p directory.Place) bool {
		return p.Kind != kind || !directory.Within(p.ID, below)
	})
}

// home finds the home in the directory. A register holds what the law counts, so
// one that is not there is still a part; but nobody can be known as living in it.
func (r *reading) home(p *Part, d sheet.Deed, near directory.Place) {
	switch all := r.named(directory.Home, near.ID, p.Unit); {
	case len(all) > 1 && p.Kind != Other:
		r.stop(r.now, "%s不止一个：请写清楼栋和单元", p.Unit)
	case len(all) == 1:
		p.Home, p.Unit = all[0].ID, directory.ShortName(r.tx, all[0].ID)
		b, _ := directory.Enclosing(r.tx, p.Home, directory.Building)
		p.Building = b.ID
	case p.Kind == Home:
		r.doubt(r.now, "%s不在户室目录里：它照样计入，但业主只能投纸质票", p.Unit)
	}
}

var mobile = regexp.MustCompile(`^1[0-9]{10}$`)

func (r *reading) owners(p *Part, d sheet.Deed) {
	if strings.Trim(d.Owner, separators+" ") == "" {
		if p.Kind != Developer {
			r.stop(r.now, "没有业主")
		}
		return
	}
	list, why := split(d.Owner, d.Phone)
	if why != "" {
		r.stop(r.now, "%s", why)
	}
	for _, o := range list {
		if o.Phone != "" && p.Kind != Developer && !mobile.MatchString(o.Phone) {
			r.doubt(r.now, "有一个手机号不是11位的手机号")
		}
	}
	p.Owners = list
}
