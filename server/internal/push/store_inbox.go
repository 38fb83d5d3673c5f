package push

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Received is a message in somebody's inbox.
type Received struct {
	ID     int64      `json:"id"`
	Kind   Kind       `json:"kind"`
	Event  string     `json:"event"`
	Title  string     `json:"title"`
	Body   string     `json:"body"`
	Page   string     `json:"page" doc:"path in the mini-program"`
	At     time.Time  `json:"at"`
	ReadAt *time.Time `json:"read_at,omitempty"`
}

func (r *Received) columns() []any {
	return []any{&r.ID, &r.Kind, &r.Event, &r.Title, &r.Body, &r.Page, &r.At, &r.ReadAt}
}

func inbox(ctx context.Context, q db.Querier, id account.ID, before int64, limit int) ([]Received, error) {
	var w db.Where
	w.And("m.account_id = ?", id)
	if before > 0 {
		w.And("m.id < ?", before)
	}
	return db.All(ctx, q, (*Received).columns, `
		SELECT m.id, m.kind, m.event, COALESCE(b.title, m.title), COALESCE(b.body, m.body), m.page, m.created_at, m.read_at
		FROM messages m LEFT JOIN broadcasts b ON b.id = m.broadcast_id`+w.SQL()+` ORDER BY m.id DESC LIMIT ?`, w.Args(limit)...)
}

func unread(ctx context.Context, q db.Querier, id account.ID) (n int, err error) {
	err = q.QueryRowContext(ctx, `SELECT COUNT(*) FROM (SELECT 1 AS one FROM messages WHERE account_id = ? AND read_at IS NULL LIMIT 100) AS some`, id).Scan(&n)
	return n, err
}

func markRead(ctx context.Context, tx *db.Tx, by account.ID, id int64) error {
	n, err := db.Exec(ctx, tx, `UPDATE messages SET read_at = COALESCE(read_at, ?) WHERE id = ? AND account_id = ?`, tx.Now, id, by)
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

func markAllRead(ctx context.Context, tx *db.Tx, by account.ID, page string) error {
	var w db.Where
	w.And("account_id = ? AND read_at IS NULL", by)
	db.Equal(&w, "page", page)
	_, err := tx.ExecContext(ctx, `UPDATE messages SET read_at = ?`+w.SQL(), append([]any{tx.Now}, w.Args()...)...)
	return err
}

// Tracked is a delivery as staff see it.
type Tracked struct {
	ID        int64      `json:"id"`
	To        Receiver   `json:"to"`
	Kind      Kind       `json:"kind"`
	Via       Via        `json:"via"`
	Event     string     `json:"event"`
	Title     string     `json:"title"`
	Subject   string     `json:"subject" doc:"what it is about, such as issue:12"`
	State     State      `json:"state"`
	Code      int64      `json:"code" doc:"WeChat's code; 0 is none"`
	CodeText  string     `json:"code_text"`
	Attempts  int        `json:"attempts"`
	Unknowns  int        `json:"unknowns" doc:"tries whose outcome nobody knows; each may have repeated the message"`
	CreatedAt time.Time  `json:"created_at"`
	NextAt    time.Time  `json:"next_at"`
	DoneAt    *time.Time `json:"done_at,omitempty"`
}

// A Receiver is whom a message is for.
type Receiver struct {
	ID   account.ID `json:"id"`
	Name string     `json:"name"`
}

func (t *Tracked) columns() []any {
	return []any{&t.ID, &t.To.ID, &t.Kind, &t.Event, &t.Title, &t.Subject, &t.State, &t.Code, &t.Attempts, &t.Unknowns, &t.CreatedAt, &t.NextAt, &t.DoneAt, &t.Via}
}

type trackQuery struct {
	id          int64   // 0 is any
	communities []int64 // nil is all
	state       State
	before      int64
	limit       int
}

func tracked(ctx context.Context, q db.Querier, f trackQuery) ([]Tracked, error) {
	var w db.Where
	db.Equal(&w, "d.id", f.id)
	db.In(&w, "d.community_id", f.communities)
	db.Equal(&w, "d.state", f.state)
	if f.before > 0 {
		w.And("d.id < ?", f.before)
	}
	return db.All(ctx, q, (*Tracked).columns, `
		SELECT d.id, d.account_id, d.kind, d.event, COALESCE(b.title, m.title), m.subject, d.state, d.code, d.attempts, d.unknowns, d.created_at, d.next_at, d.done_at, d.via
		FROM deliveries d JOIN messages m ON m.id = d.message_id LEFT JOIN broadcasts b ON b.id = d.broadcast_id`+w.SQL()+` ORDER BY d.id DESC LIMIT ?`, w.Args(f.limit)...)
}
