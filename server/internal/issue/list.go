package issue

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// A Scope says whose issues a list is about.
type Scope string

const (
	Mine Scope = "mine" // those I reported
	// Joined are those I met too. They ask nothing of me, unlike my own, so the
	// two are apart.
	Joined Scope = "joined"
	Work   Scope = "work"   // those I answer for: a worker's own, a leader's grid, the staff's community
	Pool   Scope = "pool"   // those that wait for whoever takes them first: a worker's grid, a leader's, the staff's community
	Public Scope = "public" // matters of my micro-grid that may be shown: solved ones, or open ones
)

var scopes = []Scope{Mine, Joined, Work, Pool, Public}

// A Query is what a person asks of a list.
type Query struct {
	Scope        Scope
	States       []State
	Category     string
	Community    int64
	Grid         int64
	MicroGrid    int64
	Words        string
	Overdue      bool
	DueToday     bool
	AnsweredWeek bool
	ToTell       bool
	Sort         Sort
	After        cursor
	Limit        int
}

// List returns one more issue than the query's limit, if there are that many.
func (s *Service) List(ctx context.Context, by account.Actor, q Query) ([]Summary, []cursor, error) {
	f, err := s.filter(ctx, by, q)
	if err != nil {
		return nil, nil, err
	}
	f.Limit = q.Limit + 1
	rows, err := list(ctx, s.DB, f)
	if err != nil {
		return nil, nil, err
	}
	out, err := s.summaries(ctx, by, rows)
	marks := make([]cursor, len(rows))
	for i := range rows {
		marks[i] = mark(&rows[i])
	}
	return out, marks, err
}

// mark is where a list goes on after a row.
func mark(r *record) cursor {
	c := cursor{ID: r.ID}
	if r.NextDue != nil {
		c.Due = *r.NextDue
	}
	return c
}

// Counts is how many issues stand where; a number stops at countMost.
type Counts struct {
	Submitted  int `json:"submitted"`
	Accepted   int `json:"accepted"`
	InProgress int `json:"in_progress"`
	Waiting    int `json:"waiting_reporter"`
	Suspended  int `json:"suspended"`
	Checking   int `json:"checking"`
	Handled    int `json:"handled"`
	Closed     int `json:"closed"`
	Withdrawn  int `json:"withdrawn"`
	Total      int `json:"total"`
	Overdue    int `json:"overdue"`
	ToTell     int `json:"to_tell" doc:"answered, and still to be told in person"`
	Most       int `json:"most" doc:"counting stops here: show it as 'or more'"`
}

// Count counts what List would list, per state.
func (s *Service) Count(ctx context.Context, by account.Actor, q Query) (c Counts, err error) {
	f, err := s.filter(ctx, by, q)
	if err != nil {
		return c, err
	}
	f.States = nil
	if err := f.rare(ctx, s.DB); err != nil {
		return c, err
	}
	fields := map[State]*int{Submitted: &c.Submitted, Accepted: &c.Accepted, InProgress: &c.InProgress, WaitingReporter: &c.Waiting,
		Suspended: &c.Suspended, Checking: &c.Checking, Handled: &c.Handled, Closed: &c.Closed, Withdrawn: &c.Withdrawn}
	filters := make([]filter, len(states)+2)
	for i, state := range states {
		filters[i] = f
		filters[i].States = []State{state}
	}
	f.DueFrom, f.DueBefore = time.Time{}, s.DB.Now()
	filters[len(states)] = f
	f.DueBefore, f.ToTell = time.Time{}, true
	filters[len(states)+1] = f
	n, err := counts(ctx, s.DB, filters)
	for i, state := range states {
		*fields[state] = n[i]
		c.Total += n[i]
	}
	c.Most, c.Overdue, c.ToTell = countMost, n[len(states)], n[len(states)+1]
	return c, err
}

func (s *Service) filter(ctx context.Context, by account.Actor, q Query) (filter, error) {
	f := filter{States: q.States, Category: q.Category, Words: q.Words, ToTell: q.ToTell, Sort: q.Sort, After: q.After,
		At: account.Territory{Community: q.Community, Grid: q.Grid, MicroGrid: q.MicroGrid}}
	f.times(q, s.DB.Now())
	switch q.Scope {
	case Mine:
		f.Reporter = by.ID
	case Joined:
		return f, f.joined(ctx, s.DB, by)
	case Public:
		return f, s.public(ctx, &f, by)
	case Work:
		return f, f.work(by)
	case Pool:
		return f, f.pool(by)
	default:
		return f, ErrScope
	}
	return f, nil
}

// times narrows to what the figures of the overview count: what is overdue,
// what is due today, or either, and what was closed in the week before now.
func (f *filter) times(q Query, now time.Time) {
	switch {
	case q.DueToday:
		f.DueBefore = tomorrow(now)
		if !q.Overdue {
			f.DueFrom = now
		}
	case q.Overdue:
		f.DueBefore = now
	}
	if q.AnsweredWeek {
		f.AnsweredSince = weekBefore(now).At(0)
	}
}

// joined narrows to what the actor met too.
func (f *filter) joined(ctx context.Context, q db.Querier, by account.Actor) (err error) {
	if f.Among, err = joinedBy(ctx, q, by.ID); f.Among == nil {
		f.Among = []ID{}
	}
	return err
}

// openMatters is what the public list calls all states in which somebody still
// owes something; which of them is nobody else's business.
const openMatters State = "open"

// public narrows to what neighbours may see of the actor's own community.
func (s *Service) public(ctx context.Context, f *filter, by account.Actor) error {
	if by.Home.Community == 0 {
		return ErrHome
	}
	open := slices.Contains(f.States, openMatters)
	f.Public, f.States = true, []State{Closed}
	if open {
		f.Public, f.PublicOpen, f.States = false, true, openStates
	}
	own := f.At == (account.Territory{}) && by.Home.MicroGrid != 0
	f.At.Community = by.Home.Community
	if !own {
		return nil
	}
	f.Territories = []account.Territory{{Community: by.Home.Community, MicroGrid: by.Home.MicroGrid}}
	before, err := s.Grid.Before(ctx, s.DB, grid.MicroGridID(by.Home.MicroGrid))
	for _, id := range before {
		f.Territories = append(f.Territories, account.Territory{Community: by.Home.Community, MicroGrid: int64(id)})
	}
	return err
}

// work narrows to what the actor answers for.
func (f *filter) work(by account.Actor) error {
	if by.Is(account.Leader, account.Staff, account.County, account.Admin) {
		f.Territories = by.Territories(account.Leader, account.Staff, account.County, account.Admin)
		return nil
	}
	if !by.Is(account.Worker) {
		return ErrScope
	}
	if f.At.MicroGrid != 0 {
		f.Territories = by.Territories(account.Worker)
		return nil
	}
	f.Owner = by.ID
	return nil
}

// Solved lists what was solved lately where the actor lives, for the home page.
func (s *Service) Solved(ctx context.Context, by account.Actor, limit int) ([]Summary, error) {
	if by.Home.MicroGrid == 0 {
		return []Summary{}, nil
	}
	out, _, err := s.List(ctx, by, Query{Scope: Public, Limit: limit})
	return out[:min(len(out), limit)], err
}

// Categories lists what an issue of the actor's community can be about.
func (s *Service) Categories(ctx context.Context, by account.Actor, community int64) ([]Category, error) {
	if community == 0 {
		community = by.Home.Community
	}
	return categories(ctx, s.DB, community)
}
