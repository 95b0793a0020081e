// Package doors makes the pages that hang at the doors of buildings, each with the codes
// that lead into every channel: for whoever was given a ticket in a chat, and for a
// command. What a door is, and who may print it, is left to flows/placard, how it looks
// to adapters/poster.
package doors

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"yishi/adapters/internal/frame"
	"yishi/adapters/poster"
	"yishi/bot"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/flows/placard"
	"yishi/store"
)

const cover = "贴在楼门口的二维码，一栋一页。楼多的话，打开要等一会儿。"

// Kit is the pages as they come into a house, and what a command can have of them.
func Kit() house.Kit {
	return house.Kit{
		Name: "doors", Needs: []string{"placard"},
		Pages: house.Pages{Prefixes: []string{placard.Path}, Handler: Pages},
		Exports: []house.Extract{{
			Name: "doors", Before: placard.Asked,
			Write: func(w io.Writer, tx store.Reader, ask url.Values) error {
				return json.NewEncoder(w).Encode(placard.Doors(tx, ask.Get("place")))
			},
			Print: func(ctx context.Context, w io.Writer, written []byte, channels []bot.Adapter) ([]string, error) {
				var doors []placard.Door
				if err := json.Unmarshal(written, &doors); err != nil {
					return nil, err
				}
				return Placards(ctx, w, doors, channels)
			},
		}},
	}
}

// Pages opens tickets to what hangs at doors.
func Pages(s store.Store, channels []bot.Adapter) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+placard.Path+"{ticket}", frame.Cover("打印", cover))
	mux.HandleFunc("POST "+placard.Path+"{ticket}", func(w http.ResponseWriter, r *http.Request) {
		var doors []placard.Door
		err := s.Update(r.Context(), func(tx store.Tx) (err error) {
			doors, err = placard.Open(tx, r.PathValue("ticket"))
			return err
		})
		var data bytes.Buffer
		if err == nil {
			_, err = Placards(r.Context(), &data, doors, channels)
		}
		if err != nil {
			frame.Fail(w, r, err, http.StatusForbidden)
			return
		}
		w.Header().Set("Content-Type", frame.Kind)
		w.Header().Set("Content-Security-Policy", frame.Paper)
		_, _ = w.Write(data.Bytes())
	})
	return frame.Around(mux, frame.Policy)
}

// linkTime is how long the channels are asked for links, all together: whoever opened
// the page waits for it.
const linkTime = 40 * time.Second

// Placards writes a page for each door, with the codes of all channels that have any.
// What could not be made is named, on the screen and in lacks; the others stand without
// it. It asks platforms: never inside of a transaction.
func Placards(ctx context.Context, w io.Writer, doors []placard.Door, channels []bot.Adapter) (lacks []string, err error) {
	ctx, stop := context.WithTimeout(ctx, linkTime)
	defer stop()
	pages := poster.Placards{Doors: make([]poster.Placard, len(doors))}
	scanned := "手机"
	for i, d := range doors {
		pages.Doors[i] = poster.Placard{Name: d.Name, Typed: d.Code, Phone: d.Phone, Hours: d.Hours}
	}
	made := 0
	for _, c := range channels {
		linker, can := c.(bot.Linker)
		if !can {
			continue
		}
		label, n := captions[outbox.Platform(c.Channel())], 0
		links, why := linksOf(ctx, linker, doors)
		for i, link := range links {
			if link == "" {
				continue
			}
			n++
			code := poster.PlacardCode{Label: label.caption, Link: link}
			if homely(link) {
				code.Label += "（试用，只有本机打得开）"
			}
			pages.Doors[i].Codes = append(pages.Doors[i].Codes, code)
		}
		if made += n; n > 0 && label.byWeChat {
			scanned = "微信"
		}
		if why != nil {
			slog.Warn("no link for the door", "channel", c.Channel(), "err", why)
			lacks = append(lacks, lacking(c.Channel(), len(doors)-n, len(doors), why))
		} else if homely(links[0]) {
			lacks = append(lacks, nameOfChannel(c.Channel())+"的二维码只有这台电脑打得开：配置里的 public_url 还是本机的地址。改好以后再打印。")
		}
	}
	if made == 0 {
		return lacks, bot.Refuse("一个二维码也没有做成。%s", strings.Join(lacks, ""))
	}
	for i := range pages.Doors {
		pages.Doors[i].Says = "用" + scanned + "扫一扫，家里灯坏了、想投票、想报名，都在这里说。"
	}
	pages.Lacks = lacks
	return lacks, pages.Print(w)
}

// captions are what stands below a code, by platform; WeChat scans its own and pages.
var captions = map[string]struct {
	caption  string
	byWeChat bool
}{
	"wechat": {"微信", true}, "web": {"网页，不用关注", true}, "telegram": {"电报", false},
}

// nameOfChannel is a channel as staff know it, with the name it has in the configuration.
func nameOfChannel(channel string) string {
	_, name, named := strings.Cut(channel, "/")
	if !named {
		return outbox.ChannelName(channel)
	}
	return outbox.ChannelName(channel) + "（" + name + "）"
}

func lacking(channel string, lack, of int, why error) string {
	reason := "现在连不上，过一会儿再打开试试。"
	if refusal, ok := errors.AsType[bot.Refusal](why); ok {
		reason = string(refusal)
	}
	which := ""
	if lack < of {
		which = fmt.Sprintf("有%d栋", lack)
	}
	return fmt.Sprintf("%s的二维码%s没有做成：%s", nameOfChannel(channel), which, reason)
}

// homely reports whether a link leads to this machine alone.
func homely(link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	at, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && at.IsLoopback()
}

// linkHands is how many links are asked for at once.
const linkHands = 8

// linksOf asks a channel for the link of every door. The first error ends it: a platform
// that is down is not asked once more for each building.
func linksOf(ctx context.Context, linker bot.Linker, doors []placard.Door) (links []string, err error) {
	links = make([]string, len(doors))
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next atomic.Int64
	var hands sync.WaitGroup
	for range min(linkHands, len(doors)) {
		hands.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(doors) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				link, err := linker.Link(ctx, doors[i].Code)
				if err != nil {
					stop(err)
					return
				}
				links[i] = link
			}
		})
	}
	hands.Wait()
	return links, context.Cause(ctx)
}
