package adaptertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"yishi/bot"
)

func wordsArrive(s *stage) {
	p := s.Phone("甲")
	ids := map[string]bool{}
	for _, words := range []string{"楼下的灯又坏了", "<b>1 & 2</b> ]]> \"引号\" 😀👨‍👩‍👧", "1", "多行\n第二行"} {
		s.act(p.Type(words))
		in := s.hear(words, text(words))
		if in.Channel != s.Adapter.Channel() || in.Chat == "" || in.From != in.Chat || in.Group {
			s.t.Errorf("%q came from %+v", words, in)
		}
		if in.ID == "" || in.At.IsZero() {
			s.t.Errorf("%q has no id or time: %+v", words, in)
		}
		if key := in.ID + in.At.String(); ids[key] {
			s.t.Errorf("%q has the id of another message", words)
		} else {
			ids[key] = true
		}
	}
	other := s.Phone("乙")
	s.act(other.Type("我是另一个人"))
	if a, b := s.hear("甲", text("1")), s.hear("乙", text("我是另一个人")); a.Chat == b.Chat {
		s.t.Error("two people have one address")
	}
}

func mediaArrive(s *stage) {
	p := s.Phone("甲")
	s.act(p.Pin(31.2304, 121.4737, "幸福小区3栋"))
	asMap, asGPS := bot.Pin{Lat: 31.2304, Lon: 121.4737, Label: "幸福小区3栋"}, bot.PinOfGPS(31.2304, 121.4737, "幸福小区3栋")
	if in := s.hear("a place", kind(bot.Location)); in.Pin == nil || *in.Pin != asMap && *in.Pin != *asGPS {
		s.t.Errorf("the place came as %+v", in.Pin)
	}
	s.act(p.Sticker())
	s.hear("a sticker", kind(bot.Other))

	photo := append([]byte("\xff\xd8\xff\xe0 not quite a JPEG"), bytes.Repeat([]byte{7, 0}, 500)...)
	s.act(p.Photo(photo))
	s.fetch(s.hear("a photo", kind(bot.Photo)), photo)
	voice := append([]byte("OggS\x00\x02"), bytes.Repeat([]byte{9, 1}, 500)...)
	s.act(p.Voice(voice))
	s.fetch(s.hear("a voice", kind(bot.Voice)), voice)
}

func (s *stage) fetch(in bot.In, want []byte) {
	s.t.Helper()
	if in.File == "" {
		s.t.Fatalf("a %s without reference", in.Kind)
	}
	fetcher, ok := s.Adapter.(bot.Fetcher)
	if !ok {
		return
	}
	body, ext, err := fetcher.Fetch(context.Background(), in.File)
	if err != nil {
		s.t.Fatalf("Fetch: %v", err)
	}
	defer body.Close()
	got, err := io.ReadAll(body)
	if err != nil || !bytes.Equal(got, want) || ext == "" {
		s.t.Errorf("fetched %d bytes of %d, ending %q, %v", len(got), len(want), ext, err)
	}
	if _, _, err = fetcher.Fetch(context.Background(), "no such file"); err == nil {
		s.t.Error("a file that does not exist was fetched")
	}
}

func codeArrives(s *stage) {
	const code = "b_1-2-1-3"
	p := s.Phone("甲")
	s.act(p.Scan(code))
	s.hear("the code", func(in bot.In) bool {
		return (in.Kind == bot.Follow || in.Kind == bot.Scan) && in.Text == code
	})
	if linker, ok := s.Adapter.(bot.Linker); ok {
		if url, err := linker.Link(context.Background(), code); err != nil || url == "" {
			s.t.Errorf("Link gave %q, %v", url, err)
		}
	}
}

func manyPeople(s *stage) {
	const people, each = 12, 8
	var talking sync.WaitGroup
	for i := range people {
		p := s.Phone(fmt.Sprintf("居民%d", i))
		talking.Go(func() {
			for n := range each {
				if err := p.Type(fmt.Sprintf("%d说的第%d句", i, n)); err != nil {
					s.t.Errorf("the phone: %v", err)
				}
			}
		})
	}
	talking.Wait()
	for i := range people {
		var want, got []string
		for n := range each {
			want = append(want, fmt.Sprintf("%d说的第%d句", i, n))
		}
		ours := func(in bot.In) bool { return slices.Contains(want, in.Text) }
		s.until("everything somebody said", func() bool { return len(s.heard(ours)) >= each })
		for _, in := range s.heard(ours) {
			got = append(got, in.Text)
		}
		if !slices.Equal(got, want) {
			s.t.Errorf("said %q, heard %q", want, got)
		}
	}
}

func failedAgain(s *stage) {
	s.answering(func(in bot.In, delivery int) (bot.Answer, error) {
		if in.Kind == bot.Text && delivery == 1 {
			return bot.Answer{}, errors.New("the store is full")
		}
		return bot.Answer{}, nil
	})
	said := make(chan struct{})
	p := s.Phone("甲")
	go func() { defer close(said); _ = p.Type("请务必收到") }()
	s.until("a second delivery", func() bool {
		ins := s.heard(text("请务必收到"))
		if len(ins) == 1 && s.Redeliver != nil {
			s.Redeliver()
		}
		return len(ins) > 1
	})
	<-said
	if ins := s.heard(text("请务必收到")); !same(ins[0], ins[1]) || ins[0].Address != ins[1].Address {
		s.t.Errorf("delivered first as %+v, then as %+v", ins[0], ins[1])
	}
	s.answering(nil)
	s.act(p.Type("还在吗"))
	s.hear("words after the failure", text("还在吗"))
}

func groupHeard(s *stage) {
	if s.Group == nil || !s.Adapter.Limits().Groups {
		s.t.Skip("no groups")
	}
	members := s.Group("3栋邻居群", "甲", "乙")
	toUs := func(words string) func(bot.In) bool {
		return func(in bot.In) bool { return in.Group && in.ToUs && in.Kind == bot.Text && in.Text == words }
	}
	s.act(members[0].Type(s.Mention + " 几号义诊"))
	s.act(members[1].Type(s.Mention + " 我也想知道"))
	first, second := s.hear("甲 in the group", toUs("几号义诊")), s.hear("乙 in the group", toUs("我也想知道"))
	if first.Chat != second.Chat || first.From == second.From || first.From == first.Chat {
		s.t.Errorf("the group came as %+v and %+v", first, second)
	}
	s.send(first.Address, bot.Out{Text: "十五号上午,居委会一楼。"})
	for _, p := range members {
		s.sees(p, "十五号上午,居委会一楼。")
	}
}
