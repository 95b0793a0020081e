package lend

// Named is what a sentence names, for tests.
var Named = named
