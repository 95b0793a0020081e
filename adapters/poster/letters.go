package poster

import (
	_ "embed"
	"slices"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Noto Sans SC, Medium, with all of its 30,890 characters, since a name may have
// any of them. SIL Open Font License: font/OFL.txt.
//
//go:embed font/NotoSansSC_500Medium.ttf
var notoSansSC []byte

var parsed = sync.OnceValues(func() (*sfnt.Font, error) { return opentype.Parse(notoSansSC) })

// lost stands where the font has no letter: a letter that is not there would be
// drawn as nothing, and nobody would see that something is missing.
const lost = '〓'

// letters is the font in its sizes, and what it did not have.
type letters struct {
	font    *sfnt.Font
	buffer  sfnt.Buffer
	faces   map[int]font.Face
	widths  map[letter]fixed.Int26_6
	missing []rune
}

func newLetters() (*letters, error) {
	f, err := parsed()
	return &letters{font: f, faces: map[int]font.Face{}, widths: map[letter]fixed.Int26_6{}}, err
}

// face is the font at a size in pixels.
func (l *letters) face(size int) font.Face {
	if f := l.faces[size]; f != nil {
		return f
	}
	f, err := opentype.NewFace(l.font, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // only of options that are wrong
	}
	l.faces[size] = f
	return f
}

// covered is text with a mark for each letter that the font does not have.
func (l *letters) covered(s string) string {
	runes := []rune(plain(s))
	for i, r := range runes {
		if at, err := l.font.GlyphIndex(&l.buffer, r); err == nil && at != 0 {
			continue
		}
		if !slices.Contains(l.missing, r) {
			l.missing = append(l.missing, r)
		}
		runes[i] = lost
	}
	return string(runes)
}

// width is how wide text is at a size.
func (l *letters) width(s string, size int) int {
	sum := fixed.Int26_6(0)
	for _, r := range s {
		sum += l.advance(r, size)
	}
	return sum.Ceil()
}

// letter is a character at a size. The font is set without kerning.
type letter struct {
	r    rune
	size int
}

func (l *letters) advance(r rune, size int) fixed.Int26_6 {
	w, known := l.widths[letter{r, size}]
	if !known {
		w, _ = l.face(size).GlyphAdvance(r)
		l.widths[letter{r, size}] = w
	}
	return w
}
