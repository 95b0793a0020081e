package care

import (
	"fmt"
	"regexp"
	"strconv"

	"yishi/bot/meaning/wording"
)

var numberForm = regexp.MustCompile(`^(\d\d) ?[-—_ ] ?(\d{1,6})$`)

// ReadNumber reads the number of an issue as people type it: "26-7", "２６－０００７".
func ReadNumber(words string) (no string, ok bool) {
	m := numberForm.FindStringSubmatch(wording.Fold(words))
	if m == nil {
		return "", false
	}
	n, err := strconv.Atoi(m[2])
	return fmt.Sprintf("%s-%04d", m[1], n), err == nil
}
