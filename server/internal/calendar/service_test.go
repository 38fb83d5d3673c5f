package calendar_test

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
)

func service(t *testing.T) (*dbtest.Clock, *calendar.Service) {
	t.Helper()
	now := dbtest.NewClock()
	return now, calendar.New(calendar.Deps{DB: dbtest.NewAt(t, now), Log: slog.New(slog.DiscardHandler)})
}

// imported is a service that knows both years, and two communities.
func imported(t *testing.T) (*dbtest.Clock, *calendar.Service) {
	t.Helper()
	now, s := service(t)
	if _, err := s.Import(t.Context(), published(t)); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{`INSERT INTO accounts (id, name, created_at) VALUES (1, 'x', NOW(6))`,
		`INSERT INTO communities (id, code, name, street, fallback_account_id) VALUES (1, 'a', '甲', '街', 1), (2, 'b', '乙', '街', 1)`} {
		if _, err := s.DB.Pool().ExecContext(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	return now, s
}

func grant(role account.Role, community int64) account.Actor {
	return account.Actor{ID: 1, Grants: []account.Grant{{Role: role, Territory: account.Territory{Community: community}}}}
}

// counter counts what is asked of the database.
type counter struct {
	db.Querier
	mu sync.Mutex
	n  int
}

func (c *counter) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.Querier.QueryContext(ctx, query, args...)
}

func TestAClockAsksTheDatabaseOnceAMinute(t *testing.T) {
	now, s := imported(t)
	q := &counter{Querier: s.DB}
	ask := func(want int) {
		t.Helper()
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if _, err := s.Clock(t.Context(), q, 1); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if q.n != want {
			t.Errorf("%d queries instead of %d", q.n, want)
		}
	}
	ask(2)
	now.Advance(59 * time.Second)
	ask(2)
	now.Advance(time.Second)
	ask(4)
	now.Advance(-time.Hour)
	ask(6)
}

func TestADatabaseThatFailsIsAskedAgain(t *testing.T) {
	_, s := imported(t)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Clock(gone, s.DB, 1); err == nil {
		t.Error("a clock without days")
	}
	c, err := s.Clock(t.Context(), s.DB, 1)
	if err != nil {
		t.Fatal(err)
	}
	if work, err := c.IsWorkDay(date(t, "2026-01-04")); err != nil || !work {
		t.Error(work, err)
	}
}

func TestServiceHoursBelongToOneCommunity(t *testing.T) {
	_, s := imported(t)
	early, err := calendar.ParseHours([]string{"07:00-11:00"})
	if err != nil {
		t.Fatal(err)
	}
	staff := grant(account.Staff, 1)
	if h, err := s.ServiceHours(t.Context(), staff, 1); err != nil || h.String() != calendar.DefaultHours().String() {
		t.Error("before anybody set them: ", h, err)
	}
	for range 2 { // the second time changes nothing and is no mistake
		if err := s.ChangeServiceHours(t.Context(), staff, 1, early); err != nil {
			t.Fatal(err)
		}
	}
	if h, err := s.ServiceHours(t.Context(), grant(account.County, 0), 1); err != nil || h.String() != "07:00-11:00" {
		t.Error(h, err)
	}
	due := func(community int64) time.Time {
		c, err := s.Clock(t.Context(), s.DB, community)
		if err != nil {
			t.Fatal(err)
		}
		d, err := c.Due(moment(t, "2026-03-02 10:00"), limit(t, "1工作日"))
		if err != nil {
			t.Fatal(err)
		}
		return d.At
	}
	if !due(1).Equal(moment(t, "2026-03-03 11:00")) || !due(2).Equal(moment(t, "2026-03-03 17:30")) {
		t.Error(due(1), due(2))
	}
	for what, err := range map[string]error{
		"staff of another community": s.ChangeServiceHours(t.Context(), staff, 2, early),
		"the county only reads":      s.ChangeServiceHours(t.Context(), grant(account.County, 0), 1, early),
		"no such community":          s.ChangeServiceHours(t.Context(), grant(account.Admin, 0), 99, early),
	} {
		if !errors.Is(err, calendar.ErrCommunity) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := s.ServiceHours(t.Context(), grant(account.Admin, 0), 99); !errors.Is(err, calendar.ErrCommunity) {
		t.Error(err)
	}
	if _, err := s.ServiceHours(t.Context(), staff, 2); !errors.Is(err, calendar.ErrCommunity) {
		t.Error(err)
	}
}

func TestOnePublishedDayCanBeCorrected(t *testing.T) {
	_, s := imported(t)
	admin, day := grant(account.Admin, 0), date(t, "2026-06-22")
	due := func() time.Time {
		d, _, err := s.TryLimit(t.Context(), admin, 1, moment(t, "2026-06-18 10:00"), limit(t, "1工作日"))
		if err != nil {
			t.Fatal(err)
		}
		return d.At
	}
	if !due().Equal(moment(t, "2026-06-22 17:30")) {
		t.Error(due())
	}
	if d, err := s.Correct(t.Context(), admin, calendar.Day{Date: day, Name: " 地方活动 "}, "街道通知"); err != nil || d.Name != "地方活动" {
		t.Error(d, err)
	}
	if !due().Equal(moment(t, "2026-06-23 17:30")) {
		t.Error("the clock has the old day: ", due())
	}
	if _, err := s.Correct(t.Context(), admin, calendar.Day{Date: day, Work: true}, " "); !errors.Is(err, calendar.ErrReason) {
		t.Error("changed without a reason: ", err)
	}
	if _, err := s.Correct(t.Context(), admin, calendar.Day{Date: day}, "街道通知"); !errors.Is(err, calendar.ErrName) {
		t.Error("a free Monday without a reason: ", err)
	}
	if _, err := s.Correct(t.Context(), admin, calendar.Day{Date: date(t, "2027-01-04"), Work: true}, "街道通知"); !errors.Is(err, calendar.ErrNoDay) {
		t.Error("a day that nobody published: ", err)
	}
	list, err := s.Days(t.Context(), day-1, day+1)
	if err != nil || len(list) != 3 || list[1] != (calendar.Day{Date: day, Name: "地方活动"}) {
		t.Error(list, err)
	}
	for _, r := range [][2]calendar.Date{{day, day - 1}, {day, day + 400}} {
		if _, err := s.Days(t.Context(), r[0], r[1]); !errors.Is(err, calendar.ErrRange) {
			t.Error(r, err)
		}
	}
}

func TestADryRunGuessesLikeTheFilingOfIssuesAndSaysSo(t *testing.T) {
	_, s := imported(t)
	start := moment(t, "2026-12-31 10:00")
	due, lines, err := s.TryLimit(t.Context(), grant(account.Staff, 1), 1, start, limit(t, "1工作日"))
	if err != nil || !due.Provisional || !strings.Contains(lines[len(lines)-1], "还没有公布") {
		t.Error(due, lines, err)
	}
	if _, _, err := s.TryLimit(t.Context(), grant(account.Staff, 1), 2, start, limit(t, "1工作日")); !errors.Is(err, calendar.ErrCommunity) {
		t.Error(err)
	}
	for _, far := range []time.Time{{}, time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)} {
		if _, _, err := s.TryLimit(t.Context(), grant(account.Staff, 1), 1, far, limit(t, "1工作日")); !errors.Is(err, calendar.ErrStart) {
			t.Error(far, err)
		}
	}
}
