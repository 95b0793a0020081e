package meaning

import (
	"slices"

	"yishi/bot/meaning/wording"
)

// Category is a kind of issue. Its words are in words/category/<key>.txt.
type Category struct {
	Key  string // "lift"
	Name string // "电梯"
}

// Other is the category of what fits no other.
const Other = "other"

var categories, categoryWords = readCategories()

// Categories are all kinds of issues, Other last.
func Categories() []Category { return slices.Clone(categories) }

// CategoryName is the name people see.
func CategoryName(key string) string {
	for _, c := range categories {
		if c.Key == key {
			return c.Name
		}
	}
	return "其他"
}

// Sort says what kind of issue a text describes that is known to describe one,
// whether it can wait, and whom to call first.
func Sort(text string) (category string, urgent bool, call string) {
	e := vocabulary.find(wording.Fold(wording.Clip(text, MaxText)))
	urgent, call = e.emergency()
	return e.category(), urgent, call
}

func isCategory(key string) bool {
	return slices.ContainsFunc(categories, func(c Category) bool { return c.Key == key })
}

// readCategories gives the kinds of issues and the words of each: 东西 are the
// things it is about, 问题 are troubles by themselves, 紧急 cannot wait.
func readCategories() ([]Category, map[string]map[string][]string) {
	var all []Category
	words := map[string]map[string][]string{}
	for _, key := range lists.In("category") {
		parts := lists.Parts("category/" + key)
		words[key] = parts
		all = append(all, Category{key, parts["名称"][0]})
	}
	return append(all, Category{Other, "其他"}), words
}
