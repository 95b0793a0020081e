package mine

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/store"
)

// takeout is a page with all that is kept of somebody. It can be opened once, by
// whoever has its code, which nobody else is told.
type takeout struct {
	Code    string    `json:"code"`
	Person  string    `json:"person"`
	Expires time.Time `json:"expires"`
}

var takeouts = store.NewTable("takeout", func(t *takeout) string { return store.Key(t.Code) },
	store.Index[takeout]{Name: "person", Keys: func(t *takeout) []string { return []string{store.Key(t.Person)} }})

const takeoutLife = time.Hour

// keeps: a page not yet opened goes with its person.
var keeps = house.Keeps{
	Tables: []string{"takeout"},
	Known:  func(store.Reader, directory.Person) []string { return nil },
	Export: func(store.Reader, directory.Person) []house.Sheet { return nil },
	Merge:  house.ByIDs,
	Forget: forget,
}

func forget(tx store.Tx, person string) {
	for _, id := range directory.IDsOf(tx, person) {
		for _, t := range slices.Collect(takeouts.By(tx, "person", store.Key(id))) {
			takeouts.Delete(tx, store.Key(t.Code))
		}
	}
}

// take makes the page of somebody; an earlier one is no more.
func (k *kit) take(tx store.Tx, by, person string) (url string) {
	forget(tx, person)
	t := takeout{Code: k.Code(tx), Person: person, Expires: tx.Now().Add(takeoutLife)}
	takeouts.Put(tx, t)
	what := "take out own data"
	if by != person {
		what = "take out data of child"
	}
	audit.Log(tx, by, what, "", person)
	return k.Page(t.Code)
}

// Taken is all that is kept of somebody.
type Taken struct {
	Name   string
	At     time.Time
	Large  bool
	Sheets []house.Sheet
}

// Open is what a page shows, once.
func Open(tx store.Tx, kits []house.Kit, code string) (Taken, error) {
	t, known := takeouts.Get(tx, store.Key(code))
	p, there := directory.GetPerson(tx, directory.Resolve(tx, t.Person))
	if !known || !there || !tx.Now().Before(t.Expires) {
		return Taken{}, bot.Refuse("这个链接已经用过了，或者过了一个小时。请在对话里再说一次「导出我的资料」，会给您新的。")
	}
	takeouts.Delete(tx, store.Key(code))
	own := house.Sheet{Name: "登记", Head: []string{"项目", "内容"}, Rows: own(tx, p)}
	looks := house.Sheet{Name: "谁看过、办过您的资料", Head: []string{"记录"}}
	for _, line := range looksAt(tx, p) {
		looks.Rows = append(looks.Rows, []string{line})
	}
	sheets := append(house.Sheets(own), house.Export(kits, tx, p)...)
	return Taken{Name: p.Name, At: tx.Now(), Large: p.Large, Sheets: append(sheets, house.Sheets(looks)...)}, nil
}
