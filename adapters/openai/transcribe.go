package openai

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/sashabaranov/go-openai"

	"yishi/adapters/openai/sound"
	"yishi/bot/meaning"
)

// Transcribe gives the words of a voice message. WeChat sends AMR, which is made WAV
// where a command can; Telegram sends Ogg with Opus, which goes out as it is.
func (c *Client) Transcribe(ctx context.Context, voice io.Reader, ext string) (string, error) {
	if c.cfg.TranscribeModel == "" {
		return "", meaning.ErrNoVoice
	}
	data, err := io.ReadAll(io.LimitReader(voice, meaning.MaxVoice+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read the voice message: %w", err)
	case len(data) == 0:
		return "", meaning.ErrUnheard
	case len(data) > meaning.MaxVoice:
		return "", meaning.ErrTooLong
	}
	if data, ext, err = c.audible(ctx, data, ext); err != nil {
		return "", err
	}
	said := ""
	err = c.guard(ctx, c.voice, func(ctx context.Context) (err error) {
		said, err = c.transcript(ctx, data, ext)
		switch status, _ := statusOf(err); {
		case status == http.StatusRequestEntityTooLarge:
			return meaning.ErrTooLong
		case refused(err), status == http.StatusUnsupportedMediaType:
			return meaning.ErrUnreadable
		}
		return err
	})
	return said, err
}

// audible is a voice message in a format that endpoints may take.
func (c *Client) audible(ctx context.Context, data []byte, ext string) ([]byte, string, error) {
	format := sound.Format(data)
	if format == "" {
		format = ending(ext)
	}
	if !sound.Strange(format) || format == "amr" && c.cfg.VoiceCommand == "" {
		return data, format, nil
	}
	wav, err := sound.WAV(ctx, c.cfg.VoiceCommand, data)
	switch {
	case ctx.Err() != nil:
		return nil, "", ctx.Err()
	case err != nil:
		return nil, "", fmt.Errorf("%w: %w", meaning.ErrUnreadable, err)
	}
	return wav, "wav", nil
}

// transcript asks the endpoint in the way it knows: as a file to be written down or,
// where there is no such address, as audio in a chat.
func (c *Client) transcript(ctx context.Context, data []byte, format string) (string, error) {
	said, err := "", error(nil)
	if !c.chats.Load() {
		var resp openai.AudioResponse
		resp, err = c.api.CreateTranscription(ctx, openai.AudioRequest{
			Model: c.cfg.TranscribeModel, FilePath: "voice." + format, Reader: bytes.NewReader(data), Language: "zh",
		})
		said = resp.Text
	}
	if missing(err) || c.chats.Load() {
		inChat, errInChat := c.chatted(ctx, data, format)
		if !missing(errInChat) {
			said, err = inChat, errInChat
		}
		if errInChat == nil {
			c.chats.Store(true)
		}
	}
	if err == nil && strings.TrimSpace(said) == "" {
		err = meaning.ErrUnheard
	}
	return strings.TrimSpace(said), err
}

// missing reports whether there is nothing at the address that was asked.
func missing(err error) bool {
	status, _ := statusOf(err)
	return status == http.StatusNotFound || status == http.StatusMethodNotAllowed
}

// chatted has a model that hears write down what it hears. OpenAI takes the bare bytes
// (https://platform.openai.com/docs/guides/audio), DashScope wants them as an address
// (https://help.aliyun.com/zh/model-studio/qwen-asr-api-reference).
func (c *Client) chatted(ctx context.Context, data []byte, format string) (string, error) {
	bare := base64.StdEncoding.EncodeToString(data)
	address := "data:audio/" + format + ";base64," + bare
	forms := []string{bare, address}
	if c.addressed.Load() {
		forms = []string{address, bare}
	}
	said, err := c.listened(ctx, forms[0], format)
	if !refused(err) {
		return said, err
	}
	again, errAgain := c.listened(ctx, forms[1], format)
	if errAgain != nil {
		return said, err
	}
	c.addressed.Store(!c.addressed.Load())
	return again, nil
}

// listened makes one call, which the library does not know.
func (c *Client) listened(ctx context.Context, audio, format string) (string, error) {
	type part map[string]any
	body, err := json.Marshal(part{
		"model": c.cfg.TranscribeModel, "stream": false,
		"messages": []part{
			{"role": "system", "content": "把听到的话原样写成汉字，只写说的话，不解释，不回答。"},
			{"role": "user", "content": []part{{"type": "input_audio", "input_audio": part{"data": audio, "format": format}}}},
		},
	})
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimRight(c.cfg.BaseURL, "/")+"/chat/completions", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+c.cfg.APIKey)
	res, err := c.ears.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return "", &openai.APIError{HTTPStatusCode: res.StatusCode}
	}
	var resp openai.ChatCompletionResponse
	if err := json.NewDecoder(res.Body).Decode(&resp); err != nil {
		return "", errors.Join(errNonsense, err)
	}
	if len(resp.Choices) == 0 {
		return "", errNoChoice
	}
	return resp.Choices[0].Message.Content, nil
}

// ending makes a file ending that endpoints know.
func ending(ext string) string {
	ext = strings.ToLower(strings.TrimPrefix(ext, "."))
	switch ext {
	case "amr", "mp3", "mp4", "m4a", "wav", "webm", "flac", "ogg", "speex", "silk":
		return ext
	}
	return "ogg" // oga and opus are Ogg by another name
}
