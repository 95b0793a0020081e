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
	d.y += 44
	d.boxes[at].Rectangle = image.Rect(edge, top, pictureWidth-edge, d.y)
	d.y += 32
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
		room := column - d.seal()
		d.write(inner, room, size, d.strong, d.r.Verdict)
		d.write(inner, column, 38, grey, d.r.Clause)
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
				d.y += 28
			}
			d.figure(f, f.Label, 46, d.strong)
		}
	})
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

// wholeItems is how many items are drawn in full. With more of them each is said in a
// few lines, so that the picture of eight still is one that Telegram takes for a
// photo: 10,000 wide and high together at most (https://core.telegram.org/bots/api#sendphoto).
const wholeItems = 3

// items are cards of their own, each in the colour of what became of it.
func (d *drawing) items() {
	whole := d.tone
	for i, item := range d.r.Items {
		d.tone = tones[item.Outcome]
		if len(d.r.Items) > wholeItems {
			d.card("", func() { d.brief(i+1, item) })
			continue
		}
		d.card(fmt.Sprintf("第%d件，共%d件", i+1, len(d.r.Items)), func() {
			d.write(inner, column, 50, ink, item.Label)
			d.write(inner, column, 50, d.strong, item.Verdict)
			d.y += 20
			d.decisive(item.Rows)
			for _, words := range append(item.Remarks, item.Clause) {
				d.y += 12
				d.write(inner, column, 38, grey, words)
			}
		})
	}
	d.tone = whole
}

// decisive draws what decides an item, and says the rest of it in a line each.
func (d *drawing) decisive(rows []Row) {
	for _, row := range rows {
		switch {
		case row.First || needed(row):
			d.row(row)
		case !nothing(row):
			d.write(inner, column, 40, grey, row.Label+"："+amounts(row.Figures))
		}
	}
}

// brief says what decides an item in a line for each figure, and the rest in one.
func (d *drawing) brief(no int, item Item) {
	d.write(inner, column, 50, ink, fmt.Sprintf("%d．%s", no, item.Label))
	d.write(inner, column, 50, d.strong, item.Verdict)
	var others []string
	for _, row := range item.Rows {
		switch {
		case row.First || needed(row):
			for i, f := range row.Figures {
				label := f.Label
				if i == 0 {
					label = joined("　", row.Label, f.Label)
				}
				d.write(inner, column, 40, ink, joined("　", label, f.Share(), f.Percent()))
			}
		case !nothing(row):
			others = append(others, row.Label+amounts(row.Figures[:1]))
		}
	}
	d.write(inner, column, 38, grey, strings.Join(others, "，"))
}

// amounts are figures without what they are a part of: 38人，3800平方米.
func amounts(figures []Figure) string {
	var said []string
	for _, f := range figures {
		said = append(said, decimal(f.Part, f.Places)+f.Unit)
	}
	return strings.Join(said, "，")
}

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
	if len(row.Figures) == 1 && row.Figures[0].Label == "" {
		d.figure(row.Figures[0], row.Label, 50, fill)
	} else {
		d.write(inner, column, 50, ink, row.Label)
		for _, f := range row.Figures {
			d.part(f, fill, row.First)
		}
	}
	if row.Remark != "" {
		d.write(inner, column, 38, grey, row.Remark)
	}
}

// part is one of several figures of a row: those of the first option in full, and
// those that had to reach something.
func (d *drawing) part(f Figure, fill color.RGBA, first bool) {
	if first || f.Need != nil {
		d.figure(f, f.Label, 40, fill)
		d.y += 8
		return
	}
	d.write(inner, column, 40, grey, joined("　", f.Label, f.Share(), f.Percent()))
}

// figure writes a label and its numbers, the bar below them, and what was needed.
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
	if said := f.Said(); said != "" {
		colour := grey
		if !f.Need.Reached {
			colour = gold
		}
		d.write(inner, column, 38, colour, said)
	}
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
	if len(d.r.Remarks) == 0 {
		return
	}
	d.card("说明", func() {
		for _, remark := range d.r.Remarks[:min(len(d.r.Remarks), mostRemarks)] {
			d.write(inner, column, 40, ink, remark)
			d.y += 8
		}
		if len(d.r.Remarks) > mostRemarks {
			d.write(inner, column, 40, ink, "其余的见结果的网页。")
		}
	})
}

// check says how to find one's own ballot and count again.
func (d *drawing) check() {
	if d.r.Root == "" && d.r.Verify == "" {
		return
	}
	d.card("怎么核对", func() {
		d.write(inner, column, 40, ink, d.r.Verify)
		if d.r.Root != "" {
			d.y += 14
			d.write(inner, column, 32, grey, "名单指纹："+d.r.Root)
		}
		if d.r.Register != "" {
			d.write(inner, column, 32, grey, "名册指纹："+d.r.Register)
		}
		if d.r.Key != "" {
			d.write(inner, column, 32, grey, "主办方的公钥："+d.r.Key)
		}
	})
}

// foot says until when one can object, and which characters are missing.
func (d *drawing) foot() {
	if ch := d.r.Challenge; !ch.To.IsZero() {
		d.write(inner, column, 38, grey, "有异议，请在 "+Moment(ch.To)+" 以前提出："+ch.Contact)
	}
	if len(d.missing) > 0 {
		var names []string
		for _, r := range d.missing {
			names = append(names, fmt.Sprintf("U+%04X", r))
		}
		d.write(inner, column, 32, grey, "〓 是字库里没有的字："+strings.Join(names, "、"))
	}
	d.y += 48
}
