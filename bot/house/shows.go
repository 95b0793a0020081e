package house

import (
	"io"
	"net/http"
	"net/url"

	"yishi/bot"
	"yishi/store"
)

// Pages are what a capability shows in a browser: everything below its prefixes. They may ask the
// channels for links.
type Pages struct {
	Prefixes []string // /result/
	Handler  func(s store.Store, channels []bot.Adapter) http.Handler
}

// Extract is what a command can have of a capability, for other programs. It is written
// whole, or the error says why not.
type Extract struct {
	Name  string // issues
	Write func(w io.Writer, tx store.Reader, ask url.Values) error
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
