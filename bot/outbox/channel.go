package outbox

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	"yishi/bot/directory"

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

// Pause is a channel that sends nothing for a while, because its platform said so.
type Pause struct {
	Channel string
	Until   time.Time
	Why     string
}

// longest is the longest that a platform is believed; then it is asked again.
const longest = 7 * 24 * time.Hour

// pause leaves a channel alone until then, or longer if that was said before.
func pause(tx store.Tx, name string, until time.Time, why string) {
	c, _ := channels.Get(tx, name)
	c.Name = name
	if until.After(c.Until) {
		c.Until, c.Why = until, why
	}
	news := c.paused(tx.Now()) && c.Until.Sub(c.Told) > longPause
	if news {
		c.Told = c.Until
	}
	channels.Put(tx, c)
	if news {
		tellPause(tx, c)
	}
}

// Pauses are the channels that send nothing for long.
func Pauses(tx store.Reader) (list []Pause) {
	for c := range channels.All(tx) {
		if !c.Away && !c.Told.IsZero() && tx.Now().Before(c.Told) {
			list = append(list, Pause{c.Name, c.Until, c.Why})
		}
	}
	return list
}

// tellPause tells staff once that a channel sends nothing, and when that ends: by
// another channel if they have one, and in no case when it is over.
func tellPause(tx store.Tx, c channel) {
	text := fmt.Sprintf("%s现在发不出消息：%s。\n%s以后自动接着发，这以前要紧的事请打电话或者上门。",
		ChannelName(c.Name), c.Why, bot.Moment(c.Until))
	if w := c.Limits.Window; w != nil && w.Still != "" {
		text += "\n" + w.Still
	}
	for p := range (directory.Audience{Roles: []string{directory.Staff, directory.StreetStaff}}).People(tx) {
		Add(tx, Message{
			Person: p.ID, Out: bot.Out{Text: text}, Priority: Reminder, Of: "pause/" + c.Name,
			Next: bot.Awake(tx.Now()), Expires: c.Until,
		})
	}
}

// logPause writes down that a channel rests for long.
func logPause(name string, rests time.Duration, e *bot.SendError) {
	if rests >= longPause {
		slog.Warn("a channel sends nothing for a while", "channel", name, "for", rests.Round(time.Second), "why", e.Why)
	}
}

// rest is how long a channel is left alone. Where the platform does not say, a
// quota is one of the day, which begins anew at midnight.
func rest(e *bot.SendError, now time.Time) time.Duration {
	if e.Verdict == bot.Quota && e.After == 0 {
		return bot.Midnight(now).Add(24 * time.Hour).Sub(now)
	}
	return min(max(e.After, time.Second), longest)
}
