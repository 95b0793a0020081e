package address

import (
	"regexp"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/directory/plain"
	"yishi/store"
)

// What people say of where they live instead of its number, the nearest first.
var (
	myHome     = regexp.MustCompile(`^(在)?(我|俺|咱|自)?(们)?(自己)?(家|屋)(里|里面|中|内)?$|^(我|俺)(们)?(自己)?(住的地方|住处|房间|屋里|房子)$|^家$|^(家|屋)里$`)
	myBuilding = regexp.MustCompile(`^(我|我们|我家|咱|咱们|咱家|本)?(这|那)?(楼|栋|幢|单元)?(楼下|楼上|对门|隔壁|门口|电梯|电梯里|电梯间|楼道|楼道里|走廊|过道|楼梯|楼梯间|顶楼|楼顶|天台|1楼大厅|1楼门厅|门厅|大堂|大厅|单元门|单元门口|楼门口|本楼|本栋|这栋|我们楼|我们栋|(我们|咱们?)?这栋楼|我们这个?单元|我们单元|门禁)(里|上|下|口|那里|那边|处)?$`)
	myFloor    = regexp.MustCompile(`^(我们?|咱们?)?(家)?(这)?(负?[0-9]{1,2}|[0-9]{1,2}(到|至|-)[0-9]{1,2})(楼|层)(楼道|楼梯间?|过道|走廊|平台|拐角|电梯口?|之间)?(里|上|口)?$`)
	myDigits   = regexp.MustCompile(`^[0-9]{3,4}(室|号|户|房)?$`)
	underhalls = regexp.MustCompile(`地库|地下|车库|负[0-9]|停车场`)
)

// Where is the place that somebody means who lives at home: what the words name, and
// where they only say how it lies to the home (楼下, 对门, 电梯里), the building of that;
// what is none of this is in the home's estate. ok reports whether it was more than that.
func Where(tx store.Reader, home, words string) (id string, ok bool) {
	estate := home
	if e, in := directory.Enclosing(tx, home, directory.Estate); in {
		estate = e.ID
	}
	text := strings.TrimRight(plain.Digits(plain.Fold(words)), " 。.!！~")
	building, housed := directory.Enclosing(tx, home, directory.Building)
	switch {
	case underhalls.MatchString(text) && read(underground.ReplaceAllString(text, "")).building == "":
		return estate, housed
	case !housed:
	case myHome.MatchString(text):
		return home, true
	case myBuilding.MatchString(text), myFloor.MatchString(text), myDigits.MatchString(text):
		return building.ID, true
	}
	if found := Find(tx, estate, words, 2); len(found) == 1 {
		return found[0].ID, true
	}
	return estate, false
}

// underground are names of halls below the ground, which look like buildings.
var underground = regexp.MustCompile(`(地下|地库|车库|停车场)[A-Z]?[0-9]*[区层]?|B[0-9]层?|负[0-9]+[楼层]?`)
