package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/problem"
)

// The weekly ledger (周周清): each Monday the week before is frozen. For every
// territory, carried in + new = answered + carried out, because each issue that
// enters a week leaves it by one of two doors.

// An Entrance says how an issue came into a week.
type Entrance string

const (
	CarriedIn  Entrance = "carried_in"
	ReportedIn Entrance = "new"
	ReopenedIn Entrance = "reopened" // counts as new: it had left
)

// A WeekSum is one territory's line of the ledger.
type WeekSum struct {
	Grid       *Named `json:"grid" doc:"null for the whole community"`
	MicroGrid  *Named `json:"micro_grid" doc:"null for a whole grid, and where it is not known"`
	CarriedIn  int    `json:"carried_in"`
	New        int    `json:"new"`
	Answered   int    `json:"answered"`
	CarriedOut int    `json:"carried_out"`
	Late       int    `json:"late" doc:"carried out past their deadline"`
}

// A WeekItem is an issue that a week carried out: the agenda of Monday's meeting.
type WeekItem struct {
	Issue     ID         `json:"issue_id"`
	Number    string     `json:"number"`
	Title     string     `json:"title"`
	Grid      *Named     `json:"grid"`
	MicroGrid *Named     `json:"micro_grid"`
	Owner     Named      `json:"owner"`
	Entered   Entrance   `json:"entered"`
	Reason    string     `json:"reason" doc:"why it is still open, from its state when the week ended"`
	NextDue   *time.Time `json:"next_due_at" doc:"by when the next step is due"`
	Late      bool       `json:"late"`
}

// A Correction stands beside a frozen week.
type Correction struct {
	ID    int64     `json:"id"`
	Issue *ID       `json:"issue_id"`
	By    Named     `json:"by"`
	Text  string    `json:"text"`
	At    time.Time `json:"at"`
}

// A Week is a frozen one.
type Week struct {
	Week        calendar.Date `json:"week" doc:"its Monday"`
	FrozenAt    time.Time     `json:"frozen_at"`
	Sums        []WeekSum     `json:"sums" doc:"the community first, then its grids with their micro-grids"`
	Agenda      []WeekItem    `json:"agenda" doc:"late ones first"`
	Corrections []Correction  `json:"corrections"`
}

const (
	weeksShown = 60
	catchUp    = 60 // weeks that are frozen at once after a downtime
)

// ErrWeek is a week that is not frozen, or not one of the actor's.
var ErrWeek = problem.New(problem.NotFound, "issue.week", "这一周的台账还没有生成，每周一凌晨自动生成")

// monday is the week that a moment falls into.
func monday(t time.Time) calendar.Date {
	d := calendar.DateOf(t)
	return d - calendar.Date((int(d.Weekday())+6)%7)
}

// FreezeWeeks freezes every week that has ended, of every community.
func (s *Service) FreezeWeeks(ctx context.Context) error {
	all, err := s.Grid.Communities(ctx, s.DB)
	if err != nil {
		return err
	}
	for _, c := range all {
		if err := s.freezeWeeksOf(ctx, int64(c.ID)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) freezeWeeksOf(ctx context.Context, community int64) error {
	for range catchUp {
		next, ok, err := s.nextWeek(ctx, community)
		if err != nil || !ok {
			return err
		}
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return freeze(ctx, tx, community, next) }); err != nil {
			return err
		}
	}
	return nil
}

// nextWeek is the first week that ended and is not frozen; the ledger begins
// with the week of the community's first issue.
func (s *Service) nextWeek(ctx context.Context, community int64) (week calendar.Date, ok bool, err error) {
	last, err := lastWeek(ctx, s.DB, community)
	switch {
	case err == nil:
		week = last + 7
	case db.Missing(err):
		first, err := firstReport(ctx, s.DB, community)
		if err != nil || first == nil {
			return 0, false, err
		}
		week = monday(*first)
	default:
		return 0, false, err
	}
	return week, week < monday(s.DB.Now()), nil
}

// freeze writes a week: what the week before carried out, and what came.
func freeze(ctx context.Context, tx *db.Tx, community int64, week calendar.Date) error {
	if made, err := insertWeek(ctx, tx, community, week); err != nil || !made {
		return err // another process was quicker
	}
	from, until := week.At(0), (week + 7).At(0)
	for _, entering := range []func() error{
		func() error { return enterCarried(ctx, tx, community, week, until) },
		func() error { return enterNew(ctx, tx, community, week, from, until) },
		func() error { return enterReopened(ctx, tx, community, week, from, until) },
	} {
		if err := entering(); err != nil {
			return err
		}
	}
	return nil
}

// Weeks lists the Mondays of the frozen weeks, the latest first.
func (s *Service) Weeks(ctx context.Context, by account.Actor, community int64) ([]calendar.Date, error) {
	scope, err := s.ledgerScope(by, community)
	if err != nil {
		return nil, err
	}
	return weeks(ctx, s.DB, scope.Community, weeksShown)
}

// ledgerScope is what the actor may read of a ledger: see overviewScope.
func (s *Service) ledgerScope(by account.Actor, community int64) (board, error) {
	if community == 0 {
		community = workplace(by)
	}
	return s.overviewScope(by, community)
}

// Week is a frozen week: a leader reads his grid's lines of it.
func (s *Service) Week(ctx context.Context, by account.Actor, community int64, week calendar.Date) (w Week, err error) {
	scope, err := s.ledgerScope(by, community)
	if err != nil {
		return w, err
	}
	w.Week = week
	if w.FrozenAt, err = frozenAt(ctx, s.DB, scope.Community, week); err != nil {
		if db.Missing(err) {
			err = ErrWeek
		}
		return w, err
	}
	if w.Sums, err = s.weekSums(ctx, scope, week); err != nil {
		return w, err
	}
	if w.Agenda, err = s.agenda(ctx, scope, week); err != nil {
		return w, err
	}
	w.Corrections, err = s.corrections(ctx, scope.Community, week)
	return w, err
}

// weekSums adds the lines of micro-grids up to grids and to the community.
func (s *Service) weekSums(ctx context.Context, scope board, week calendar.Date) ([]WeekSum, error) {
	tree, err := s.Grid.Tree(ctx, s.DB, grid.CommunityID(scope.Community))
	if err != nil {
		return nil, err
	}
	lines, err := sumsByMicroGrid(ctx, s.DB, scope, week)
	if err != nil {
		return nil, err
	}
	all, out := WeekSum{}, []WeekSum{}
	for _, g := range tree.Grids {
		if !scope.has(g.ID) {
			continue
		}
		sum, below := WeekSum{Grid: &Named{int64(g.ID), g.Name}}, []WeekSum{}
		for _, l := range lines[int64(g.ID)] {
			sum.add(l)
			l.Grid = sum.Grid
			below = append(below, l)
		}
		all.add(sum)
		out = append(append(out, sum), below...)
	}
	for _, l := range lines[0] { // where nobody knows the grid yet
		all.add(l)
	}
	if scope.Grids != nil {
		return out, nil
	}
	return append([]WeekSum{all}, out...), nil
}

func (w *WeekSum) add(o WeekSum) {
	w.CarriedIn, w.New, w.Answered, w.CarriedOut, w.Late = w.CarriedIn+o.CarriedIn, w.New+o.New, w.Answered+o.Answered, w.CarriedOut+o.CarriedOut, w.Late+o.Late
}

// A CorrectionDraft says what of a frozen week was wrong.
type CorrectionDraft struct {
	Issue ID     `json:"issue_id,omitempty"`
	Text  string `json:"text" minLength:"1" maxLength:"500"`
}

// Correct adds a correction to a frozen week; the week itself stays.
func (s *Service) Correct(ctx context.Context, by account.Actor, community int64, week calendar.Date, d CorrectionDraft) error {
	scope, err := s.ledgerScope(by, community)
	if err != nil {
		return err
	}
	_, err = once.Do(ctx, s.DB, func(tx *db.Tx) (struct{}, error) {
		if _, err := frozenAt(ctx, tx, scope.Community, week); err != nil {
			if db.Missing(err) {
				err = ErrWeek
			}
			return struct{}{}, err
		}
		return struct{}{}, insertCorrection(ctx, tx, scope.Community, week, by.ID, d)
	})
	return err
}
