// Package sound makes of a voice message what endpoints can hear: WAV.
//
// WeChat sends AMR, Speex in old clients, and SILK is found in files that call
// themselves AMR; few endpoints take any of them. There is no well-kept decoder of
// these three in pure Go, and one of our own would be code outside of what this
// project exists for, run on what strangers send. So a command does it, that the
// configuration names, in a process of its own: ffmpeg reads AMR and Speex. It gets
// the voice on its standard input and gives WAV on its standard output; no file is
// named to it and no shell is between. Without such a command AMR goes out as it is,
// which some endpoints take, and the others are said to be unreadable.
package sound

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os/exec"
	"strings"
	"time"
)

// ErrUnreadable: nothing here can make sound of it.
var ErrUnreadable = errors.New("the voice message cannot be made WAV")

// most is how long a WAV may be: ten minutes of speech.
const most = 20 << 20

// signs are what files of a format begin with.
var signs = []struct{ sign, format string }{
	{"#!AMR", "amr"}, {"#!SILK", "silk"}, {"\x02#!SILK", "silk"}, {"Speex   ", "speex"}, {"RIFF", "wav"}, {"OggS", "ogg"},
	{"fLaC", "flac"}, {"ID3", "mp3"}, {"\xff\xfb", "mp3"}, {"\xff\xf3", "mp3"}, {"\x1aE\xdf\xa3", "webm"},
}

// Format is what a voice message is by its first bytes, whatever its name says; "" is
// not known.
func Format(data []byte) string {
	if len(data) > 40 && bytes.HasPrefix(data, []byte("OggS")) && bytes.Contains(data[:min(len(data), 80)], []byte("Speex   ")) {
		return "speex"
	}
	for _, s := range signs {
		if bytes.HasPrefix(data, []byte(s.sign)) {
			return s.format
		}
	}
	if len(data) > 12 && string(data[4:8]) == "ftyp" {
		return "m4a"
	}
	return ""
}

// Strange reports whether few endpoints take a format.
func Strange(format string) bool { return format == "amr" || format == "silk" || format == "speex" }

// WAV has a command make WAV of a voice message.
func WAV(ctx context.Context, command string, voice []byte) ([]byte, error) {
	words := strings.Fields(command)
	if len(words) == 0 {
		return nil, ErrUnreadable
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	run := exec.CommandContext(ctx, words[0], words[1:]...)
	run.WaitDelay = time.Second
	run.Stdin = bytes.NewReader(voice)
	out := &limited{stop: stop}
	run.Stdout = out
	if err := run.Run(); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrUnreadable, words[0], err)
	}
	wav := out.said
	if Format(wav) != "wav" {
		return nil, fmt.Errorf("%w: %s gave no WAV", ErrUnreadable, words[0])
	}
	return mended(wav), nil
}

// limited ends a command that says too much.
type limited struct {
	said []byte
	stop func()
}

func (l *limited) Write(p []byte) (int, error) {
	if len(l.said)+len(p) > most {
		l.stop()
		return 0, io.ErrShortWrite
	}
	l.said = append(l.said, p...)
	return len(p), nil
}

// mended writes the true sizes into a WAV. A command that writes into a pipe cannot go
// back to its head to put them there, and endpoints believe what they read.
func mended(wav []byte) []byte {
	const head = 12
	if len(wav) < head {
		return wav
	}
	binary.LittleEndian.PutUint32(wav[4:], uint32(len(wav)-8))
	for at := head; at+8 <= len(wav); {
		size := binary.LittleEndian.Uint32(wav[at+4:])
		if string(wav[at:at+4]) == "data" {
			binary.LittleEndian.PutUint32(wav[at+4:], uint32(len(wav)-at-8))
			break
		}
		at += 8 + int(size)
	}
	return wav
}

// Tone is a second of a soft tone, as WAV: it says nothing.
func Tone() []byte {
	const rate, samples = 16000, 16000
	var b bytes.Buffer
	b.WriteString("RIFF\x00\x00\x00\x00WAVEfmt ")
	for _, field := range []any{uint32(16), uint16(1), uint16(1), uint32(rate), uint32(2 * rate), uint16(2), uint16(16)} {
		_ = binary.Write(&b, binary.LittleEndian, field)
	}
	b.WriteString("data\x00\x00\x00\x00")
	for i := range samples {
		_ = binary.Write(&b, binary.LittleEndian, int16(1000*math.Sin(2*math.Pi*440*float64(i)/rate)))
	}
	return mended(b.Bytes())
}

// Silence is a second of AMR with nothing in it: fifty frames that say so
// (https://www.rfc-editor.org/rfc/rfc4867#section-5).
func Silence() []byte { return []byte("#!AMR\n" + strings.Repeat("\x7c", 50)) }
