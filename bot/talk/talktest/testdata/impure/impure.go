// Package impure does everything a conversation must not.
package impure

import (
	"maps"
	"os"
	"time"

	"yishi/bot/talk"
)

var (
	count  int
	config = struct{ names map[string]int }{}
)

func impure(c *talk.Conv) error {
	go os.Getpid()
	defer func() { _ = recover() }()
	wait := make(chan int, 1)
	wait <- 1
	count++
	config.names["a"] = 1
	p := &count
	*p = 2
	os.Args = nil
	for name := range config.names {
		c.Text(name, "?")
	}
	now := time.Now()
	then := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return c.End("%v %v %v", then.Sub(now), time.Since(then), maps.Keys(config.names))
}
