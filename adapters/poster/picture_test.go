package poster

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
)

// inPlace: every line is inside of the picture, and none lies on another.
func inPlace(t *testing.T, c *canvas) {
	t.Helper()
	var taken []image.Rectangle
	for _, line := range c.texts {
		r := image.Rect(line.at.X, line.at.Y-line.size*7/10, line.at.X+c.width(line.words, line.size), line.at.Y+line.size/8)
		if r.Min.X < 0 || r.Max.X > pictureWidth-edge || r.Min.Y < 0 || r.Max.Y > c.y {
			t.Errorf("%q leaves the picture: %v", line.words, r)
		}
		for _, other := range taken {
			if r.Overlaps(other) {
				t.Errorf("%q lies on another line", line.words)
			}
		}
		taken = append(taken, r)
	}
}

func TestPictureIsAPicture(t *testing.T) {
	var b bytes.Buffer
	missing, err := Picture(&b, course())
	if err != nil || len(missing) > 0 {
		t.Fatal(err, missing)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if size := img.Bounds().Size(); size.X != 1080 || size.Y < 1500 || b.Len() > 1<<20 {
		t.Errorf("it is %v", size)
	}
	colours := map[any]int{}
	for y := 0; y < img.Bounds().Dy(); y += 3 {
		for x := 0; x < img.Bounds().Dx(); x += 3 {
			colours[img.At(x, y)]++
		}
	}
	for _, c := range []any{paper, white, tones[Plain].deep, tones[Plain].strong, tones[Plain].soft, track} {
		if colours[c] < 100 {
			t.Errorf("there is no %v in it", c)
		}
	}
}

// TestMissingLettersAreNamed: what the font does not have is marked where it
// stands, named below, and told to the caller.
func TestMissingLettersAreNamed(t *testing.T) {
	r := course()
	r.Question = "𠮷田和😀当选吗？"
	c, err := layOut(r)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.missing, []rune{'𠮷', '😀'}) {
		t.Errorf("missing: %q", string(c.missing))
	}
	all := ""
	for _, line := range c.texts {
		all += line.words + "\n"
	}
	for _, want := range []string{"〓田和〓当选吗？", "U+20BB7、U+1F600"} {
		if !strings.Contains(all, want) {
			t.Errorf("the picture does not say %s", want)
		}
	}
}

// TestRareNames: a font of GB 2312 only would lose these.
func TestRareNames(t *testing.T) {
	l, err := newLetters()
	if err != nil {
		t.Fatal(err)
	}
	const names = "朱镕基 陶喆 李玥昕 王珺 张堃 赵珅 刘昇 钱玹雨 㛃 䶮 龑 ✓×〓"
	if got := l.covered(names); got != names {
		t.Errorf("%s comes out as %s", names, got)
	}
}

func TestWrap(t *testing.T) {
	l, err := newLetters()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text  string
		width int // in characters of 40
		want  []string
	}{
		{"老年大学", 4, []string{"老年大学"}},
		{"老年大学。", 4, []string{"老年大", "学。"}},
		{"他说「好」。", 4, []string{"他说", "「好」。"}},
		{"去101室 room one", 5, []string{"去101室", "room one"}},
		{"ABCDEFGHIJKLMNOP", 4, []string{"ABCDEF", "GHIJKL", "MNOP"}},
		{"  前后有空格  ", 9, []string{"前后有空格"}},
		{"", 4, nil},
	} {
		if got := l.wrap(tt.text, 40, tt.width*40); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
	if got := l.even("用回执码可以在公示的选票名单里找到自己的票。", 40, 40*20); len(got) != 2 || len([]rune(got[1])) < 6 {
		t.Errorf("a widow is left: %q", got)
	}
}

// TestPictureOfManyItems: with as many items as owners may vote on, each with a long
// name, silence counted and ballots put aside, the picture still is one that Telegram
// takes for a photo.
func TestPictureOfManyItems(t *testing.T) {
	r := estate()
	item := r.Items[1]
	item.Label = strings.Repeat("把架空层租给超市的事情", 4)[:len("把")*40]
	need := &Need{"三分之二以上", 2, 3, true}
	item.Rows = append(item.Rows, Row{Label: "算上送到了没投的，同意", Figures: []Figure{{"人数", 180, 200, 0, "户", need}, {"面积", 18_000_000, 20_010_500, 3, "平方米", need}}})
	r.Items = slices.Repeat([]Item{item}, 8)
	r.Register = strings.Repeat("0a1b2c3d", 8)
	for range 6 {
		r.Asides = append(r.Asides, "桂花苑12栋的一户：业主网上投的票算数，业主填的纸质票没有算。")
	}
	var b bytes.Buffer
	if _, err := Picture(&b, r); err != nil {
		t.Fatal(err)
	}
	size, err := png.DecodeConfig(&b)
	if err != nil || size.Width+size.Height > 10_000 {
		t.Errorf("it is %d by %d, %v", size.Width, size.Height, err)
	}
}
