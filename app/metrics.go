package app

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"yishi/bot"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/store"
)

// metrics are numbers about the program, none about a person.
type metrics struct {
	all   *prometheus.Registry
	turns *prometheus.CounterVec
	time  *prometheus.HistogramVec
	sends *prometheus.CounterVec
	model *prometheus.CounterVec
}

func newMetrics() *metrics {
	m := &metrics{
		all: prometheus.NewRegistry(),
		turns: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "yishi_turns_total", Help: "Messages taken in, by outcome: ok, or failed (the platform delivers it again).",
		}, []string{"channel", "kind", "outcome"}),
		time: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "yishi_turn_seconds", Help: "From a message to its durable answer.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5},
		}, []string{"channel"}),
		sends: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "yishi_outbox_calls_total", Help: "Messages after a call of the platform, by the state the call left them in.",
		}, []string{"channel", "state"}),
		model: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "yishi_model_answers_total", Help: "What came of asking a model: model (its answer was used), rules (theirs was better), late or failed (nothing came of it).",
		}, []string{"kind", "outcome"}),
	}
	m.all.MustRegister(m.turns, m.time, m.sends, m.model, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// around counts and times what a handler does.
func (m *metrics) around(next bot.Handler) bot.Handler {
	return func(ctx context.Context, in bot.In) (bot.Answer, error) {
		begun := time.Now()
		answer, err := next(ctx, in)
		outcome := "ok"
		if err != nil {
			outcome = "failed"
		}
		m.turns.WithLabelValues(in.Channel, string(in.Kind), outcome).Inc()
		m.time.WithLabelValues(in.Channel).Observe(time.Since(begun).Seconds())
		return answer, err
	}
}

func (m *metrics) sent(channel string, s outbox.State) {
	m.sends.WithLabelValues(channel, string(s)).Inc()
}

// asked counts what came of asking a model.
func (m *metrics) asked(kind string, used bool, err error) {
	outcome := "rules"
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		outcome = "late"
	case err != nil:
		outcome = "failed"
	case used:
		outcome = "model"
	}
	m.model.WithLabelValues(kind, outcome).Inc()
}

// watch adds what the store can tell when asked, of the program and of its capabilities.
func (m *metrics) watch(s store.Store, kits []house.Kit) {
	m.all.MustRegister(prometheus.NewCounterFunc(
		prometheus.CounterOpts{Name: "yishi_store_commits_total", Help: "Commits to the disk since the start."},
		func() float64 { return float64(s.Commits()) },
	), pending{s}, figuresOf(s, kits))
}

// figures reports those of the capabilities, read together.
type figures struct {
	store store.Store
	all   []house.Figure
	descs []*prometheus.Desc
}

func figuresOf(s store.Store, kits []house.Kit) figures {
	f := figures{store: s, all: house.Figures(kits)}
	for _, figure := range f.all {
		f.descs = append(f.descs, prometheus.NewDesc("yishi_"+figure.Name, figure.Help, nil, nil))
	}
	return f
}

func (f figures) Describe(to chan<- *prometheus.Desc) {
	for _, d := range f.descs {
		to <- d
	}
}

func (f figures) Collect(to chan<- prometheus.Metric) {
	read := make([]int, len(f.all))
	err := f.store.View(context.Background(), func(tx store.Reader) error {
		for i, figure := range f.all {
			read[i] = figure.Read(tx)
		}
		return nil
	})
	for i, d := range f.descs {
		if err != nil {
			to <- prometheus.NewInvalidMetric(d, err)
			continue
		}
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(read[i]))
	}
}

// pending reports the messages on their way, by state.
type pending struct{ store store.Store }

var pendingDesc = prometheus.NewDesc("yishi_outbox_messages", "Messages on their way.", []string{"state"}, nil)

// pauseDesc is of channels that a platform keeps silent for long.
var pauseDesc = prometheus.NewDesc("yishi_channel_paused_until_seconds", "When a channel that sends nothing for now sends again.", []string{"channel"}, nil)

func (p pending) Describe(to chan<- *prometheus.Desc) {
	to <- pendingDesc
	to <- pauseDesc
}

func (p pending) Collect(to chan<- prometheus.Metric) {
	counts := map[outbox.State]int{}
	var pauses []outbox.Pause
	err := p.store.View(context.Background(), func(tx store.Reader) error {
		counts, pauses = outbox.Pending(tx), outbox.Pauses(tx)
		return nil
	})
	if err != nil {
		to <- prometheus.NewInvalidMetric(pendingDesc, err)
		return
	}
	for state, n := range counts {
		to <- prometheus.MustNewConstMetric(pendingDesc, prometheus.GaugeValue, float64(n), string(state))
	}
	for _, pause := range pauses {
		to <- prometheus.MustNewConstMetric(pauseDesc, prometheus.GaugeValue, float64(pause.Until.Unix()), pause.Channel)
	}
}

func (m *metrics) page() http.Handler { return promhttp.HandlerFor(m.all, promhttp.HandlerOpts{}) }
