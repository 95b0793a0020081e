package world

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory/sample"
	"yishi/store/storetest"
)

// Everybody of the demo is known on their phone, at first and when it is
// started again on the same store; the group has its building.
func TestDemoKnowsItsPeople(t *testing.T) {
	path := filepath.Join(storetest.Memory(t), "demo.db")
	for range 2 {
		w, err := NewDemo("127.0.0.1:0", path, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		s := scene{t, w}
		for _, r := range cast {
			p, _ := w.phone(r.channel, r.hero.Name)
			a := s.hold(r.hero.Name, p)
			a.sees("想办什么？")
			if len(r.hero.Roles) > 0 {
				a.says("待办", "待办", "件")
			}
		}
		s.hold("群", w.group().Member(sample.LiuChunfeng.Name)).sees("本群绑定好了：桂花苑3栋")
		stranger, err := w.add(OnWeb)
		if err != nil {
			t.Fatal(err)
		}
		s.hold(stranger.Name, stranger.Phone).says("菜单", "想办什么？")
		if err := w.End(); err != nil {
			t.Error(err)
		}
	}
}

func TestDemoBeginsByDay(t *testing.T) {
	day := time.Date(2026, 12, 1, 0, 0, 0, 0, bot.Zone)
	for hour, want := range map[int]time.Duration{0: 9, 7: 9, 8: 8, 18: 18, 19: 24 + 9, 23: 24 + 9} {
		if got := daytime(day.Add(time.Duration(hour) * time.Hour)); !got.Equal(day.Add(want * time.Hour)) {
			t.Errorf("at %d o'clock it begins at %v", hour, got)
		}
	}
}
