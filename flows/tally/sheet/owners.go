package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"yishi/flows/tally"
	"yishi/flows/tally/estate"
)

var registerColumns = []column{
	{name: "unit", chinese: "房号"}, {name: "owner", chinese: "业主"}, {name: "area", chinese: "面积"}, {name: "kind", chinese: "类型"},
}

// Register reads a register of owners: unit,owner,area,kind, a row for each
// exclusive part. The area is in m² with at most three decimals; the kind is
// home, parking or developer (住宅, 车位, 开发商). Rows with one owner are one
// person, so two people of one name need names that differ; co-owners stand in
// one row together, in whatever order. Names are compared folded; what still looks
// alike is in the notes.
func Register(name string, data []byte) (parts []estate.Part, notes []string, err error) {
	r := register{units: map[string]spot{}, unit: map[string]written{}, owner: map[string]written{}}
	if err := open(data, registerColumns, r.row); err != nil {
		return nil, nil, fmt.Errorf("%s：%w", name, err)
	}
	if err := r.bad.err(name); err != nil {
		return nil, nil, err
	}
	if len(r.parts) == 0 {
		return nil, nil, fmt.Errorf("%s：一户也没有", name)
	}
	return r.parts, r.doubts.told(), nil
}

// written is a name as it was first met.
type written struct {
	spot
	text, folded string
}

type register struct {
	parts       []estate.Part
	units       map[string]spot
	unit, owner map[string]written // by what they may share with others
	bad, doubts faults
}

func (g *register) row(t *table, r row) {
	p, why := part(t, r)
	if before, twice := g.units[p.Unit]; why == "" && twice {
		why = fmt.Sprintf("房号「%s」在%s已经有了：一户一行，共有人写在一起", t.get(r, "unit"), before)
	}
	if why != "" {
		g.bad.add(r.spot, "%s", why)
		return
	}
	g.units[p.Unit] = r.spot
	g.parts = append(g.parts, p)
	g.alike(g.unit, AlikeUnit(p.Unit), written{r.spot, t.get(r, "unit"), p.Unit}, "户")
	if p.Kind != estate.Developer {
		g.alike(g.owner, AlikeNames(p.Owner), written{r.spot, t.get(r, "owner"), p.Owner}, "个人")
	}
}

// alike doubts what looks as something before did, and counts as something else.
func (g *register) alike(known map[string]written, key string, now written, as string) {
	before, met := known[key]
	switch {
	case !met:
		known[key] = now
	case before.folded != now.folded:
		g.doubts.add(now.spot, "「%s」和%s的「%s」像是同一%s，现在算两%s", now.text, before.spot, before.text, as, as)
	}
}

func part(t *table, r row) (p estate.Part, why string) {
	p = estate.Part{Unit: Fold(t.get(r, "unit")), Owner: together(t.get(r, "owner"))}
	kind, known := kinds[Fold(t.get(r, "kind"))]
	p.Kind = kind
	area, wrong := area(t.get(r, "area"))
	p.Area = area
	switch err := t.wrong(r); {
	case err != nil:
		return p, err.Error()
	case p.Unit == "":
		return p, "没有房号"
	case !known:
		return p, fmt.Sprintf("类型「%s」不认识：请写住宅、车位或开发商", t.get(r, "kind"))
	case p.Owner == "" && p.Kind != estate.Developer:
		return p, fmt.Sprintf("房号「%s」没有业主", t.get(r, "unit"))
	case wrong != "":
		return p, fmt.Sprintf("房号「%s」的面积「%s」%s", t.get(r, "unit"), t.get(r, "area"), wrong)
	}
	return p, ""
}

var kinds = map[string]estate.Kind{
	"home": estate.Home, "住宅": estate.Home, "shop": estate.Home, "商铺": estate.Home,
	"parking": estate.Parking, "车位": estate.Parking,
	"developer": estate.Developer, "developer's": estate.Developer, "开发商": estate.Developer,
}

var areaForm = regexp.MustCompile(`^(\d{1,9})(?:\.(\d+))?$`)

// area reads m² as 0.001 m².
func area(s string) (thousandths int64, wrong string) {
	s = width.Fold.String(s)
	m := areaForm.FindStringSubmatch(s)
	switch {
	case strings.HasPrefix(s, "-"):
		return 0, "比零还小"
	case m == nil:
		return 0, "看不懂：请只写平方米数，比如 89.51，不写单位和逗号"
	case len(m[2]) > 3:
		return 0, "的小数超过三位"
	}
	n, err := strconv.ParseInt(m[1]+m[2]+"000"[len(m[2]):], 10, 64)
	if err != nil || n == 0 {
		return 0, "是零"
	}
	return n, ""
}

var ballotColumns = []column{{name: "unit", chinese: "房号"}, {name: "choice", chinese: "表决"}}

// Choices reads owners' ballots: unit,choice, a row for each ballot; other
// columns are left alone. The choice is yes, no, abstain, invalid or silent
// (同意, 反对, 弃权, 废票, 未表决); a unit without a row was not delivered to.
func Choices(name string, data []byte, register *estate.Register) ([]tally.Choice, error) {
	made := make([]tally.Choice, register.Parts())
	lines := make([]spot, register.Parts())
	var bad faults
	err := open(data, ballotColumns, func(t *table, r row) {
		unit := t.get(r, "unit")
		choice, known := words[Fold(t.get(r, "choice"))]
		i, there := register.Index(Fold(unit))
		switch wrong := t.wrong(r); {
		case wrong != nil:
			bad.add(r.spot, "%s", wrong)
		case unit == "":
			bad.add(r.spot, "没有房号")
		case !there:
			bad.add(r.spot, "名册里没有房号「%s」", unit)
		case !known:
			bad.add(r.spot, "房号「%s」的表决「%s」不认识：请写同意、反对、弃权、废票或未表决", unit, t.get(r, "choice"))
		case lines[i].line != 0:
			bad.add(r.spot, "房号「%s」在%s已经投过了", unit, lines[i])
		default:
			made[i], lines[i] = choice, r.spot
		}
	})
	if err != nil {
		return nil, fmt.Errorf("%s：%w", name, err)
	}
	return made, bad.err(name)
}

var words = map[string]tally.Choice{
	"yes": tally.Yes, "同意": tally.Yes, "no": tally.No, "反对": tally.No, "不同意": tally.No, "abstain": tally.Abstain, "弃权": tally.Abstain,
	"invalid": tally.Invalid, "废票": tally.Invalid, "silent": tally.Silent, "未表决": tally.Silent,
}
