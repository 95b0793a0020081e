package owners

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/tally/sheet"
	"yishi/store"
)

// Areas of the sample's homes by the last digit of the room, 1 to 5.
var sampleAreas = []string{"89.51", "76.3", "102.88", "89.51", "118.245"}

const sampleDeveloper = "桂苑样板置业"

// Fill imports the register of 桂花苑 of the sample street: the homes of those the
// directory knows as owners, with their co-owners; homes that are let, which in 5栋
// are the developer's and elsewhere belong to people who live somewhere else; two
// shops; some parking. It is the same every time.
func Fill(tx store.Tx) error {
	var deeds []sheet.Deed
	for _, building := range directory.Children(tx, sample.GuihuaYuan) {
		for _, unit := range directory.Children(tx, building.ID) {
			for i, home := range directory.Children(tx, unit.ID) {
				d := deedOf(tx, home.ID, building.ID == sample.GuihuaYuan+"/5")
				d.Building, d.Unit, d.Area = building.Name, unit.Name+home.Name, sampleAreas[i%len(sampleAreas)]
				deeds = append(deeds, d)
			}
		}
	}
	deeds = append(deeds, spaces(deeds)...)
	for i := range deeds {
		deeds[i].Line = i + 2
	}
	p, err := PlanOf(tx, sample.GuihuaYuan, deeds, false)
	if err == nil && len(p.Problems) > 0 {
		err = bot.Refuse("%s", p.Problems[0].Text)
	}
	if err == nil {
		_, err = Import(tx, "sample", p)
	}
	if err != nil {
		return fmt.Errorf("the register of the sample: %w", err)
	}
	nameSome(tx)
	return nil
}

// nameSome lets four fifths of the co-owners have named a voter, as if on paper:
// the one whom the directory has as the owner, not the co-owner.
func nameSome(tx store.Tx) {
	live, _ := Get(tx, sample.GuihuaYuan)
	for i, p := range PartsOf(tx, live) {
		if len(p.Owners) < 2 || p.Home == "" || i%5 == 4 {
			continue
		}
		for who := range (directory.Audience{Place: p.Home, Owners: true}).People(tx) {
			if slices.Contains(who.Ties, directory.Tie{Home: p.Home, As: directory.Owner}) {
				setVoter(tx, held(tx, p.Register, p.Holder), p.owner(who))
			}
		}
	}
}

// deedOf says who owns a home: whom the directory knows, else somebody elsewhere
// or the developer. Who only claims to own what others have shown papers for does
// not.
func deedOf(tx store.Reader, home string, unsold bool) sheet.Deed {
	who := directory.Audience{Place: home, Owners: true}
	proved := who
	proved.MinTrust = directory.Verified
	if directory.Count(tx, proved) > 0 {
		who.MinTrust = directory.Vouched
	}
	var names, phones []string
	for p := range who.People(tx) {
		names, phones = append(names, p.Name), append(phones, p.Phone)
	}
	switch {
	case len(names) > 0:
		return sheet.Deed{Owner: join(names), Phone: join(phones), Kind: "住宅"}
	case unsold:
		return sheet.Deed{Owner: sampleDeveloper, Kind: "开发商"}
	}
	number := strings.NewReplacer("/", "", sample.GuihuaYuan+"/", "").Replace(home)
	return sheet.Deed{Owner: "远山" + number, Phone: fmt.Sprintf("19900%06s", number), Kind: "住宅"}
}

// spaces are the parking of every ninth home's owners, some of the developer's,
// and the shops, one of them of somebody who has a home.
func spaces(homes []sheet.Deed) (deeds []sheet.Deed) {
	add := func(owner sheet.Deed, unit, area, kind string) {
		deeds = append(deeds, sheet.Deed{Unit: unit, Owner: owner.Owner, Phone: owner.Phone, Area: area, Kind: kind})
	}
	for i := 0; i < len(homes); i += 9 {
		add(homes[i], fmt.Sprintf("地下车位%03d", i/9+1), "12.72", "车位")
	}
	for i := range 6 {
		add(sheet.Deed{Owner: sampleDeveloper}, fmt.Sprintf("地下车位%03d", 101+i), "12.72", "车位")
	}
	add(homes[1], "临街商铺1号", "45.6", "商铺")
	add(sheet.Deed{Owner: "远山商铺", Phone: "19900990002"}, "临街商铺2号", "52", "商铺")
	return deeds
}
