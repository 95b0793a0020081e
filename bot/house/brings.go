package house

import (
	"context"
	"net/url"

	"yishi/store"
)

// Intake is what a command can bring into a capability: files of other programs.
type Intake struct {
	Name string // register

	// Read reads the files beside those who write to us and, unless it is a trial or
	// something has to be mended first, keeps what they hold, a little at a time. A place
	// that is asked for comes as its id; By is who brings it.
	Read func(ctx context.Context, s store.Store, b Brought) (Outcome, error)

	// Blank is an empty file to fill in; nil: there is none.
	Blank func() ([]byte, error)
}

// Brought is what somebody brings.
type Brought struct {
	By    string
	Files []File
	Ask   url.Values
	Trial bool               // only say what would happen
	Told  func(done, of int) // how far it is
}

// File is one of them.
type File struct {
	Name string
	Data []byte
}

// Outcome is what came of reading them.
type Outcome struct {
	Lines []string `json:"lines,omitempty"`
	Stops int      `json:"stops,omitempty"` // so many things have to be mended first: nothing was kept
	Kept  string   `json:"kept,omitempty"`  // how it is said that all was
}

// Imports are those of all kits, by name.
func Imports(kits []Kit) map[string]Intake {
	all := map[string]Intake{}
	for _, k := range kits {
		for _, i := range k.Imports {
			all[i.Name] = i
		}
	}
	return all
}

// Tool is a command of the command line that a capability brings along, and that needs
// nothing but files: no store, no configuration. Command is a struct with its flags as
// fields (github.com/alecthomas/kong) and a method Run(io.Writer) error.
type Tool struct {
	Name    string // tally
	Help    string
	Command any
}

// Tools are those of all kits.
func Tools(kits []Kit) (all []Tool) {
	for _, k := range kits {
		all = append(all, k.Tools...)
	}
	return all
}

// WrongUse is an error of whoever called a command: arguments, configuration.
type WrongUse struct{ error }

// Misused makes one of an error.
func Misused(err error) WrongUse { return WrongUse{err} }

func (w WrongUse) Unwrap() error { return w.error }
