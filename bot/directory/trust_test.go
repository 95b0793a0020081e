package directory_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"yishi/bot/directory"
)

// The table of trust in the documentation is the one of the program.
func TestTheTableOfTrustIsWritten(t *testing.T) {
	page, err := os.ReadFile("../../docs/people.md")
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range directory.Levels {
		row := fmt.Sprintf("| %d | %s | %s | %s |", l.Trust, l.Name, l.By, l.May)
		if int(l.Trust) != i || !strings.Contains(string(page), row) {
			t.Errorf("docs/people.md does not have %s", row)
		}
	}
}
