package issue

import (
	"context"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

// Boards say what happened day by day. They read sums that are kept in the
// transactions of the steps: counting the issues themselves would take longer
// with every year.

// daySums are the numbers of one local day.
type daySums struct {
	Reported int
	Answered int // whose answer was given that day
	Closed   int // of those, how many are closed
	Told     int // of those, how many replies were received
	Worked   int // steps that those took who answer for the place
}

func (d *daySums) add(o daySums, times int) {
	d.Reported += times * o.Reported
	d.Answered += times * o.Answered
	d.Closed += times * o.Closed
	d.Told += times * o.Told
	d.Worked += times * o.Worked
}

// sums are what an issue, as it stands, adds to the day of its answer.
func (s *standing) sums() (day calendar.Date, d daySums) {
	if !s.replied() {
		return 0, d
	}
	d.Answered = 1
	if s.State == Closed {
		d.Closed = 1
		if s.Reply != nil && s.TellBy == nil {
			d.Told = 1
		}
	}
	return calendar.DateOf(*s.ClosedAt), d
}

// sums are what the event adds to its own day.
func (e *event) sums() (d daySums) {
	if e.Step == Report {
		d.Reported = 1
	}
	switch e.Part {
	case AsOwner, AsWatcher, AsTarget, AsPool:
		d.Worked = 1
	}
	return d
}

// count brings the days up to date with a step; before is empty for the first.
// All that happens in a micro-grid today adds to one row.
func count(ctx context.Context, tx *db.Tx, before, r *record, e event) {
	days := map[calendar.Date]*daySums{}
	add := func(day calendar.Date, d daySums, times int) {
		if days[day] == nil {
			days[day] = &daySums{}
		}
		days[day].add(d, times)
	}
	add(calendar.DateOf(e.At), e.sums(), 1)
	was, old := before.sums()
	add(was, old, -1)
	is, now := r.sums()
	add(is, now, 1)
	at := r.At
	tx.Last(func() error { return addDays(ctx, tx, at, days) })
}
