package adaptertest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"yishi/bot"
)

func claimedAnswer(s *stage) {
	s.answering(func(in bot.In, _ int) (bot.Answer, error) {
		if !in.Claim {
			return bot.Answer{}, nil
		}
		return bot.Answer{Out: &bot.Out{Text: "回" + in.Text}}, nil
	})
	p := s.Phone("甲")
	s.act(p.Type("一次"))
	if in := s.hear("the question", text("一次")); !in.Claim {
		s.t.Skip("the platform carries no answer in its request")
	}
	s.sees(p, "回一次")
	s.act(p.Type("再来"))
	s.sees(p, "回再来")
	s.sees(p, "回一次")
}

func leftCannotBeReached(s *stage) {
	p, to := s.meet("甲")
	s.act(p.Leave())
	for _, piece := range s.Adapter.Render(bot.Out{Text: "您还在吗?"}) {
		_, err := s.sendPiece(to, piece)
		failed, ok := bot.AsSendError(err)
		if !ok || (failed.Verdict != bot.Gone && failed.Verdict != bot.Closed) {
			s.t.Errorf("sending to somebody who left: %v", err)
		}
	}
	if len(shown(p, "您还在吗?")) != 0 {
		s.t.Error("somebody who left was reached")
	}
}

func runEnds(s *stage) {
	s.meet("甲")
	s.stop()
	select {
	case err := <-s.over:
		s.over <- err // the end looks at it
	case <-time.After(patience):
		s.t.Fatal("Run did not return when its context was done")
	}
}

func errorsKeepSecrets(s *stage) {
	if s.Break == nil {
		s.t.Skip("the platform cannot be broken")
	}
	_, to := s.meet("甲")
	s.Break()
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	_, err := s.Adapter.Send(ctx, to, bot.Out{Text: "听得到吗?"})
	if err == nil {
		s.t.Fatal("sent to a platform that is not there")
	}
	errs := []error{err}
	if f, ok := s.Adapter.(bot.Fetcher); ok {
		_, _, err = f.Fetch(ctx, "some-file")
		errs = append(errs, err)
	}
	for _, err := range errs {
		for _, secret := range s.Secrets {
			if strings.Contains(fmt.Sprintf("%v %+v", err, err), secret) {
				s.t.Errorf("an error tells a secret: %v", err)
			}
		}
	}
}
