package issue

import (
	"context"
	"regexp"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A filter narrows a list; its zero fields do not.
type filter struct {
	Reporter    account.ID
	Owner       account.ID
	Territories []account.Territory // nil is everywhere, empty is nowhere
	At          account.Territory
	States      []State
	Category    string
	Words       string
	DueFrom     time.Time // open and due then or later
	DueBefore   time.Time // open and due before
	ClosedSince time.Time // ended then or later
	Public      bool      // what neighbours may see
	Sort        Sort
	After       cursor
	Limit       int
}

// A Sort is the order of a list.
type Sort string

const (
	Newest Sort = "newest"
	Oldest Sort = "oldest"
	ByDue  Sort = "due"
)

var sorts = []Sort{Newest, Oldest, ByDue}

// A cursor is the last row of the page before.
type cursor struct {
	ID  ID
	Due time.Time
}

// spoken is an issue's number as people read it out; its id comes last.
var spoken = regexp.MustCompile(`^\d{8}-(\d{1,18})$`)

func (f *filter) where() db.Where {
	var w db.Where
	db.Equal(&w, "i.reporter_id", f.Reporter)
	db.Equal(&w, "i.owner_id", f.Owner)
	db.Equal(&w, "i.community_id", f.At.Community)
	db.Equal(&w, "i.grid_id", f.At.Grid)
	db.Equal(&w, "i.micro_grid_id", f.At.MicroGrid)
	db.Equal(&w, "i.category", f.Category)
	db.In(&w, "i.state", f.States)
	f.within(&w)
	if number := spoken.FindStringSubmatch(f.Words); number != nil {
		w.And("i.id = ?", number[1])
	} else if f.Words != "" {
		w.And("i.words LIKE ?", db.Like(f.Words))
	}
	if !f.DueFrom.IsZero() {
		w.And("i.next_due_at >= ?", f.DueFrom)
	}
	if !f.ClosedSince.IsZero() {
		w.And("i.closed_at >= ?", f.ClosedSince)
	}
	if !f.DueBefore.IsZero() {
		w.And("i.next_due_at < ?", f.DueBefore)
	}
	if f.Public {
		w.And("i.state = ? AND i.outcome = ? AND i.moderation = ? AND c.is_public", Closed, Solved, Pass)
	}
	return w
}

// within keeps the list to the actor's territories.
func (f *filter) within(w *db.Where) {
	if f.Territories == nil {
		return
	}
	var communities, grids, micros []int64
	for _, t := range f.Territories {
		switch {
		case t == (account.Territory{}):
			return
		case t.MicroGrid != 0:
			micros = append(micros, t.MicroGrid)
		case t.Grid != 0:
			grids = append(grids, t.Grid)
		default:
			communities = append(communities, t.Community)
		}
	}
	var any db.Where
	cond := "FALSE"
	for _, part := range []struct {
		column string
		ids    []int64
	}{{"i.community_id", communities}, {"i.grid_id", grids}, {"i.micro_grid_id", micros}} {
		if len(part.ids) > 0 {
			cond += " OR " + part.column + " IN (" + db.Marks(len(part.ids)) + ")"
			any.And("", db.Args(part.ids)...)
		}
	}
	if cond == "FALSE" {
		w.And(cond)
		return
	}
	w.And("("+cond[len("FALSE OR "):]+")", any.Args()...)
}

func (f *filter) order(w *db.Where) string {
	switch f.Sort {
	case Oldest:
		if f.After.ID != 0 {
			w.And("i.id > ?", f.After.ID)
		}
		return " ORDER BY i.id"
	case ByDue:
		w.And("i.next_due_at IS NOT NULL")
		if f.After.ID != 0 {
			w.And("(i.next_due_at > ? OR i.next_due_at = ? AND i.id > ?)", f.After.Due, f.After.Due, f.After.ID)
		}
		return " ORDER BY i.next_due_at, i.id"
	}
	if f.After.ID != 0 {
		w.And("i.id < ?", f.After.ID)
	}
	return " ORDER BY i.id DESC"
}

func (r *record) listed() []any {
	return append(r.withCategory(), &r.photo, &r.photoVerdict)
}

const firstPhoto = `, (SELECT p.blob_key FROM issue_photos p WHERE p.issue_id = i.id AND p.version = 1 ORDER BY p.position LIMIT 1),
	(SELECT p.moderation FROM issue_photos p WHERE p.issue_id = i.id AND p.version = 1 ORDER BY p.position LIMIT 1)`

func list(ctx context.Context, q db.Querier, f filter) ([]record, error) {
	w := f.where()
	order := f.order(&w)
	return db.All(ctx, q, (*record).listed,
		`SELECT `+columns+`, c.name, c.is_public`+firstPhoto+fromIssues+w.SQL()+order+` LIMIT ?`, w.Args(f.Limit)...)
}

// countMost is where counting stops: nobody reads "10,482" on a tab.
const countMost = 1000

func count(ctx context.Context, q db.Querier, f filter) (n int, err error) {
	w := f.where()
	err = q.QueryRowContext(ctx, `SELECT COUNT(*) FROM (SELECT 1 AS one`+fromIssues+w.SQL()+` LIMIT ?) AS some`, w.Args(countMost)...).Scan(&n)
	return n, err
}
