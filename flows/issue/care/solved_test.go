package care

import (
	"testing"

	"yishi/bot"
)

// What people really answer to whether it was done, and how.
func TestReadsWhatIsSaidOfTheEnd(t *testing.T) {
	solved := []bot.Button{{Label: "好了", Token: "issue:solved:26-0001"}, {Label: "没好", Token: "issue:unsolved:26-0001"}}
	var stars []bot.Button
	for n, label := range []string{"很不满意", "不满意", "一般", "满意", "很满意"} {
		stars = append(stars, bot.Button{Label: label, Token: "issue:rate" + string(rune('1'+n)) + ":26-0001"})
	}
	for _, c := range []struct{ said, solved, stars string }{
		{"非常满意", "rate5", "rate5"},
		{"十分满意", "rate5", "rate5"},
		{"超级满意", "rate5", "rate5"},
		{"满意", "rate4", "rate4"},
		{"非常不满意", "rate1", "rate1"},
		{"一点都不满意", "rate1", "rate1"},
		{"五星", "rate5", "rate5"},
		{"5星好评", "rate5", "rate5"},
		{"5分，辛苦了", "rate5", "rate5"},
		{"不错", "rate4", "rate4"},
		{"修好了", "solved", "solved"},
		{"好了", "solved", "solved"},
		{"已经好了，谢谢", "solved", "solved"},
		{"解决了", "solved", "solved"},
		{"好", "solved", "rate4"},
		{"没有", "unsolved", "unsolved"},
		{"还没", "unsolved", "unsolved"},
		{"根本没修好", "unsolved", "unsolved"},
		{"修了又坏了", "unsolved", "unsolved"},
		{"没人来修", "unsolved", "unsolved"},
		{"还是不亮", "unsolved", "unsolved"},
		{"3栋的灯也坏了", "", ""},
		{"好了吗？", "", ""},
		{"门口的垃圾没人收", "", ""},
	} {
		for _, at := range []struct {
			buttons []bot.Button
			want    string
		}{{solved, c.solved}, {stars, c.stars}} {
			want := at.want
			if want != "" {
				want = "issue:" + want + ":26-0001"
			}
			if got, read := reads(nil, c.said, at.buttons); got != want || !read {
				t.Errorf("%s under %s is %q, not %q", c.said, at.buttons[0].Label, got, want)
			}
		}
	}
}
