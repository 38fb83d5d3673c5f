// Package db adds to database/sql what every store here needs: a transaction
// with one clock reading, row scanning, and conditional WHERE clauses.
package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"
)

// A Querier reads. *DB and *Tx both are one; store functions that only read
// take a Querier.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// A Tx writes. Store functions that write take a *Tx, so the compiler refuses
// a write outside a transaction.
type Tx struct {
	*sql.Tx
	Now  time.Time // UTC, microseconds; read once when the transaction began
	last []func() error
}

// Last puts off to the end of the transaction what writes a row that many
// write: its lock, for which they wait in line, is then held for the commit
// alone. They run in the order in which they were put off.
func (t *Tx) Last(write func() error) { t.last = append(t.last, write) }

// DB is a pool of connections and a clock.
type DB struct {
	pool *sql.DB
	now  func() time.Time
}

var _ Querier = (*DB)(nil)

const maxConns = 64

// Open prepares a pool for a go-sql-driver DSN; the first query connects. now
// is the clock that transactions read.
func Open(dsn string, now func() time.Time) (*DB, error) {
	cfg, err := Config(dsn)
	if err != nil {
		return nil, err
	}
	c, err := mysql.NewConnector(cfg)
	if err != nil {
		return nil, err
	}
	pool := sql.OpenDB(c)
	pool.SetMaxOpenConns(maxConns)
	pool.SetMaxIdleConns(maxConns)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return &DB{pool, now}, nil
}

// Config parses a DSN and sets what all of this program relies on: UTC times,
// rows matched instead of rows changed, one round trip per statement.
func Config(dsn string) (*mysql.Config, error) {
	cfg, err := mysql.ParseDSN(dsn)
	if err != nil {
		return nil, errors.New("database address: expected user:password@tcp(host:port)/name or user@unix(/path)/name")
	}
	if cfg.Timeout == 0 { // to connect
		cfg.Timeout = 5 * time.Second
	}
	cfg.ParseTime, cfg.Loc, cfg.InterpolateParams, cfg.ClientFoundRows = true, time.UTC, true, true
	if cfg.Params == nil {
		cfg.Params = map[string]string{}
	}
	cfg.Params["time_zone"] = "'+00:00'"
	cfg.Params["sql_mode"] = "'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO'"
	cfg.Collation = "utf8mb4_unicode_ci"
	return cfg, nil
}

// QueryContext reads rows outside any transaction.
func (d *DB) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return d.pool.QueryContext(ctx, query, args...)
}

// QueryRowContext reads one row outside any transaction.
func (d *DB) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return d.pool.QueryRowContext(ctx, query, args...)
}

// Now is the clock that transactions read.
func (d *DB) Now() time.Time { return d.now().UTC().Truncate(time.Microsecond) }

// Pool is for tools that need database/sql itself, such as migrations.
func (d *DB) Pool() *sql.DB { return d.pool }

// Ping says whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return d.pool.PingContext(ctx) }

// Close closes the pool.
func (d *DB) Close() error { return d.pool.Close() }

const attempts = 5

// InTx runs fn in a transaction: committed if fn returns nil, rolled back
// otherwise. After a deadlock or a lost optimistic race fn runs again, so it
// must have no effect but on the database. It is never nested.
func (d *DB) InTx(ctx context.Context, fn func(*Tx) error) error {
	var err error
	for i := range attempts {
		if err = d.inTx(ctx, fn); !transient(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(1<<i) * time.Millisecond * time.Duration(5+rand.IntN(10))):
		}
	}
	return fmt.Errorf("gave up after %d attempts: %w", attempts, err)
}

func (d *DB) inTx(ctx context.Context, fn func(*Tx) error) error {
	tx, err := d.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after a commit this does nothing
	t := &Tx{Tx: tx, Now: d.Now()}
	if err := fn(t); err != nil {
		return err
	}
	for _, write := range t.last {
		if err := write(); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// transient names a deadlock, a lock wait, and TiDB's two write conflicts.
func transient(err error) bool {
	var e *mysql.MySQLError
	if !errors.As(err, &e) {
		return false
	}
	switch e.Number {
	case 1213, 1205, 8002, 9007:
		return true
	}
	return false
}

// Duplicate says whether err is a violated unique key, and names the key.
func Duplicate(err error) (key string, ok bool) {
	var e *mysql.MySQLError
	if !errors.As(err, &e) || e.Number != 1062 {
		return "", false
	}
	name := strings.TrimSuffix(e.Message[strings.LastIndex(e.Message, "'")-lastQuoted(e.Message):], "'")
	return name[strings.LastIndex(name, ".")+1:], true
}

// lastQuoted is the length of the last quoted word of a server message.
func lastQuoted(msg string) int {
	end := strings.LastIndex(msg, "'")
	return end - strings.LastIndex(msg[:end], "'") - 1
}

// Away says whether err means that the server cannot be reached, or cannot
// work at the moment.
func Away(err error) bool {
	var e *mysql.MySQLError
	if errors.As(err, &e) {
		switch e.Number {
		case 1040, 1203, 1053, 1290, 1836: // too many connections, shutting down, read-only
			return true
		}
	}
	return transient(err) || errors.Is(err, mysql.ErrInvalidConn) || errors.Is(err, driver.ErrBadConn)
}

// Missing says whether err means that there is no such row.
func Missing(err error) bool { return errors.Is(err, sql.ErrNoRows) }
