package telegram_test

import (
	"strings"
	"testing"

	"yishi/adapters/telegram/telegramtest"
	"yishi/bot"
)

func TestFetchedFilesHaveTheirEnding(t *testing.T) {
	s := newStage(t, "polling", nil)
	h := &hearer{}
	s.run(t, h)
	p := s.fake.Phone("甲")
	_ = p.Voice([]byte("OggS"))
	_ = p.Photo([]byte("\xff\xd8"))
	until(t, "both", func() bool { return h.kinds(bot.Voice) == 1 && h.kinds(bot.Photo) == 1 })
	for i, want := range []string{"ogg", "jpg"} {
		body, ext, err := s.adapter.Fetch(t.Context(), h.ins[i].File)
		if err != nil || ext != want {
			t.Errorf("ending %q, want %q, %v", ext, want, err)
			continue
		}
		body.Close()
	}
	s.fake.Fail("getFile", 1, telegramtest.Fault{Code: 400, Why: "Bad Request: file is too big"})
	if _, _, err := s.adapter.Fetch(t.Context(), h.ins[0].File); err != bot.TooLarge {
		t.Errorf("too large: %v", err)
	}
	s.fake.Fail("getFile", 1, telegramtest.Fault{Code: 400, Why: "Bad Request: wrong file_id or the file is temporarily unavailable"})
	if _, _, err := s.adapter.Fetch(t.Context(), h.ins[0].File); err != bot.NotThere {
		t.Errorf("not there: %v", err)
	}
	s.fake.Fail("getFile", 1, telegramtest.Fault{Code: 500, Why: "Internal Server Error"})
	if _, _, err := s.adapter.Fetch(t.Context(), h.ins[0].File); err == nil || err == bot.NotThere || strings.Contains(err.Error(), s.fake.Token()) {
		t.Errorf("%v", err)
	}
}
