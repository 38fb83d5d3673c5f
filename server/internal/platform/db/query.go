package db

import (
	"context"
	"strconv"
	"strings"
)

// All runs a query and scans each row into the fields that dest names. The
// result is never nil, so that it is [] in JSON.
func All[T any](ctx context.Context, q Querier, dest func(*T) []any, query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		var v T
		if err := rows.Scan(dest(&v)...); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// One runs a query for a single row. No row is sql.ErrNoRows (see Missing).
func One[T any](ctx context.Context, q Querier, dest func(*T) []any, query string, args ...any) (v T, err error) {
	err = q.QueryRowContext(ctx, query, args...).Scan(dest(&v)...)
	return v, err
}

// Value is the dest of a query with a single column.
func Value[T any](v *T) []any { return []any{v} }

// Insert runs an INSERT and returns the new row's id.
func Insert(ctx context.Context, tx *Tx, query string, args ...any) (int64, error) {
	res, err := tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// Exec runs a statement and returns how many rows its WHERE matched, changed
// or not.
func Exec(ctx context.Context, tx *Tx, query string, args ...any) (int64, error) {
	res, err := tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Where collects conditions that must all hold. The zero Where holds always.
type Where struct {
	conds []string
	args  []any
}

// And adds a condition.
func (w *Where) And(cond string, args ...any) {
	w.conds, w.args = append(w.conds, cond), append(w.args, args...)
}

// Equal requires col to equal v, unless v is the zero value.
func Equal[T comparable](w *Where, col string, v T) {
	var zero T
	if v != zero {
		w.And(col+" = ?", v)
	}
}

// In requires col to be in list. A nil list requires nothing; an empty one
// cannot be met.
func In[T any](w *Where, col string, list []T) {
	switch {
	case list == nil:
	case len(list) == 0:
		w.And("FALSE")
	default:
		w.And(col+" IN ("+Marks(len(list))+")", Args(list)...)
	}
}

// Marks is n placeholders: "?, ?, ?".
func Marks(n int) string { return strings.TrimPrefix(strings.Repeat(", ?", n), ", ") }

// Args turns a list into query arguments.
func Args[T any](list []T) []any {
	args := make([]any, len(list))
	for i, v := range list {
		args[i] = v
	}
	return args
}

// Numbers is ids as they stand in a statement: "1, 2, 3". A thousand of them are
// cheaper than a thousand placeholders.
func Numbers[T ~int64](list []T) string {
	b := make([]byte, 0, 12*len(list))
	for i, n := range list {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return string(b)
}

// Like escapes a person's words for use inside a LIKE pattern.
func Like(words string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(words) + "%"
}

// Cond is the conditions joined by AND, TRUE when there are none.
func (w *Where) Cond() string {
	if len(w.conds) == 0 {
		return "TRUE"
	}
	return strings.Join(w.conds, " AND ")
}

// SQL is " WHERE a AND b", or nothing.
func (w *Where) SQL() string {
	if len(w.conds) == 0 {
		return ""
	}
	return " WHERE " + w.Cond()
}

// Args are the conditions' arguments, followed by more.
func (w *Where) Args(more ...any) []any { return append(append([]any{}, w.args...), more...) }
