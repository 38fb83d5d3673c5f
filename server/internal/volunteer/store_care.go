package volunteer

import (
	"context"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// SetCareKinds makes a community's kinds of care these, in this order, and the
// skills besides that nobody orders.
func (s *Service) SetCareKinds(ctx context.Context, tx *db.Tx, community int64, list, skills []CareKind) error {
	if _, err := tx.ExecContext(ctx, `UPDATE care_kinds SET active = FALSE WHERE community_id = ?`, community); err != nil {
		return err
	}
	for i, k := range append(list[:len(list):len(list)], skills...) {
		if _, err := tx.ExecContext(ctx, `INSERT INTO care_kinds (community_id, code, name, position, orderable, active) VALUES (?, ?, ?, ?, ?, TRUE)
			ON DUPLICATE KEY UPDATE name = VALUES(name), position = VALUES(position), orderable = VALUES(orderable), active = TRUE`, community, k.Code, k.Name, i, i < len(list)); err != nil {
			return err
		}
	}
	return nil
}

func careKinds(ctx context.Context, q db.Querier, community int64) ([]CareKind, error) {
	return db.All(ctx, q, func(k *CareKind) []any { return []any{&k.Code, &k.Name} },
		`SELECT code, name FROM care_kinds WHERE community_id = ? AND active AND orderable ORDER BY position, code`, community)
}

func skillsOf(ctx context.Context, q db.Querier, id account.ID) ([]string, error) {
	return db.All(ctx, q, db.Value[string], `SELECT kind FROM care_skills WHERE account_id = ? ORDER BY kind`, id)
}

func setSkills(ctx context.Context, tx *db.Tx, by account.Actor, kinds []string) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM care_skills WHERE account_id = ?`, by.ID); err != nil {
		return err
	}
	for _, k := range kinds {
		if _, err := tx.ExecContext(ctx, `INSERT IGNORE INTO care_skills (account_id, kind, community_id, grid_id, micro_grid_id, since) VALUES (?, ?, ?, ?, ?, ?)`,
			by.ID, k, by.Home.Community, by.Home.Grid, by.Home.MicroGrid, tx.Now); err != nil {
			return err
		}
	}
	return nil
}

// suitable are those who offer what is needed in the same grid and whom their
// worker knows, for they go into homes; who offers the longest is asked first, so
// that nobody is ranked by what he did.
func suitable(ctx context.Context, q db.Querier, o order, n int) ([]account.ID, error) {
	return db.All(ctx, q, db.Value[account.ID], `SELECT k.account_id FROM care_skills k JOIN accounts a ON a.id = k.account_id
		WHERE k.community_id = ? AND k.grid_id = ? AND k.kind = ? AND k.account_id <> ? AND a.level >= ?
		ORDER BY k.micro_grid_id <> ?, k.since, k.account_id LIMIT ?`, o.At.Community, o.At.Grid, o.Kind, o.By, account.Verified, o.At.MicroGrid, n)
}

const orderColumns = `id, community_id, grid_id, micro_grid_id, kind, sealed, wanted_at, state, ordered_by, created_at, escalated, helper_id`

func (o *order) columns() []any {
	return []any{&o.ID, &o.At.Community, &o.At.Grid, &o.At.MicroGrid, &o.Kind, &o.sealed, &o.Wanted, &o.State, &o.By, &o.Created, &o.Escalated, &o.Helper}
}

func insertOrder(ctx context.Context, tx *db.Tx, o order) (OrderID, error) {
	id, err := db.Insert(ctx, tx, `INSERT INTO care_orders (community_id, grid_id, micro_grid_id, kind, sealed, wanted_at, state, ordered_by, created_at, open_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		o.At.Community, o.At.Grid, o.At.MicroGrid, o.Kind, o.sealed, o.Wanted, o.State, o.By, tx.Now, tx.Now)
	return OrderID(id), err
}

func orderByID(ctx context.Context, q db.Querier, id OrderID, more string) (order, error) {
	o, err := db.One(ctx, q, (*order).columns, `SELECT `+orderColumns+` FROM care_orders WHERE id = ?`+more, id)
	if db.Missing(err) {
		err = ErrOrder
	}
	return o, err
}

// setOrder writes where an order stands. One that is open again is new to
// those above.
func setOrder(ctx context.Context, tx *db.Tx, o order, by account.ID) error {
	q, args := `UPDATE care_orders SET state = ?, helper_id = ? WHERE id = ?`, []any{o.State, o.Helper, o.ID}
	switch o.State {
	case Open:
		q, args = `UPDATE care_orders SET state = ?, helper_id = NULL, open_since = ?, escalated = 0 WHERE id = ?`, []any{o.State, tx.Now, o.ID}
	case Closed, Dropped:
		q, args = `UPDATE care_orders SET state = ?, ended_at = ?, ended_by = ? WHERE id = ?`, []any{o.State, tx.Now, by, o.ID}
	}
	_, err := tx.ExecContext(ctx, q, args...)
	return err
}

func unclaimed(ctx context.Context, q db.Querier, now time.Time) ([]OrderID, error) {
	return db.All(ctx, q, db.Value[OrderID], `SELECT id FROM care_orders WHERE state = ? AND (escalated = 0 AND open_since <= ? OR escalated = 1 AND open_since <= ?) ORDER BY id`,
		Open, now.Add(-toWorker), now.Add(-toStaff))
}

func setEscalated(ctx context.Context, tx *db.Tx, id OrderID, n int) error {
	_, err := tx.ExecContext(ctx, `UPDATE care_orders SET escalated = ? WHERE id = ?`, n, id)
	return err
}

// ordersFor looks the orders of each kind of reader up by an index, the newest
// first, and puts them together.
func ordersFor(ctx context.Context, q db.Querier, by account.Actor, offices []account.Territory, skills []string, before OrderID, limit int) ([]order, error) {
	var branches []db.Where
	look := func(cond string, args ...any) *db.Where {
		var w db.Where
		w.And(cond, args...)
		branches = append(branches, w)
		return &branches[len(branches)-1]
	}
	look("ordered_by = ?", by.ID)
	look("helper_id = ?", by.ID)
	if len(skills) > 0 {
		db.In(look("state = ? AND community_id = ? AND grid_id = ?", Open, by.Home.Community, by.Home.Grid), "kind", skills)
	}
	for _, t := range offices {
		w := look("TRUE")
		db.Equal(w, "community_id", t.Community)
		db.Equal(w, "grid_id", t.Grid)
		db.Equal(w, "micro_grid_id", t.MicroGrid)
	}
	var parts []string
	var args []any
	for _, w := range branches {
		if before != 0 {
			w.And("id < ?", before)
		}
		parts, args = append(parts, `(SELECT id FROM care_orders`+w.SQL()+` ORDER BY id DESC LIMIT ?)`), append(args, w.Args(limit)...)
	}
	return db.All(ctx, q, (*order).columns, `SELECT `+orderColumns+` FROM care_orders JOIN (`+strings.Join(parts, ` UNION `)+`) found USING (id) ORDER BY id DESC LIMIT ?`, append(args, limit)...)
}

// forgetOrders empties what ended before a moment, and says how many.
func forgetOrders(ctx context.Context, tx *db.Tx, before time.Time, n int) (int64, error) {
	return db.Exec(ctx, tx, `UPDATE care_orders SET sealed = '', kept = NULL WHERE kept = TRUE AND ended_at < ? ORDER BY ended_at LIMIT ?`, before, n)
}
