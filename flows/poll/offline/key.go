package offline

import (
	"fmt"
	"io"
	"strings"

	"yishi/bot/house"
	"yishi/flows/poll/proof"
)

// keyCommand makes the pair of keys that lists of ballots are signed with. It
// keeps neither.
type keyCommand struct {
	Name string `arg:"" help:"Whose key it is, without blanks and plus signs: guihua.example.org. It stands in both."`
}

func (c keyCommand) Run(out io.Writer) error {
	secret, public, err := proof.NewKey(c.Name)
	if err != nil || !proof.IsPublic(public) {
		return house.Misused(fmt.Errorf("%q cannot name a key: use a name without blanks and plus signs, such as guihua.example.org", c.Name))
	}
	_, err = fmt.Fprint(out, strings.Join([]string{
		"The secret key. Keep it: put it into the configuration, or into a file that YISHI_LIST_KEY_FILE names, and nowhere else.",
		"",
		"list_key: " + secret,
		"",
		"The public key. Hang it on the notice board before the first result; whoever checks a list gives it to yishi verify.",
		"",
		"yishi verify FILE --key " + public,
		"",
	}, "\n"))
	return err
}
