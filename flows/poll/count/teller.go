// Package count closes polls and finds out what came of them: it makes the head of
// every hour, counts, makes the list of ballots, waits for the lot where one is needed,
// and has the result told by day.
package count

import "yishi/flows/poll"

// Teller counts the ballots and tells the result.
type Teller struct{ poll.Config }
