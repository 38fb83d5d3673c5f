package db_test

import (
	"testing"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
)

func TestDuplicateNamesTheKey(t *testing.T) {
	d := dbtest.New(t)
	insert := func() error {
		return d.InTx(t.Context(), func(tx *db.Tx) error {
			_, err := tx.ExecContext(t.Context(), `INSERT INTO schedules (name, next_at) VALUES ('it''s', ?)`, tx.Now)
			return err
		})
	}
	if err := insert(); err != nil {
		t.Fatal(err)
	}
	if key, dup := db.Duplicate(insert()); !dup || key != "PRIMARY" {
		t.Errorf("%q %v", key, dup)
	}
	if _, dup := db.Duplicate(nil); dup {
		t.Error("no error is no duplicate")
	}
}

func TestAnUpdateThatChangesNothingStillCountsItsRow(t *testing.T) {
	d := dbtest.New(t)
	if err := d.InTx(t.Context(), func(tx *db.Tx) error {
		if _, err := tx.ExecContext(t.Context(), `INSERT INTO schedules (name, next_at) VALUES ('a', ?)`, tx.Now); err != nil {
			return err
		}
		n, err := db.Exec(t.Context(), tx, `UPDATE schedules SET next_at = ? WHERE name = 'a'`, tx.Now)
		if n != 1 {
			t.Errorf("%d rows", n)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestDeadlocksAreRunAgain(t *testing.T) {
	d := dbtest.New(t)
	exec := func(tx *db.Tx, sql string) error { _, err := tx.ExecContext(t.Context(), sql); return err }
	if err := d.InTx(t.Context(), func(tx *db.Tx) error {
		return exec(tx, `INSERT INTO schedules (name, next_at, last_error) VALUES ('a', NOW(6), '0'), ('b', NOW(6), '0')`)
	}); err != nil {
		t.Fatal(err)
	}
	met, done := make(chan bool, 2), make(chan error, 2)
	cross := func(first, second string) {
		waited := false
		done <- d.InTx(t.Context(), func(tx *db.Tx) error {
			if err := exec(tx, `UPDATE schedules SET last_error = last_error + 1 WHERE name = '`+first+`'`); err != nil {
				return err
			}
			if !waited { // both hold their first row before either asks for the second
				waited = true
				met <- true
				for len(met) < 2 {
				}
			}
			return exec(tx, `UPDATE schedules SET last_error = last_error + 1 WHERE name = '`+second+`'`)
		})
	}
	go cross("a", "b")
	go cross("b", "a")
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	var a, b string
	if err := d.QueryRowContext(t.Context(), `SELECT MAX(CASE WHEN name='a' THEN last_error END), MAX(CASE WHEN name='b' THEN last_error END) FROM schedules`).Scan(&a, &b); err != nil || a != "2" || b != "2" {
		t.Error(a, b, err)
	}
}

func TestWhereIsConditionalAndEscaped(t *testing.T) {
	var w db.Where
	if w.SQL() != "" || w.Cond() != "TRUE" {
		t.Error("the zero Where holds always")
	}
	db.Equal(&w, "a", 0)
	db.Equal(&w, "b", 2)
	db.In(&w, "c", []int{3, 4})
	db.In(&w, "d", []int(nil))
	if got := w.SQL(); got != " WHERE b = ? AND c IN (?, ?)" || len(w.Args(9)) != 4 {
		t.Error(got, w.Args(9))
	}
	db.In(&w, "e", []int{})
	if got := w.Cond(); got != "b = ? AND c IN (?, ?) AND FALSE" {
		t.Error(got)
	}
	if got := db.Like(`50%_\`); got != `%50\%\_\\%` {
		t.Error(got)
	}
}
