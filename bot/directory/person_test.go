package directory_test

import (
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
)

// A new year begins when it begins here, wherever the clock of the machine is set.
func TestAgeAtTheTurnOfTheYear(t *testing.T) {
	p := directory.Person{Born: 1957}
	for _, zone := range []*time.Location{bot.Zone, time.UTC, time.FixedZone("New York", -5*60*60), time.FixedZone("Auckland", 13*60*60)} {
		eve := time.Date(2026, 12, 31, 23, 59, 0, 0, bot.Zone).In(zone)
		if before, after := p.Age(eve), p.Age(eve.Add(2*time.Minute)); before != 69 || after != 70 {
			t.Errorf("%s: %d, then %d", zone, before, after)
		}
	}
}
