package store

import (
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// Options say how a store is opened. The zero value opens one that exists.
type Options struct {
	Now     func() time.Time // the clock of transactions; default time.Now
	Create  bool             // make the store if there is none; an empty one is always refused
	Timeout time.Duration    // how long to wait for another process to let go; default 1 s
	Log     *slog.Logger     // gets the stack of a panic in a transaction; default slog.Default()
}

// Opener opens a store of one kind, at what follows the kind in its address.
type Opener func(at string, o Options) (Store, error)

var engines = map[string]Opener{}

// Register makes a kind of store known. An engine does so when it is imported.
func Register(kind string, open Opener) { engines[kind] = open }

// Open opens the store at an address, "bolt:/var/lib/yishi/yishi.db". The engine
// for it is to be imported by the program.
func Open(address string, o Options) (Store, error) {
	kind, at, _ := strings.Cut(address, ":")
	open := engines[kind]
	if open == nil {
		return nil, fmt.Errorf("no engine keeps a store at %q", address)
	}
	return open(at, o)
}
