package dbtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"huiyin/server/internal/platform/db"
	"huiyin/server/migrations"
)

// The databases of tests that have ended wait on a shelf for those that follow:
// to make all tables and to drop them takes longer than most tests do.
var shelf struct {
	sync.Mutex
	names []string
	shape shape // that of every database after its migrations
}

// A shape tells a schema from one that a test has changed.
type shape struct{ columns, names, constraints int }

const prefix = "huiyin_test_"

var serial atomic.Int64

// take returns a database with all tables and without a row.
func take(t testing.TB, admin *db.DB) string {
	t.Helper()
	shelf.Lock()
	defer shelf.Unlock()
	if shelf.shape == (shape{}) {
		sweep(t, admin)
	}
	for len(shelf.names) > 0 {
		name := shelf.names[0]
		shelf.names = shelf.names[1:]
		if clear(t, Open(t, address(t, name), time.Now)) {
			return name
		}
		run(t, admin, "DROP DATABASE "+name)
	}
	name := create(t, admin)
	d := Open(t, address(t, name), time.Now)
	if err := migrations.Up(context.Background(), d.Pool()); err != nil {
		t.Fatal(err)
	}
	shelf.shape = shapeOf(t, d)
	return name
}

func putBack(name string) {
	shelf.Lock()
	defer shelf.Unlock()
	shelf.names = append(shelf.names, name)
}

// sweep drops the databases of test processes that are no more.
func sweep(t testing.TB, admin *db.DB) {
	t.Helper()
	names, err := db.All(t.Context(), admin, db.Value[string], `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE ?`, prefix+"%")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		var pid, n int
		if _, err := fmt.Sscanf(name, prefix+"%d_%d", &pid, &n); err == nil && errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			run(t, admin, "DROP DATABASE IF EXISTS "+name)
		}
	}
}

func create(t testing.TB, admin *db.DB) string {
	t.Helper()
	name := fmt.Sprintf("%s%d_%d", prefix, os.Getpid(), serial.Add(1))
	run(t, admin, "DROP DATABASE IF EXISTS "+name)
	run(t, admin, "CREATE DATABASE "+name+" CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
	return name
}

// clear empties a database, and begins its ids anew; false means that its
// tables are not what the migrations made.
func clear(t testing.TB, d *db.DB) bool {
	t.Helper()
	if shapeOf(t, d) != shelf.shape {
		return false
	}
	deeds, err := db.All(t.Context(), d, db.Value[string], `
		SELECT CONCAT(IF(auto_increment > 1, 'TRUNCATE TABLE ', 'DELETE FROM '), table_name)
		FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> 'goose_db_version'`)
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Pool().Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, sql := range append([]string{`SET foreign_key_checks = 0`}, deeds...) {
		if _, err := c.ExecContext(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	return true
}

func shapeOf(t testing.TB, d *db.DB) (s shape) {
	t.Helper()
	err := d.QueryRowContext(t.Context(), `SELECT COUNT(*), SUM(CRC32(CONCAT(table_name, '.', column_name))),
		(SELECT COUNT(*) FROM information_schema.check_constraints WHERE constraint_schema = DATABASE())
		FROM information_schema.columns WHERE table_schema = DATABASE()`).Scan(&s.columns, &s.names, &s.constraints)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
