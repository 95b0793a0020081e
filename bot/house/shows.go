package house

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"

	"yishi/bot"
	"yishi/bot/directory/setting"
	"yishi/store"
)

// Pages are what a capability shows in a browser: everything below its prefixes. They may ask the
// channels for links.
type Pages struct {
	Prefixes []string // /result/
	Handler  func(s store.Store, channels []bot.Adapter) http.Handler
}

// Extract is what a command can have of a capability, for other programs. It is written
// whole, or the error says why not. A place that is asked for comes as its id.
type Extract struct {
	Name  string // issues
	Write func(w io.Writer, tx store.Reader, ask url.Values) error

	// Before makes what has to be there first, and writes into the audit log who has it;
	// nil: nothing.
	Before func(tx store.Tx, by string, ask url.Values) error

	// Print makes pages of what was written, which lead into the channels, and says what
	// they lack. It asks platforms: outside of every transaction. nil: there are none.
	Print func(ctx context.Context, w io.Writer, written []byte, channels []bot.Adapter) (lacks []string, err error)
}

// Exports are those of all kits, by name.
func Exports(kits []Kit) map[string]Extract {
	all := map[string]Extract{}
	for _, k := range kits {
		for _, e := range k.Exports {
			all[e.Name] = e
		}
	}
	return all
}

// Settings are what staff set for a place: of everybody's, and of all kits.
func Settings(kits []Kit) (all []setting.Kind) {
	for _, k := range kits {
		all = append(all, k.Settings...)
	}
	return all
}

// Check is what all kits find that is not as it was sealed, and what is known already.
func Check(kits []Kit, tx store.Reader, known error) error {
	all := []error{known}
	for _, k := range kits {
		if k.Check != nil {
			all = append(all, k.Check(tx))
		}
	}
	return errors.Join(all...)
}
