package push

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

// The ledger counts, per person and template, how many messages WeChat would
// still let through. WeChat has no way to ask; its events and its refusals are
// the only truth.

// choose books somebody's choice as WeChat pushed it: an accepted one earns a
// grant, a refused one costs none, since those earned before stay good.
func choose(ctx context.Context, tx *db.Tx, id account.ID, app string, c wechat.Choice) error {
	said := Choice(c.Status)
	if !slices.Contains(choices, said) {
		if said = Rejected; c.Accepted {
			said = Accepted
		}
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO push_grants (account_id, app, template_id, available, earned, refused, banned, filtered, choice, chosen_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON DUPLICATE KEY UPDATE available = available + VALUES(available), earned = earned + VALUES(earned), refused = refused + VALUES(refused), banned = banned + VALUES(banned),
			filtered = filtered + VALUES(filtered), choice = VALUES(choice), chosen_at = VALUES(chosen_at), updated_at = VALUES(updated_at)`,
		id, app, c.Template, c.Accepted, c.Accepted, said == Rejected, said == Banned, said == Filtered, said, tx.Now, tx.Now)
	if err != nil || !c.Accepted {
		return err
	}
	return revive(ctx, tx, id, app, c.Template)
}

// hear keeps what a phone says of its own dialog. It earns nothing, since anybody
// can say so; of what is no yes and no no, WeChat tells only the phone.
func hear(ctx context.Context, tx *db.Tx, id account.ID, t Template, said Choice) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO push_grants (account_id, app, template_id, banned, filtered, choice, chosen_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON DUPLICATE KEY UPDATE banned = banned + VALUES(banned), filtered = filtered + VALUES(filtered), choice = VALUES(choice), chosen_at = VALUES(chosen_at), updated_at = VALUES(updated_at)`,
		id, t.App, t.ID, said == Banned, said == Filtered, said, tx.Now, tx.Now)
	return err
}

// reviveWithin is how long an answer waits for a grant.
const reviveWithin = 24 * time.Hour

// revive sends the latest answer that found no grant, now that there is one.
func revive(ctx context.Context, tx *db.Tx, id account.ID, app, template string) error {
	since := tx.Now.Add(-reviveWithin)
	_, err := tx.ExecContext(ctx, `
		UPDATE deliveries SET state = ?, next_at = ?, done_at = NULL, attempts = 0
		WHERE account_id = ? AND done_at > ? AND template_id = ? AND state = ? AND app = ? AND kind = ? AND created_at > ? ORDER BY id DESC LIMIT 1`,
		Queued, tx.Now, id, since, template, NoGrant, app, Answer, since)
	return err
}

// available are how many messages of a template people can still get. It holds
// their ledgers until tx ends.
func available(ctx context.Context, tx *db.Tx, f carrier, ids []account.ID) (map[account.ID]int, error) {
	rows, err := db.All(ctx, tx, (*tally).columns, `
		SELECT account_id, available FROM push_grants WHERE app = ? AND template_id = ? AND account_id IN (`+db.Numbers(ids)+`) ORDER BY account_id FOR UPDATE`,
		f.app, f.template)
	out := map[account.ID]int{}
	for _, r := range rows {
		out[r.account] = r.n
	}
	return out, err
}

type claimOf struct {
	account account.ID
	worth   int
	n       int
}

func (c *claimOf) columns() []any { return []any{&c.account, &c.worth, &c.n} }

// worthier counts, by their worth, the messages of a template that wait for a
// grant of each person, beside those that we hold. What is worth as little as
// than leaves them theirs.
func worthier(ctx context.Context, tx *db.Tx, f carrier, ids []account.ID, than int, held []int64) (map[account.ID][]claimOf, error) {
	rows, err := db.All(ctx, tx, (*claimOf).columns, `
		SELECT account_id, worth, COUNT(*) FROM deliveries WHERE account_id IN (`+db.Numbers(ids)+`) AND done_at IS NULL AND worth < ? AND state = ? AND app = ? AND template_id = ?
			AND NOT long_term AND NOT reserved AND id NOT IN (`+db.Numbers(held)+`) GROUP BY account_id, worth`, than, Queued, f.app, f.template)
	out := map[account.ID][]claimOf{}
	for _, r := range rows {
		out[r.account] = append(out[r.account], r)
	}
	return out, err
}

// spend takes one grant of each person, before the message goes out, so that
// two messages never count on the same one.
func spend(ctx context.Context, tx *db.Tx, f carrier, ids []account.ID) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE push_grants SET available = available - 1, spent = spent + 1, updated_at = ?
		WHERE app = ? AND template_id = ? AND account_id IN (`+db.Numbers(ids)+`)`, tx.Now, f.app, f.template)
	return err
}

// giveBack undoes spend: WeChat took nothing for a message that it refused. What
// turned out never to have been there is not given back, nor what a try without
// an answer may have used.
func giveBack(ctx context.Context, tx *db.Tx, d delivery) error {
	if d.unknowns > 0 {
		return nil
	}
	n, err := db.Exec(ctx, tx, `UPDATE deliveries SET reserved = FALSE WHERE id = ? AND reserved`, d.id)
	if err != nil || n == 0 {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		UPDATE push_grants SET available = available + 1, spent = spent - 1, updated_at = ? WHERE account_id = ? AND app = ? AND template_id = ?`,
		tx.Now, d.account, d.app, d.template)
	return err
}

// exhausted corrects the ledger: WeChat says that nothing is left, so that there
// is nothing either for what was to be tried again.
func exhausted(ctx context.Context, tx *db.Tx, d delivery) error {
	if _, err := tx.ExecContext(ctx, `UPDATE push_grants SET available = 0, updated_at = ? WHERE account_id = ? AND app = ? AND template_id = ?`,
		tx.Now, d.account, d.app, d.template); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET reserved = FALSE WHERE account_id = ? AND done_at IS NULL AND app = ? AND template_id = ? AND reserved AND id <> ?`,
		d.account, d.app, d.template, d.id)
	return err
}

// granted says whether a message by the template could go out now.
func granted(ctx context.Context, q db.Querier, id account.ID, t Template) (yes bool, err error) {
	if t.Via != BySubscribe {
		return true, nil
	}
	err = q.QueryRowContext(ctx, `SELECT ? OR EXISTS (SELECT 1 FROM push_grants WHERE account_id = ? AND app = ? AND template_id = ? AND available > 0)`,
		t.LongTerm, id, t.App, t.ID).Scan(&yes)
	return yes, err
}

// wordWithin is how long after a message WeChat may say what became of it.
const wordWithin = 3 * 24 * time.Hour

// confirm takes WeChat's word on what became of a message.
func confirm(ctx context.Context, tx *db.Tx, id account.ID, app string, m wechat.Sent) error {
	if m.Code == 0 {
		return arrived(ctx, tx, id, m)
	}
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = ?, code = ? WHERE account_id = ? AND done_at > ? AND app = ? AND state = ? AND wechat_id = ?`,
		Failed, m.Code, id, tx.Now.Add(-wordWithin), app, Sent, m.MsgID)
	return err
}

// arrived settles the oldest message whose outcome was unknown: WeChat says now
// that it came through, so it is not sent again. A message that is just being
// sent may be the one that WeChat means; then nothing is settled.
func arrived(ctx context.Context, tx *db.Tx, id account.ID, m wechat.Sent) error {
	since := tx.Now.Add(-wordWithin)
	var known bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM deliveries WHERE account_id = ? AND (done_at IS NULL OR done_at > ?) AND template_id = ? AND (wechat_id = ? OR state = ?))`,
		id, since, m.Template, m.MsgID, Sending).Scan(&known)
	if err != nil || known {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		UPDATE deliveries SET state = ?, code = 0, wechat_id = ?, done_at = ?, lease_token = NULL
		WHERE account_id = ? AND (done_at IS NULL OR done_at > ?) AND template_id = ? AND code = ? AND state IN (?, ?) ORDER BY id LIMIT 1`,
		Sent, m.MsgID, tx.Now, id, since, m.Template, wechat.CodeNoAnswer, Queued, Failed)
	return err
}

// absorb moves an account's messages and adds its grants to the other's: they
// belong to the same openid.
func absorb(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	for _, query := range []string{
		`UPDATE messages SET account_id = ? WHERE account_id = ?`,
		`UPDATE deliveries SET account_id = ? WHERE account_id = ?`,
		`INSERT INTO push_grants (account_id, app, template_id, available, earned, spent, refused, banned, filtered, choice, chosen_at, updated_at)
			SELECT ?, app, template_id, available, earned, spent, refused, banned, filtered, choice, chosen_at, updated_at FROM push_grants AS old WHERE account_id = ?
			ON DUPLICATE KEY UPDATE available = push_grants.available + VALUES(available), earned = push_grants.earned + VALUES(earned), spent = push_grants.spent + VALUES(spent),
				refused = push_grants.refused + VALUES(refused), banned = push_grants.banned + VALUES(banned), filtered = push_grants.filtered + VALUES(filtered)`,
	} {
		if _, err := tx.ExecContext(ctx, query, to, from); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM push_grants WHERE account_id = ?`, from)
	return err
}
