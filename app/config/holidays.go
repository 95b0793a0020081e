package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"yishi/bot/workday"
)

// readHolidays reads the file that the configuration names, or the one beside it.
func (c *Config) readHolidays(folder string) error {
	named := c.Holidays != ""
	if !named {
		c.Holidays = filepath.Join(folder, "holidays.txt")
	}
	f, err := os.Open(c.Holidays)
	if !named && errors.Is(err, fs.ErrNotExist) {
		c.Holidays = ""
		return nil
	}
	if err != nil {
		return fmt.Errorf("holidays: the file cannot be read: %w", err)
	}
	defer f.Close()
	if c.Days, err = workday.Read(f); err != nil {
		return fmt.Errorf("%s:%w", c.Holidays, err)
	}
	return nil
}
