package lists

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
	"yishi/store"
)

var headings = []struct {
	sheet   string
	columns []string
	example [][]string
}{
	{placesForm, []string{"街道", "社区", "小区", "楼栋", "单元", "房号", "面积", "网格", "坐标"},
		[][]string{
			{example + "梧桐街道", "桂花社区", "桂花苑", "", "", "", "", "", "30.51380,114.35070 30.51380,114.35340 30.51220,114.35340 30.51220,114.35070"},
			{example + "梧桐街道", "桂花社区", "桂花苑", "3栋", "2单元", "501", "89.51", "第3网格", ""},
		}},
	{peopleForm, []string{"姓名", "手机号", "出生年", "街道", "社区", "小区", "楼栋", "单元", "房号", "身份", "标签", "大字"},
		[][]string{{example + "王桂花", "19900000001", "1952", "梧桐街道", "桂花社区", "桂花苑", "3栋", "2单元", "501", "业主", "独居、党员", "是"}}},
	{rolesForm, []string{"姓名", "手机号", "职务", "地方", "起", "止"},
		[][]string{{example + "王桂花", "19900000001", "楼栋长", "桂花苑3栋", "2026-01-01", "2027-12-31"}}},
	{dialForm, []string{"地方", "单位", "电话", "时间"},
		[][]string{{example + "桂花苑", "物业", "027-88886666", "每天8:00—20:00"}, {example + "桂花社区", "社区", "027-88885555", "工作日9:00—17:30"}}},
	{setForm, []string{"地方", "设置项", "内容"}, [][]string{{example + "桂花苑", setting.Quiet.Name, "22:00-7:00"}}},
}

// example begins a row that is not imported.
const example = "例："

// book is a workbook with all sheets; rows follow under the headings.
type book struct {
	*excelize.File
	rows [5]*excelize.StreamWriter
	at   [5]int
}

// newBook makes the sheets. All cells are texts, so that no program makes something
// else of a phone number or a date.
func newBook() (*book, error) {
	b := &book{File: excelize.NewFile()}
	text, err := b.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		return nil, err
	}
	bold, err := b.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 49})
	if err != nil {
		return nil, err
	}
	for i, h := range headings {
		if i == 0 {
			err = b.SetSheetName("Sheet1", h.sheet)
		} else {
			_, err = b.NewSheet(h.sheet)
		}
		if err != nil {
			return nil, err
		}
		if b.rows[i], err = b.NewStreamWriter(h.sheet); err != nil {
			return nil, err
		}
		if err := b.rows[i].SetColStyle(1, len(h.columns), text); err != nil {
			return nil, err
		}
		if err := b.rows[i].SetColWidth(1, len(h.columns), 14); err != nil {
			return nil, err
		}
		cells := make([]any, len(h.columns))
		for k, c := range h.columns {
			cells[k] = excelize.Cell{StyleID: bold, Value: c}
		}
		b.at[i] = 1
		if err := b.rows[i].SetRow("A1", cells); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *book) add(sheet int, cells ...string) error {
	b.at[sheet]++
	row := make([]any, len(cells))
	for i, c := range cells {
		row[i] = c
	}
	return b.rows[sheet].SetRow(fmt.Sprintf("A%d", b.at[sheet]), row)
}

func (b *book) done() ([]byte, error) {
	defer b.Close()
	for _, rows := range b.rows {
		if err := rows.Flush(); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	_, err := b.WriteTo(&out)
	return out.Bytes(), err
}

// Template is an empty workbook, with a row in each sheet that shows how one is written.
func Template() ([]byte, error) {
	b, err := newBook()
	if err != nil {
		return nil, err
	}
	for i, h := range headings {
		for _, row := range h.example {
			if err := b.add(i, row...); err != nil {
				return nil, err
			}
		}
	}
	return b.done()
}

// Extract gives them as a workbook, of a place or of all; kinds are what can be set.
func Extract(kinds func() []setting.Kind) house.Extract {
	return house.Extract{Name: "street", Write: func(w io.Writer, tx store.Reader, ask url.Values) error {
		book, err := Export(tx, ask.Get("place"), kinds()...)
		if err == nil {
			_, err = w.Write(book)
		}
		return err
	}}
}

// Export is the lists of a place, all for "", in the form that Read reads: read again
// they change nothing.
func Export(tx store.Reader, at string, kinds ...setting.Kind) ([]byte, error) {
	b, err := newBook()
	if err != nil {
		return nil, err
	}
	if err := b.places(tx, at); err != nil {
		return nil, err
	}
	if err := b.people(tx, at); err != nil {
		return nil, err
	}
	if err := b.dials(tx, at); err != nil {
		return nil, err
	}
	if err := b.settings(tx, at, kinds); err != nil {
		return nil, err
	}
	return b.done()
}

// names are those of the levels above and at a place, as columns have them.
func names(tx store.Reader, id string) map[string]string {
	all := map[string]string{}
	for ; id != ""; id = directory.Parent(id) {
		p, _ := directory.GetPlace(tx, id)
		all[p.Kind] = p.Name
	}
	return all
}

func (b *book) places(tx store.Reader, at string) error {
	var down func(id string) error
	down = func(id string) error {
		for _, p := range directory.Children(tx, id) {
			if directory.Within(p.ID, at) {
				n, size := names(tx, p.ID), ""
				if p.Area > 0 {
					size = strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%03d", p.Area/1000, p.Area%1000), "0"), ".")
				}
				err := b.add(0, n[directory.Street], n[directory.Community], n[directory.Estate], n[directory.Building], n[directory.Unit], n[directory.Home], size, p.Grid, whereIs(p))
				if err != nil {
					return err
				}
			}
			if directory.Within(p.ID, at) || directory.Within(at, p.ID) {
				if err := down(p.ID); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return down("")
}

// whereIs is the outline of an estate, or the point where it is.
func whereIs(p directory.Place) string {
	if p.Kind == directory.Estate && p.Outline == "" && p.Pin != (address.Corner{}) {
		return address.OutlineOf([]address.Corner{p.Pin})
	}
	return p.Outline
}

func (b *book) people(tx store.Reader, at string) error {
	for p := range (directory.Audience{Place: at}).People(tx) {
		if p.Name == "" {
			continue
		}
		for _, t := range p.Ties {
			if !directory.Within(t.Home, at) {
				continue
			}
			n, year, big := names(tx, t.Home), "", ""
			if p.Born > 0 {
				year = strconv.Itoa(p.Born)
			}
			if p.Large {
				big = "是"
			}
			err := b.add(1, p.Name, p.Phone, year, n[directory.Street], n[directory.Community], n[directory.Estate], n[directory.Building], n[directory.Unit], n[directory.Home],
				directory.TieName(t.As), strings.Join(p.Tags, "、"), big)
			if err != nil {
				return err
			}
		}
	}
	for p := range (directory.Audience{Place: at, Roles: directory.RoleKeys()}).Ever().People(tx) {
		all := p.AllRoles()
		slices.SortFunc(all, func(a, b directory.Role) int { return strings.Compare(a.Place+a.Role, b.Place+b.Role) })
		all = slices.DeleteFunc(all, func(r directory.Role) bool { return !directory.Within(r.Place, at) })
		for len(all) > 0 {
			first, rest, where := all[0], []directory.Role(nil), []string(nil)
			for _, r := range all {
				if r.Role == first.Role && r.From == first.From && r.Until == first.Until {
					where = append(where, directory.FullName(tx, r.Place))
				} else {
					rest = append(rest, r)
				}
			}
			if err := b.add(2, p.Name, p.Phone, directory.RoleName(first.Role), strings.Join(where, "、"), first.From, first.Until); err != nil {
				return err
			}
			all = rest
		}
	}
	return nil
}
