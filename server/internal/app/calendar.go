package app

import (
	"context"
	"errors"
	"io"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/config"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// Calendar reads the work days of a year or several. It writes everything or,
// when anything is wrong, nothing.
func Calendar(ctx context.Context, c config.Config, files []string, out io.Writer) error {
	if len(files) == 0 {
		return errors.New("usage: huiyin calendar FILE…")
	}
	a, err := New(ctx, c, time.Now)
	if err != nil {
		return err
	}
	defer a.Close()
	report, err := a.importDays(ctx, files)
	if err == nil {
		_, err = io.WriteString(out, report)
	}
	return err
}

func (a *App) importDays(ctx context.Context, files []string) (string, error) {
	days, bad := calendar.Read(files...)
	if err := refuseTables(bad); err != nil {
		return "", err
	}
	report, err := a.calendar.Import(ctx, days)
	return report.String(), err
}

// warnOfCalendarEnd tells staff, and the admins who can have a year imported,
// that the calendar ends; each once, however many communities he serves.
func (a *App) warnOfCalendarEnd(ctx context.Context) error {
	return a.db.InTx(ctx, func(tx *db.Tx) error {
		text, ok, err := a.calendar.TakeWarning(ctx, tx)
		if err != nil || !ok {
			return err
		}
		told := map[account.ID]bool{}
		if err := a.tellAll(ctx, tx, text, account.Admin, 0, told); err != nil {
			return err
		}
		communities, err := a.grid.Communities(ctx, tx)
		if err != nil {
			return err
		}
		for _, c := range communities {
			if err := a.tellAll(ctx, tx, text, account.Staff, int64(c.ID), told); err != nil {
				return err
			}
		}
		return nil
	})
}

const calendarTitle = "工作日历需要更新"

// tellAll sends the warning to all who hold the role and were not told yet.
func (a *App) tellAll(ctx context.Context, tx *db.Tx, text string, role account.Role, community int64, told map[account.ID]bool) error {
	ids, err := a.account.Holders(ctx, tx, role, account.Territory{Community: community}, tx.Now)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if told[id] {
			continue
		}
		told[id] = true
		if _, err := a.push.Send(ctx, tx, push.Message{To: id, Community: community, Kind: push.Reminder, Event: "calendar.ending", Title: calendarTitle,
			Body: text, Fields: map[string]string{"title": calendarTitle, "note": text}, Subject: "calendar"}); err != nil {
			return err
		}
	}
	return nil
}
