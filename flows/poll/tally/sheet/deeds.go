package sheet

import "fmt"

var deedColumns = []column{
	{name: "building", chinese: "楼栋", optional: true}, {name: "unit", chinese: "房号"}, {name: "owner", chinese: "业主"},
	{name: "phone", chinese: "手机号", optional: true}, {name: "area", chinese: "面积"}, {name: "kind", chinese: "类型"},
}

// Deed is a row of an estate's own register of owners, as it was written. What
// it means is for those to say who know the estate.
type Deed struct {
	Line                                     int
	Building, Unit, Owner, Phone, Area, Kind string
	Long                                     bool // more cells than the first line: some cell may be in the wrong column
}

// Deeds reads an estate's own register: building,unit,owner,phone,area,kind, a row
// for each exclusive part. Building and phone may be missing. Other columns are
// left alone, and so is whatever stands in the rows.
func Deeds(name string, data []byte) (deeds []Deed, err error) {
	err = open(data, deedColumns, func(t *table, r row) {
		deeds = append(deeds, Deed{
			Line: r.line, Building: t.get(r, "building"), Unit: t.get(r, "unit"), Owner: t.get(r, "owner"),
			Phone: t.get(r, "phone"), Area: t.get(r, "area"), Kind: t.get(r, "kind"), Long: t.tooLong(r),
		})
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	case len(deeds) == 0:
		return nil, fmt.Errorf("%s: there is no unit in it", name)
	}
	return deeds, nil
}

// Area reads m² with at most three decimals as 0.001 m².
func Area(s string) (thousandths int64, ok bool) {
	n, wrong := area(s)
	return n, wrong == ""
}
