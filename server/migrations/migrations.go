// Package migrations holds the schema: small SQL files in one global order.
package migrations

import (
	"context"
	"database/sql"
	"embed"
	"errors"

	"github.com/pressly/goose/v3"
)

//go:embed *.sql
var files embed.FS

// Up brings a database to the newest schema. Processes that start together
// wait for each other; a migration that was cut off in the middle is run again.
func Up(ctx context.Context, pool *sql.DB) error {
	return alone(ctx, pool, func(p *goose.Provider) error {
		_, err := p.Up(ctx)
		return err
	})
}

// Pending says how many migrations a database still lacks.
func Pending(ctx context.Context, pool *sql.DB) (n int, err error) {
	err = alone(ctx, pool, func(p *goose.Provider) error {
		status, err := p.Status(ctx)
		for _, s := range status {
			if s.State == goose.StatePending {
				n++
			}
		}
		return err
	})
	return n, err
}

const patience = 60 // seconds that a process waits for another's migrations

// alone lets one process at a time look at the schema or change it.
func alone(ctx context.Context, pool *sql.DB, do func(*goose.Provider) error) error {
	p, err := provider(pool)
	if err != nil {
		return err
	}
	c, err := pool.Conn(ctx) // a lock belongs to its connection
	if err != nil {
		return err
	}
	defer c.Close()
	var got sql.NullInt64
	if err := c.QueryRowContext(ctx, `SELECT GET_LOCK(CONCAT('huiyin.', MD5(DATABASE())), ?)`, patience).Scan(&got); err != nil {
		return err
	}
	if got.Int64 != 1 {
		return errors.New("another process has been changing the schema for a minute: wait for it, then start again")
	}
	defer c.ExecContext(context.WithoutCancel(ctx), `DO RELEASE_LOCK(CONCAT('huiyin.', MD5(DATABASE())))`)
	return do(p)
}

func provider(pool *sql.DB) (*goose.Provider, error) {
	return goose.NewProvider(goose.DialectMySQL, pool, files, goose.WithVerbose(false))
}
