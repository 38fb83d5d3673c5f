package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
)

func TestTheWiretapHearsWhatTheDriversSay(t *testing.T) {
	dir, err := os.MkdirTemp("", "tap") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	cfg, err := db.Config(dbtest.DSN(t))
	if err != nil {
		t.Fatal(err)
	}
	line, err := tap(filepath.Join(dir, "sql"), cfg.Net, cfg.Addr, readMySQL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(line.close)
	cfg.Net, cfg.Addr = "unix", filepath.Join(dir, "sql")
	d := dbtest.Open(t, cfg.FormatDSN(), time.Now)
	if err := d.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	line.since()
	if err := d.InTx(t.Context(), func(tx *db.Tx) error {
		_, err := tx.ExecContext(t.Context(), `UPDATE schedules SET name = ? WHERE name = ?`, "回音", 7)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	want := []string{"START TRANSACTION", "UPDATE schedules SET name = '回音' WHERE name = 7", "COMMIT"}
	if got := line.since(); !slices.Equal(got, want) || len(line.since()) != 0 {
		t.Errorf("%q", got)
	}
}

func TestTheWiretapHearsRedis(t *testing.T) {
	dir, err := os.MkdirTemp("", "tap")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	opt, err := redis.ParseURL(dbtest.RedisURL(t))
	if err != nil {
		t.Fatal(err)
	}
	line, err := tap(filepath.Join(dir, "redis"), opt.Network, opt.Addr, readRedis)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(line.close)
	c := redis.NewClient(&redis.Options{Network: "unix", Addr: filepath.Join(dir, "redis"), DB: opt.DB})
	defer c.Close()
	if err := c.Set(t.Context(), "a", "two\r\nlines", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if got := line.since(); len(got) == 0 || got[len(got)-1] != "set\x00a\x00two\r\nlines" {
		t.Errorf("%q", got)
	}
}

func TestTheBareSideOfFilingKeepsOnlyTheInserts(t *testing.T) {
	o := overheard{key: "k-1", reply: reply{body: map[string]any{"id": 7000002.0}},
		sql: []string{"SELECT 1", "START TRANSACTION", "SELECT 2", "\n\tINSERT INTO issues VALUES (1)", `INSERT INTO e VALUES (7000002, '{"issue":7000002}', 'k-1')`, "COMMIT", "SELECT 3"}}
	want := []string{"START TRANSACTION", "\n\tINSERT INTO issues VALUES (1)", `INSERT INTO e VALUES (` + anyID + `, '{"issue":` + anyID + `}', '` + anyKey + `')`, "COMMIT"}
	if got := inserts(o).SQL; fmt.Sprintf("%q", got) != fmt.Sprintf("%q", rawAll(want)) {
		t.Errorf("%q", got)
	}
}

func TestMediansAndPercentiles(t *testing.T) {
	if m := median([]float64{9, 1, 5}); m != 5 {
		t.Error(m)
	}
	if m := median([]float64{9, 1, 5, 6}); m != 5.5 {
		t.Error(m)
	}
	var list []time.Duration
	for i := 100; i > 0; i-- {
		list = append(list, time.Duration(i))
	}
	if p := percentile(list, 95); p != 95 {
		t.Error(p)
	}
	if p := percentile(list[:1], 95); p != 100 {
		t.Error(p)
	}
}

func TestTwoLoopsTakeTurns(t *testing.T) {
	var order strings.Builder
	a, b := 0.0, 0.0
	p, err := takeTurns(5, func() (float64, error) { order.WriteByte('A'); a += 10; return a, nil },
		func() (float64, error) { order.WriteByte('B'); b += 20; return b, nil })
	if err != nil || order.String() != "ABABABABAB" || p != (pair{30, 60, 0.5}) {
		t.Error(order.String(), p, err)
	}
}

func TestTheHeaviestPageIsFoundInThePagesOwnReport(t *testing.T) {
	text := "src/a/APage.vue   JS   90.1 kB  CSS 3.0 kB gzip\nsrc/b/BPage.vue   JS  123.4 kB  CSS 400.0 kB gzip\nError: x\n"
	if got := heaviest(text); got != "123.4 kB" {
		t.Error(got)
	}
}

func TestSubpackagesAndDeclarationsAreNoPartOfTheMainPackage(t *testing.T) {
	dir := t.TempDir()
	for name, size := range map[string]int{"app.ts": 5, "pages/home.wxml": 7, "api/schema.d.ts": 100, "packages/issue/detail.ts": 1000} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, make([]byte, size), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := mainPackage(dir); n != 12 || err != nil {
		t.Error(n, err)
	}
}
