package directory_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"yishi/bot/directory"
)

// TestRoleActionPlace tries every role with every action above, at, below and beside its
// place, against the table that people read. Nobody may do anything beside or above.
func TestRoleActionPlace(t *testing.T) {
	roles, rows := tableOfRights(t)
	if names := namesOf(directory.RoleKeys()); !slices.Equal(roles, names) {
		t.Fatalf("docs/people.md has the roles %v, there are %v", roles, names)
	}
	const here = "1/2/1/3"
	for i, key := range directory.RoleKeys() {
		p := directory.Person{Roles: []directory.Role{{Role: key, Place: here}}}
		for action, marks := range rows {
			for place, within := range map[string]bool{here: true, here + "/1/301": true, "1/2/1": false, "1/2/1/30": false, "1/2/1/4": false, "": false} {
				if want := within && marks[i] == "✓"; directory.May(p, action, place) != want {
					t.Errorf("%s may %s at %q: not %v", key, action, place, want)
				}
			}
			if marks[i] != "✓" && directory.MaySomewhere(p, action) {
				t.Errorf("%s may %s somewhere", key, action)
			}
		}
	}
	for _, action := range directory.Actions() {
		if rows[action] == nil {
			t.Errorf("docs/people.md does not say who may %s", action)
		}
	}
}

func namesOf(keys []string) (names []string) {
	for _, key := range keys {
		names = append(names, directory.RoleName(key))
	}
	return names
}

// tableOfRights reads the table in the documentation: its roles, and the marks of each
// action.
func tableOfRights(t *testing.T) (roles []string, rows map[directory.Action][]string) {
	t.Helper()
	page, err := os.ReadFile("../../docs/people.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "## Who may do what")
	rows = map[directory.Action][]string{}
	for line := range strings.Lines(rest) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) < 4 || strings.HasPrefix(cells[1], "---") {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if marks := cells[2 : len(cells)-1]; roles == nil {
			roles = marks
		} else {
			rows[directory.Action(strings.Split(cells[1], "`")[1])] = marks
		}
		if len(rows) == len(directory.Actions()) {
			break
		}
	}
	return roles, rows
}

// BenchmarkMay is the look-up of who does what here, for one who does it at 69 estates.
func BenchmarkMay(b *testing.B) {
	p := directory.Person{}
	for i := range 69 {
		p.Roles = append(p.Roles, directory.Role{Role: directory.Property, Place: "1/" + string(rune('A'+i))})
	}
	at := p.Roles[68].Place + "/3/1/301"
	for b.Loop() {
		if !directory.May(p, directory.HandleIssue, at) || directory.May(p, directory.OpenPoll, at) {
			b.Fatal("it may not")
		}
	}
}
