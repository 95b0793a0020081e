package telegram

import "time"

// Hurry makes the waits after failures short.
func Hurry(a *Adapter) { a.wait = 2 * time.Millisecond }
