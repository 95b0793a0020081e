package directory

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/store"
)

var accounts = store.NewTable("account",
	func(a *Account) string { return store.Key(a.Channel, a.Chat) },
	store.Index[Account]{Name: "person", Keys: func(a *Account) []string { return []string{store.Key(a.Person)} }},
)

// GetAccount returns the account behind a chat on a channel.
func GetAccount(tx store.Reader, channel, chat string) (Account, bool) {
	return accounts.Get(tx, store.Key(channel, chat))
}

// PutAccount writes an account.
func PutAccount(tx store.Tx, a Account) { accounts.Put(tx, a) }

// AccountsOf returns where a person can be reached: those still there first,
// among them the one used last.
func AccountsOf(tx store.Reader, person string) []Account {
	if person == "" {
		return nil // an empty key is the whole index
	}
	of := slices.Collect(accounts.By(tx, "person", store.Key(Resolve(tx, person))))
	slices.SortStableFunc(of, func(a, b Account) int {
		if a.Gone != b.Gone {
			return cmp.Compare(boolRank(a.Gone), boolRank(b.Gone))
		}
		return b.LastIn.Compare(a.LastIn)
	})
	return of
}

// Reachable reports whether somebody has an account through which they can be told something.
func Reachable(tx store.Reader, person string) bool {
	of := AccountsOf(tx, person)
	return len(of) > 0 && !of[0].Gone // those still there are first
}

// DropAccounts forgets by which accounts somebody wrote to us.
func DropAccounts(tx store.Tx, person string) {
	for _, a := range slices.Collect(accounts.By(tx, "person", store.Key(person))) {
		accounts.Delete(tx, store.Key(a.Channel, a.Chat))
	}
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Meet finds who writes from an address. A first contact makes a guest; for
// an account we know nothing is written.
func Meet(tx store.Tx, from bot.Address, name string) (a Account, p Person, isNew bool) {
	a, known := GetAccount(tx, from.Channel, from.Chat)
	if known {
		if p, ok := GetPerson(tx, a.Person); ok {
			return a, p, false
		}
	}
	p = NewPerson(tx, Person{Nick: strings.TrimSpace(name)})
	a = Account{Channel: from.Channel, Chat: from.Chat, Person: p.ID, Since: tx.Now(), LastIn: tx.Now()}
	PutAccount(tx, a)
	return a, p, true
}

// Seen notes that an account wrote to us: it is there, and was used lately. It
// writes only about once an hour, and when the person has other accounts: when
// the only one was used decides nothing.
func Seen(tx store.Tx, a Account) Account {
	if !a.Gone && (tx.Now().Sub(a.LastIn) < time.Hour || accounts.Count(tx, "person", store.Key(a.Person)) < 2) {
		return a
	}
	a.Gone, a.LastIn = false, tx.Now()
	PutAccount(tx, a)
	return a
}

// LinkAccount gives a guest's account to a person we know. What the guest left
// behind (issues, sign-ups) stays under the guest's id, which Resolve leads to
// the person and IDsOf lists.
func LinkAccount(tx store.Tx, a Account, person string) error {
	person = Resolve(tx, person)
	if a.Person == person {
		return nil
	}
	if _, ok := GetPerson(tx, person); !ok {
		return bot.Refuse("没有找到要绑定的人，请重新试一次。")
	}
	guest, known := GetPerson(tx, a.Person)
	if known && len(guest.Ties)+len(guest.AllRoles()) > 0 {
		return bot.Refuse("这个账号已经登记过了，不能直接合并。请联系社区工作人员。")
	}
	a.Person = person
	PutAccount(tx, a)
	if known && len(AccountsOf(tx, guest.ID)) == 0 {
		LeadTo(tx, guest, person)
	}
	return nil
}

// LeadTo leaves of a guest only the way to the person, who has what was agreed with them.
func LeadTo(tx store.Tx, guest Person, person string) {
	moveCares(tx, guest.ID, person)
	for _, id := range IDsOf(tx, guest.ID) {
		PutPerson(tx, Person{ID: id, Since: guest.Since, Merged: person})
	}
}
