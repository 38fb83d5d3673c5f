package push

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

// The ledger counts, per person and template, how many messages WeChat would
// still let through. WeChat has no way to ask; its events and its refusals are
// the only truth.

// choose books somebody's choice: an accepted one earns a grant, a refused one
// costs none, since those earned before stay good.
func choose(ctx context.Context, tx *db.Tx, id account.ID, app string, c wechat.Choice) error {
	earned, refused := 1, 0
	if !c.Accepted {
		earned, refused = 0, 1
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO push_grants (account_id, app, template_id, available, earned, refused, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON DUPLICATE KEY UPDATE available = available + VALUES(available), earned = earned + VALUES(earned), refused = refused + VALUES(refused), updated_at = VALUES(updated_at)`,
		id, app, c.Template, earned, earned, refused, tx.Now)
	if err != nil || !c.Accepted {
		return err
	}
	return revive(ctx, tx, id, app, c.Template)
}

// reviveWithin is how long an answer waits for a grant.
const reviveWithin = 24 * time.Hour

// revive sends the latest answer that found no grant, now that there is one.
func revive(ctx context.Context, tx *db.Tx, id account.ID, app, template string) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE deliveries SET state = ?, next_at = ?, done_at = NULL, attempts = 0
		WHERE account_id = ? AND template_id = ? AND state = ? AND app = ? AND kind = ? AND created_at > ? ORDER BY id DESC LIMIT 1`,
		Queued, tx.Now, id, template, NoGrant, app, Answer, tx.Now.Add(-reviveWithin))
	return err
}

// reserve spends a grant before the message goes out, so that two messages
// never count on the same one.
func reserve(ctx context.Context, tx *db.Tx, d delivery) (bool, error) {
	n, err := db.Exec(ctx, tx, `
		UPDATE push_grants SET available = available - 1, spent = spent + 1, updated_at = ?
		WHERE account_id = ? AND app = ? AND template_id = ? AND available > 0`, tx.Now, d.account, d.app, d.template)
	return n == 1, err
}

// giveBack undoes reserve: WeChat took nothing for a message that it refused.
func giveBack(ctx context.Context, tx *db.Tx, d delivery) error {
	if d.longTerm {
		return nil
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE push_grants SET available = available + 1, spent = spent - 1, updated_at = ? WHERE account_id = ? AND app = ? AND template_id = ?`,
		tx.Now, d.account, d.app, d.template)
	return err
}

// exhausted corrects the ledger: WeChat says that nothing is left.
func exhausted(ctx context.Context, tx *db.Tx, d delivery) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE push_grants SET available = 0, updated_at = ? WHERE account_id = ? AND app = ? AND template_id = ?`,
		tx.Now, d.account, d.app, d.template)
	return err
}

// confirm takes WeChat's word on what became of a message.
func confirm(ctx context.Context, tx *db.Tx, id account.ID, m wechat.Sent) error {
	if m.Code == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = ?, code = ? WHERE account_id = ? AND template_id = ? AND state = ? AND wechat_id = ?`,
		Failed, m.Code, id, m.Template, Sent, m.MsgID)
	return err
}

// A Stock is how many messages of a template a person can still get.
type Stock struct {
	Template string
	Left     int
}

func (s *Stock) columns() []any { return []any{&s.Template, &s.Left} }

func stock(ctx context.Context, q db.Querier, id account.ID) ([]Stock, error) {
	return db.All(ctx, q, (*Stock).columns, `SELECT template_id, available FROM push_grants WHERE account_id = ?`, id)
}
