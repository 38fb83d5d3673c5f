package push

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// broadcast is a row, with what it says on each channel.
type broadcast struct {
	id, community int64
	kind          Kind
	event         string
	page, subject string
	stopped       bool // nothing more of it is sent
	forms         []wording
}

// A wording is what a broadcast says on a channel.
type wording struct {
	via      Via
	carrier  carrier
	longTerm bool
	payload  map[string]string
}

func (b *broadcast) says(via Via) map[string]string {
	for _, f := range b.forms {
		if f.via == via {
			return f.payload
		}
	}
	return nil
}

func (b *broadcast) columns() []any {
	return []any{&b.id, &b.community, &b.kind, &b.event, &b.page, &b.subject, &b.stopped}
}

type wordingRow struct {
	wording
	raw []byte
}

func (w *wordingRow) columns() []any {
	return []any{&w.via, &w.carrier.app, &w.carrier.template, &w.longTerm, &w.raw}
}

func broadcastByID(ctx context.Context, q db.Querier, id BroadcastID) (broadcast, error) {
	b, err := db.One(ctx, q, (*broadcast).columns,
		`SELECT id, community_id, kind, event, page, subject, stopped_at IS NOT NULL FROM broadcasts WHERE id = ?`, id)
	if err != nil {
		return b, err
	}
	rows, err := db.All(ctx, q, (*wordingRow).columns, `SELECT via, app, template_id, long_term, payload FROM broadcast_forms WHERE broadcast_id = ? ORDER BY via = ? DESC, via = ? DESC`, id, BySubscribe, ByService)
	for _, r := range rows {
		if err == nil {
			err = json.Unmarshal(r.raw, &r.payload)
		}
		b.forms = append(b.forms, r.wording)
	}
	return b, err
}

func insertBroadcast(ctx context.Context, tx *db.Tx, m Message) (BroadcastID, error) {
	id, err := db.Insert(ctx, tx, `
		INSERT INTO broadcasts (community_id, kind, event, title, body, page, subject, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		m.Community, m.Kind, m.Event, m.Title, m.Body, m.Page, m.Subject, tx.Now)
	return BroadcastID(id), err
}

func setForm(ctx context.Context, tx *db.Tx, id BroadcastID, f wording) error {
	b, err := json.Marshal(f.payload)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO broadcast_forms (broadcast_id, via, app, template_id, long_term, payload) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE payload = VALUES(payload)`,
		id, f.via, f.carrier.app, f.carrier.template, f.longTerm, b)
	return err
}

func rewordBroadcast(ctx context.Context, tx *db.Tx, id BroadcastID, title, body string) error {
	_, err := tx.ExecContext(ctx, `UPDATE broadcasts SET title = ?, body = ? WHERE id = ?`, title, body, id)
	return err
}

func haltBroadcast(ctx context.Context, tx *db.Tx, id BroadcastID, at *time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE broadcasts SET stopped_at = ? WHERE id = ?`, at, id)
	return err
}

func reviveHalted(ctx context.Context, tx *db.Tx, id BroadcastID, n int) (int64, error) {
	return db.Exec(ctx, tx, `UPDATE deliveries SET state = ?, next_at = ?, attempts = 0, done_at = NULL WHERE broadcast_id = ? AND state = ? ORDER BY id LIMIT ?`, Queued, tx.Now, id, Halted, n)
}

func (f *Failure) columns() []any { return []any{&f.State, &f.Code, &f.People} }

func failuresOf(ctx context.Context, q db.Querier, id BroadcastID) ([]Failure, error) {
	return db.All(ctx, q, (*Failure).columns, `SELECT state, code, COUNT(*) FROM deliveries WHERE broadcast_id = ? AND state IN (?, ?, ?, ?) GROUP BY state, code ORDER BY 3 DESC, 1, 2`,
		id, Failed, Dead, Refused, NoGrant)
}

func retryFailed(ctx context.Context, tx *db.Tx, id BroadcastID, before time.Time, n int) (int64, error) {
	return db.Exec(ctx, tx, `
		UPDATE deliveries SET state = ?, next_at = ?, attempts = 0, unknowns = 0, reserved = FALSE, done_at = NULL WHERE broadcast_id = ? AND state IN (?, ?) AND done_at <= ? ORDER BY id LIMIT ?`,
		Queued, tx.Now, id, Failed, Dead, before, n)
}

func onTheirWay(ctx context.Context, q db.Querier, id BroadcastID) (bool, error) {
	return db.One(ctx, q, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM deliveries WHERE broadcast_id = ? AND state IN (?, ?))`, id, Queued, Sending)
}

// insertMessages puts a broadcast into inboxes, and gives the lowest id that it made.
// Its words stay in its own row. The rows are named one by one: to select them would
// hold all other workers up.
func insertMessages(ctx context.Context, tx *db.Tx, b broadcast, to []account.ID) (first int64, err error) {
	args := make([]any, 0, 8*len(to))
	for _, id := range to {
		args = append(args, id, b.community, b.kind, b.event, b.page, b.subject, tx.Now, b.id)
	}
	return db.Insert(ctx, tx, `
		INSERT INTO messages (account_id, community_id, kind, event, title, body, page, subject, created_at, broadcast_id) VALUES `+
		strings.TrimPrefix(strings.Repeat(`, (?, ?, ?, ?, '', '', ?, ?, ?, ?)`, len(to)), ", "), args...)
}

// insertDeliveries queues a broadcast on a channel for people whose inboxes have it
// since the first id: by that it is found without their older messages, and by
// their index without holding the end of the table.
func insertDeliveries(ctx context.Context, tx *db.Tx, b broadcast, f wording, to []account.ID, first int64, at time.Time) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO deliveries (message_id, account_id, community_id, kind, event, worth, app, template_id, long_term, page, payload, state, next_at, created_at, broadcast_id, via)
		SELECT m.id, m.account_id, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?, ?, ?, ? FROM messages m FORCE INDEX (messages_of_account) WHERE m.account_id IN (`+db.Numbers(to)+`) AND m.id >= ? AND m.broadcast_id = ?`,
		b.community, b.kind, b.event, worth[b.kind], f.carrier.app, f.carrier.template, f.longTerm, b.page, Queued, at, tx.Now, b.id, f.via, first, b.id)
	return err
}

func withGrant(ctx context.Context, q db.Querier, c carrier, ids []account.ID) ([]account.ID, error) {
	return db.All(ctx, q, db.Value[account.ID], `
		SELECT account_id FROM push_grants WHERE account_id IN (`+db.Numbers(ids)+`) AND app = ? AND template_id = ? AND available > 0`,
		c.app, c.template)
}

type stateCount struct {
	state State
	n     int
}

func (c *stateCount) columns() []any { return []any{&c.state, &c.n} }

func statesOf(ctx context.Context, q db.Querier, id BroadcastID) (map[State]int, error) {
	rows, err := db.All(ctx, q, (*stateCount).columns, `SELECT state, COUNT(*) FROM deliveries WHERE broadcast_id = ? GROUP BY state`, id)
	out := map[State]int{}
	for _, r := range rows {
		out[r.state] = r.n
	}
	return out, err
}
