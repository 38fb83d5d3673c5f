package volunteer

import (
	"context"
	"encoding/json"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/export"
	"huiyin/server/internal/platform/table"
)

// A Period is some days of a community, or of one of its activities.
type Period struct {
	Community int64         `json:"community" minimum:"1"`
	Activity  ID            `json:"activity,omitempty" minimum:"0" doc:"only of this activity"`
	From      calendar.Date `json:"from"`
	Until     calendar.Date `json:"until"`
}

const (
	longestPeriod = 400 // days
	shiftsBatch   = 50
)

// Fills are the files of volunteer activities.
func (s *Service) Fills() map[string]export.Fill {
	return map[string]export.Fill{"activities": s.fillActivities, "activity_signups": s.fillSignups, "volunteer_hours": s.fillHours}
}

// ExportActivities makes a file of the staff's list of activities.
func (s *Service) ExportActivities(ctx context.Context, by account.Actor, q StaffQuery) (export.Export, error) {
	if !within(by, q.At.Community) {
		return export.Export{}, ErrNotFound
	}
	return s.Exports.Ask(ctx, by, "activities", "活动", q)
}

// ExportSignups makes a file of who signed up for what began within some days.
func (s *Service) ExportSignups(ctx context.Context, by account.Actor, p Period) (export.Export, error) {
	if err := p.mayExport(by); err != nil {
		return export.Export{}, err
	}
	return s.Exports.Ask(ctx, by, "activity_signups", "活动报名", p)
}

// ExportHours makes a file of what counts of the volunteer service that began
// within some days.
func (s *Service) ExportHours(ctx context.Context, by account.Actor, p Period) (export.Export, error) {
	if err := p.mayExport(by); err != nil {
		return export.Export{}, err
	}
	return s.Exports.Ask(ctx, by, "volunteer_hours", "志愿服务记录", p)
}

// mayExport lets staff take people's names out.
func (p Period) mayExport(by account.Actor) error {
	switch {
	case !holds(by, account.Territory{Community: p.Community}, account.Staff, account.Admin):
		return ErrNotFound
	case p.Until < p.From || p.Until-p.From > longestPeriod:
		return ErrWeek.Saying("一次最多导出 400 天，请缩小范围")
	}
	return nil
}

func (s *Service) fillActivities(ctx context.Context, book *table.Book, asked []byte, reach export.Reach) error {
	var q StaffQuery
	if err := json.Unmarshal(asked, &q); err != nil {
		return err
	}
	now := s.DB.Now()
	total, err := countArranged(ctx, s.DB, q, now)
	if err != nil {
		return err
	}
	if err := book.Sheet("活动", activityColumns); err != nil {
		return err
	}
	q.Limit = export.Batch
	for done, more := 0, true; more; {
		rows, err := arranged(ctx, s.DB, q, now)
		if err != nil {
			return err
		}
		if err := s.activityRows(ctx, book, rows); err != nil {
			return err
		}
		if done, more = done+len(rows), len(rows) == export.Batch; more {
			last := rows[len(rows)-1]
			q.After = Place{last.Starts, last.ID}
		}
		if err := reach(done, total); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) fillSignups(ctx context.Context, book *table.Book, asked []byte, reach export.Reach) error {
	return s.fill(ctx, book, asked, reach, sheet{"活动报名", signupHeadings, "", s.signupRows})
}

func (s *Service) fillHours(ctx context.Context, book *table.Book, asked []byte, reach export.Reach) error {
	return s.fill(ctx, book, asked, reach, sheet{"志愿服务记录", hoursHeadings, Confirmed, s.hoursRows})
}

// A sheet is one of sign-ups: of a state, or of all.
type sheet struct {
	name    string
	columns []table.Column
	state   State
	rows    func(context.Context, *table.Book, named, []signup) error
}

// named are the words that a sheet's codes stand for.
type named struct {
	kinds map[string]string
	unit  string // the community
}

// fill writes the sign-ups of a period, some shifts at a time, the earliest first.
func (s *Service) fill(ctx context.Context, book *table.Book, asked []byte, reach export.Reach, sh sheet) error {
	var p Period
	if err := json.Unmarshal(asked, &p); err != nil {
		return err
	}
	words, err := s.exportWords(ctx, p.Community)
	if err != nil {
		return err
	}
	total, err := countWithin(ctx, s.DB, p, sh.state)
	if err != nil {
		return err
	}
	if err := book.Sheet(sh.name, sh.columns); err != nil {
		return err
	}
	for done, last := 0, (shift{}); ; {
		shifts, err := shiftsWithin(ctx, s.DB, p, last, shiftsBatch)
		if err != nil || len(shifts) == 0 {
			return err
		}
		ids := make([]ShiftID, len(shifts))
		for i, one := range shifts {
			ids[i], last = one.ID, one
		}
		rows, err := signups(ctx, s.DB, signupQuery{shifts: ids, state: sh.state})
		if err != nil {
			return err
		}
		slices.SortStableFunc(rows, func(a, b signup) int { return a.Starts.Compare(b.Starts) })
		if err := sh.rows(ctx, book, words, rows); err != nil {
			return err
		}
		done += len(rows)
		if err := reach(done, total); err != nil {
			return err
		}
	}
}

func (s *Service) exportWords(ctx context.Context, community int64) (named, error) {
	where, err := s.where(ctx, s.DB, account.Territory{Community: community})
	if err != nil {
		return named{}, err
	}
	list, err := kinds(ctx, s.DB, community, true)
	out := named{map[string]string{}, where.Name}
	for _, k := range list {
		out.kinds[k.Code] = k.Name
	}
	return out, err
}
