package calendar

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Deps is what the service stands on.
type Deps struct {
	DB  *db.DB
	Log *slog.Logger
}

// Service is everything that can be asked about days and hours.
type Service struct {
	Deps
	mu   sync.Mutex
	kept snapshot
}

// New returns the calendar service.
func New(d Deps) *Service { return &Service{Deps: d} }

// A snapshot is all that clocks read, kept in this process.
type snapshot struct {
	days  Days
	hours map[int64]Hours
	read  time.Time // zero: nothing is kept
}

// snapshotLife is how long a correction may take to reach other processes.
const snapshotLife = time.Minute

// Clock is the strict clock of a community. Within a minute of the last call it
// asks the database nothing. It reads through q, so that it can be called in a
// transaction without needing a second connection.
func (s *Service) Clock(ctx context.Context, q db.Querier, community int64) (Clock, error) {
	k, err := s.snapshot(ctx, q)
	return NewClock(k.days, k.hours[community]), err
}

func (s *Service) snapshot(ctx context.Context, q db.Querier) (snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.DB.Now()
	if age := now.Sub(s.kept.read); age >= 0 && age < snapshotLife { // a clock that a test turns back reads again
		return s.kept, nil
	}
	list, err := days(ctx, q)
	if err != nil {
		return snapshot{}, err
	}
	hours, err := allHours(ctx, q)
	if err != nil {
		return snapshot{}, err
	}
	s.kept = snapshot{NewDays(list), hours, now}
	return s.kept, nil
}

// forget makes the next clock read the database: something was written.
func (s *Service) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = snapshot{}
}

// Days lists the published days from one to another.
func (s *Service) Days(ctx context.Context, from, until Date) ([]Day, error) {
	if until < from || until-from >= maxRange {
		return nil, ErrRange
	}
	return daysFrom(ctx, s.DB, from, until)
}

const maxRange = 400 // days

// Correct changes one published day for all communities, and says why in the log.
func (s *Service) Correct(ctx context.Context, by account.Actor, d Day, why string) (Day, error) {
	d.Name, why = strings.TrimSpace(d.Name), strings.TrimSpace(why)
	switch {
	case d.unexplained():
		return d, ErrName
	case why == "":
		return d, ErrReason
	}
	if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return setDay(ctx, tx, d) }); err != nil {
		return d, err
	}
	s.forget()
	s.Log.InfoContext(ctx, "calendar day corrected", "day", d.Date.String(), "work", d.Work, "name", d.Name, "why", why, "by", by.ID)
	return d, nil
}

// ServiceHours are a community's, for those who look after it.
func (s *Service) ServiceHours(ctx context.Context, by account.Actor, community int64) (Hours, error) {
	if err := s.visible(ctx, by, community); err != nil {
		return nil, err
	}
	k, err := s.snapshot(ctx, s.DB)
	if h, ok := k.hours[community]; ok {
		return h, nil
	}
	return DefaultHours(), err
}

func (s *Service) visible(ctx context.Context, by account.Actor, community int64) error {
	at := account.Territory{Community: community}
	ok := by.Has(account.Staff, at) || by.Has(account.County, at) || by.Has(account.Admin, at)
	if ok {
		var err error
		if ok, err = communityExists(ctx, s.DB, community); err != nil {
			return err
		}
	}
	if !ok {
		return ErrCommunity
	}
	return nil
}

// ChangeServiceHours is for the community's staff. Deadlines that were told
// stay as they are.
func (s *Service) ChangeServiceHours(ctx context.Context, by account.Actor, community int64, h Hours) error {
	at := account.Territory{Community: community}
	if !by.Has(account.Staff, at) && !by.Has(account.Admin, at) {
		return ErrCommunity
	}
	if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.SetServiceHours(ctx, tx, community, h) }); err != nil {
		return err
	}
	s.forget()
	s.Log.InfoContext(ctx, "service hours changed", "community", community, "hours", h.String(), "by", by.ID)
	return nil
}

// SetServiceHours writes a community's service hours.
func (s *Service) SetServiceHours(ctx context.Context, tx *db.Tx, community int64, h Hours) error {
	return putHours(ctx, tx, community, h)
}

const farthest = 3650 // days from today that a dry run may start

// TryLimit is a dry run: when would a limit end in a community, and why then?
// Like the filing of issues it guesses where nothing is published, and says so.
func (s *Service) TryLimit(ctx context.Context, by account.Actor, community int64, start time.Time, l Limit) (Deadline, []string, error) {
	if err := s.visible(ctx, by, community); err != nil {
		return Deadline{}, nil, err
	}
	if away := DateOf(start) - DateOf(s.DB.Now()); away < -farthest || away > farthest {
		return Deadline{}, nil, ErrStart
	}
	c, err := s.Clock(ctx, s.DB, community)
	if err != nil {
		return Deadline{}, nil, err
	}
	return c.Lenient().Explain(start, l)
}

// Coverage says how far the calendar reaches.
type Coverage struct {
	Until   *Date  `json:"until" doc:"the last day that is published without a gap from today on; null when not even today is"`
	Left    int    `json:"days_left" doc:"published days after today"`
	Warning bool   `json:"warning" doc:"fewer than 60 days are left"`
	Text    string `json:"text" doc:"the same in a sentence for staff"`
}

const (
	warnBelow = 60                 // days
	warnAgain = 7 * 24 * time.Hour // until the next year is imported
)

// Coverage says how far the calendar reaches from today.
func (s *Service) Coverage(ctx context.Context, q db.Querier) (Coverage, error) {
	k, err := s.snapshot(ctx, q)
	if err != nil {
		return Coverage{}, err
	}
	return k.days.coverage(DateOf(s.DB.Now())), nil
}

func (d Days) coverage(today Date) (c Coverage) {
	end := d.End(today)
	if end < today {
		return Coverage{Warning: true, Text: "还没有今天的工作日历，时限暂按周一至周五上班计算。请联系系统管理员，导入国务院公布的放假安排。"}
	}
	c = Coverage{Until: &end, Left: int(end - today), Text: fmt.Sprintf("工作日历到%s为止，还有 %d 天。", end.Chinese(), end-today)}
	if c.Warning = c.Left < warnBelow; c.Warning {
		c.Text = fmt.Sprintf("工作日历到%s为止，只剩 %d 天，之后的时限暂按周一至周五上班计算。请联系系统管理员，在国务院公布后导入 %d 年的放假安排。",
			end.Chinese(), c.Left, (end + 1).utc().Year())
	}
	return c
}

// TakeWarning is what staff must be told now: once when fewer than 60 days are
// left, and weekly until more are imported. Whoever gets it must tell them in
// the same transaction.
func (s *Service) TakeWarning(ctx context.Context, tx *db.Tx) (text string, ok bool, err error) {
	list, err := days(ctx, tx)
	if err != nil {
		return "", false, err
	}
	c := NewDays(list).coverage(DateOf(tx.Now))
	if !c.Warning {
		return "", false, nil
	}
	ok, err = claimWarning(ctx, tx, warnAgain)
	return c.Text, ok, err
}
