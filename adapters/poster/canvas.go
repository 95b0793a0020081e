package poster

import (
	"image"
	"image/color"
	"image/draw"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// A picture is laid out first, as a list of boxes and lines of text, and painted
// when its height is known.

type box struct {
	image.Rectangle
	radius int
	fill   color.RGBA
}

type text struct {
	at    image.Point // of the left end of the base line
	size  int
	fill  color.RGBA
	words string
}

type canvas struct {
	*letters
	boxes []box
	texts []text
	y     int // where the next thing goes
}

func (c *canvas) box(r image.Rectangle, radius int, fill color.RGBA) {
	c.boxes = append(c.boxes, box{r, radius, fill})
}

// lead is the distance of lines of a size.
func lead(size int) int { return size * 3 / 2 }

// base is how far the base line is below the top of a line.
func base(size int) int { return size*9/8 + 2 }

// line writes one line at the height c.y, without moving on.
func (c *canvas) line(x, size int, fill color.RGBA, words string) {
	c.texts = append(c.texts, text{image.Pt(x, c.y+base(size)), size, fill, words})
}

// right is line, ending at x.
func (c *canvas) right(x, size int, fill color.RGBA, words string) {
	c.line(x-c.width(words, size), size, fill, words)
}

// write writes text in as many lines as it takes and moves on below it.
func (c *canvas) write(x, width, size int, fill color.RGBA, words string) {
	for _, line := range c.even(c.covered(words), size, width) {
		c.line(x-c.hang(line, size), size, fill, line)
		c.y += lead(size)
	}
}

// hang is how far an opening bracket stands out to the left, since half of it is
// empty.
func (c *canvas) hang(line string, size int) int {
	if r := []rune(line); len(r) > 0 && wide(r[0]) && strings.ContainsRune(notLast, r[0]) {
		return size * 9 / 20
	}
	return 0
}

// paint paints all of it on a ground.
func (c *canvas) paint(width int, ground color.RGBA) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, c.y))
	draw.Draw(img, img.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	for _, b := range c.boxes {
		b.paint(img)
	}
	for _, t := range c.texts {
		d := font.Drawer{Dst: img, Src: image.NewUniform(t.fill), Face: c.face(t.size), Dot: fixed.P(t.at.X, t.at.Y)}
		d.DrawString(t.words)
	}
	return img
}

// paint fills a box with round corners.
func (b box) paint(img *image.RGBA) {
	if b.Empty() {
		return
	}
	const k = 0.5523 // how far the handles of a quarter circle are
	w, h := float32(b.Dx()), float32(b.Dy())
	r := min(float32(b.radius), w/2, h/2)
	q := r * (1 - k)
	z := vector.NewRasterizer(b.Dx(), b.Dy())
	z.MoveTo(r, 0)
	z.LineTo(w-r, 0)
	z.CubeTo(w-q, 0, w, q, w, r)
	z.LineTo(w, h-r)
	z.CubeTo(w, h-q, w-q, h, w-r, h)
	z.LineTo(r, h)
	z.CubeTo(q, h, 0, h-q, 0, h-r)
	z.LineTo(0, r)
	z.CubeTo(0, q, q, 0, r, 0)
	z.ClosePath()
	z.Draw(img, b.Rectangle, image.NewUniform(b.fill), image.Point{})
}
