package push

import (
	"context"
	"errors"
	"strconv"
	"time"

	"huiyin/server/internal/platform/wechat"
)

// WeChat says when too much was sent within a minute or a day. Then no process asks
// it again on that route until it takes messages again: the others wait in the
// database, and it costs them no try. While Redis is away each finds out by itself.

const (
	codeDay    = 45009
	codeMinute = 45011
)

// pausedUntil is when WeChat takes messages of a route again; false is that the
// code is about something else.
func pausedUntil(via Via, code int64, now time.Time) (time.Time, bool) {
	switch {
	case code == codeMinute, code == codeDay && via == ByRobot: // a robot's are counted by the minute alone
		return now.Truncate(time.Minute).Add(time.Minute), true
	case code == codeDay:
		l := now.In(local)
		return time.Date(l.Year(), l.Month(), l.Day()+1, 7, 30, 0, 0, local).UTC(), true
	}
	return time.Time{}, false
}

func (r route) pauseKey() string { return "push:pause:" + string(r.via) + ":" + r.app }

// heed keeps what WeChat said of its quotas, for all processes.
func (s *Service) heed(ctx context.Context, known []outcome) {
	said := map[route]time.Time{}
	for _, o := range known {
		var w *wechat.Error
		if !errors.As(o.failure, &w) {
			continue
		}
		if until, yes := pausedUntil(o.via, w.Code, s.DB.Now()); yes {
			said[route{o.via, o.app}] = until
		}
	}
	for r, until := range said {
		s.Log.WarnContext(ctx, "WeChat takes no more messages for now", "via", r.via, "app", r.app, "until", until)
		if err := s.Redis.Set(ctx, r.pauseKey(), until.Unix(), until.Sub(s.DB.Now())).Err(); err != nil {
			s.Log.WarnContext(ctx, "a pause is not shared", "err", err)
		}
	}
}

// pauses are the routes of the deliveries that WeChat closed, and until when.
func (s *Service) pauses(ctx context.Context, list []delivery) map[route]time.Time {
	out, keys, routes := map[route]time.Time{}, []string{}, []route{}
	for _, d := range list {
		r := route{d.via, d.app}
		if _, known := out[r]; !known {
			out[r], keys, routes = time.Time{}, append(keys, r.pauseKey()), append(routes, r)
		}
	}
	values, err := s.Redis.MGet(ctx, keys...).Result()
	if err != nil {
		s.Log.WarnContext(ctx, "pauses are not known", "err", err)
		return nil
	}
	for i, v := range values {
		text, _ := v.(string) // nil: there is none
		if at, err := strconv.ParseInt(text, 10, 64); err == nil {
			out[routes[i]] = time.Unix(at, 0).UTC()
		}
	}
	return out
}
