package directory

// Actions are all that not everybody may do.
func Actions() []Action { return everything }
