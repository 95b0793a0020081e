package sample

import (
	"fmt"

	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/directory/contact"
)

// Places of the sample.
const (
	Street          = "1"     // 梧桐街道
	GuihuaCommunity = "1/1"   // 桂花社区
	HetangCommunity = "1/2"   // 荷塘社区
	GuihuaYuan      = "1/1/1" // 桂花苑, five buildings
	HeYuan          = "1/1/2" // 和苑, four buildings
	HetangLi        = "1/2/1" // 荷塘里, three buildings

	GuihuaYuan3 = GuihuaYuan + "/3" // 3栋
)

// Codes of some buildings. The code of any is three letters of its estate
// (GHY, HEY, HTJ) and three times the letter of its number: A for 1栋, B for 2栋.
const (
	CodeGuihuaYuan3 = "GHYCCC"
	CodeHeYuan1     = "HEYAAA"
)

// A building has 2 units of 5 floors with 5 homes each.
const units, floors, doors = 2, 5, 5

func (f *filling) street() {
	f.place(Street, directory.Street, "梧桐街道")
	f.community(GuihuaCommunity, "桂花社区")
	f.estate(GuihuaYuan, "桂花苑", "GHY", 5, [2]float64{30.5130, 114.3510})
	f.estate(HeYuan, "和苑", "HEY", 4, [2]float64{30.5152, 114.3547})
	f.community(HetangCommunity, "荷塘社区")
	f.estate(HetangLi, "荷塘里", "HTJ", 3, [2]float64{30.5189, 114.3475})
}

func (f *filling) place(id, kind, name string) {
	directory.PutPlace(f.tx, directory.Place{ID: id, Kind: kind, Name: name})
}

func (f *filling) community(id, name string) {
	f.place(id, directory.Community, name)
	f.sum.Communities++
}

func (f *filling) estate(id, name, code string, buildings int, pin [2]float64) {
	directory.PutPlace(f.tx, directory.Place{ID: id, Kind: directory.Estate, Name: name, Pin: pin, Outline: outline(pin, buildings)})
	f.sum.Estates++
	for n := 1; n <= buildings; n++ {
		letter := string(rune('A' + n - 1))
		directory.PutPlace(f.tx, directory.Place{
			ID: fmt.Sprintf("%s/%d", id, n), Kind: directory.Building, Name: fmt.Sprintf("%d栋", n),
			Code: code + letter + letter + letter,
			Pin:  [2]float64{pin[0], pin[1] + float64(n)*0.0004},
		})
		f.building(fmt.Sprintf("%s/%d", id, n))
	}
}

// outline lies around the buildings of an estate, which stand east of its gate.
func outline(gate [2]float64, buildings int) string {
	north, south := gate[0]+0.0008, gate[0]-0.0008
	west, east := gate[1]-0.0003, gate[1]+float64(buildings+1)*0.0004
	return address.OutlineOf([]address.Corner{{north, west}, {north, east}, {south, east}, {south, west}})
}

func (f *filling) building(id string) {
	f.sum.Buildings++
	for u := 1; u <= units; u++ {
		unit := fmt.Sprintf("%s/%d", id, u)
		f.place(unit, directory.Unit, fmt.Sprintf("%d单元", u))
		for floor := 1; floor <= floors; floor++ {
			for door := 1; door <= doors; door++ {
				room := fmt.Sprintf("%d%02d", floor, door)
				f.place(unit+"/"+room, directory.Home, room)
				f.sum.Homes++
				f.household(unit+"/"+room, id)
			}
		}
	}
}

// numbers are those that people call; 桂花苑 has all of them, 和苑 none of its own.
func (f *filling) numbers() {
	for _, c := range []contact.Contact{
		{Place: GuihuaYuan, Role: directory.Property, Phone: "0571-88880001"},
		{Place: GuihuaCommunity, Role: directory.Staff, Phone: "0571-88880002", Hours: "工作日8:30—17:30"},
		{Place: HetangCommunity, Role: directory.Staff, Phone: "0571-88880003", Hours: "工作日8:30—17:30"},
	} {
		contact.Set(f.tx, c)
	}
}
