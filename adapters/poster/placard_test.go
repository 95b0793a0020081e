package poster

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// What is drawn is what a phone reads: the drawing is read back, by the standard
// (ISO/IEC 18004) and not by the library that made it.
func TestACodeIsReadBack(t *testing.T) {
	for _, link := range []string{
		"http://weixin.qq.com/q/02wPFKBmPJfu21QQPIxy", "https://t.me/yishi_bot?start=GHYCCC", "https://yishi.example.org/j/GHYCCC", "http://a.cn/j/HEYAAA",
	} {
		svg, err := PlacardCode{Link: link}.SVG()
		if err != nil {
			t.Fatal(err)
		}
		if read := readQR(t, string(svg)); read != link {
			t.Errorf("%q is read as %q", link, read)
		}
	}
}

var bar = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`)

// readQR reads a whole drawing: nothing has to be corrected in it.
func readQR(t *testing.T, svg string) string {
	t.Helper()
	var n int
	if _, err := fmt.Sscanf(svg, `<svg viewBox="0 0 %d`, &n); err != nil {
		t.Fatal(svg)
	}
	n -= 8
	black := make([][]bool, n)
	for i := range black {
		black[i] = make([]bool, n)
	}
	for _, m := range bar.FindAllStringSubmatch(svg, -1) {
		var x, y, run, back int
		fmt.Sscan(strings.Join(m[1:], " "), &x, &y, &run, &back)
		if back != run || x < 4 || y < 4 || x+run > n+4 || y >= n+4 {
			t.Fatalf("a bar that is no bar, or in the quiet zone: %s", m[0])
		}
		for i := range run {
			black[y-4][x-4+i] = true
		}
	}
	format := 0 // the five bits that say level and mask, beside the finder at the top
	for _, x := range []int{0, 1, 2, 3, 4} {
		format <<= 1
		if black[8][x] {
			format |= 1
		}
	}
	format ^= 0b10101
	if format>>3 != 0b11 {
		t.Fatalf("not level Q: %b", format)
	}
	version := (n - 17) / 4
	blocks := map[int][2]int{1: {1, 13}, 2: {1, 22}, 3: {2, 17}, 4: {2, 24}}[version] // how many, with how much in each
	if blocks[0] == 0 {
		t.Fatalf("version %d is not known here", version)
	}
	words := codewords(black, format&7, version)
	var data []byte
	for b := range blocks[0] {
		for i := range blocks[1] {
			data = append(data, words[i*blocks[0]+b])
		}
	}
	if data[0]>>4 != 0b0100 {
		t.Fatalf("not bytes: %x", data)
	}
	text := make([]byte, data[0]&15<<4|data[1]>>4)
	for i := range text {
		text[i] = data[i+1]<<4 | data[i+2]>>4
	}
	return string(text)
}

// codewords walks the two columns wide way, up and down, from the right.
func codewords(black [][]bool, mask, version int) (words []byte) {
	n, bits := len(black), 0
	for right := n - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		up := (right+1)&2 == 0
		for i := range n {
			y := i
			if up {
				y = n - 1 - i
			}
			for x := right; x > right-2; x-- {
				if isFixed(x, y, n, version) {
					continue
				}
				if bits%8 == 0 {
					words = append(words, 0)
				}
				words[len(words)-1] <<= 1
				if black[y][x] != masked(mask, x, y) {
					words[len(words)-1] |= 1
				}
				bits++
			}
		}
	}
	return words
}

func isFixed(x, y, n, version int) bool {
	align := n - 7
	return x <= 8 && y <= 8 || x >= n-8 && y <= 8 || x <= 8 && y >= n-8 || x == 6 || y == 6 ||
		version > 1 && x >= align-2 && x <= align+2 && y >= align-2 && y <= align+2
}

func masked(mask, x, y int) bool {
	return []bool{(x+y)%2 == 0, y%2 == 0, x%3 == 0, (x+y)%3 == 0, (y/2+x/3)%2 == 0, x*y%2+x*y%3 == 0, (x*y%2+x*y%3)%2 == 0, ((x+y)%2+x*y%3)%2 == 0}[mask]
}

// A page a building: its name on top, what is typed, whom to call, and nothing from
// elsewhere.
func TestPlacards(t *testing.T) {
	var out bytes.Buffer
	err := Placards{Lacks: []string{"微信的没有做成。"}, Doors: []Placard{
		{Name: "桂花苑3栋", Says: "扫一扫。", Codes: []PlacardCode{{"微信", "http://weixin.qq.com/q/1"}, {"网页", "https://yishi.example.org/j/GHYCCC"}}, Typed: "GHYCCC", Phone: "0571-88886666"},
		{Name: "桂花苑<5>栋", Says: "扫一扫。", Codes: []PlacardCode{{"网页", "https://yishi.example.org/j/GHYEEE"}}, Typed: "GHYEEE"},
	}}.Print(&out)
	page := out.String()
	if err != nil || strings.Count(page, "<svg") != 3 || strings.Count(page, `class="door"`) != 2 || strings.Count(page, "社区电话") != 1 {
		t.Errorf("%v %s", err, page)
	}
	for _, want := range []string{"<h1>桂花苑3栋</h1>", "GHYEEE", "桂花苑&lt;5&gt;栋", "微信的没有做成。", "size: A4"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(page, "src=") || strings.Contains(page, "href=") {
		t.Error("something from elsewhere")
	}
}
