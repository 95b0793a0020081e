// Package offline is what can be done about polls with files alone, by whoever has them:
// count ballots, check a list that was published and find a receipt in it, make the keys
// that lists are signed with. There is no store here, and no network.
package offline

import "yishi/bot/house"

// Kit brings the commands.
func Kit() house.Kit {
	return house.Kit{Name: "offline", Tools: []house.Tool{
		{Name: "verify", Help: "Check a published list of ballots, and find a receipt in it.", Command: &verifyCommand{}},
		{Name: "key", Help: "Make the keys that published lists of ballots are signed and checked with.", Command: &keyCommand{}},
		{Name: "tally", Help: "Count ballots from files.", Command: &tallyCommand{}},
	}}
}
