// Package migrations holds the schema: small SQL files in one global order.
package migrations

import (
	"context"
	"database/sql"
	"embed"

	"github.com/pressly/goose/v3"
)

//go:embed *.sql
var files embed.FS

// Up brings a database to the newest schema. Processes that start together
// wait for each other; a migration that was cut off in the middle is run again.
func Up(ctx context.Context, pool *sql.DB) error {
	p, err := provider(pool)
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// Pending says how many migrations a database still lacks.
func Pending(ctx context.Context, pool *sql.DB) (int, error) {
	p, err := provider(pool)
	if err != nil {
		return 0, err
	}
	status, err := p.Status(ctx)
	n := 0
	for _, s := range status {
		if s.State == goose.StatePending {
			n++
		}
	}
	return n, err
}

func provider(pool *sql.DB) (*goose.Provider, error) {
	return goose.NewProvider(goose.DialectMySQL, pool, files, goose.WithVerbose(false))
}
