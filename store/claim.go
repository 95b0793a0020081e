package store

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"
)

// claims are the names that tables, indexes and other entries have, and whose each
// is. Two of one name would read each other's records; nobody would see it before
// that, so a program that has two does not start.
var claims = struct {
	sync.Mutex
	owner map[string]string
}{owner: map[string]string{}}

// claim gives a name to its one owner. The same table may be declared again, as
// tests do that look into one.
func claim(name, owner string) {
	claims.Lock()
	defer claims.Unlock()
	if was, taken := claims.owner[name]; taken && was != owner {
		panic(fmt.Sprintf("store: the name %q is claimed twice, for %s and for %s", name, was, owner))
	}
	claims.owner[name] = owner
}

// Claim declares a name under which entries are kept that are no Table's, and
// returns it. of says in a word or two what they are.
func Claim(name, of string) string {
	claim(name, of)
	return name
}

// owner is what a table's records are.
func owner[T any]() string {
	t := reflect.TypeFor[T]()
	return t.PkgPath() + "." + t.Name()
}

// Tables are the names of all tables, indexes and other entries that the program has.
func Tables() []string {
	claims.Lock()
	defer claims.Unlock()
	return slices.Sorted(maps.Keys(claims.owner))
}
