package bench

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"
)

// Send measures the outbox: broadcasts to the fake platforms, and what they
// cost those who are in conversation. The platforms are in this process, and
// their work counts.
type Send struct {
	Options
	Messages int `default:"10000" help:"To how many people a broadcast goes."`
}

// sendReport is what was measured.
type sendReport struct {
	conditions
	Broadcasts []broadcastFigures `json:"broadcasts"`
	Calm       []waitFigures      `json:"calm"`
	Amid       []waitFigures      `json:"during_broadcast"`
	Paced      []pacedFigures     `json:"paced"`
}

// broadcastFigures are a broadcast at full speed.
type broadcastFigures struct {
	Platform  string  `json:"platform"`
	Messages  int     `json:"messages"`
	PerSecond float64 `json:"messages_per_second"`
	CPU       float64 `json:"cpu_us_per_message"`
	P50       float64 `json:"queued_p50_ms"`
	P99       float64 `json:"queued_p99_ms"`
}

// waitFigures are how long people wait for an answer: within the request, or by
// way of the outbox.
type waitFigures struct {
	Way   string  `json:"way"`
	Count int     `json:"count"`
	P50   float64 `json:"p50_ms"`
	P99   float64 `json:"p99_ms"`
}

// pacedFigures are a broadcast at the pace the platform allows, and a reply that
// comes in between.
type pacedFigures struct {
	broadcastFigures
	Limit   float64     `json:"limit_per_second"`
	Refused int         `json:"refused_429"`
	Reply   waitFigures `json:"reply"`
}

func (c Send) Run(ctx context.Context, out io.Writer) error {
	dir, done, err := c.folder()
	if err != nil {
		return err
	}
	defer done()
	r := sendReport{conditions: conditionsIn(dir)}
	err = profiled(c.Profile, func() error { return c.measure(&r) })
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(out, r)
	}
	r.print(out)
	return nil
}

func (c Send) measure(r *sendReport) error {
	for _, part := range []func(*sendReport) error{c.wechat, c.telegram, c.telegramPaced} {
		if err := part(r); err != nil {
			return err
		}
	}
	return nil
}

func waited(way string, times []time.Duration) waitFigures {
	slices.Sort(times)
	return waitFigures{Way: way, Count: len(times), P50: ms(quantile(times, .5)), P99: ms(quantile(times, .99))}
}

func (r sendReport) print(w io.Writer) {
	r.conditions.print(w)
	fmt.Fprintf(w, "\n%-10s %9s %12s %12s %14s %14s\n", "broadcast", "messages", "messages/s", "CPU µs each", "queued p50 ms", "queued p99 ms")
	for _, c := range r.Broadcasts {
		fmt.Fprintf(w, "%-10s %9d %12.0f %12.1f %14.0f %14.0f\n", c.Platform, c.Messages, c.PerSecond, c.CPU, c.P50, c.P99)
	}
	fmt.Fprintf(w, "\n%-34s %8s %9s %9s\n", "waiting for an answer", "answers", "p50 ms", "p99 ms")
	for _, c := range r.Calm {
		fmt.Fprintf(w, "%-34s %8d %9.2f %9.2f\n", c.Way+", calm", c.Count, c.P50, c.P99)
	}
	for _, c := range r.Amid {
		fmt.Fprintf(w, "%-34s %8d %9.2f %9.2f\n", c.Way+", in a broadcast", c.Count, c.P50, c.P99)
	}
	for _, c := range r.Paced {
		fmt.Fprintf(w, "\n%s at its pace: %d messages at %.1f/s (allowed %.0f/s), %d refused; a reply in between p50 %.0f ms, p99 %.0f ms\n",
			c.Platform, c.Messages, c.PerSecond, c.Limit, c.Refused, c.Reply.P50, c.Reply.P99)
	}
	fmt.Fprint(w, "\nCPU is that of the whole process, the fake platforms included; queued is from the decision to the arrival. Every\n"+
		"message was found to have arrived once.\n")
}
