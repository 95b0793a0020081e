package talk

import (
	"fmt"
	"testing"
)

func TestEquals(t *testing.T) {
	labels := []string{"东门", "西门", "凉亭"}
	for said, want := range map[string]string{
		"2 1 3":    "[[1] [0] [2]]",
		"213":      "[[1] [0] [2]]",
		"2 1=3":    "[[1] [0 2]]",
		"1＝2＝3":    "[[0 1 2]]",
		"凉亭=东门 西门": "[[2 0] [1]]",
		"3":        "[[2]]",
		"2 2":      "",
		"1=1":      "",
		"1=":       "",
		"4":        "",
		"随便":       "",
	} {
		got := ""
		if groups, ok := equals(said, labels); ok {
			got = fmt.Sprint(groups)
		}
		if got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}

func TestRow(t *testing.T) {
	for _, tt := range []struct {
		said    string
		most, n int
		want    string
	}{
		{"4 5 3", 5, 3, "[4 5 3]"},
		{"4、5、3", 5, 3, "[4 5 3]"},
		{"4分 5分 0分", 5, 3, "[4 5 0]"},
		{"453", 5, 3, "[4 5 3]"},
		{"四 五 三", 5, 3, "[4 5 3]"},
		{"10 9", 10, 2, "[10 9]"},
		{"109", 10, 3, ""}, // ten and nine, or one, nought and nine
		{"4 5 6", 5, 3, ""},
		{"4 5", 5, 3, ""},
		{"4 5 -1", 5, 3, ""},
		{"4", 5, 1, ""}, // one number is for the one item
		{"很好", 5, 2, ""},
	} {
		got := ""
		if all, ok := row(tt.said, tt.most, tt.n); ok {
			got = fmt.Sprint(all)
		}
		if got != tt.want {
			t.Errorf("%q up to %d for %d is %q, want %q", tt.said, tt.most, tt.n, got, tt.want)
		}
	}
}
