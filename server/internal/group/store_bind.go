package group

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// ticket is what a worker binds one group with.
type ticket struct {
	hash     []byte
	group    ID
	by       account.ID
	activity string
	opengid  *string
	until    time.Time
	used     *time.Time
}

func (t *ticket) columns() []any {
	return []any{&t.hash, &t.group, &t.by, &t.activity, &t.opengid, &t.until, &t.used}
}

// insertTicket replaces what the same person had for the same group. Those that
// ran out long ago go too: nobody can present their payload any more.
func insertTicket(ctx context.Context, tx *db.Tx, t ticket) error {
	if _, err := tx.ExecContext(ctx, `UPDATE group_tickets SET expires_at = ? WHERE group_id = ? AND account_id = ? AND used_at IS NULL AND expires_at > ?`, tx.Now, t.group, t.by, tx.Now); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM group_tickets WHERE expires_at < ? ORDER BY expires_at LIMIT 100`, tx.Now.Add(-payloadKept)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO group_tickets (hash, group_id, account_id, activity, expires_at) VALUES (?, ?, ?, ?, ?)`, t.hash, t.group, t.by, t.activity, t.until)
	return err
}

func lockTicket(ctx context.Context, tx *db.Tx, hash []byte) (ticket, error) {
	t, err := db.One(ctx, tx, (*ticket).columns, `SELECT hash, group_id, account_id, activity, opengid, expires_at, used_at FROM group_tickets WHERE hash = ? FOR UPDATE`, hash)
	if db.Missing(err) {
		return t, ErrTicket
	}
	return t, err
}

// setSeen remembers which group was presented with the ticket. What WeChat
// encrypted counts once.
func setSeen(ctx context.Context, tx *db.Tx, hash []byte, opengid string, payload []byte) error {
	_, err := tx.ExecContext(ctx, `UPDATE group_tickets SET opengid = ?, payload = ? WHERE hash = ?`, opengid, payload, hash)
	if key, dup := db.Duplicate(err); dup && key == "group_tickets_by_payload" {
		return ErrReplayed
	}
	return err
}

func spend(ctx context.Context, tx *db.Tx, hash []byte) error {
	_, err := tx.ExecContext(ctx, `UPDATE group_tickets SET used_at = ? WHERE hash = ?`, tx.Now, hash)
	return err
}

// dispute is a conflict's row.
type dispute struct {
	id        int64
	community int64
	kind      Kind
	holder    ID
	claimant  ID
	opengid   string
	by        account.ID
	raised    time.Time
	decided   *time.Time
	decider   *account.ID
	decision  Decision
	reason    string
}

func (d *dispute) columns() []any {
	return []any{&d.id, &d.community, &d.kind, &d.holder, &d.claimant, &d.opengid, &d.by, &d.raised, &d.decided, &d.decider, &d.decision, &d.reason}
}

const disputeColumns = `c.id, c.community_id, c.kind, c.holder_id, c.claimant_id, c.opengid, c.claimed_by, c.raised_at, c.decided_at, c.decided_by, c.decision, c.reason`

func insertDispute(ctx context.Context, tx *db.Tx, d dispute) (bool, error) {
	n, err := db.One(ctx, tx, db.Value[int], `SELECT COUNT(*) FROM group_conflicts WHERE claimant_id = ? AND opengid = ? AND decided_at IS NULL`, d.claimant, d.opengid)
	if err != nil || n > 0 {
		return false, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO group_conflicts (community_id, kind, holder_id, claimant_id, opengid, claimed_by, raised_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		d.community, d.kind, d.holder, d.claimant, d.opengid, d.by, tx.Now)
	return true, err
}

func lockDispute(ctx context.Context, tx *db.Tx, id int64) (dispute, error) {
	d, err := db.One(ctx, tx, (*dispute).columns, `SELECT `+disputeColumns+` FROM group_conflicts c WHERE c.id = ? FOR UPDATE`, id)
	if db.Missing(err) {
		return d, ErrNotFound
	}
	return d, err
}

func setDecided(ctx context.Context, tx *db.Tx, id int64, by account.ID, d Decision, reason string) error {
	_, err := tx.ExecContext(ctx, `UPDATE group_conflicts SET decided_at = ?, decided_by = ?, decision = ?, reason = ? WHERE id = ?`, tx.Now, by, d, reason, id)
	return err
}

// disputes lists those with a side in the territories, the newest first.
func disputes(ctx context.Context, q db.Querier, ts []account.Territory, open bool, before int64, limit int) ([]dispute, error) {
	var w db.Where
	within(&w, ts)
	if open {
		w.And("c.decided_at IS NULL")
	}
	if before > 0 {
		w.And("c.id < ?", before)
	}
	return db.All(ctx, q, (*dispute).columns, `
		SELECT DISTINCT `+disputeColumns+` FROM group_conflicts c JOIN wechat_groups g ON g.id IN (c.holder_id, c.claimant_id) JOIN micro_grids m ON m.id = g.micro_grid_id
		WHERE `+w.Cond()+` ORDER BY c.id DESC LIMIT ?`, w.Args(limit)...)
}

func moveDeeds(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	for _, sql := range []string{
		`UPDATE wechat_groups SET bound_by = ? WHERE bound_by = ?`,
		`UPDATE group_events SET account_id = ? WHERE account_id = ?`,
		`UPDATE group_conflicts SET claimed_by = ? WHERE claimed_by = ?`,
		`UPDATE group_conflicts SET decided_by = ? WHERE decided_by = ?`,
	} {
		if _, err := tx.ExecContext(ctx, sql, to, from); err != nil {
			return err
		}
	}
	return nil
}
