package inbox_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/inbox"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

func (w *world) jobs() (jobs []replay.Job) {
	w.view(func(tx store.Reader) {
		jobs = nil
		for j := range replay.Jobs.All(tx) {
			jobs = append(jobs, j)
		}
	})
	return jobs
}

func asked(t *testing.T, fn func(words string) (string, error)) *world {
	w := newWorld(t)
	w.machine(fn)
	w.met("甲")
	w.says("甲", "提问", "甲: 问吧。")
	return w
}

func TestAMachineAnswers(t *testing.T) {
	w := asked(t, func(words string) (string, error) { return words + "？是。", nil })
	w.says("甲", "能修吗", "甲: 想一想。; 甲: 能修吗？是。")
	if len(w.jobs()) > 0 {
		t.Error("a job is left")
	}
}

func TestAMachineFails(t *testing.T) {
	for name, fn := range map[string]func(string) (string, error){
		"an error": func(string) (string, error) { return "", errors.New("away") },
		"a panic":  func(string) (string, error) { panic("broken") },
	} {
		t.Run(name, func(t *testing.T) {
			asked(t, fn).says("甲", "能修吗", "甲: 想一想。; 甲: 不知道。")
		})
	}
}

// The program dies while a machine thinks: the job is done again, and its
// conversation goes on once.
func TestAJobOutlivesACrash(t *testing.T) {
	asks := 0
	w := asked(t, func(string) (string, error) { asks++; return "好。", nil })
	in := w.in("甲", bot.Text, "能修吗")
	if _, err := w.house.Inbox.Handle(context.Background(), in); err != nil {
		t.Fatal(err)
	}
	if len(w.jobs()) != 1 || asks != 0 {
		t.Fatalf("%d jobs, asked %d times", len(w.jobs()), asks)
	}
	w.restart()
	w.settle()
	if got := w.telegram.take(); got != "甲: 想一想。; 甲: 好。" && got != "甲: 好。; 甲: 想一想。" || asks != 1 {
		t.Errorf("asked %d times, sent %s", asks, got)
	}
}

func TestTheAnswerOfAMachineThatCannotBeTakenIn(t *testing.T) {
	asks, broken := 0, true
	w := asked(t, func(string) (string, error) { asks++; return "好。", nil })
	w.kit.Flows[2].Run = func(c *talk.Conv) error {
		words := c.Text("words", "问吧。")
		answer := talk.Machine(c, "m", "think", words, "想一想。", func() string { return "" })
		if broken {
			panic("our mistake")
		}
		return c.End("%s", answer)
	}
	w.restart()
	w.says("甲", "能修吗", "甲: 想一想。")
	for range 20 {
		w.later(time.Minute)
	}
	if asks != 3 || len(w.jobs()) > 0 {
		t.Errorf("asked %d times, %d jobs left", asks, len(w.jobs()))
	}
	w.view(func(tx store.Reader) {
		if list := inbox.ParkedIn(tx); len(list) != 1 || list[0].In.Kind != bot.Result {
			t.Errorf("parked: %+v", list)
		}
	})
	broken = false
	w.says("甲", "怎么样了", "甲: 想一想。; 甲: 好。")
}

func TestPhotosAreFetched(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	photo := w.in("甲", bot.Photo, "")
	photo.File = "file-1"
	w.gives(photo, "甲: 看到了。")
	if len(w.jobs()) > 0 {
		t.Error("it was not fetched")
	}
	if m := w.media(); m.Name == "" || m.Lost || m.File != "file-1" {
		t.Errorf("%+v", m)
	}
	body, ext, err := w.house.Inbox.OpenMedia(context.Background(), w.media().ID)
	if err != nil || ext != "jpg" {
		t.Fatal(err, ext)
	}
	body.Close()
}

// media is the one photo there is.
func (w *world) media() (m inbox.Media) {
	w.t.Helper()
	w.view(func(tx store.Reader) {
		table := store.NewTable("media", func(m *inbox.Media) string { return m.ID })
		for m = range table.All(tx) {
		}
	})
	return m
}

func TestFetchingIsTriedAgainUntilPatienceEnds(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.telegram.broken = true
	photo := w.in("甲", bot.Photo, "")
	photo.File = "file-1"
	w.gives(photo, "甲: 看到了。")
	for range 5 {
		w.later(time.Hour)
	}
	if jobs := w.jobs(); len(jobs) != 1 || jobs[0].Tries != 6 {
		t.Fatalf("jobs %+v", jobs)
	}
	w.later(40 * time.Hour)
	w.telegram.broken = false
	w.restart()
	w.later(time.Hour)
	if m := w.media(); m.Name == "" || m.Lost {
		t.Errorf("%+v", m)
	}

	w = newWorld(t)
	w.met("甲")
	w.telegram.broken = true
	w.gives(photo, "甲: 看到了。")
	for range 50 {
		w.later(time.Hour)
	}
	if m := w.media(); !m.Lost || len(w.jobs()) > 0 {
		t.Errorf("%+v, %d jobs", m, len(w.jobs()))
	}
}
