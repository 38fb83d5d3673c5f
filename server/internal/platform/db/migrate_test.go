package db_test

import (
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/migrations"
)

func TestProcessesThatMigrateAtOnceWaitForEachOther(t *testing.T) {
	dsn := dbtest.Empty(t)
	var all sync.WaitGroup
	for range 4 {
		d := dbtest.Open(t, dsn, time.Now)
		all.Go(func() {
			if err := migrations.Up(t.Context(), d.Pool()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	d := dbtest.Open(t, dsn, time.Now)
	if n, err := migrations.Pending(t.Context(), d.Pool()); err != nil || n != 0 {
		t.Error(n, err)
	}
	var rows, distinct int
	if err := d.QueryRowContext(t.Context(), `SELECT COUNT(*), COUNT(DISTINCT version_id) FROM goose_db_version`).Scan(&rows, &distinct); err != nil || rows != distinct {
		t.Errorf("%d rows for %d versions, %v", rows, distinct, err)
	}
}
