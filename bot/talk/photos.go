package talk

import (
	"fmt"
	"strings"

	"yishi/bot/meaning/answer"
	"yishi/bot/talk/replay"
)

// maxPhotos is the most photos one answer holds.
const maxPhotos = 9

const noPhoto = "没有照片"

// Photos collects photos until there are no more and returns their media ids. None is allowed.
func (c *Conv) Photos(name, format string, args ...any) []string {
	text, skip := lazy(format, args), noPhoto
	var photos []string
	for len(photos) < maxPhotos {
		photo := c.photoOr(name, skip, text, len(photos))
		if photo == "" {
			break
		}
		photos = append(photos, photo)
		skip = "没有了"
		text = lazy("收到%d张。还有就接着发，没有了回复 1。", []any{len(photos)})
	}
	return photos
}

// photoOr asks for one photo; no more gives "".
func (c *Conv) photoOr(name, skip string, text func() string, have int) string {
	opts := []Opt{{Key: "-", Label: skip}}
	return replay.Ask(c.Conv, replay.Question[string]{
		Name: name, Text: text, Opts: opts,
		Hint: fmt.Sprintf("请发照片；%s，回复 1。", opts[0].Label),
		Words: func(s string) (string, error) {
			if without(s, opts) || strings.TrimSpace(s) == noPhoto || answer.Word(s) == answer.Done || isNo(s) {
				return "", nil
			}
			return "", replay.ErrWrong
		},
		Press:   func(string) (string, error) { return "", nil },
		Picture: func(media, _ string) (string, error) { return media, nil },
	})
}

// Photo asks for one photo, or none.
func (c *Conv) Photo(name, format string, args ...any) string {
	return c.photoOr(name, noPhoto, lazy(format, args), 0)
}

// PhotoOr is Photo with a button of its own for who has none.
func (c *Conv) PhotoOr(name, skip, format string, args ...any) string {
	return c.photoOr(name, skip, lazy(format, args), 0)
}

func isNo(s string) bool {
	yes, ok := answer.Yes(s)
	return ok && !yes
}
