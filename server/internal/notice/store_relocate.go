package notice

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// noticesFor are those whose audience names a micro-grid.
func noticesFor(ctx context.Context, tx *db.Tx, at account.Territory) ([]record, error) {
	rows, err := db.All(ctx, tx, (*row).columns, `SELECT `+columns+` FROM notices n WHERE n.community_id = ? AND n.audience LIKE ? ORDER BY n.id FOR UPDATE`,
		at.Community, fmt.Sprintf("%%%d%%", at.MicroGrid))
	out := []record{}
	for _, r := range rows {
		if err == nil {
			err = json.Unmarshal(r.audience, &r.Audience)
		}
		if slices.Contains(r.Audience.MicroGrids, at.MicroGrid) {
			out = append(out, r.record)
		}
	}
	return out, err
}

func setAudience(ctx context.Context, tx *db.Tx, r *record) error {
	audience, err := json.Marshal(r.Audience)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE notices SET audience = ? WHERE id = ?`, string(audience), r.ID)
	return err
}

// going narrows rows of a column of people to those who go along.
func going(m grid.Move, micro, who string) (w db.Where) {
	w.And(micro+" = ?", m.From.MicroGrid)
	if !m.Whole {
		db.In(&w, who, append([]account.ID{}, m.Residents...))
	}
	return w
}

func moveQuestions(ctx context.Context, tx *db.Tx, m grid.Move, owner account.ID) error {
	w := going(m, "micro_grid_id", "account_id")
	w.And("community_id = ? AND answered_at IS NULL", m.From.Community)
	_, err := tx.ExecContext(ctx, `UPDATE notice_questions SET grid_id = ?, micro_grid_id = ?, owner_id = ?`+w.SQL(),
		append([]any{m.To.Grid, m.To.MicroGrid, owner}, w.Args()...)...)
	return err
}

// An untold is how many people of a place a notice has not reached.
type untold struct {
	notice ID
	n      int
}

func (u *untold) columns() []any { return []any{&u.notice, &u.n} }

func unreachedAt(ctx context.Context, tx *db.Tx, m grid.Move) ([]untold, error) {
	w := going(m, "micro_grid_id", "account_id")
	w.And("state = ?", Unreached)
	return db.All(ctx, tx, (*untold).columns, `SELECT notice_id, COUNT(*) FROM notice_receipts`+w.SQL()+` GROUP BY notice_id ORDER BY notice_id`, w.Args()...)
}

// moveUnreached gives those whom a notice has not reached to the worker of
// where they live now, with their part of the tallies.
func moveUnreached(ctx context.Context, tx *db.Tx, m grid.Move, u untold) error {
	w := going(m, "micro_grid_id", "account_id")
	w.And("state = ? AND notice_id = ?", Unreached, u.notice)
	n, err := db.Exec(ctx, tx, `UPDATE notice_receipts SET grid_id = ?, micro_grid_id = ?`+w.SQL(), append([]any{m.To.Grid, m.To.MicroGrid}, w.Args()...)...)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE notice_tallies SET targeted = targeted - ?, unreached = unreached - ? WHERE notice_id = ? AND micro_grid_id = ?`,
		n, n, u.notice, m.From.MicroGrid); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO notice_tallies (notice_id, micro_grid_id, targeted, unreached) VALUES (?, ?, ?, ?)
		ON DUPLICATE KEY UPDATE targeted = targeted + VALUES(targeted), unreached = unreached + VALUES(unreached)`, u.notice, m.To.MicroGrid, n, n)
	return err
}
