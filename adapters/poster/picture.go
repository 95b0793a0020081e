package poster

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
	"strings"
)

// A picture is as wide as a phone shows it and as high as it takes: at 1080 wide,
// 40 pixels are the size of a chat's own words.
const (
	pictureWidth = 1080
	edge         = 48             // around the cards
	pad          = 56             // inside them
	inner        = edge + pad     // where text begins
	column       = 1080 - 2*inner // how wide it runs
	mostRows     = 16             // options in a picture; a table holds the others
	mostRemarks  = 4              // likewise
	smallest     = 26             // fingerprints, which machines compare; nothing else is below 36
)

var (
	paper = color.RGBA{0xF4, 0xEF, 0xE6, 0xFF}
	white = color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}
	ink   = color.RGBA{0x22, 0x26, 0x2B, 0xFF}
	grey  = color.RGBA{0x62, 0x68, 0x70, 0xFF}
	track = color.RGBA{0xEA, 0xE5, 0xDB, 0xFF}
	gold  = color.RGBA{0xB0, 0x68, 0x00, 0xFF}
)

// tone is the colours of an outcome: of the head, of what matters, of the rest.
type tone struct{ deep, strong, soft, pale color.RGBA }

var tones = map[Outcome]tone{
	Plain:  {color.RGBA{0x1F, 0x4E, 0x79, 0xFF}, color.RGBA{0x2C, 0x6F, 0xAD, 0xFF}, color.RGBA{0xA9, 0xC4, 0xDE, 0xFF}, color.RGBA{0xCF, 0xE0, 0xF0, 0xFF}},
	Passed: {color.RGBA{0x17, 0x5C, 0x45, 0xFF}, color.RGBA{0x1F, 0x86, 0x62, 0xFF}, color.RGBA{0xA6, 0xD0, 0xBF, 0xFF}, color.RGBA{0xCD, 0xE9, 0xDE, 0xFF}},
	Failed: {color.RGBA{0x8A, 0x35, 0x2A, 0xFF}, color.RGBA{0xB8, 0x4A, 0x3A, 0xFF}, color.RGBA{0xE2, 0xB8, 0xAF, 0xFF}, color.RGBA{0xF3, 0xD9, 0xD3, 0xFF}},
}

// Picture writes the result as a PNG in large type. It names the characters that
// the font does not have: a 〓 stands for each.
func Picture(w io.Writer, r Result) (missing []rune, err error) {
	c, err := layOut(r)
	if err != nil {
		return nil, err
	}
	return c.missing, png.Encode(w, c.paint(pictureWidth, paper))
}

// drawing is a picture being laid out.
type drawing struct {
	*canvas
	tone
	r Result
}

func layOut(r Result) (*canvas, error) {
	l, err := newLetters()
	if err != nil {
		return nil, err
	}
	d := &drawing{canvas: &canvas{letters: l}, tone: tones[r.Outcome], r: r}
	d.head()
	d.verdict()
	d.turnout()
	d.rows("各得多少", d.r.Rows)
	d.lines()
	d.items()
	d.remarks()
	d.check()
	d.foot()
	return d.canvas, nil
}

// head is who asked whom what.
func (d *drawing) head() {
	at := len(d.boxes)
	d.box(image.Rectangle{}, 0, d.deep)
	d.y = 56
	d.write(inner, column, 40, d.pale, joined("　", "投票结果", d.r.Label, d.r.No))
	d.y += 12
	d.write(inner, column, 68, white, d.r.Question)
	d.y += 16
	d.write(inner, column, 38, d.pale, joined("　", d.r.Org, d.r.Place))
	d.write(inner, column, 38, d.pale, joined("，", d.r.How, closing(d.r)))
	d.y += 96 // the first card reaches into the head
	d.boxes[at].Rectangle = image.Rect(0, 0, pictureWidth, d.y)
	d.y -= 56
}

func closing(r Result) string {
	if r.Closed.IsZero() {
		return ""
	}
	return Moment(r.Closed) + "截止"
}

func joined(sep string, parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, sep)
}

// card puts what fill writes on a white card with a title.
func (d *drawing) card(title string, fill func()) {
	at, top := len(d.boxes), d.y
	d.box(image.Rectangle{}, 32, white)
	d.y += 40
	if title != "" {
		d.box(image.Rect(inner, d.y+14, inner+10, d.y+14+38), 5, d.strong)
		d.y -= 2
		d.line(inner+28, 42, grey, title)
		d.y += lead(42) + 14
	}
	fill()
	d.y += 36
	d.boxes[at].Rectangle = image.Rect(edge, top, pictureWidth-edge, d.y)
	d.y += 18
}

func (d *drawing) verdict() {
	if d.r.Verdict == "" && d.r.Clause == "" {
		return
	}
	d.card("", func() {
		size := 96
		if len([]rune(d.r.Verdict)) > 8 {
			size = 60
		}
		top, width := d.y, d.seal()
		d.write(inner, column-width, size, d.strong, d.r.Verdict)
		d.y = max(d.y, top+width) // what follows is below the seal
		d.write(inner, column, 36, grey, d.r.Clause)
	})
}

// seal puts a tick or a cross beside the verdict and says how much room it takes.
func (d *drawing) seal() (width int) {
	const size, left = 132, inner + column - 132
	mark := map[Outcome]string{Passed: "✓", Failed: "×"}[d.r.Outcome]
	if mark == "" {
		return 0
	}
	d.box(image.Rect(left, d.y+4, left+size, d.y+4+size), size/2, d.pale)
	d.y += 4 + (size-lead(84))/2
	d.line(left+(size-d.width(mark, 84))/2, 84, d.strong, mark)
	d.y -= 4 + (size-lead(84))/2
	return size + 24
}

func (d *drawing) turnout() {
	if len(d.r.Turnout) == 0 {
		return
	}
	d.card("参加了多少", func() {
		for i, f := range d.r.Turnout {
			if i > 0 {
				d.y += 12
			}
			d.figure(f, f.Label, 46, d.strong)
		}
		d.asked(d.r.Turnout)
	})
}

// asked says what figures had to reach.
func (d *drawing) asked(figures []Figure) {
	colour := grey
	if Lacks(figures) {
		colour = gold
	}
	d.write(inner, column, 40, colour, Asked(figures))
}

func (d *drawing) rows(title string, rows []Row) {
	if len(rows) > 0 {
		d.card(title, func() { d.list(rows) })
	}
}

func (d *drawing) list(rows []Row) {
	for i, row := range rows[:min(len(rows), mostRows)] {
		if i > 0 {
			d.y += 36
		}
		d.row(row)
	}
	if more := len(rows) - mostRows; more > 0 {
		d.y += 28
		d.write(inner, column, 40, grey, fmt.Sprintf("还有 %d 项，见表格。", more))
	}
}

// lines are what became of the options where there are no bars.
func (d *drawing) lines() {
	if len(d.r.Lines) == 0 {
		return
	}
	d.card("各项结果", func() {
		for _, line := range d.r.Lines[:min(len(d.r.Lines), mostRows)] {
			d.write(inner, column, 42, ink, line)
			d.y += 12
		}
		if len(d.r.Lines) > mostRows {
			d.write(inner, column, 40, grey, "其余的见结果的网页。")
		}
	})
}

// fewItems are cards of their own; more are together on one.
const fewItems = 4

// items are each in the colour of what became of it. They are short, so that the picture of eight still is one that Telegram takes for a photo:
// 10,000 wide and high together at most (https://core.telegram.org/bots/api#sendphoto).
func (d *drawing) items() {
	if len(d.r.Items) > fewItems {
		d.card("", func() {
			for i, item := range d.r.Items {
				d.y += min(i, 1) * 40
				d.item(i, 42, item)
			}
		})
		return
	}
	for i, item := range d.r.Items {
		d.card("", func() { d.item(i, 50, item) })
	}
}

// item says what decides an item in a line for each figure, and the rest in one.
func (d *drawing) item(at, size int, item Item) {
	if len(d.r.Items) == 1 {
		d.write(inner, column, size, ink, item.Label)
	} else {
		d.write(inner, column, size, ink, fmt.Sprintf("%d．%s", at+1, item.Label))
		d.write(inner, column, size, tones[item.Outcome].strong, item.Verdict)
	}
	var others []string
	for _, row := range item.Rows {
		switch {
		case row.First || needed(row):
			d.decisive(row)
		case !nothing(row):
			others = append(others, row.Label+amount(row.Figures[0]))
		}
	}
	d.write(inner, column, 40, grey, strings.Join(others, "，"))
	for _, words := range item.Remarks {
		d.write(inner, column, 38, grey, words)
	}
}

// decisive is what decides an item: 同意人数 150/200户，75.0%.
func (d *drawing) decisive(row Row) {
	var said []string
	for _, f := range row.Figures {
		said = append(said, f.Label+" "+joined("，", f.Share(), f.Percent()))
	}
	label := d.covered(row.Label)
	if slices.ContainsFunc(said, func(words string) bool { return d.width(label+words, 40) > column }) {
		d.write(inner, column, 40, ink, row.Label+"：")
		label = ""
	}
	for _, words := range said {
		d.write(inner, column, 40, ink, label+words)
	}
	d.asked(row.Figures)
}

// amount is a figure without what it is a part of: 38户.
func amount(f Figure) string { return decimal(f.Part, f.Places) + f.Unit }

func asks(rows []Row) bool { return slices.ContainsFunc(rows, needed) }

func needed(row Row) bool {
	return slices.ContainsFunc(row.Figures, func(f Figure) bool { return f.Need != nil })
}

func nothing(row Row) bool {
	return !slices.ContainsFunc(row.Figures, func(f Figure) bool { return f.Part != 0 })
}

func (d *drawing) row(row Row) {
	fill := d.soft
	if row.First {
		fill = d.strong
	}
	for i, f := range row.Figures {
		label := joined("　", row.Label, f.Label)
		if i > 0 {
			label = f.Label
		}
		d.figure(f, label, 50, fill)
	}
	d.asked(row.Figures)
	d.write(inner, column, 38, grey, row.Remark)
}

// figure writes a label and its numbers, and the bar below them.
func (d *drawing) figure(f Figure, label string, size int, fill color.RGBA) {
	numbers, percent := d.covered(f.Share()), f.Percent()
	side := d.width(percent, size) + 24 + d.width(numbers, 38)
	if label = d.covered(label); d.width(label, size)+side+32 <= column {
		d.line(inner, size, ink, label)
	} else { // the numbers below the label
		d.write(inner, column, size, ink, label)
	}
	d.right(inner+column, size, ink, percent)
	d.y += base(size) - base(38)
	d.right(inner+column-d.width(percent, size)-24, 38, grey, numbers)
	d.y += lead(size) - base(size) + base(38)
	d.bar(f, fill)
}

// bar draws the part of the whole, with a mark where it had to get to.
func (d *drawing) bar(f Figure, fill color.RGBA) {
	const height = 30
	d.y += 6
	all := image.Rect(inner, d.y, inner+column, d.y+height)
	d.box(all, height/2, track)
	if f.Whole > 0 && f.Part > 0 {
		part := max(height, int(float64(column)*min(1, float64(f.Part)/float64(f.Whole))))
		d.box(image.Rect(inner, d.y, inner+part, d.y+height), height/2, fill)
	}
	if f.Need != nil && f.Need.Den > 0 {
		x := inner + int(float64(column)*float64(f.Need.Num)/float64(f.Need.Den))
		d.box(image.Rect(x-4, d.y-8, x+4, d.y+height+8), 4, gold)
	}
	d.y += height + 10
}

func (d *drawing) remarks() {
	remarks := slices.Concat(d.r.Remarks, Counted(d.r.Asides))
	if len(remarks) == 0 {
		return
	}
	d.card("", func() {
		for _, remark := range remarks[:min(len(remarks), mostRemarks)] {
			d.write(inner, column, 40, ink, remark)
		}
		if len(remarks) > mostRemarks {
			d.write(inner, column, 40, ink, "其余的见结果的网页。")
		}
	})
}

// check says how to find one's own ballot, and until when one can object.
func (d *drawing) check() {
	if ch := d.r.Challenge; d.r.Verify != "" || !ch.To.IsZero() {
		d.card("", func() {
			d.write(inner, column, 40, ink, d.r.Verify)
			if !ch.To.IsZero() {
				d.write(inner, column, 40, ink, "有不同意见，请在"+Until(ch.To)+"告诉"+ch.Contact)
			}
		})
	}
}

// foot has the fingerprints, and says which characters are missing.
func (d *drawing) foot() {
	for _, mark := range [][2]string{{"名单指纹：", d.r.Root}, {"名册指纹：", d.r.Register}, {"主办方的公钥：", d.r.Key}} {
		if mark[1] != "" {
			d.write(inner, column, smallest, grey, mark[0]+mark[1])
		}
	}
	if len(d.missing) > 0 {
		var names []string
		for _, r := range d.missing {
			names = append(names, fmt.Sprintf("U+%04X", r))
		}
		d.write(inner, column, 38, grey, "〓 是字库里没有的字："+strings.Join(names, "、"))
	}
	d.y += 48
}
