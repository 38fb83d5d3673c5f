package push

import (
	"context"
	"encoding/json"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// delivery is a leased row.
type delivery struct {
	id, message, community int64
	account                account.ID
	openid                 string
	kind                   Kind
	via                    Via
	app, template, page    string
	longTerm, reserved     bool
	attempts, unknowns     int
	raw, token             []byte
	broadcast              *int64 // says what it says; nil when payload does
	payload                map[string]string
}

const deliveryColumns = `id, message_id, community_id, account_id, kind, app, template_id, page, long_term, reserved, attempts, unknowns, payload, lease_token, broadcast_id, via`

func (d *delivery) columns() []any {
	return []any{&d.id, &d.message, &d.community, &d.account, &d.kind, &d.app, &d.template, &d.page, &d.longTerm, &d.reserved, &d.attempts, &d.unknowns, &d.raw, &d.token, &d.broadcast, &d.via}
}

func insertMessage(ctx context.Context, tx *db.Tx, m Message) (int64, error) {
	return db.Insert(ctx, tx, `
		INSERT INTO messages (account_id, community_id, kind, event, title, body, page, subject, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.To, m.Community, m.Kind, m.Event, m.Title, m.Body, m.Page, m.Subject, tx.Now)
}

func insertDelivery(ctx context.Context, tx *db.Tx, message int64, m Message, t Template, payload map[string]string, at time.Time) error {
	b, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO deliveries (message_id, account_id, community_id, kind, event, worth, app, template_id, long_term, page, payload, state, next_at, created_at, via)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		message, m.To, m.Community, m.Kind, m.Event, worth[m.Kind], t.App, t.ID, t.LongTerm || t.Via != BySubscribe, m.Page, b, Queued, at, tx.Now, t.Via)
	return err
}

func unpack(list []delivery, err error) ([]delivery, error) {
	for i := range list {
		if err == nil {
			err = json.Unmarshal(list[i].raw, &list[i].payload)
		}
	}
	return list, err
}

func deliveryByID(ctx context.Context, q db.Querier, id int64) (delivery, error) {
	d, err := db.One(ctx, q, (*delivery).columns, `SELECT `+deliveryColumns+` FROM deliveries WHERE id = ?`, id)
	if db.Missing(err) {
		return d, ErrNotFound
	}
	return d, err
}

func requeue(ctx context.Context, tx *db.Tx, id int64) error {
	n, err := db.Exec(ctx, tx, `
		UPDATE deliveries SET state = ?, attempts = 0, unknowns = 0, reserved = FALSE, next_at = ?, done_at = NULL WHERE id = ? AND state IN (?, ?, ?, ?)`,
		Queued, tx.Now, id, Failed, Dead, NoGrant, Refused)
	if err == nil && n == 0 {
		return ErrRetry
	}
	return err
}

func (t *trace) columns() []any { return []any{&t.id, &t.kind, &t.state, &t.untried, &t.at} }

// traces are the deliveries of a person's latest messages about a subject on a channel.
func traces(ctx context.Context, q db.Querier, id account.ID, subject string, via Via) ([]trace, error) {
	return db.All(ctx, q, (*trace).columns, `
		SELECT d.id, d.kind, d.state, d.state = ? AND d.lease_token IS NULL AND d.attempts = 0, d.created_at
		FROM (SELECT id, subject FROM messages WHERE account_id = ? ORDER BY id DESC LIMIT 50) AS m
		JOIN deliveries d ON d.message_id = m.id WHERE m.subject = ? AND d.via = ?`, Queued, id, subject, via)
}

// merge ends deliveries in favour of a newer one, unless a worker has just
// taken them up.
func merge(ctx context.Context, tx *db.Tx, ids []int64) error {
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = ?, done_at = ? WHERE state = ? AND lease_token IS NULL AND id IN (`+db.Marks(len(ids))+`)`,
		append([]any{Merged, tx.Now, Queued}, db.Args(ids)...)...)
	return err
}

const templateColumns = `via, event, app, template_id, title, purpose, long_term, fields`

type templateRow struct {
	Template
	raw []byte
}

func (t *templateRow) columns() []any {
	return []any{&t.Via, &t.Event, &t.App, &t.ID, &t.Title, &t.Purpose, &t.LongTerm, &t.raw}
}

func readTemplates(ctx context.Context, q db.Querier, where string, args ...any) ([]Template, error) {
	rows, err := db.All(ctx, q, (*templateRow).columns, `SELECT `+templateColumns+` FROM push_forms WHERE `+where+` ORDER BY event, via`, args...)
	out := make([]Template, len(rows))
	for i, r := range rows {
		if err == nil {
			err = json.Unmarshal(r.raw, &r.Fields)
		}
		out[i] = r.Template
	}
	return out, err
}

// forms are an event's templates by channel.
func forms(ctx context.Context, q db.Querier, community int64, event string) (map[Via]Template, error) {
	list, err := readTemplates(ctx, q, `community_id = ? AND event = ?`, community, event)
	out := map[Via]Template{}
	for _, t := range list {
		out[t.Via] = t
	}
	return out, err
}

// templates are a community's subscribe messages: those that people are asked for.
func templates(ctx context.Context, q db.Querier, community int64) ([]Template, error) {
	return readTemplates(ctx, q, `community_id = ? AND via = ?`, community, BySubscribe)
}

func setTemplates(ctx context.Context, tx *db.Tx, community int64, list []Template) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM push_forms WHERE community_id = ?`, community); err != nil {
		return err
	}
	for _, t := range list {
		fields, err := json.Marshal(t.Fields)
		if err != nil {
			return err
		}
		if t.Via == "" {
			t.Via = BySubscribe
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO push_forms (community_id, `+templateColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			community, t.Via, t.Event, t.App, t.ID, t.Title, t.Purpose, t.LongTerm, fields); err != nil {
			return err
		}
	}
	return nil
}
