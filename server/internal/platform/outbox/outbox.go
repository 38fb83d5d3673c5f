// Package outbox records what happened in the transaction that made it happen,
// and tells each listener afterwards, at least once.
package outbox

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"
	"unicode/utf8"

	"huiyin/server/internal/platform/db"
)

// An Event is a fact, named in the past tense: "issue.reported".
type Event interface{ Topic() string }

// Append records events in tx. They are told only if tx commits.
func Append(ctx context.Context, tx *db.Tx, events ...Event) error {
	for _, e := range events {
		payload, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("%s: %w", e.Topic(), err)
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO outbox_events (topic, listener, payload, created_at, next_at) VALUES (?, '', ?, ?, ?)`,
			e.Topic(), payload, tx.Now, tx.Now); err != nil {
			return err
		}
	}
	return nil
}

const (
	lease       = 30 * time.Second // a listener that takes longer is told again
	maxAttempts = 12               // about an hour and a half of back-off
	batch       = 100
)

// A Relay hands recorded events to their listeners. Any number of relays, in
// any number of processes, share the work.
type Relay struct {
	db        *db.DB
	log       *slog.Logger
	listeners map[string][]listener // by topic
}

type listener struct {
	name string
	tell func(context.Context, *db.Tx, []byte) error
}

// NewRelay returns a relay without listeners.
func NewRelay(d *db.DB, log *slog.Logger) *Relay { return &Relay{d, log, map[string][]listener{}} }

// On calls fn for every E. The name keeps the listener's backlog apart from
// the others' and must not change between releases. fn's writes and the
// event's removal commit together; what fn does elsewhere must bear repeating.
func On[E Event](r *Relay, name string, fn func(context.Context, *db.Tx, E) error) {
	var topic E
	r.listeners[topic.Topic()] = append(r.listeners[topic.Topic()], listener{name, func(ctx context.Context, tx *db.Tx, payload []byte) error {
		var e E
		if err := json.Unmarshal(payload, &e); err != nil {
			return err
		}
		return fn(ctx, tx, e)
	}})
}

type record struct {
	id              int64
	topic, listener string
	payload         []byte
	attempts        int
}

func (r *record) columns() []any {
	return []any{&r.id, &r.topic, &r.listener, &r.payload, &r.attempts}
}

// Deliver tells one batch of due events and says how many it took on.
func (r *Relay) Deliver(ctx context.Context) (int, error) {
	token := make([]byte, 16)
	rand.Read(token)
	records, err := r.lease(ctx, token)
	if err != nil {
		return 0, err
	}
	for _, rec := range records {
		if err := r.handle(ctx, rec, token); err != nil {
			return 0, err
		}
	}
	return len(records), nil
}

func (r *Relay) lease(ctx context.Context, token []byte) ([]record, error) {
	err := r.db.InTx(ctx, func(tx *db.Tx) error {
		_, err := tx.ExecContext(ctx, `
			UPDATE outbox_events SET lease_token = ?, next_at = ?
			WHERE state = 'queued' AND next_at <= ? ORDER BY next_at LIMIT ?`, token, tx.Now.Add(lease), tx.Now, batch)
		return err
	})
	if err != nil {
		return nil, err
	}
	return db.All(ctx, r.db, (*record).columns,
		`SELECT id, topic, listener, payload, attempts FROM outbox_events WHERE lease_token = ? ORDER BY id`, token)
}

func (r *Relay) handle(ctx context.Context, rec record, token []byte) error {
	err := r.db.InTx(ctx, func(tx *db.Tx) error {
		ours, err := db.Exec(ctx, tx, `DELETE FROM outbox_events WHERE id = ? AND lease_token = ?`, rec.id, token)
		if err != nil || ours == 0 {
			return err
		}
		if rec.listener == "" {
			return r.fanOut(ctx, tx, rec)
		}
		return r.tell(ctx, tx, rec)
	})
	if err == nil || ctx.Err() != nil {
		return err
	}
	return r.postpone(ctx, rec, token, err)
}

// fanOut gives every listener its own copy, so that a failing one holds up no other.
func (r *Relay) fanOut(ctx context.Context, tx *db.Tx, rec record) error {
	for _, l := range r.listeners[rec.topic] {
		if _, err := tx.ExecContext(ctx, `INSERT INTO outbox_events (topic, listener, payload, created_at, next_at) VALUES (?, ?, ?, ?, ?)`,
			rec.topic, l.name, rec.payload, tx.Now, tx.Now); err != nil {
			return err
		}
	}
	return nil
}

func (r *Relay) tell(ctx context.Context, tx *db.Tx, rec record) error {
	for _, l := range r.listeners[rec.topic] {
		if l.name == rec.listener {
			return l.tell(ctx, tx, rec.payload)
		}
	}
	return fmt.Errorf("no listener %s for %s in this release", rec.listener, rec.topic)
}

func (r *Relay) postpone(ctx context.Context, rec record, token []byte, cause error) error {
	state, wait := "queued", time.Second<<min(rec.attempts, 10)
	if rec.attempts+1 >= maxAttempts {
		state = "dead"
	}
	r.log.ErrorContext(ctx, "event not handled", "event", rec.id, "topic", rec.topic, "listener", rec.listener, "state", state, "attempts", rec.attempts+1, "err", cause)
	return r.db.InTx(ctx, func(tx *db.Tx) error {
		_, err := tx.ExecContext(ctx, `
			UPDATE outbox_events SET state = ?, attempts = attempts + 1, next_at = ?, last_error = ?, lease_token = NULL
			WHERE id = ? AND lease_token = ?`, state, tx.Now.Add(wait), clip(cause.Error(), 500), rec.id, token)
		return err
	})
}

func clip(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes])
}

// Run delivers until ctx ends. idle is the pause when nothing is due.
func (r *Relay) Run(ctx context.Context, idle time.Duration) {
	for ctx.Err() == nil {
		n, err := r.Deliver(ctx)
		if err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "outbox", "err", err)
		}
		if n > 0 {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(idle):
		}
	}
}

// Backlog counts the events that wait and those that were given up.
func (r *Relay) Backlog(ctx context.Context) (waiting, dead int, err error) {
	err = r.db.QueryRowContext(ctx, `SELECT COUNT(CASE WHEN state = 'queued' THEN 1 END), COUNT(CASE WHEN state = 'dead' THEN 1 END) FROM outbox_events`).Scan(&waiting, &dead)
	return waiting, dead, err
}
