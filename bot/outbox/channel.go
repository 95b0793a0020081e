package outbox

import (
	"strings"
	"time"

	"yishi/bot"
	"yishi/store"
)

// channel is what is known of a channel, kept in the store so that rules can
// look at it.
type channel struct {
	Name   string     `json:"name"`
	Limits bot.Limits `json:"limits"`
	Until  time.Time  `json:"pause,omitzero"` // the platform said: not before
	Why    string     `json:"why,omitempty"`  // it said so
	Told   time.Time  `json:"told,omitzero"`  // the end of the pause that staff were told of
	Away   bool       `json:"away,omitempty"` // this program has no adapter for it
}

var channels = store.NewTable("channel", func(c *channel) string { return c.Name })

// Declare notes what a channel can do.
func Declare(tx store.Tx, name string, limits bot.Limits) {
	c, _ := channels.Get(tx, name)
	c.Name, c.Limits, c.Away = name, limits, false
	channels.Put(tx, c)
}

// Platform is the platform part of a channel's name.
func Platform(channel string) string {
	platform, _, _ := strings.Cut(channel, "/")
	return platform
}

// PlatformName is what people call a platform.
func PlatformName(platform string) string {
	switch platform {
	case "wechat":
		return "微信"
	case "telegram":
		return "电报"
	case "web":
		return "网页"
	case "terminal":
		return "终端"
	}
	return platform
}

// ChannelName is what people call the platform of a channel.
func ChannelName(channel string) string { return PlatformName(Platform(channel)) }

// paused reports whether a channel sends nothing for long.
func (c channel) paused(now time.Time) bool { return c.Until.Sub(now) >= longPause }

func pausedUntil(tx store.Reader, name string) time.Time {
	c, _ := channels.Get(tx, name)
	return c.Until
}

// longPause is from when on a pause is one that people notice: staff are told, and
// whoever has another channel is reached by that.
const longPause = 10 * time.Minute
