package issue

import (
	"context"
	"strconv"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A filter narrows a list; its zero fields do not.
type filter struct {
	Reporter      account.ID
	Among         []ID // nil is any
	Owner         account.ID
	Territories   []account.Territory // nil is everywhere, empty is nowhere
	At            account.Territory
	States        []State
	Category      string
	Words         string
	DueFrom       time.Time // open and due then or later
	DueBefore     time.Time // open and due before
	AnsweredSince time.Time // answered then or later
	Public        bool      // what was solved, as far as neighbours may see it
	PublicOpen    bool      // what is open, as far as they may
	Pooled        bool      // waits in the pool
	ToTell        bool      // a reply waits to be told in person
	Full          bool      // with the long texts
	Sort          Sort
	After         cursor
	Limit         int
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

// where is what holds for every issue of an area.
func (f *filter) where(at account.Territory) db.Where {
	var w db.Where
	db.Equal(&w, "i.reporter_id", f.Reporter)
	db.In(&w, "i.id", f.Among)
	db.Equal(&w, "i.owner_id", f.Owner)
	db.Equal(&w, "i.community_id", at.Community)
	db.Equal(&w, "i.grid_id", at.Grid)
	db.Equal(&w, "i.micro_grid_id", at.MicroGrid)
	db.Equal(&w, "i.category", f.Category)
	if number := spoken.FindStringSubmatch(f.Words); number != nil {
		w.And("i.id = ?", number[1])
	} else if f.Words != "" {
		f.says(&w)
	}
	if !f.DueFrom.IsZero() {
		w.And("i.next_due_at >= ?", f.DueFrom)
	}
	if !f.AnsweredSince.IsZero() {
		w.And("i.closed_at >= ? AND i.state <> ?", f.AnsweredSince, Withdrawn)
	}
	if !f.DueBefore.IsZero() {
		w.And("i.next_due_at < ?", f.DueBefore)
	}
	if f.Public {
		w.And("i.outcome = ? AND "+shownToOthers, Solved, Pass)
	}
	if f.PublicOpen {
		w.And("i.moderation = ? AND (SELECT c.is_public AND c.public_open FROM categories c WHERE c.community_id = i.community_id AND c.code = i.category)", Pass)
	}
	if f.Pooled {
		w.And("i.pooled")
	}
	if f.ToTell {
		w.And("i.tell_by IS NOT NULL")
	}
	f.after(&w)
	return w
}

// shownToOthers is what shown says, of the rows.
const shownToOthers = "i.moderation = ? AND (SELECT c.is_public FROM categories c WHERE c.community_id = i.community_id AND c.code = i.category)"

// says narrows to what the words stand in. Neighbours may not ask where it is,
// nor co-reporters for words that they may not read.
func (f *filter) says(w *db.Where) {
	like := db.Like(f.Words)
	switch {
	case f.Among != nil:
		w.And("i.words LIKE ? AND "+shownToOthers, like, Pass)
	case f.Public || f.PublicOpen:
		w.And("i.words LIKE ?", like)
	default:
		w.And("(i.words LIKE ? OR i.place_text LIKE ?)", like, like)
	}
}

// after goes on behind the last row of the page before.
func (f *filter) after(w *db.Where) {
	if f.Sort == ByDue {
		w.And("i.next_due_at IS NOT NULL")
	}
	switch {
	case f.After.ID == 0:
	case f.Sort == Oldest:
		w.And("i.id > ?", f.After.ID)
	case f.Sort == ByDue:
		w.And("(i.next_due_at > ? OR i.next_due_at = ? AND i.id > ?)", f.After.Due, f.After.Due, f.After.ID)
	default:
		w.And("i.id < ?", f.After.ID)
	}
}

// order is that of a table with an id and a due time.
func (f *filter) order(table string) string {
	switch f.Sort {
	case Oldest:
		return " ORDER BY " + table + ".id"
	case ByDue:
		return " ORDER BY " + table + ".next_due_at, " + table + ".id"
	}
	return " ORDER BY " + table + ".id DESC"
}

// keys are the columns of that order; an index that has them all is enough to
// find a page.
func (f *filter) keys() string {
	if f.Sort == ByDue {
		return "i.id, i.next_due_at"
	}
	return "i.id"
}

func (r *record) listed() []any {
	return append(r.withCategory(), &r.photo, &r.photoVerdict, &r.after)
}

const firstPhoto = `, (SELECT p.blob_key FROM issue_photos p WHERE p.issue_id = i.id AND p.version = 1 ORDER BY p.position LIMIT 1),
	(SELECT p.moderation FROM issue_photos p WHERE p.issue_id = i.id AND p.version = 1 ORDER BY p.position LIMIT 1)`

// afterPhoto is the first photo of the answer that holds, if it passed.
const afterPhoto = `, (SELECT p.blob_key FROM issue_photos p JOIN issue_events e ON e.issue_id = p.issue_id AND e.version = p.version
	WHERE p.issue_id = i.id AND p.moderation = 'pass' AND e.step IN ('answer', 'close')
		AND p.version > (SELECT MAX(x.version) FROM issue_events x WHERE x.issue_id = i.id AND x.step IN ('report', 'reopen', 'rework', 'unmerge'))
	ORDER BY p.version, p.position LIMIT 1)`

// list finds the ids of a page first and then reads those issues.
func list(ctx context.Context, q db.Querier, f filter) ([]record, error) {
	branches, err := f.found(ctx, q)
	if err != nil || len(branches) == 0 {
		return nil, err
	}
	after := `, NULL`
	if f.Public {
		after = afterPhoto
	}
	shown := columns
	if !f.Full { // a list shows no long texts
		shown = strings.NewReplacer("i.words", "''", "i.reply", "NULL").Replace(columns)
	}
	found, args := union(branches, f.keys(), f.order("i")+` LIMIT ?`, f.Limit)
	return db.All(ctx, q, (*record).listed, `SELECT STRAIGHT_JOIN `+shown+categoryOfIssue+firstPhoto+after+`
		FROM (SELECT found.id FROM (`+found+`) AS found`+f.order("found")+` LIMIT ?) AS page
		JOIN issues i ON i.id = page.id JOIN categories c ON c.community_id = i.community_id AND c.code = i.category`+f.order("i"), append(args, f.Limit)...)
}

// countMost is where counting stops: nobody reads "10,482" on a tab.
const countMost = 1000

// counts says how many issues each filter finds, in one statement.
func counts(ctx context.Context, q db.Querier, filters []filter) ([]int, error) {
	out, dest := make([]int, len(filters)), make([]any, len(filters))
	columns, args := make([]string, len(filters)), []any{}
	for i, f := range filters {
		dest[i], columns[i] = &out[i], "0"
		if f.searches() {
			ids, err := search(ctx, q, f, countMost)
			if err != nil {
				return nil, err
			}
			columns[i] = strconv.Itoa(len(ids))
		} else if branches := f.branches(); len(branches) > 0 {
			found, more := union(branches, "1 AS one", ` LIMIT ?`, countMost)
			columns[i] = `LEAST((SELECT COUNT(*) FROM (` + found + `) AS found), ?)`
			args = append(append(args, more...), countMost)
		}
	}
	return out, q.QueryRowContext(ctx, `SELECT `+strings.Join(columns, ", "), args...).Scan(dest...)
}
