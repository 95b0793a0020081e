package telegram

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"yishi/bot"
)

// read says what an update means; ok is false for what does not concern us.
// Equal updates give equal messages.
func (a *Adapter) read(upd *models.Update) (in bot.In, ok bool, err error) {
	switch {
	case upd.Message != nil:
		in, ok, err = a.message(upd.Message)
	case upd.CallbackQuery != nil:
		in, ok = press(upd.CallbackQuery)
	case upd.MyChatMember != nil:
		in, ok = membership(upd.MyChatMember)
	}
	in.ID = "u" + strconv.FormatInt(upd.ID, 10)
	in.Channel = a.channel
	return in, ok, err
}

func (a *Adapter) message(msg *models.Message) (in bot.In, ok bool, err error) {
	if msg.Chat.Type == models.ChatTypeChannel {
		return in, false, nil
	}
	account, name, ok := sender(msg)
	if msg.MigrateToChatID != 0 {
		in = from(&msg.Chat, account, name, msg.Date)
		in.Kind, in.Text = bot.Moved, chatID(msg.MigrateToChatID)
		return in, true, nil
	}
	if !ok {
		return in, false, nil
	}
	in = from(&msg.Chat, account, name, msg.Date)
	in.Sent, in.Topic = in.At, topic(msg)
	if !content(&in, msg) {
		return in, false, nil
	}
	return a.heed(in, msg)
}

// content fills in what a message holds; false for the platform's own lines
// (somebody joined, a new title), which hold nothing.
func content(in *bot.In, msg *models.Message) bool {
	in.Kind, in.Text = bot.Other, msg.Caption
	switch {
	case msg.Text != "":
		in.Kind, in.Text = bot.Text, msg.Text
	case len(msg.Photo) > 0:
		in.Kind, in.File, in.Set = bot.Photo, largest(msg.Photo), msg.MediaGroupID
	case msg.Document != nil && strings.HasPrefix(msg.Document.MimeType, "image/") && msg.Animation == nil:
		in.Kind, in.File, in.Set = bot.Photo, msg.Document.FileID, msg.MediaGroupID
		in.Lost = lost(msg.Document.FileSize, msg.Document.MimeType)
	case msg.Voice != nil:
		in.Kind, in.File, in.Lost = bot.Voice, msg.Voice.FileID, lost(msg.Voice.FileSize, "")
	case msg.Venue != nil:
		in.Kind, in.Text = bot.Location, msg.Venue.Address
		in.Pin = bot.PinOfGPS(msg.Venue.Location.Latitude, msg.Venue.Location.Longitude, msg.Venue.Title)
	case msg.Location != nil:
		in.Kind, in.Pin = bot.Location, bot.PinOfGPS(msg.Location.Latitude, msg.Location.Longitude, "")
	case msg.Contact != nil:
		in.Kind, in.Text = bot.Contact, ownNumber(msg)
	default:
		return notTaken(msg)
	}
	return true
}

// ownNumber is the number of a contact that is its sender's own; "" of any other. Whose
// a number is the platform finds out; the sender says only the number
// (https://core.telegram.org/bots/api#contact). What was forwarded, or made by another
// bot, may hold what was so once.
func ownNumber(msg *models.Message) string {
	c := msg.Contact
	if msg.From == nil || c.UserID != msg.From.ID || msg.ForwardOrigin != nil || msg.ViaBot != nil {
		return ""
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, c.PhoneNumber)
	if digits == "" {
		return ""
	}
	return "+" + digits // with the country, often said without +
}

// shown are the pictures that people may send as files: those that every channel and
// every browser can show. What iPhones make (image/heic) few can.
var shown = map[string]bool{"": true, "image/jpeg": true, "image/jpg": true, "image/png": true, "image/gif": true, "image/webp": true}

func lost(size int64, mime string) bot.Lost {
	switch {
	case size > maxFile:
		return bot.TooLarge
	case !shown[strings.ToLower(mime)]:
		return bot.Unreadable
	}
	return ""
}

func largest(sizes []models.PhotoSize) string {
	best := sizes[0]
	for _, s := range sizes[1:] {
		if s.Width*s.Height > best.Width*best.Height {
			best = s
		}
	}
	return best.FileID
}

// notTaken reports whether somebody sent a thing that we have no use for.
func notTaken(msg *models.Message) bool {
	return msg.Sticker != nil || msg.Document != nil || msg.Animation != nil || msg.Video != nil || msg.VideoNote != nil ||
		msg.Audio != nil || msg.Dice != nil || msg.Poll != nil || msg.Story != nil ||
		msg.Game != nil || msg.PaidMedia != nil || msg.Checklist != nil || msg.RichMessage != nil
}

// startCode is what a deep link may carry (https://core.telegram.org/bots/features#deep-linking).
var startCode = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// errUnknownSelf passes when Telegram has told us our name.
var errUnknownSelf = errors.New("telegram: our own username is not known yet")

// heed finds out whether a message is for us, and which command it gives.
func (a *Adapter) heed(in bot.In, msg *models.Message) (bot.In, bool, error) {
	w := words{text: msg.Text, marks: msg.Entities, id: a.id, commands: a.knows}
	if msg.Text == "" {
		w.text, w.marks = msg.Caption, msg.CaptionEntities
	}
	if me := a.self.Load(); me != nil {
		w.me = *me
	} else if w.needsName() {
		return in, false, errUnknownSelf
	}
	said := w.parse()
	if said.other {
		return in, false, nil
	}
	reply := msg.ReplyToMessage
	in.ToUs = in.Group && (said.toUs || reply != nil && reply.From != nil && reply.From.ID == a.id)
	switch {
	case in.Kind == bot.Text && !in.Group && said.command == "/start":
		in.Kind, in.Text = bot.Follow, said.rest
	case in.Kind == bot.Text && said.command != "":
		in.Text = strings.TrimSpace(said.command + " " + said.rest)
	case in.Group && w.text != "":
		in.Text = said.plain
	}
	return in, true, nil
}

// knows reports whether a command, without "/", is one of the menu's.
func (a *Adapter) knows(command string) bool {
	for _, c := range a.deps.Commands {
		if c.Name == command {
			return true
		}
	}
	return false
}
