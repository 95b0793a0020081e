package talk

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/meaning"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// Pin is a point on the map.
type Pin = bot.Pin

// Spot is where something is: a place of the tree as near as it is known, and
// the person's own words or pin for the rest.
type Spot struct {
	Place string `json:"place,omitempty"`
	Name  string `json:"name"` // as it is said: 和苑3栋, 东门口
	Pin   *Pin   `json:"pin,omitempty"`
}

func (s Spot) String() string { return s.Name }

// Place asks where. The person's own places are offered; any words and a map
// pin will do, and are matched with the tree as well as can be.
func (c *Conv) Place(name, format string, args ...any) Spot {
	return replay.Ask(c.Conv, replay.Question[Spot]{
		Name: name, Text: lazy(format, args), Offer: c.ownPlaces, Voice: true,
		Hint: "请说在哪里，比如「3栋2单元门口」。", Early: true,
		Words: func(s string) (Spot, error) {
			opts := c.ownPlaces()
			switch i, ok := pickLabel(s, opts); {
			case ok:
				return c.spotAt(opts[i].Key), nil
			case replay.Follows(c.Conv) && !c.saysWhere(s): // it goes on with what was told
				return Spot{}, replay.ErrWrong
			}
			if answer.Skips(s) {
				return Spot{}, errNeeded
			}
			if answer.IsSmall(s) != answer.NotSmall || answer.OnlyNumbers(s) {
				return Spot{}, replay.ErrWrong // a number that is no choice is no place
			}
			return c.spotOf(s)
		},
		Press: func(key string) (Spot, error) {
			if _, err := pressed(c.ownPlaces(), key); err != nil {
				return Spot{}, err
			}
			return c.spotAt(key), nil
		},
		Point: func(p Pin) (Spot, error) { return c.SpotOn(p), nil },
	})
}

// PlaceIn is Place, asked only if words do not say it already.
func (c *Conv) PlaceIn(name, words, format string, args ...any) Spot {
	replay.Preset(c.Conv, name, func() (any, bool) { return c.Spot(meaning.Where(words)) })
	return c.Place(name, format, args...)
}

// saysWhere reports whether words name a place, if not one that we know.
func (c *Conv) saysWhere(words string) bool {
	home := ""
	if ties := c.For().Ties; len(ties) > 0 {
		home = ties[0].Home
	}
	_, known := address.Where(c.tx(), home, words)
	return known || meaning.Where(words) != ""
}

// SpotOn is a point on the map. Which estate it is in is said only where that is sure:
// somebody may well report what they see elsewhere.
func (c *Conv) SpotOn(p Pin) Spot {
	spot := Spot{Name: p.Label, Pin: &p}
	if spot.Name == "" {
		spot.Name = "地图上的位置"
	}
	if at, ok := address.Pinned(c.tx(), p); ok {
		spot.Place, spot.Name = at.ID, at.Name+strings.TrimPrefix(spot.Name, at.Name)
	}
	return spot
}

// ownPlaces are the buildings a person lives in and their homes.
func (c *Conv) ownPlaces() []Opt {
	var opts []Opt
	for _, tie := range c.For().Ties {
		opts = append(opts, Opt{Key: tie.Home, Label: c.homeWord() + "（" + directory.FullName(c.tx(), tie.Home) + "）", Wide: true})
		if b, ok := directory.Enclosing(c.tx(), tie.Home, directory.Building); ok { // with units in it, or without
			opts = append(opts, Opt{Key: b.ID, Label: directory.FullName(c.tx(), b.ID) + "公共地方", Wide: true})
		}
		if len(opts) >= 4 {
			break
		}
	}
	return opts
}

func (c *Conv) estate() string {
	if len(c.For().Ties) == 0 {
		return ""
	}
	parts := strings.SplitN(c.For().Ties[0].Home, "/", 4)
	return strings.Join(parts[:min(3, len(parts))], "/")
}

func (c *Conv) spotAt(id string) Spot { return Spot{Place: id, Name: directory.FullName(c.tx(), id)} }

func (c *Conv) spotOf(s string) (Spot, error) {
	words, err := cleanText(s)
	if err != nil {
		return Spot{}, err
	}
	spot := Spot{Name: cmp.Or(strings.TrimPrefix(words, "在"), words)}
	home, lives := "", c.For()
	if strings.ContainsAny(words, "我咱俺") { // 我家 is where who speaks lives, whomever it is for
		lives = c.Who()
	}
	if len(lives.Ties) > 0 {
		home = lives.Ties[0].Home
	}
	spot.Place, _ = address.Where(c.tx(), home, wording.Simple(words))
	return spot, nil
}

// mostPlace is how long words can be that are a place and nothing else.
const mostPlace = 20

// Mentioned is the place that words speak of, for somebody who lives where they do: an
// address, or how it lies to their home. What is none gives none.
func Mentioned(tx store.Reader, who directory.Person, words string) (Spot, bool) {
	home := ""
	if len(who.Ties) > 0 {
		home = who.Ties[0].Home
	}
	if digits, ok := answer.Number(words); ok && answer.OnlyNumbers(words) && digits < 100 {
		return Spot{}, false // a choice, or a count
	}
	words = wording.Simple(words)
	part := meaning.Where(words)
	said := []string{part}
	if utf8.RuneCountInString(words) <= mostPlace {
		said = []string{words, part}
	}
	for _, s := range said {
		if id, ok := address.Where(tx, home, s); ok && s != "" {
			return Spot{Place: id, Name: s}, true
		}
	}
	if id, _ := address.Where(tx, home, part); part != "" && id != "" && !strings.ContainsAny(part, "栋幢座号楼元") {
		return Spot{Place: id, Name: part}, true // a spot of the estate: 南门; a building that is not there is none
	}
	return Spot{}, false
}

// Area asks for a part of the tree below one of roots, exactly: what is to be
// decided for whom. It returns the place's id.
func (c *Conv) Area(name string, roots []string, format string, args ...any) string {
	offer := func() []Opt { return c.areaOptions(roots) }
	return replay.Ask(c.Conv, replay.Question[string]{
		Name: name, Text: lazy(format, args), Offer: offer, Voice: true,
		Hint: "可以点下面的，也可以打「" + address.Example(c.tx(), append(roots, "")[0]) + "」这样的名字。",
		Words: func(s string) (string, error) {
			return c.areaOr(s, roots, offer())
		},
		Press: func(key string) (string, error) { return pressed(offer(), key) },
	})
}

// areaOptions are the roots and what lies directly below them.
func (c *Conv) areaOptions(roots []string) []Opt {
	const most = 8
	var opts []Opt
	for _, root := range roots {
		opts = append(opts, Opt{Key: root, Label: directory.FullName(c.tx(), root) + "全部", Wide: true})
		for _, child := range directory.Children(c.tx(), root) {
			if len(opts) < most {
				opts = append(opts, Opt{Key: child.ID, Label: directory.FullName(c.tx(), child.ID)})
			}
		}
	}
	return opts
}

// areaOr reads words as a place of the tree, or as one of opts: "2" is the second
// of them, "桂花苑3栋" is not 桂花苑, and "3栋" is not the third.
func (c *Conv) areaOr(s string, roots []string, opts []Opt) (string, error) {
	i, picked := pickLabel(s, opts)
	if _, bare := answer.Number(s); picked && bare && !strings.ContainsAny(s, "栋楼幢座号单元") {
		return opts[i].Key, nil
	}
	id, err := c.areaOf(s, roots)
	if err == replay.ErrWrong && picked {
		return opts[i].Key, nil
	}
	return id, err
}

func (c *Conv) areaOf(s string, roots []string) (string, error) {
	var found []directory.Place
	for _, root := range roots {
		for _, p := range address.Named(c.tx(), root, s, 4) {
			if directory.Within(p.ID, root) {
				found = append(found, p)
			}
		}
	}
	switch len(found) {
	case 0:
		return "", replay.ErrWrong
	case 1:
		return found[0].ID, nil
	}
	var names []string
	for _, p := range found {
		names = append(names, directory.FullName(c.tx(), p.ID))
	}
	return "", bot.Refuse("是哪一个？%s。请说全名。", strings.Join(names, "、"))
}

func pickLabel(s string, opts []Opt) (int, bool) {
	if len(opts) == 0 {
		return 0, false
	}
	return answer.Pick(s, replay.Labels(opts))
}

// Home asks for one's own home and returns its id: the building is known, the
// unit and room are typed ("2单元501"). The answer may be NoPlace.
func (c *Conv) Home(name, building string, format string, args ...any) string {
	return replay.Ask(c.Conv, replay.Question[string]{
		Name: name, Text: lazy(format, args), Voice: true,
		Hint: "请回复单元和房号，比如「2单元501」。",
		Words: func(s string) (string, error) {
			if noPlace.MatchString(s) {
				return NoPlace, nil
			}
			found := homesIn(c.tx(), building, s)
			if len(found) != 1 {
				return "", bot.Refuse("%s没有找到这一户。请回复单元和房号，比如「2单元501」；真的没有，回复「没有我家」。", directory.FullName(c.tx(), building))
			}
			return found[0], nil
		},
	})
}

func homesIn(tx store.Reader, building, words string) []string {
	var homes []string
	for _, p := range address.Named(tx, building, words, 3) {
		if p.Kind == directory.Home && directory.Within(p.ID, building) {
			homes = append(homes, p.ID)
		}
	}
	return homes
}

// NoPlace is the answer of who does not find where they live (没有我家).
const NoPlace = "-"

var noPlace = regexp.MustCompile(`^(这里|里面|系统里?)?(都|也)?(没有|没|找不到|查不到)(看到|找到)?(我们?|咱们?|俺们?)?(住?的?)?(家|小区|楼|栋|这栋楼?|这栋|这一?户|房子|单元)[。！!～~]*$`)

// Dwelling asks where somebody lives, by name or by the code at the door of a building,
// and returns the id: of the building, or of the unit or the home if the answer says so
// much; or NoPlace.
func (c *Conv) Dwelling(name, format string, args ...any) string {
	return replay.Ask(c.Conv, replay.Question[string]{
		Name: name, Text: lazy(format, args), Voice: true,
		Hint: "请回复小区和楼栋，比如「" + c.Example() + "」。",
		Words: func(s string) (string, error) {
			if p, ok := directory.PlaceByCode(c.tx(), s); ok {
				return p.ID, nil
			}
			if noPlace.MatchString(s) {
				return NoPlace, nil
			}
			return c.dwellingOf(s)
		},
	})
}

func (c *Conv) dwellingOf(s string) (string, error) {
	near := c.estate()
	found := address.Named(c.tx(), near, s, 5)
	if len(found) == 0 { // perhaps only its last part is not there
		if at := address.Find(c.tx(), near, s, 2); len(at) == 1 && address.HasBuilding(s) {
			if b, ok := directory.Enclosing(c.tx(), at[0].ID, directory.Building); ok {
				return "", bot.Refuse("%s里没有找到这一户。先只说哪一栋也行；里面没有您家，回复「没有我家」。", directory.FullName(c.tx(), b.ID))
			}
		}
	}
	var ids, names []string
	for _, p := range found {
		if b, ok := directory.Enclosing(c.tx(), p.ID, directory.Building); ok && !slices.Contains(ids, b.ID) {
			ids, names = append(ids, b.ID), append(names, directory.FullName(c.tx(), b.ID))
		}
	}
	switch {
	case len(ids) == 0:
		return "", bot.Refuse("没有找到这栋楼。请写小区名和几栋，比如「%s」；真的没有，回复「没有我家」。", c.Example())
	case len(ids) > 1:
		return "", bot.Refuse("是哪一栋？%s。请写全名。", strings.Join(names, "、"))
	case len(found) == 1:
		return found[0].ID, nil
	}
	return ids[0], nil
}

// Example is a building by which it is shown how one says where: of the person's own
// estate, else of one there is.
func (c *Conv) Example() string {
	near := c.estate()
	if near == "" && len(c.For().Roles) > 0 {
		near = c.For().Roles[0].Place
	}
	return address.Example(c.tx(), near)
}

// NameOf is the full name of a place.
func (c *Conv) NameOf(place string) string { return directory.FullName(c.tx(), place) }

// KindOf is what kind of place an id is of; "" if there is none.
func (c *Conv) KindOf(place string) string {
	p, _ := directory.GetPlace(c.tx(), place)
	return p.Kind
}

// Spot reads words as a place of the tree, if they name just one. In the middle of a
// sentence 家里 or 电梯里 may be anybody's: that is asked for.
func (c *Conv) Spot(words string) (Spot, bool) {
	spot, err := c.spotOf(words)
	return spot, err == nil && spot.Place != c.estate() && len(address.Find(c.tx(), c.estate(), words, 2)) == 1
}

// homeWord is what a home is called by whoever speaks.
func (c *Conv) homeWord() string {
	if c.For().Via == "" {
		return "我家"
	}
	return c.For().Name + "家"
}
