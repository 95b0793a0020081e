package sheet_test

import (
	"os"
	"path/filepath"
	"testing"

	"yishi/flows/tally/budget"
	"yishi/flows/tally/sheet"
)

// TestCitiesCountedSo compares with what cities have published. Their ballots are
// at https://pabulib.org and not kept here: YISHI_PABULIB is a folder that has them.
func TestCitiesCountedSo(t *testing.T) {
	folder := os.Getenv("YISHI_PABULIB")
	if folder == "" {
		t.Skip("YISHI_PABULIB names no folder with files of pabulib.org")
	}
	for _, tt := range []struct {
		file     string
		projects int
		spent    int64
	}{
		{"poland_wieliczka_2023_green-budget.pb", 30, 995_079},
		{"netherlands_assen_2024_.pb", 9, 76_700},
	} {
		data, err := os.ReadFile(filepath.Join(folder, tt.file))
		if err != nil {
			t.Error(err)
			continue
		}
		b, _, err := sheet.Pabulib(tt.file, data)
		if err != nil {
			t.Error(err)
			continue
		}
		b.Completion = budget.Overspend
		if f := budget.EqualShares(b); len(f.Funded()) != tt.projects || f.Spent != tt.spent {
			t.Errorf("%s: %d projects for %d", tt.file, len(f.Funded()), f.Spent)
		}
	}
}
