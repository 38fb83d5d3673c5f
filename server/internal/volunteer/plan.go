package volunteer

import (
	"context"
	"errors"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

// Plan makes the activities of every series that fall into the next weeks, and
// calls off those whose day turned out to be a holiday.
func (s *Service) Plan(ctx context.Context) error {
	if err := s.skipHolidays(ctx); err != nil {
		return err
	}
	ids, err := unplanned(ctx, s.DB, calendar.DateOf(s.DB.Now())+ahead)
	for _, id := range ids {
		if err := s.plan(ctx, id); err != nil {
			return err
		}
	}
	return err
}

// plan makes a series' activities a day at a time: 123 of them are one
// transaction, a month is not.
func (s *Service) plan(ctx context.Context, id SeriesID) error {
	for more := true; more; {
		err := s.DB.InTx(ctx, func(tx *db.Tx) error {
			r, err := series(ctx, tx, id, ` FOR UPDATE`)
			if err != nil {
				return err
			}
			end := calendar.DateOf(tx.Now) + ahead
			if more = r.Ended == nil && r.Planned < end; !more {
				return nil
			}
			day, ok, err := s.nextDay(ctx, max(r.Planned+1, calendar.DateOf(tx.Now)), end, r.Draft.Rule)
			if err != nil {
				return err
			}
			if ok {
				if err := s.hold(ctx, tx, r, day); err != nil {
					return err
				}
			}
			return setPlanned(ctx, tx, id, day)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// nextDay is the first day from one to another on which the rule is held; the
// last of them when there is none. A day that no calendar names is no holiday.
func (s *Service) nextDay(ctx context.Context, from, until calendar.Date, r Rule) (calendar.Date, bool, error) {
	days, err := s.Calendar.Days(ctx, from, until)
	if err != nil {
		return 0, false, err
	}
	known := calendar.NewDays(days)
	for d := from; d <= until; d++ {
		if r.on(d) && (r.Always || !holiday(known, d)) {
			return d, true, nil
		}
	}
	return until, false, nil
}

// holiday says whether people are off for a reason: an ordinary weekend has none.
func holiday(days calendar.Days, d calendar.Date) bool {
	day, ok := days[d]
	return ok && !day.Work && day.Name != ""
}

// hold makes the activities of a day.
func (s *Service) hold(ctx context.Context, tx *db.Tx, r seriesRow, day calendar.Date) error {
	places, err := s.each(ctx, tx, r.Draft)
	if err != nil {
		return err
	}
	for _, at := range places {
		d := r.Draft.at(day, at)
		if from, _ := span(d.Shifts); !tx.Now.Before(from) {
			return nil // today, and it has begun
		}
		id, err := insertActivity(ctx, tx, r.Organiser, d)
		if err != nil {
			return err
		}
		if err := setOccurrence(ctx, tx, id, r.ID, day); err != nil {
			return err
		}
	}
	return nil
}

// each are the places of a series, as its territory is divided now.
func (s *Service) each(ctx context.Context, q db.Querier, d SeriesDraft) ([]account.Territory, error) {
	if d.Each == Once {
		return []account.Territory{d.Territory}, nil
	}
	c, err := s.community(ctx, q, d.Community)
	out := []account.Territory{}
	for _, g := range c.Grids {
		at := account.Territory{Community: d.Community, Grid: int64(g.ID)}
		if d.Each == EveryGrid && d.Territory.Covers(at) {
			out = append(out, at)
		}
		for _, m := range g.MicroGrids {
			if at.MicroGrid = int64(m.ID); d.Each == EveryMicroGrid && d.Territory.Covers(at) {
				out = append(out, at)
			}
		}
	}
	return out, err
}

// EditSeries changes a series, and those of its activities that lie ahead and
// that nobody changed by themselves. Its days, places and number of shifts stay.
func (s *Service) EditSeries(ctx context.Context, by account.Actor, id SeriesID, version int, d SeriesDraft) (Series, error) {
	err := s.changingSeries(ctx, by, id, func(tx *db.Tx, r seriesRow) error {
		switch {
		case r.Version != version:
			return ErrVersion
		case len(d.Shifts) != len(r.Draft.Shifts):
			return ErrFixed
		}
		d.Territory, d.Each, d.Rule, d.Kind, d.Audience, d.Children = r.Draft.Territory, r.Draft.Each, r.Draft.Rule, r.Draft.Kind, r.Draft.Audience, r.Draft.Children
		if err := s.knownCodes(ctx, tx, r.Draft.Community, d.needs()); err != nil {
			return err
		}
		return setSeries(ctx, tx, id, d)
	})
	if err != nil {
		return Series{}, err
	}
	err = s.ofSeries(ctx, id, func(tx *db.Tx, o occurrence) error {
		if o.changed {
			return nil
		}
		r, err := series(ctx, tx, id, ``) // somebody may have changed it again meanwhile
		if err != nil {
			return err
		}
		return s.follow(ctx, tx, o, r.Draft)
	})
	if err != nil {
		return Series{}, err
	}
	return s.GetSeries(ctx, by, id)
}

// follow makes one activity what its series says now. One that would have begun
// already stays as it is.
func (s *Service) follow(ctx context.Context, tx *db.Tx, o occurrence, d SeriesDraft) error {
	shifts, err := lockShifts(ctx, tx, o.ID)
	if err != nil || len(shifts) != len(d.Shifts) {
		return err
	}
	if from, _ := span(d.at(o.day, o.At).Shifts); !tx.Now.Before(from) {
		return nil
	}
	ids := make([]ShiftID, len(shifts))
	for i, sh := range shifts {
		ids[i] = sh.ID
	}
	if err := lockCrowd(ctx, tx, ids...); err != nil {
		return err
	}
	was := o.Draft.Place
	if err := setWords(ctx, tx, o.ID, Words{Title: d.Title, Text: d.Text, Place: d.Place, Bring: d.Bring}); err != nil {
		return err
	}
	o.Draft.Title, o.Draft.Place = d.Title, d.Place
	if was != d.Place {
		if err := s.tellAll(ctx, tx, o.record, 0, "活动地点有变", "地点改为"+d.Place+"，请留意；来不了可以取消报名。"); err != nil {
			return err
		}
	}
	moved := make([]bool, len(shifts))
	for i := range shifts {
		if moved[i], err = redraw(ctx, tx, &shifts[i], d.Shifts[i].at(o.day)); err != nil {
			return err
		}
	}
	for i := range shifts { // when all are where they belong: they move together
		if err := s.rearrange(ctx, tx, o.record, &shifts[i], moved[i], true); err != nil {
			return err
		}
	}
	return stretch(ctx, tx, o.ID)
}

// EndSeries ends a series, and calls off what of it lies ahead. Asked again it
// calls off what is left: each activity is a transaction of its own.
func (s *Service) EndSeries(ctx context.Context, by account.Actor, id SeriesID, reason string) (Series, error) {
	err := s.changingSeries(ctx, by, id, func(tx *db.Tx, _ seriesRow) error { return endSeries(ctx, tx, id) })
	if err != nil && !errors.Is(err, ErrCancelled) {
		return Series{}, err
	}
	err = s.ofSeries(ctx, id, func(tx *db.Tx, o occurrence) error { return s.cancel(ctx, tx, by, o.record, reason) })
	if err != nil {
		return Series{}, err
	}
	s.Push.Wake(ctx)
	return s.GetSeries(ctx, by, id)
}

func (s *Service) changingSeries(ctx context.Context, by account.Actor, id SeriesID, fn func(*db.Tx, seriesRow) error) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		r, err := series(ctx, tx, id, ` FOR UPDATE`)
		switch {
		case err != nil:
			return err
		case !r.manages(by):
			return ErrSeries
		case r.Ended != nil:
			return ErrCancelled
		}
		return fn(tx, r)
	})
}

// ofSeries runs fn on each activity of a series that lies ahead, each in a
// transaction of its own.
func (s *Service) ofSeries(ctx context.Context, id SeriesID, fn func(*db.Tx, occurrence) error) error {
	ids, err := comingOf(ctx, s.DB, id, s.DB.Now())
	for _, one := range ids {
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error {
			o, err := lockOccurrence(ctx, tx, one)
			if err != nil || o.Cancelled != nil || !tx.Now.Before(o.Starts) {
				return err
			}
			return fn(tx, o)
		}); err != nil {
			return err
		}
	}
	return err
}
