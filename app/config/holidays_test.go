package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHolidaysBesideTheConfiguration(t *testing.T) {
	path := written(t, "listen: 127.0.0.1:9000\n")
	if c, _, err := Load(path, nil); err != nil || c.Holidays != "" {
		t.Errorf("without a file: %q, %v", c.Holidays, err)
	}
	file := filepath.Join(filepath.Dir(path), "holidays.txt")
	put := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("2027-02-05~2027-02-11 休 春节\n2027-02-20 班 春节\n")
	c, _, err := Load(path, nil)
	if err != nil || len(c.Days) != 8 || c.Holidays != file {
		t.Errorf("%d days from %q, %v", len(c.Days), c.Holidays, err)
	}
	put("2027-02-05 休\n2027-02-20 上班\n")
	if _, _, err := Load(path, nil); err == nil || !strings.Contains(err.Error(), "holidays.txt:2: behind the date") {
		t.Error(err)
	}
	if _, _, err := Load(path, []string{"YISHI_HOLIDAYS=" + file + ".none"}); err == nil || !strings.Contains(err.Error(), "holidays: the file cannot be read") {
		t.Error(err)
	}
}
