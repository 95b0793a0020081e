package impure

import "sync"

// rules converses with nobody, and may do as it likes.
func rules() {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	count++
}
