package sheet

import (
	"fmt"
	"regexp"
	"strings"
)

var deedColumns = []column{
	{name: "building", chinese: "楼栋", optional: true, also: []string{"楼号", "楼栋号", "栋号", "幢号", "楼幢"}},
	{name: "unit", chinese: "房号", also: []string{"室号", "房间号", "户号", "门牌号", "房屋号"}},
	{name: "owner", chinese: "业主", also: []string{"业主姓名", "姓名", "产权人", "产权人姓名", "权利人"}},
	{name: "phone", chinese: "手机号", optional: true, also: []string{"手机", "电话", "联系电话", "手机号码", "联系方式"}},
	{name: "area", chinese: "面积", also: []string{"建筑面积", "产权面积", "专有面积", "房屋面积"}},
	{name: "kind", chinese: "类型", also: []string{"房屋类型", "房屋性质", "性质", "用途", "房屋用途"}},
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
	merged := mergedIn(data)
	err = open(data, deedColumns, func(t *table, r row) {
		merged.fill(&r)
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

var (
	areaUnit  = regexp.MustCompile(`(平方米|平米|平方|平|㎡|m²|m2)$`)
	thousands = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$`)
)

// Area reads m² with at most three decimals as 0.001 m².
//
// It may be followed by a word for m², and have signs between thousands, as in the
// lists that offices keep: 1,120.33㎡.
func Area(s string) (thousandths int64, ok bool) {
	s = areaUnit.ReplaceAllString(Fold(s), "")
	if thousands.MatchString(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	n, wrong := area(s)
	return n, wrong == ""
}
