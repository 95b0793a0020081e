package poll

import (
	"yishi/bot/directory"
	"yishi/store"
)

// Ticketed makes a ticket without asking whether its person may have it.
func Ticketed(tx store.Tx, p Poll, what Print, place string, who directory.Person) Ticket {
	return booth{Config{Codes: RandomCodes}}.ticket(tx, p, what, place, who)
}

// TicketsKept counts the tickets in the store.
func TicketsKept(tx store.Tx) (n int) {
	for range tickets.All(tx) {
		n++
	}
	return n
}
