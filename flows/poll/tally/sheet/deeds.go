package sheet

import (
	"fmt"
	"strings"
)

var deedColumns = []column{
	{name: "building", chinese: "楼栋", optional: true}, {name: "unit", chinese: "房号"}, {name: "owner", chinese: "业主"},
	{name: "phone", chinese: "手机号", optional: true}, {name: "area", chinese: "面积"}, {name: "kind", chinese: "类型"},
}

// Deed is a row of an estate's own register of owners, as it was written. What
// it means is for those to say who know the estate.
type Deed struct {
	Line                                     int
	Sheet                                    string // of a workbook that has several
	Building, Unit, Owner, Phone, Area, Kind string
	Wrong                                    string // why nothing of it is to be relied on
}

// Place is where a deed stands in its file.
func (d Deed) Place() string { return spot{d.Sheet, d.Line}.String() }

// Deeds reads an estate's own register: building,unit,owner,phone,area,kind, a row
// for each exclusive part. Building and phone may be missing. Other columns are
// left alone, and so is whatever stands in the rows.
func Deeds(name string, data []byte) (deeds []Deed, err error) {
	err = open(data, deedColumns, func(t *table, r row) {
		d := Deed{
			Line: r.line, Sheet: r.sheet, Building: t.get(r, "building"), Unit: t.get(r, "unit"), Owner: t.get(r, "owner"),
			Phone: t.get(r, "phone"), Area: t.get(r, "area"), Kind: t.get(r, "kind"),
		}
		if wrong := t.wrong(r); wrong != nil {
			d.Wrong = wrong.Error()
		}
		deeds = append(deeds, d.own())
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s：%w", name, err)
	case len(deeds) == 0:
		return nil, fmt.Errorf("%s：一户也没有", name)
	}
	return deeds, nil
}

// own is a deed that keeps nothing of its row alive but what it has.
func (d Deed) own() Deed {
	for _, s := range []*string{&d.Building, &d.Unit, &d.Owner, &d.Phone, &d.Area, &d.Kind} {
		*s = strings.Clone(*s)
	}
	return d
}

// Area reads m² with at most three decimals as 0.001 m².
func Area(s string) (thousandths int64, ok bool) {
	n, wrong := area(s)
	return n, wrong == ""
}
