package care_test

import (
	"testing"

	"yishi/flows/issue/care"
)

func TestReadNumber(t *testing.T) {
	for words, want := range map[string]string{
		"26-0007": "26-0007", "２６－０００７": "26-0007", "26-7": "26-0007", "26 0007": "26-0007",
		"26-12345": "26-12345", "七": "", "12-1203-4": "", "": "",
	} {
		if got, ok := care.ReadNumber(words); got != want || ok != (want != "") {
			t.Errorf("%q reads %q, want %q", words, got, want)
		}
	}
}
