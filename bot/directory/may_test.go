package directory_test

import (
	"strings"
	"testing"

	"yishi/bot/directory"
)

// mayTable is who may do what at the place of their role and below it; nobody may do
// anything beside or above it.
const mayTable = `
           street staff property committee grid leader volunteer
open poll       x     x        -         x    -      -         -
send notice     x     x        x         x    -      -         -
see issues      x     x        x         x    x      x         -
handle issue    x     x        x         -    x      -         -
answer issue    x     x        x         -    x      -         -
see turnout     x     x        -         x    x      x         -
carry ballot    x     x        -         x    -      x         -
bind group      x     x        -         -    -      -         -
add staff       x     x        -         -    -      -         -
vouch resident  x     x        -         -    x      x         -
see papers      x     x        -         -    -      -         -
see people      x     x        -         -    x      -         -
see audit       x     x        -         -    -      -         -
act for         x     x        -         -    -      -         -
`

func TestRoleActionPlace(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(mayTable), "\n")
	roles := strings.Fields(lines[0])
	const here = "1/2/1/3"
	for _, line := range lines[1:] {
		words := strings.Fields(line)
		marks := words[len(words)-len(roles):]
		action := directory.Action(strings.Join(words[:len(words)-len(roles)], " "))
		for i, role := range roles {
			p := directory.Person{Roles: []directory.Role{{Role: role, Place: here}}}
			for place, within := range map[string]bool{here: true, here + "/1/301": true, "1/2/1": false, "1/2/1/30": false, "1/2/1/4": false, "": false} {
				if want := within && marks[i] == "x"; directory.May(p, action, place) != want {
					t.Errorf("%s may %s at %q: not %v", role, action, place, want)
				}
			}
		}
	}
}
