package meaning

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// more are words that whoever runs the program adds to its lists, by the name of the
// list. They are the program's, like the lists: learnt once, when it starts.
var more atomic.Pointer[map[string][]string]

var (
	names   = map[string]bool{} // of all lists, as files are called
	naming  sync.Mutex
	spelled = strings.NewReplacer(" ", "-")
)

// enlist notes that there is a list of that name.
func enlist(l *List) *List {
	naming.Lock()
	defer naming.Unlock()
	names[spelled.Replace(l.name)] = true
	return l
}

// ListNames are the names of the lists that more words can be added to, as files are
// called.
func ListNames() []string {
	naming.Lock()
	defer naming.Unlock()
	return slices.Sorted(maps.Keys(names))
}

// Learn adds words to lists by their names, in place of those that were added before. A
// list that is none is refused.
func Learn(words map[string][]string) error {
	known := ListNames()
	for _, name := range slices.Sorted(maps.Keys(words)) {
		if _, ok := slices.BinarySearch(known, name); !ok {
			return fmt.Errorf("there is no list %q", name)
		}
	}
	more.Store(&words)
	return nil
}

// learnt are the words added to a list.
func (l *List) learnt() []string {
	if words := more.Load(); words != nil {
		return (*words)[spelled.Replace(l.name)]
	}
	return nil
}
