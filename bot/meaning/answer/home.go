package answer

import (
	"regexp"
	"strings"

	"yishi/bot/meaning/wording"
)

var (
	dashedHome  = regexp.MustCompile(`(?:^|[^\da-z\-])([a-z]?\d{1,3}[a-z]?)(?:号楼|栋|幢|座|#)?[\-#/](\d{1,2})(?:单元)?[\-/](\d{3,4})(?:[^\d\-]|$)`)
	dashedRoom  = regexp.MustCompile(`(?:^|[^\da-z\-])([a-z]?\d{1,3}[a-z]?)[\-#/](\d{3,4})(?:[^\d\-]|$)`)
	buildingOf  = regexp.MustCompile(`([a-z]\d{0,3}|\d{1,3}[a-z]?) ?(?:号楼|号栋|栋|幢|座|#楼?)`)
	streetHouse = regexp.MustCompile(`(\d{1,3})号(?:楼|院)?(?:\d{1,2}单元|\d{3,4}(?:室|房))`)
	unitOf      = regexp.MustCompile(`(\d{1,2}|[a-z]) ?(?:号)?(?:单元|门)`)
	floorOf     = regexp.MustCompile(`(?:^|[^\d号])(\d{1,2}) ?(?:楼|层)`)
	roomOf      = regexp.MustCompile(`(?:^|[^\d])(\d{3,4}) ?(?:室|房|户|号房|号)(?:[^楼栋]|$)`)
	roomAfter   = regexp.MustCompile(`(?:号楼|栋|幢|座|#|单元|楼|层|号) ?(\d{3,4})(?:\D|$)`)
)

// HomeWords reads the parts of a home that a text names: "3栋2单元501",
// "三号楼二单元五楼501室", "3-2-501". Parts not named are empty; ok means that
// there is a building or a room. Whether such a home exists, the directory knows.
func HomeWords(text string) (building, unit, floor, room string, ok bool) {
	t := wording.SpellArabic(wording.Fold(text))
	if m := dashedHome.FindStringSubmatch(t); m != nil {
		return strings.ToUpper(m[1]), m[2], "", m[3], true
	}
	if m := dashedRoom.FindStringSubmatch(t); m != nil {
		return strings.ToUpper(m[1]), "", "", m[2], true
	}
	building = first(buildingOf, t)
	if building == "" {
		building = first(streetHouse, t)
	}
	unit, floor = first(unitOf, t), first(floorOf, t)
	if room = first(roomAfter, t); room == "" {
		room = first(roomOf, t)
	}
	return building, unit, floor, room, building != "" || room != ""
}

func first(form *regexp.Regexp, t string) string {
	if m := form.FindStringSubmatch(t); m != nil {
		return strings.ToUpper(m[1])
	}
	return ""
}
