package poll

import "yishi/store"

// TicketsKept counts the tickets in the store.
func TicketsKept(tx store.Tx) (n int) {
	for range tickets.All(tx) {
		n++
	}
	return n
}
