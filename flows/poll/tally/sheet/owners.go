package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"yishi/flows/poll/tally"
)

var registerColumns = []column{
	{name: "unit", chinese: "房号"}, {name: "owner", chinese: "业主"}, {name: "area", chinese: "面积"}, {name: "kind", chinese: "类型"},
}

// Register reads a register of owners: unit,owner,area,kind, a row for each
// exclusive part. The area is in m² with at most three decimals; the kind is
// home, parking or developer (住宅, 车位, 开发商). Rows with one owner are one
// person, so two people of one name need names that differ; co-owners stand in
// one row together.
func Register(name string, data []byte) ([]tally.Part, error) {
	var parts []tally.Part
	var bad faults
	seen := map[string]int{}
	err := open(data, registerColumns, func(t *table, r row) {
		p, why := part(t, r)
		if before, twice := seen[p.Unit]; why == "" && twice {
			why = fmt.Sprintf("unit %q is there already, on line %d: a unit has one row, co-owners stand in it together", p.Unit, before)
		}
		if why != "" {
			bad.add(r.line, "%s", why)
			return
		}
		seen[p.Unit] = r.line
		parts = append(parts, p)
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := bad.err(name); err != nil {
		return nil, err
	}
	if len(parts) == 0 {
		return nil, fmt.Errorf("%s: there is no unit in it", name)
	}
	return parts, nil
}

func part(t *table, r row) (p tally.Part, why string) {
	p = tally.Part{Unit: t.get(r, "unit"), Owner: t.get(r, "owner")}
	kind, known := kinds[strings.ToLower(t.get(r, "kind"))]
	p.Kind = kind
	area, wrong := area(t.get(r, "area"))
	p.Area = area
	switch {
	case t.tooLong(r):
		return p, errTooLong.Error()
	case p.Unit == "":
		return p, "there is no unit"
	case !known:
		return p, fmt.Sprintf("kind %q is none of home, parking, developer", t.get(r, "kind"))
	case p.Owner == "" && p.Kind != tally.Developer:
		return p, fmt.Sprintf("unit %q has no owner", p.Unit)
	case wrong != "":
		return p, fmt.Sprintf("area %q of unit %q %s", t.get(r, "area"), p.Unit, wrong)
	}
	return p, ""
}

var kinds = map[string]tally.Kind{
	"home": tally.Home, "住宅": tally.Home, "shop": tally.Home, "商铺": tally.Home,
	"parking": tally.Parking, "车位": tally.Parking,
	"developer": tally.Developer, "developer's": tally.Developer, "开发商": tally.Developer,
}

var areaForm = regexp.MustCompile(`^(\d{1,9})(?:\.(\d+))?$`)

// area reads m² as 0.001 m².
func area(s string) (thousandths int64, wrong string) {
	m := areaForm.FindStringSubmatch(s)
	switch {
	case strings.HasPrefix(s, "-"):
		return 0, "is less than nothing"
	case m == nil:
		return 0, "is not a number of square metres such as 89.51, without a unit and without commas"
	case len(m[2]) > 3:
		return 0, "has more than 3 decimals"
	}
	n, err := strconv.ParseInt(m[1]+m[2]+"000"[len(m[2]):], 10, 64)
	if err != nil || n == 0 {
		return 0, "is nothing"
	}
	return n, ""
}

var ballotColumns = []column{{name: "unit", chinese: "房号"}, {name: "choice", chinese: "表决"}}

// Choices reads owners' ballots: unit,choice, a row for each ballot; other
// columns are left alone. The choice is yes, no, abstain, invalid or silent
// (同意, 反对, 弃权, 废票, 未表决); a unit without a row was not delivered to.
func Choices(name string, data []byte, register *tally.Register) ([]tally.Choice, error) {
	made := make([]tally.Choice, register.Parts())
	lines := make([]int32, register.Parts())
	var bad faults
	err := open(data, ballotColumns, func(t *table, r row) {
		unit := t.get(r, "unit")
		choice, known := words[strings.ToLower(t.get(r, "choice"))]
		i, there := register.Index(unit)
		switch {
		case t.tooLong(r):
			bad.add(r.line, "%s", errTooLong)
		case unit == "":
			bad.add(r.line, "there is no unit")
		case !there:
			bad.add(r.line, "unit %q is not in the register", unit)
		case !known:
			bad.add(r.line, "choice %q of unit %q is none of yes, no, abstain, invalid, silent", t.get(r, "choice"), unit)
		case lines[i] != 0:
			bad.add(r.line, "unit %q has a ballot already, on line %d", unit, lines[i])
		default:
			made[i], lines[i] = choice, int32(r.line)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return made, bad.err(name)
}

var words = map[string]tally.Choice{
	"yes": tally.Yes, "同意": tally.Yes, "no": tally.No, "反对": tally.No, "不同意": tally.No, "abstain": tally.Abstain, "弃权": tally.Abstain,
	"invalid": tally.Invalid, "废票": tally.Invalid, "silent": tally.Silent, "未表决": tally.Silent,
}
