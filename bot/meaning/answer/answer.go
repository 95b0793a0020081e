// Package answer reads answers: which of the choices offered one picks, what number,
// amount, mark, share or home it names, whether it is a yes, and whether it is one
// of the words that mean the same at any moment.
//
// Everything here is a pure function of the words; the word lists are the text files
// under words/. Nothing is guessed: an answer that could be read in two ways is not
// understood, and the caller asks again. Days and hours are read in bot/meaning/when.
package answer

import (
	"embed"

	"yishi/bot/meaning/wording"
)

//go:embed words
var files embed.FS

var lists = wording.Lists{FS: files}
