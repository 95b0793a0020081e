package telegram

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yishi/bot"
)

// known is an adapter that knows its name, without a platform.
func known(t testing.TB) *Adapter {
	a, err := New(
		Config{Name: "main", Token: "1000:TEST-token", Secret: "s", Mode: ByWebhook, APIBase: "http://127.0.0.1:1"},
		Deps{Commands: []Command{{Name: "vote", About: "投票"}}},
	)
	if err != nil {
		t.Fatal(err)
	}
	me := "Yishi_bot"
	a.self.Store(&me)
	return a
}

const (
	inPrivate = `"message_id":7,"date":1790000000,"from":{"id":5,"is_bot":false,"first_name":"甲","last_name":"明"},"chat":{"id":5,"type":"private"}`
	inGroup   = `"message_id":7,"date":1790000000,"from":{"id":5,"is_bot":false,"first_name":"甲"},"chat":{"id":-9,"type":"supergroup","title":"3栋"}`
	ourself   = `{"id":1000,"is_bot":true,"first_name":"议事","username":"Yishi_bot"}`
)

func private(rest string) string {
	return `{"update_id":100,"message":{` + inPrivate + `,` + rest + `}}`
}
func group(rest string) string { return `{"update_id":100,"message":{` + inGroup + `,` + rest + `}}` }

func marked(kind string, offset, length int) string {
	return fmt.Sprintf(`"entities":[{"type":%q,"offset":%d,"length":%d}]`, kind, offset, length)
}

// wants fills in what all messages of one kind of chat have in common.
func wantPrivate(in bot.In) *bot.In {
	in.ID, in.At = "u100", time.Unix(1790000000, 0).UTC()
	in.Channel, in.Chat, in.From, in.Name = "telegram/main", "5", "5", "甲 明"
	return &in
}

func wantGroup(in bot.In) *bot.In {
	in = *wantPrivate(in)
	in.Chat, in.Name, in.Group = "-9", "甲", true
	return &in
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name string
		raw  string
		want *bot.In // nil: it does not concern us
	}{
		{"words", private(`"text":"楼下的灯又坏了"`), wantPrivate(bot.In{Kind: bot.Text, Text: "楼下的灯又坏了"})},
		{"start", private(`"text":"/start",` + marked("bot_command", 0, 6)), wantPrivate(bot.In{Kind: bot.Follow})},
		{"start with a code", private(`"text":"/start b_1-2",` + marked("bot_command", 0, 6)), wantPrivate(bot.In{Kind: bot.Follow, Text: "b_1-2"})},
		{"start by name", private(`"text":"/start@yishi_BOT x",` + marked("bot_command", 0, 16)), wantPrivate(bot.In{Kind: bot.Follow, Text: "x"})},
		{"a command", private(`"text":"/Vote 3",` + marked("bot_command", 0, 5)), wantPrivate(bot.In{Kind: bot.Text, Text: "/vote 3"})},
		{"a command after Chinese", private(`"text":"你好 /vote 3",` + marked("bot_command", 3, 5)), wantPrivate(bot.In{Kind: bot.Text, Text: "/vote 3"})},
		{"a path is no command", private(`"text":"请看 /tmp 目录",` + marked("bot_command", 3, 4)), wantPrivate(bot.In{Kind: bot.Text, Text: "请看 /tmp 目录"})},
		{"an empty mark", private(`"text":"你好",` + marked("bot_command", 0, 0)), wantPrivate(bot.In{Kind: bot.Text, Text: "你好"})},
		{"a mark beyond the end", private(`"text":"你好",` + marked("bot_command", 1, 900)), wantPrivate(bot.In{Kind: bot.Text, Text: "你好"})},
		{"a mark before the start", private(`"text":"你好",` + marked("mention", -4, 5)), wantPrivate(bot.In{Kind: bot.Text, Text: "你好"})},
		{"for another bot", private(`"text":"/vote@other_bot",` + marked("bot_command", 0, 15)), nil},
		{"photo", private(`"photo":[{"file_id":"big","width":800,"height":600},{"file_id":"small","width":90,"height":67}],"caption":"灯坏了"`),
			wantPrivate(bot.In{Kind: bot.Photo, File: "big", Text: "灯坏了"})},
		{"one photo of an album", private(`"photo":[{"file_id":"p"}],"media_group_id":"1397"`), wantPrivate(bot.In{Kind: bot.Photo, File: "p", Set: "1397"})},
		{"photo sent as a file", private(`"document":{"file_id":"doc","mime_type":"image/png"}`), wantPrivate(bot.In{Kind: bot.Photo, File: "doc"})},
		{"photo sent as a file that is too large", private(`"document":{"file_id":"doc","mime_type":"image/jpeg","file_size":12582922},"caption":"灯坏了"`),
			wantPrivate(bot.In{Kind: bot.Photo, File: "doc", Text: "灯坏了", Lost: bot.TooLarge})},
		{"an iPhone's photo sent as a file", private(`"document":{"file_id":"doc","mime_type":"image/heic","file_size":2000000}`),
			wantPrivate(bot.In{Kind: bot.Photo, File: "doc", Lost: bot.Unreadable})},
		{"file", private(`"document":{"file_id":"doc","mime_type":"application/pdf"}`), wantPrivate(bot.In{Kind: bot.Other})},
		{"voice", private(`"voice":{"file_id":"v","duration":3}`), wantPrivate(bot.In{Kind: bot.Voice, File: "v"})},
		{"place", private(`"location":{"latitude":31.2,"longitude":121.5}`), wantPrivate(bot.In{Kind: bot.Location, Pin: bot.PinOfGPS(31.2, 121.5, "")})},
		{"named place", private(`"location":{"latitude":31.2,"longitude":121.5},"venue":{"location":{"latitude":31.2,"longitude":121.5},"title":"幸福小区","address":"和平路1号"}`),
			wantPrivate(bot.In{Kind: bot.Location, Text: "和平路1号", Pin: bot.PinOfGPS(31.2, 121.5, "幸福小区")})},
		{"sticker", private(`"sticker":{"file_id":"s","emoji":"😀"}`), wantPrivate(bot.In{Kind: bot.Other})},
		{"a contact of nobody known", private(`"contact":{"phone_number":"8619900000001","first_name":"某"}`), wantPrivate(bot.In{Kind: bot.Contact})},
		{"another's contact", private(`"contact":{"phone_number":"8619900000001","first_name":"某","user_id":6}`), wantPrivate(bot.In{Kind: bot.Contact})},
		{"one's own contact", private(`"contact":{"phone_number":"8619900000001","first_name":"某","user_id":5}`), wantPrivate(bot.In{Kind: bot.Contact, Text: "+8619900000001"})},
		{"one's own contact with signs", private(`"contact":{"phone_number":"+86 199 0000-0001","first_name":"某","user_id":5}`), wantPrivate(bot.In{Kind: bot.Contact, Text: "+8619900000001"})},
		{"one's own contact of another country", private(`"contact":{"phone_number":"19900000001","first_name":"某","user_id":5}`), wantPrivate(bot.In{Kind: bot.Contact, Text: "+19900000001"})},
		{"one's own contact, forwarded", private(`"contact":{"phone_number":"8619900000001","first_name":"某","user_id":5},"forward_origin":{"type":"user","date":1,"sender_user":{"id":5,"first_name":"甲"}}`), wantPrivate(bot.In{Kind: bot.Contact})},
		{"one's own contact by another bot", private(`"contact":{"phone_number":"8619900000001","first_name":"某","user_id":5},"via_bot":{"id":8,"is_bot":true,"first_name":"别的"}`), wantPrivate(bot.In{Kind: bot.Contact})},
		{"in a topic", group(`"message_thread_id":42,"is_topic_message":true,"text":"/help",` + marked("bot_command", 0, 5)), wantGroup(bot.In{Kind: bot.Text, Text: "/help", ToUs: true, Topic: "42"})},
		{"in a thread of answers", group(`"message_thread_id":42,"text":"/help",` + marked("bot_command", 0, 5)), wantGroup(bot.In{Kind: bot.Text, Text: "/help", ToUs: true})},

		{"group talk", group(`"text":"大家好"`), wantGroup(bot.In{Kind: bot.Text, Text: "大家好"})},
		{"group command", group(`"text":"/vote@Yishi_bot 3",` + marked("bot_command", 0, 15)), wantGroup(bot.In{Kind: bot.Text, Text: "/vote 3", ToUs: true})},
		{"group command without name", group(`"text":"/help",` + marked("bot_command", 0, 5)), wantGroup(bot.In{Kind: bot.Text, Text: "/help", ToUs: true})},
		{"group command after Chinese", group(`"text":"各位 /vote@yishi_bot",` + marked("bot_command", 3, 15)), wantGroup(bot.In{Kind: bot.Text, Text: "/vote", ToUs: true})},
		{"group command for another bot", group(`"text":"/vote@other_bot",` + marked("bot_command", 0, 15)), nil},
		{"start in a group", group(`"text":"/start@Yishi_bot g7",` + marked("bot_command", 0, 16)), wantGroup(bot.In{Kind: bot.Text, Text: "/start g7", ToUs: true})},
		{"mention after emoji", group(`"text":"😀😀 @yishi_bot 几号义诊",` + marked("mention", 5, 10)), wantGroup(bot.In{Kind: bot.Text, Text: "😀😀  几号义诊", ToUs: true})},
		{"mention of somebody else", group(`"text":"@yishi_botx 你好",` + marked("mention", 0, 11)), wantGroup(bot.In{Kind: bot.Text, Text: "@yishi_botx 你好"})},
		{"mention by id", group(`"text":"议事 你好","entities":[{"type":"text_mention","offset":0,"length":2,"user":` + ourself + `}]`),
			wantGroup(bot.In{Kind: bot.Text, Text: "你好", ToUs: true})},
		{"reply to us", group(`"text":"同意","reply_to_message":{"message_id":6,"date":1,"chat":{"id":-9,"type":"supergroup"},"from":` + ourself + `}`),
			wantGroup(bot.In{Kind: bot.Text, Text: "同意", ToUs: true})},
		{"mention below a photo", group(`"photo":[{"file_id":"p"}],"caption":"@yishi_bot 看","caption_entities":[{"type":"mention","offset":0,"length":10}]`),
			wantGroup(bot.In{Kind: bot.Photo, File: "p", Text: "看", ToUs: true})},
		{"anonymous admin", `{"update_id":100,"message":{"message_id":7,"date":1790000000,"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},` +
			`"sender_chat":{"id":-9,"type":"supergroup","title":"甲"},"chat":{"id":-9,"type":"supergroup"},"text":"好"}}`,
			func() *bot.In {
				in := wantGroup(bot.In{Kind: bot.Text, Text: "好"})
				in.From = "anonymous:-9"
				return in
			}()},
		{"nobody", `{"update_id":100,"message":{"message_id":7,"date":1790000000,"chat":{"id":-9,"type":"supergroup"},"text":"好"}}`, nil},
		{"another bot", `{"update_id":100,"message":{"message_id":7,"date":1,"from":{"id":8,"is_bot":true},"chat":{"id":-9,"type":"group"},"text":"好"}}`, nil},
		{"somebody joined", group(`"new_chat_members":[{"id":6,"first_name":"乙"}]`), nil},
		{"a new title", group(`"new_chat_title":"4栋"`), nil},
		{"moved", group(`"migrate_to_chat_id":-1000000000009`), wantGroup(bot.In{Kind: bot.Moved, Text: "-1000000000009"})},
		{"moved from", group(`"migrate_from_chat_id":-9`), nil},

		{"press", `{"update_id":100,"callback_query":{"id":"q","from":{"id":5,"first_name":"甲","last_name":"明"},"data":"p1:2","message":{"message_id":3,"date":1789999000,"edit_date":1790000000,"chat":{"id":5,"type":"private"}}}}`,
			wantPrivate(bot.In{Kind: bot.Press, Text: "p1:2", Ref: "3"})},
		{"press in a group", `{"update_id":100,"callback_query":{"id":"q","from":{"id":5,"first_name":"甲"},"data":"p1:2","message":{"message_id":3,"date":1790000000,"chat":{"id":-9,"type":"supergroup"}}}}`,
			wantGroup(bot.In{Kind: bot.Press, Text: "p1:2", Ref: "3", ToUs: true})},
		{"press on an old message", `{"update_id":100,"callback_query":{"id":"q","from":{"id":5,"first_name":"甲","last_name":"明"},"data":"p1:2","message":{"message_id":3,"date":0,"chat":{"id":5,"type":"private"}}}}`,
			func() *bot.In {
				in := wantPrivate(bot.In{Kind: bot.Press, Text: "p1:2", Ref: "3"})
				in.At = time.Unix(0, 0).UTC()
				return in
			}()},
		{"press on no message", `{"update_id":100,"callback_query":{"id":"q","from":{"id":5},"data":"p1:2","inline_message_id":"x"}}`, nil},
		{"press on a game", `{"update_id":100,"callback_query":{"id":"q","from":{"id":5},"game_short_name":"g","message":{"message_id":3,"date":1,"chat":{"id":5,"type":"private"}}}}`, nil},

		{"blocked", standing("private", 5, "member", "kicked"), wantPrivate(bot.In{Kind: bot.Leave})},
		{"unblocked", standing("private", 5, "kicked", "member"), wantPrivate(bot.In{Kind: bot.Follow})},
		{"taken into a group", standing("group", -9, "left", "member"), groupStanding(bot.Follow)},
		{"thrown out", standing("group", -9, "administrator", "kicked"), groupStanding(bot.Leave)},
		{"promoted", standing("group", -9, "member", "administrator"), nil},
		{"muted", standing("group", -9, "member", "restricted"), groupStanding(bot.Leave)},
		{"taken into a channel", standing("channel", -8, "left", "administrator"), nil},

		{"edited", `{"update_id":100,"edited_message":{` + inPrivate + `,"text":"改过"}}`, nil},
		{"channel post", `{"update_id":100,"channel_post":{"message_id":1,"date":1,"chat":{"id":-8,"type":"channel"},"text":"公告"}}`, nil},
		{"forwarded from the channel", `{"update_id":100,"message":{"message_id":7,"date":1,"is_automatic_forward":true,"from":{"id":777000},"sender_chat":{"id":-8,"type":"channel"},"chat":{"id":-9,"type":"supergroup"},"text":"公告"}}`, nil},
		{"what does not exist yet", `{"update_id":100,"something_new":{"x":1}}`, nil},
		{"a date that is none", strings.Replace(private(`"text":"好"`), "1790000000", "253402300800", 1), nil},
		{"a date before all", strings.Replace(private(`"text":"好"`), "1790000000", "-1", 1), nil},
		{"a press on a message of no date", `{"update_id":100,"callback_query":{"id":"q","from":{"id":5},"data":"p1:2","message":{"message_id":3,"date":9223372036854775807,"chat":{"id":5,"type":"private"}}}}`, nil},
		{"a press on a message edited at no date", `{"update_id":100,"callback_query":{"id":"q","from":{"id":5},"data":"p1:2","message":{"message_id":3,"date":1,"edit_date":9223372036854775807,"chat":{"id":5,"type":"private"}}}}`, nil},
		{"what the library cannot read", `{"update_id":100,"message":"?"}`, nil},
		{"a member of no status", `{"update_id":100,"my_chat_member":{"chat":{"id":5},"old_chat_member":{},"new_chat_member":{}}}`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			upd, err := decode([]byte(c.raw))
			if err != nil {
				t.Fatal(err)
			}
			in, ok, err := known(t).read(upd)
			if err != nil || ok != (c.want != nil) {
				t.Fatalf("got %+v, %v, %v", in, ok, err)
			}
			if ok {
				if upd.Message != nil && c.want.Kind != bot.Moved {
					c.want.Sent = c.want.At // of a press nobody says when it was
				}
				if diff := cmp.Diff(*c.want, in); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func standing(kind string, chat int64, before, after string) string {
	return fmt.Sprintf(`{"update_id":100,"my_chat_member":{"chat":{"id":%d,"type":%q},"from":{"id":5,"first_name":"甲","last_name":"明"},"date":1790000000,
		"old_chat_member":{"status":%q,"user":%s},"new_chat_member":{"status":%q,"user":%s}}}`, chat, kind, before, ourself, after, ourself)
}

func groupStanding(k bot.Kind) *bot.In {
	in := wantPrivate(bot.In{Kind: k, Group: true})
	in.Chat = "-9"
	return in
}

func TestReadWaitsForOurName(t *testing.T) {
	a := known(t)
	a.self.Store(nil)
	for raw, waits := range map[string]bool{
		group(`"text":"@yishi_bot 你好",` + marked("mention", 0, 10)):       true,
		group(`"text":"/vote@yishi_bot",` + marked("bot_command", 0, 15)): true,
		group(`"text":"大家好"`):                                             false,
		private(`"text":"/vote",` + marked("bot_command", 0, 5)):          false,
	} {
		upd, _ := decode([]byte(raw))
		if _, _, err := a.read(upd); errors.Is(err, errUnknownSelf) != waits {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, raw := range []string{"", "{", "null", "[]", `"x"`, `{"message":{}}`, `{"update_id":0}`, `{"update_id":"7"}`, `{"update_id":-1}`} {
		if upd, err := decode([]byte(raw)); err == nil {
			t.Errorf("%q is %+v", raw, upd)
		}
	}
}

// FuzzRead: whatever comes, it is read without a panic and twice the same.
func FuzzRead(f *testing.F) {
	for _, rest := range []string{
		`"text":"你好 /vote@Yishi_bot 3",` + marked("bot_command", 3, 15), `"text":"😀 @yishi_bot",` + marked("mention", 3, 10),
		`"photo":[{"file_id":"p"}]`, `"voice":{}`, `"venue":{"title":"x"}`, `"migrate_to_chat_id":-5`, `"text":"x",` + marked("bot_command", 0, -1),
	} {
		f.Add([]byte(private(rest)))
		f.Add([]byte(group(rest)))
	}
	f.Add([]byte(standing("group", -9, "member", "restricted")))
	f.Add([]byte(`{"update_id":1,"callback_query":{"id":"q","from":{"id":5},"data":"d","message":{"message_id":3,"date":0,"chat":{"id":5}}}}`))
	f.Add([]byte(`{"update_id":1,"message":{"text":"x","entities":[{"type":"bot_command","offset":9223372036854775807,"length":9223372036854775807}]}}`))
	a := known(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		upd, err := decode(raw)
		if err != nil {
			return
		}
		laneOf(upd)
		in, ok, err := a.read(upd)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := decode(raw)
		twice, okTwice, _ := a.read(again)
		if ok != okTwice || !cmp.Equal(in, twice) {
			t.Fatalf("read as %+v, then as %+v", in, twice)
		}
		if ok && (in.ID == "" || in.Channel == "" || in.Chat == "" || strings.TrimSpace(string(in.Kind)) == "") {
			t.Fatalf("%+v is not whole", in)
		}
	})
}
