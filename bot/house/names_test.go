package house_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// Two kits that claim one name make no house: one would be silent where people wait
// for it. Both are named.
func TestEveryNameIsClaimedOnce(t *testing.T) {
	due := func(store.Tx, agenda.Entry) error { return nil }
	work := func(context.Context, store.Store, bot.Files, agenda.Entry) (agenda.Handler, error) { return nil, nil }
	word := func(words ...string) house.Kit { return house.Kit{Commands: []talk.Command{{Words: words}}} }
	listed := func(c talk.Command) house.Kit { return house.Kit{Commands: []talk.Command{c}} }
	slash := house.Kit{Commands: []talk.Command{{Slash: "/lend"}}}
	arrive := house.Kit{Arrive: func(*talk.Call, string, bool) error { return nil }}
	button := func(prefix string) house.Kit { return house.Kit{Presses: []talk.Press{{Prefix: prefix}}} }
	flow := func(name string) house.Kit { return house.Kit{Flows: []*talk.Flow{{Name: name}}} }
	days := house.Kit{Due: map[string]agenda.Handler{"late": due}}
	for name, c := range map[string]struct {
		a, b house.Kit
		says string
	}{
		"flow":        {flow("lend"), flow("lend"), `the flow "lend" is claimed by tools and by books`},
		"word":        {word("借"), word("还", "借"), `the word "借" is claimed by tools and by books`},
		"as heard":    {word("ABC"), word("ａｂｃ"), `the word "abc" is claimed by tools and by books`},
		"slash":       {slash, slash, `the word "/lend" is claimed by tools and by books`},
		"button":      {button("lend"), button("lend"), `the button "lend" is claimed by tools and by books`},
		"due":         {days, days, `the day "late" is claimed by tools and by books`},
		"due as work": {days, house.Kit{Work: map[string]house.Worker{"late": work}}, `the day "late" is claimed by tools and by books`},
		"filter": {house.Kit{Filters: map[string]outbox.Filter{"f": nil}}, house.Kit{Filters: map[string]outbox.Filter{"f": nil}},
			`the filter "f" is claimed by tools and by books`},
		"front desk":     {arrive, arrive, `the front "desk" is claimed by tools and by books`},
		"twice in one":   {house.Kit{}, word("借", "借"), `books claims the word "借" twice`},
		"the inbox's":    {house.Kit{}, button("q"), `the button "q" is claimed by inbox and by books`},
		"the inbox's, 2": {house.Kit{}, house.Kit{Due: map[string]agenda.Handler{"talk": due}}, `the day "talk" is claimed by books and by inbox`},
		"a topic heard":  {word("借"), listed(talk.Command{Words: []string{"借书"}, Help: "借一本", Topic: "借"}), `the topic "借" is a word of tools`},
		"no topic":       {house.Kit{}, listed(talk.Command{Words: []string{"借书"}, Help: "借一本"}), `books brings "借一本", which needs a word and a topic`},
		"no such flow":   {house.Kit{}, listed(talk.Command{Words: []string{"借书"}, Flow: "lend"}), `starts the flow "lend", which no kit brings`},
		"intent": {
			house.Kit{Intents: []house.Intent{{Intent: meaning.Intent{Name: "borrow"}}}}, house.Kit{Intents: []house.Intent{{Intent: meaning.Intent{Name: "borrow"}}}},
			`the intent "borrow" is claimed by tools and by books`,
		},
		"people unanswered for": {house.Kit{}, house.Kit{Keeps: house.Keeps{Tables: []string{"lend"}}}, `books keeps people and does not answer for it`},
		"a need":                {house.Kit{}, house.Kit{Needs: []string{"shelves"}}, `books needs shelves, which is not in the house`},
		"empty":                 {house.Kit{}, flow(""), `books brings a flow without a name`},
		"not plain":             {house.Kit{}, button("a:b"), `books brings a button "a:b"`},
	} {
		c.a.Name, c.b.Name = "tools", "books"
		if said := built(t, c.a, c.b); !strings.Contains(said, c.says) {
			t.Errorf("%s: %q, not %q", name, said, c.says)
		}
	}
	if said := built(t, house.Kit{Name: "tools"}, house.Kit{Name: "tools"}); !strings.Contains(said, `"tools"`) {
		t.Errorf("two kits of one name: %q", said)
	}
	if said := built(t, house.Kit{}); !strings.Contains(said, "no name") {
		t.Errorf("a kit without a name: %q", said)
	}
}

// built says why no house was made of kits, if none was.
func built(t *testing.T, kits ...house.Kit) (said string) {
	t.Helper()
	s, err := bolt.Open(filepath.Join(storetest.Memory(t), "house.db"), bolt.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	defer func() { said, _ = recover().(string) }()
	house.New(house.Config{Store: s, Kits: kits})
	return ""
}
