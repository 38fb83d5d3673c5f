// Package once makes a request that is sent twice take effect once. The answer
// is stored in the transaction of the effect, so both survive a crash or neither.
package once

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

// A Key names one intention of one account.
type Key struct {
	Account   int64
	Value     string   // the client's Idempotency-Key, at most 64 visible ASCII characters
	Operation string   // operationId: one key never serves two operations
	Body      [32]byte // SHA-256 of the address and the body
}

// Kept is how long a repeated request still gets the stored answer.
const Kept = 7 * 24 * time.Hour

// ErrReused means that a key came back with another request.
var ErrReused = problem.New(problem.Conflict, "request.key_reused", "这次提交与之前的不一致，请刷新页面后重新提交")

type contextKey struct{}

// With returns a context whose effects happen once for the key.
func With(ctx context.Context, k Key) context.Context { return context.WithValue(ctx, contextKey{}, k) }

// Do runs fn in a transaction. When the context carries a key that was seen
// before, fn does not run and the first answer is returned.
func Do[T any](ctx context.Context, d *db.DB, fn func(*db.Tx) (T, error)) (out T, err error) {
	k, keyed := ctx.Value(contextKey{}).(Key)
	if !keyed {
		err = d.InTx(ctx, func(tx *db.Tx) error {
			out, err = fn(tx)
			return err
		})
		return out, err
	}
	if found, err := answer(ctx, d, k, &out); found || err != nil {
		return out, err
	}
	err = d.InTx(ctx, func(tx *db.Tx) error {
		if out, err = fn(tx); err != nil {
			return err
		}
		return save(ctx, tx, k, out)
	})
	if key, dup := db.Duplicate(err); dup && key == "PRIMARY" { // the twin was faster
		var first T
		if found, err := answer(ctx, d, k, &first); found || err != nil {
			return first, err
		}
	}
	return out, err
}

type row struct {
	operation      string
	body, response []byte
}

func (r *row) columns() []any { return []any{&r.operation, &r.body, &r.response} }

func answer(ctx context.Context, q db.Querier, k Key, out any) (bool, error) {
	r, err := db.One(ctx, q, (*row).columns,
		`SELECT operation, body_hash, response FROM idempotency WHERE account_id = ? AND idem_key = ?`, k.Account, k.Value)
	switch {
	case db.Missing(err):
		return false, nil
	case err != nil:
		return false, err
	case r.operation != k.Operation || !bytes.Equal(r.body, k.Body[:]):
		return true, ErrReused
	}
	return true, json.Unmarshal(r.response, out)
}

func save(ctx context.Context, tx *db.Tx, k Key, out any) error {
	response, err := json.Marshal(out)
	if err != nil {
		return fmt.Errorf("answer of %s: %w", k.Operation, err)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO idempotency (account_id, idem_key, operation, body_hash, response, created_at)
		VALUES (?, ?, ?, ?, ?, ?)`, k.Account, k.Value, k.Operation, k.Body[:], response, tx.Now)
	return err
}

// Forget removes answers older than Kept, at most n in one go, and says how many.
func Forget(ctx context.Context, d *db.DB, n int) (done int64, err error) {
	err = d.InTx(ctx, func(tx *db.Tx) error {
		done, err = db.Exec(ctx, tx, `DELETE FROM idempotency WHERE created_at < ? ORDER BY created_at LIMIT ?`, tx.Now.Add(-Kept), n)
		return err
	})
	return done, err
}
