package issue

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A routingDoc is one version of a community's rules.
type routingDoc struct {
	Version int
	Rules   []RoutingRule
	Last    int // the highest id that a rule ever had
	Note    string
	By      *account.ID // nil: an import
	At      time.Time
	raw     []byte
}

func (d *routingDoc) columns() []any {
	return []any{&d.Version, &d.raw, &d.Last, &d.Note, &d.By, &d.At}
}

const selectRouting = `SELECT version, rules, last_rule_id, note, made_by, created_at FROM routing_versions WHERE community_id = ?`

// oneRouting reads a document; a community without one has no rules.
func oneRouting(ctx context.Context, q db.Querier, query string, args ...any) (routingDoc, error) {
	d, err := db.One(ctx, q, (*routingDoc).columns, selectRouting+query, args...)
	if db.Missing(err) {
		return routingDoc{Rules: []RoutingRule{}}, nil
	}
	if err != nil {
		return d, err
	}
	return d, json.Unmarshal(d.raw, &d.Rules)
}

func currentRouting(ctx context.Context, q db.Querier, community int64) (routingDoc, error) {
	return oneRouting(ctx, q, ` ORDER BY version DESC LIMIT 1`, community)
}

// lockRouting is currentRouting, while others who write wait.
func lockRouting(ctx context.Context, tx *db.Tx, community int64) (routingDoc, error) {
	return oneRouting(ctx, tx, ` ORDER BY version DESC LIMIT 1 FOR UPDATE`, community)
}

// importedRouting is the latest document that an import made.
func importedRouting(ctx context.Context, q db.Querier, community int64) (routingDoc, error) {
	return oneRouting(ctx, q, ` AND made_by IS NULL ORDER BY version DESC LIMIT 1`, community)
}

func routingAt(ctx context.Context, q db.Querier, community int64, version int) (routingDoc, error) {
	return oneRouting(ctx, q, ` AND version = ?`, community, version)
}

// routingsBefore lists versions without reading their rules, the newest first.
func routingsBefore(ctx context.Context, q db.Querier, community int64, before, n int) ([]routingDoc, error) {
	return db.All(ctx, q, (*routingDoc).columns, `
		SELECT version, '', last_rule_id, note, made_by, created_at FROM routing_versions
		WHERE community_id = ? AND version < ? ORDER BY version DESC LIMIT ?`, community, before, n)
}

// insertRouting makes the document the current one. Of two who write at once
// one is refused.
func insertRouting(ctx context.Context, tx *db.Tx, community int64, d routingDoc) error {
	raw, err := json.Marshal(d.Rules)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO routing_versions (community_id, version, rules, last_rule_id, note, made_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		community, d.Version, raw, d.Last, d.Note, d.By, d.At)
	if _, dup := db.Duplicate(err); dup {
		return ErrRoutingNewer
	}
	return err
}

// served are those who had their turn under a rule, the longest ago first.
func served(ctx context.Context, q db.Querier, community int64, rule int, lock string) (out []account.ID, err error) {
	raw, err := db.One(ctx, q, db.Value[[]byte], `SELECT served FROM routing_turns WHERE community_id = ? AND rule_id = ?`+lock, community, rule)
	if db.Missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return out, json.Unmarshal(raw, &out)
}

// takeTurn gives the next turn. Those who file at once under the same rule wait
// for each other, so that nobody is passed over and nobody served twice.
func takeTurn(ctx context.Context, tx *db.Tx, community int64, rule int, fit []account.ID) (account.ID, error) {
	// not INSERT IGNORE: that shares the lock, and those who share it wait for each other for ever
	if _, err := tx.ExecContext(ctx, `INSERT INTO routing_turns (community_id, rule_id, served) VALUES (?, ?, '[]') ON DUPLICATE KEY UPDATE served = served`, community, rule); err != nil {
		return 0, err
	}
	had, err := served(ctx, tx, community, rule, ` FOR UPDATE`)
	if err != nil {
		return 0, err
	}
	next := longestAgo(fit, had)
	raw, err := json.Marshal(append(slices.DeleteFunc(had, func(id account.ID) bool { return id == next }), next))
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE routing_turns SET served = ? WHERE community_id = ? AND rule_id = ?`, raw, community, rule)
	return next, err
}

// wasPooled says whether the issue ever waited in the pool: only its first step
// can put it there.
func wasPooled(ctx context.Context, q db.Querier, id ID) (yes bool, err error) {
	err = q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM issue_events WHERE issue_id = ? AND version = 1 AND pooled)`, id).Scan(&yes)
	return yes, err
}
