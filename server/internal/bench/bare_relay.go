package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"huiyin/server/internal/platform/db"
)

// What a bare relay works on looks like the program's own messages, but for
// these states: the worker of the same world does not touch it.
const (
	bareQueued = "bare"
	bareTaken  = "bare-taken"
	bareSent   = "bare-sent"
)

const (
	relayGroup = 256 // as large as the program's groups get
	relayLanes = 3
)

// A relay delivers with the least that keeps a promise: what it sends was taken
// and paid for before, and is marked afterwards, a group in one transaction each.
// These are the program's statements.
type relay struct {
	posting
	pool   *sql.DB
	client *http.Client
	slots  chan struct{}
	taking sync.Mutex
}

func (b *bare) relay(ctx context.Context) error {
	p := *b.job.Post
	r := &relay{posting: p, pool: b.pool, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: p.Conns}}, slots: make(chan struct{}, p.Conns)}
	defer r.client.CloseIdleConnections()
	var all sync.WaitGroup
	errs := make([]error, relayLanes)
	for i := range errs {
		all.Go(func() {
			for n := 1; n > 0 && errs[i] == nil; {
				n, errs[i] = r.group(ctx)
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

func (r *relay) group(ctx context.Context) (int, error) {
	ids, err := r.take(ctx)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	if err := r.send(ctx, len(ids)); err != nil {
		return 0, err
	}
	list := db.Numbers(ids)
	return len(ids), r.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = ?, code = 0, wechat_id = ELT(FIELD(id, `+list+`), `+list+`), attempts = attempts + 1, done_at = UTC_TIMESTAMP(6), lease_token = NULL
			WHERE lease_token = 'sixteen  letters' AND id IN (`+list+`)`, bareSent)
		return err
	})
}

func (r *relay) transact(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := r.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// take claims a group and spends its grants.
func (r *relay) take(ctx context.Context) (ids []int64, err error) {
	r.taking.Lock()
	defer r.taking.Unlock()
	parts := make([]string, 0, 5)
	for worth := -1; worth <= 3; worth++ {
		parts = append(parts, fmt.Sprintf(`(SELECT id, worth, next_at FROM deliveries WHERE state = '%s' AND worth = %d AND next_at <= UTC_TIMESTAMP(6) ORDER BY next_at, id LIMIT %d)`, bareQueued, worth, relayGroup))
	}
	if ids, err = column(ctx, r.pool, `SELECT id FROM (`+strings.Join(parts, " UNION ALL ")+`) AS d ORDER BY worth, next_at, id LIMIT `+strconv.Itoa(relayGroup)); err != nil || len(ids) == 0 {
		return nil, err
	}
	return ids, r.transact(ctx, func(tx *sql.Tx) error { return r.pay(ctx, tx, ids) })
}

func (r *relay) pay(ctx context.Context, tx *sql.Tx, ids []int64) error {
	list := db.Numbers(ids)
	people, err := column(ctx, tx, `
		SELECT account_id, message_id, community_id, id, kind, app, template_id, page, long_term, reserved, attempts, unknowns, payload, lease_token, broadcast_id, via
		FROM deliveries FORCE INDEX (PRIMARY) WHERE id IN (`+list+`) AND state = '`+bareQueued+`' AND next_at <= UTC_TIMESTAMP(6) ORDER BY id FOR UPDATE`)
	if err != nil {
		return err
	}
	in, template := `IN (`+db.Numbers(people)+`)`, `app = '`+app+`' AND template_id = '`+mailTemplate+`'`
	for _, q := range []string{
		`SELECT account_id, openid FROM identities WHERE app = '` + app + `' AND account_id ` + in + ` ORDER BY created_at`,
		`SELECT id FROM accounts WHERE id ` + in + ` ORDER BY id FOR UPDATE`,
		`SELECT account_id, COUNT(*) FROM deliveries WHERE account_id ` + in + ` AND (done_at >= CURDATE() AND state = '` + bareSent + `' OR done_at IS NULL AND state = '` + bareTaken + `') GROUP BY account_id`,
		`SELECT account_id, available FROM push_grants WHERE ` + template + ` AND account_id ` + in + ` ORDER BY account_id FOR UPDATE`,
		`SELECT account_id, worth, COUNT(*) FROM deliveries WHERE account_id ` + in + ` AND done_at IS NULL AND worth < 1 AND state = '` + bareQueued + `' AND ` + template + ` AND NOT long_term AND NOT reserved
			AND id NOT IN (` + list + `) GROUP BY account_id, worth`,
	} {
		if err := read(ctx, tx, q); err != nil {
			return err
		}
	}
	for _, q := range []string{
		`UPDATE push_grants SET available = available - 1, spent = spent + 1, updated_at = UTC_TIMESTAMP(6) WHERE ` + template + ` AND account_id ` + in,
		`UPDATE deliveries SET state = '` + bareTaken + `', lease_token = 'sixteen  letters', next_at = UTC_TIMESTAMP(6) + INTERVAL 1 MINUTE, reserved = reserved OR NOT long_term WHERE id IN (` + list + `)`,
	} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// send makes n calls.
func (r *relay) send(ctx context.Context, n int) error {
	var all sync.WaitGroup
	var begun atomic.Int64
	errs := make([]error, min(r.Conns, n))
	for i := range errs {
		all.Go(func() {
			for begun.Add(1) <= int64(n) && errs[i] == nil {
				r.slots <- struct{}{}
				errs[i] = r.one(ctx, r.client)
				<-r.slots
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// column is the first column of a result.
func column(ctx context.Context, q db.Querier, query string) (list []int64, err error) {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var first int64
	dest := []any{&first}
	for range names[1:] {
		dest = append(dest, new(sql.RawBytes))
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return nil, err
		}
		list = append(list, first)
	}
	return list, rows.Err()
}
