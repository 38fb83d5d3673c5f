package notice

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

type fanout struct {
	notice    ID
	broadcast push.BroadcastID
	state     string
	after     int64 // the last membership that was looked at
	expected  int
	started   time.Time
	walked    *time.Time
	due       time.Time
}

func (f *fanout) columns() []any {
	return []any{&f.notice, &f.broadcast, &f.state, &f.after, &f.expected, &f.started, &f.walked, &f.due}
}

const fanoutColumns = `SELECT notice_id, broadcast_id, state, after_id, expected, started_at, walked_at, due_at FROM notice_fanouts WHERE notice_id = ?`

func insertFanout(ctx context.Context, tx *db.Tx, r *record, b push.BroadcastID, expected int) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO notice_fanouts (notice_id, broadcast_id, emergency, state, expected, started_at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		r.ID, b, r.Emergency, walking, expected, tx.Now, tx.Now)
	return err
}

// dueFanout is the one to go on with: an emergency first. 0 is none.
func dueFanout(ctx context.Context, q db.Querier, now time.Time) (ID, error) {
	id, err := db.One(ctx, q, db.Value[ID], `
		SELECT notice_id FROM notice_fanouts WHERE state IN (?, ?, ?) AND due_at <= ? ORDER BY emergency DESC, state = ?, due_at LIMIT 1`, walking, reviving, open, now, open)
	if db.Missing(err) {
		return 0, nil
	}
	return id, err
}

func fanoutOf(ctx context.Context, q db.Querier, id ID) (fanout, error) {
	return db.One(ctx, q, (*fanout).columns, fanoutColumns, id)
}

func lockFanout(ctx context.Context, tx *db.Tx, id ID) (fanout, error) {
	return db.One(ctx, tx, (*fanout).columns, fanoutColumns+` FOR UPDATE`, id)
}

func saveFanout(ctx context.Context, tx *db.Tx, f *fanout) error {
	_, err := tx.ExecContext(ctx, `UPDATE notice_fanouts SET state = ?, after_id = ?, walked_at = ?, due_at = ? WHERE notice_id = ?`, f.state, f.after, f.walked, f.due, f.notice)
	return err
}

// within narrows memberships x to an audience.
func within(w *db.Where, community int64, a Audience) {
	w.And("x.community_id = ? AND x.until_at IS NULL", community)
	var either []string
	var args []any
	for column, ids := range map[string][]int64{"m.grid_id": a.Grids, "x.micro_grid_id": a.MicroGrids} {
		if len(ids) > 0 {
			either, args = append(either, column+" IN ("+db.Marks(len(ids))+")"), append(args, db.Args(ids)...)
		}
	}
	if len(either) > 0 {
		w.And("("+strings.Join(either, " OR ")+")", args...)
	}
	if len(a.Tags) > 0 {
		w.And("EXISTS (SELECT 1 FROM notice_tag_holders h WHERE h.community_id = x.community_id AND h.account_id = x.account_id AND h.tag IN ("+db.Marks(len(a.Tags))+"))", db.Args(a.Tags)...)
	}
}

// first says whether a member is to be told in person before others.
const first = `EXISTS (SELECT 1 FROM notice_tag_holders f JOIN notice_tags t ON t.community_id = f.community_id AND t.code = f.tag
	WHERE f.account_id = x.account_id AND f.community_id = x.community_id AND t.told_first AND t.active)`

// member is somebody of an audience.
type member struct {
	membership  int64
	account     account.ID
	grid, micro int64
	first       bool
}

func (m *member) columns() []any {
	return []any{&m.membership, &m.account, &m.grid, &m.micro, &m.first}
}

// nextOf are the next members of an audience, up to a membership, who have no receipt of the notice.
func nextOf(ctx context.Context, q db.Querier, id ID, community int64, a Audience, after, to int64, n int) ([]member, error) {
	var w db.Where
	within(&w, community, a)
	w.And("x.id > ? AND x.id <= ?", after, to)
	return db.All(ctx, q, (*member).columns, `
		SELECT x.id, x.account_id, COALESCE(m.grid_id, 0), x.micro_grid_id, `+first+`
		FROM memberships x LEFT JOIN micro_grids m ON m.id = x.micro_grid_id LEFT JOIN notice_receipts r ON r.notice_id = ? AND r.account_id = x.account_id
		WHERE r.account_id IS NULL AND `+w.Cond()+` ORDER BY x.id LIMIT ?`, append([]any{id}, w.Args(n)...)...)
}

type placeCount struct {
	micro         int64
	people, first int
}

func (c *placeCount) columns() []any { return []any{&c.micro, &c.people, &c.first} }

// countAudience counts an audience by micro-grid; 0 is who did not say where he lives.
func countAudience(ctx context.Context, q db.Querier, community int64, a Audience) ([]placeCount, error) {
	var w db.Where
	within(&w, community, a)
	return db.All(ctx, q, (*placeCount).columns, `
		SELECT x.micro_grid_id, COUNT(DISTINCT x.account_id), COUNT(DISTINCT CASE WHEN `+first+` THEN x.account_id END)
		FROM memberships x LEFT JOIN micro_grids m ON m.id = x.micro_grid_id`+w.SQL()+` GROUP BY x.micro_grid_id ORDER BY x.micro_grid_id`, w.Args()...)
}

// insertReceipts writes that a notice is for these people, and counts them by micro-grid.
func insertReceipts(ctx context.Context, tx *db.Tx, id ID, people []member) (map[int64]int, error) {
	rows, by, seen := make([]byte, 0, 48*len(people)), map[int64]int{}, make(map[account.ID]bool, len(people))
	for _, m := range people {
		if seen[m.account] {
			continue
		}
		seen[m.account] = true
		by[m.micro]++
		if len(rows) > 0 {
			rows = append(rows, ',')
		}
		rows = append(rows, '(')
		for _, n := range []int64{int64(id), int64(m.account), m.grid, m.micro} {
			rows = append(strconv.AppendInt(rows, n, 10), ',')
		}
		rows = append(strconv.AppendBool(rows, m.first), ",'unreached')"...)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO notice_receipts (notice_id, account_id, grid_id, micro_grid_id, told_first, state) VALUES `+string(rows))
	return by, err
}

// raiseTallies counts people more, always in the same order, so that workers
// wait for each other and do not block each other.
func raiseTallies(ctx context.Context, tx *db.Tx, id ID, by map[int64]int) error {
	args := []any{}
	for _, micro := range slices.Sorted(maps.Keys(by)) {
		args = append(args, id, micro, by[micro], by[micro])
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO notice_tallies (notice_id, micro_grid_id, targeted, unreached) VALUES `+strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?), ", len(by)), ", ")+`
		ON DUPLICATE KEY UPDATE targeted = targeted + VALUES(targeted), unreached = unreached + VALUES(unreached)`, args...)
	return err
}
