package openai

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/sashabaranov/go-openai"

	"yishi/bot/meaning"
)

// Transcribe gives the words of a voice message. WeChat sends AMR and Telegram
// Ogg with Opus; both go out as they are, under a file name with their ending,
// by which endpoints tell the format. One that does not take it refuses, and
// the person is asked to type.
func (c *Client) Transcribe(ctx context.Context, voice io.Reader, ext string) (string, error) {
	if c.cfg.TranscribeModel == "" {
		return "", meaning.ErrNoVoice
	}
	data, err := io.ReadAll(io.LimitReader(voice, meaning.MaxVoice+1))
	if err != nil {
		return "", fmt.Errorf("read the voice message: %w", err)
	}
	if len(data) == 0 || len(data) > meaning.MaxVoice {
		return "", fmt.Errorf("a voice message of %d bytes is not sent", len(data))
	}
	said := ""
	err = c.guard(ctx, c.voice, func(ctx context.Context) error {
		resp, err := c.api.CreateTranscription(ctx, openai.AudioRequest{
			Model: c.cfg.TranscribeModel, FilePath: "voice." + ending(ext), Reader: bytes.NewReader(data), Language: "zh",
		})
		switch {
		case refused(err):
			return errUnheard
		case err != nil:
			return err
		}
		if said = strings.TrimSpace(resp.Text); said == "" {
			return errNonsense
		}
		return nil
	})
	return said, err
}

// ending makes a file ending that endpoints know.
func ending(ext string) string {
	ext = strings.ToLower(strings.TrimPrefix(ext, "."))
	switch ext {
	case "amr", "mp3", "mp4", "m4a", "wav", "webm", "flac", "ogg", "speex":
		return ext
	}
	return "ogg" // oga and opus are Ogg by another name
}
