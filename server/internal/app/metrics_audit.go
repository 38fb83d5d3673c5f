package app

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huiyin/server/internal/issue"
)

// auditMetrics are read from the last audit when somebody asks: whichever
// process made it, all say the same.
type auditMetrics struct {
	last func(context.Context) (issue.Audit, error)
	log  *slog.Logger
}

var (
	checkTime     = prometheus.NewDesc("huiyin_check_time_seconds", "When the last check of the promise ended, as Unix time.", nil, nil)
	checkDuration = prometheus.NewDesc("huiyin_check_seconds", "How long the last check took.", nil, nil)
	checkIssues   = prometheus.NewDesc("huiyin_check_issues", "Issues that the last check read.", []string{"community"}, nil)
	checkFindings = prometheus.NewDesc("huiyin_check_findings", "Ways in which issues broke the promise at the last check.", []string{"community"}, nil)
	echoRate      = prometheus.NewDesc("huiyin_echo_rate", "Issues answered in the last thirty days and closed: those whose reply was received, of all, at the last check.", []string{"community"}, nil)
)

// Describe is what the registry asks first.
func (m auditMetrics) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{checkTime, checkDuration, checkIssues, checkFindings, echoRate} {
		to <- d
	}
}

// Collect says nothing before the first audit, nor when the database is away:
// the other metrics must still be readable then.
func (m auditMetrics) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	a, err := m.last(ctx)
	if err != nil {
		m.log.Warn("metrics of the last check", "err", err)
	}
	if err != nil || a.Ended.IsZero() {
		return
	}
	say := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	say(checkTime, float64(a.Ended.Unix()))
	say(checkDuration, a.Ended.Sub(a.Started).Seconds())
	for id, t := range a.Communities {
		community := strconv.FormatInt(id, 10)
		say(checkIssues, float64(t.Issues), community)
		say(checkFindings, float64(t.Findings), community)
		if t.Closed > 0 {
			say(echoRate, float64(t.Echoed)/float64(t.Closed), community)
		}
	}
}
