package volunteer

import (
	"context"
	"fmt"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// skipHolidays calls off activities of series on days that were published as
// holidays after they were made. One that was changed by itself stays: somebody
// looked at it.
func (s *Service) skipHolidays(ctx context.Context) error {
	today := calendar.DateOf(s.DB.Now())
	days, err := s.Calendar.Days(ctx, today, today+ahead)
	if err != nil {
		return err
	}
	for _, d := range days {
		if !holiday(calendar.NewDays(days), d.Date) {
			continue
		}
		ids, err := seriesOn(ctx, s.DB, d.Date, s.DB.Now())
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := s.skip(ctx, id, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// skip calls off what a series holds on a day, and tells its organiser.
func (s *Service) skip(ctx context.Context, id SeriesID, d calendar.Day) error {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		r, err := series(ctx, tx, id, ` FOR UPDATE`)
		if err != nil || r.Draft.Rule.Always {
			return err
		}
		ids, err := unchangedOn(ctx, tx, id, d.Date, tx.Now)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, one := range ids {
			o, err := lockOccurrence(ctx, tx, one)
			if err == nil && o.Cancelled == nil && !o.changed {
				err = s.cancel(ctx, tx, account.Actor{ID: r.Organiser}, o.record, d.Name+"放假，这一次不办")
			}
			if err != nil {
				return err
			}
		}
		return s.tellSkipped(ctx, tx, r, d)
	})
	s.Push.Wake(ctx)
	return err
}

func (s *Service) tellSkipped(ctx context.Context, tx *db.Tx, r seriesRow, d calendar.Day) error {
	body := fmt.Sprintf("「%s」%s的活动因%s放假取消，已告诉报名的人。", r.Draft.Title, d.Date.Chinese(), d.Name)
	_, err := s.Push.Send(ctx, tx, push.Message{To: r.Organiser, Community: r.Draft.Community, Kind: push.Status, Event: "activity.changed", Title: "放假不办", Body: body,
		Fields: map[string]string{"title": r.Draft.Title, "status": "放假不办", "time": startText(d.Date.At(0)), "place": r.Draft.Place, "note": clip(body, 20)},
		Page:   "packages/activity/week/week?own=1", Subject: fmt.Sprintf("series:%d", r.ID)})
	return err
}
