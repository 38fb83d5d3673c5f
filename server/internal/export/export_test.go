package export

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/table"
)

// A desk makes files of numbers on a real database for two people.
type desk struct {
	*testing.T
	*Service
	clock      *dbtest.Clock
	one, other account.Actor
	words      []int // how far the last file said it was
}

func newDesk(t *testing.T) *desk {
	clock := dbtest.NewClock()
	files, err := blob.NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{T: t, clock: clock, Service: New(Deps{DB: dbtest.NewAt(t, clock), Files: files, Log: slog.New(slog.DiscardHandler)})}
	d.Fills = map[string]Fill{"numbers": d.numbers}
	for _, a := range []*account.Actor{&d.one, &d.other} {
		if err := d.DB.InTx(t.Context(), func(tx *db.Tx) error {
			id, err := db.Insert(t.Context(), tx, `INSERT INTO accounts (name, created_at) VALUES ('王', ?)`, tx.Now)
			a.ID = account.ID(id)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// numbers fills a file with as many numbers as were asked for, three at a time.
func (d *desk) numbers(_ context.Context, book *table.Book, asked []byte, reach Reach) error {
	var n int
	if err := json.Unmarshal(asked, &n); err != nil {
		return err
	}
	if err := book.Sheet("数", []table.Column{{Heading: "数", Width: 8}}); err != nil {
		return err
	}
	d.words = nil
	for i := range n {
		if err := book.Row(i); err != nil {
			return err
		}
		if i%3 == 2 || i == n-1 {
			d.words = append(d.words, i+1)
			if err := reach(i+1, n); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *desk) ask(n any) Export {
	d.Helper()
	e, err := d.Ask(d.Context(), d.one, "numbers", "数", n)
	if err != nil {
		d.Fatal(err)
	}
	return e
}

func (d *desk) makes(want int) {
	d.Helper()
	if n, err := d.Make(d.Context()); n != want || err != nil {
		d.Fatalf("made %d instead of %d: %v", n, want, err)
	}
}

func TestAFileIsMadeWhileWhoAskedDoesSomethingElse(t *testing.T) {
	d := newDesk(t)
	e := d.ask(7)
	if e.State != Queued || e.Name != "数_2026-01-05_1000.xlsx" {
		t.Errorf("%+v", e)
	}
	if _, _, err := d.Open(t.Context(), d.one, e.ID); !errors.Is(err, ErrExport) {
		t.Error("opened before it was made: ", err)
	}
	d.makes(1)
	d.makes(0)
	list, err := d.Mine(t.Context(), d.one)
	if err != nil || len(list) != 1 || list[0].State != Done || list[0].Done != 7 || list[0].Total != 7 || list[0].Bytes == 0 || !list[0].ExpiresAt.Equal(d.clock.Now().Add(kept)) {
		t.Errorf("%+v %v", list, err)
	}
	if fmt.Sprint(d.words) != "[3 6 7]" {
		t.Error("it said how far it was at ", d.words)
	}
	_, file, err := d.Open(t.Context(), d.one, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sheet, err := excelize.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := sheet.GetRows("数"); err != nil || len(rows) != 8 || rows[7][0] != "6" {
		t.Error(rows, err)
	}
}

func TestAFileIsOnlyForWhoAskedForIt(t *testing.T) {
	d := newDesk(t)
	e := d.ask(1)
	d.makes(1)
	if _, _, err := d.Open(t.Context(), d.other, e.ID); !errors.Is(err, ErrExport) {
		t.Error("another opens it: ", err)
	}
	if err := d.Remove(t.Context(), d.other, e.ID); !errors.Is(err, ErrExport) {
		t.Error("another removes it: ", err)
	}
	if err := d.Remove(t.Context(), d.one, e.ID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Open(t.Context(), d.one, e.ID); !errors.Is(err, ErrExport) {
		t.Error("removed: ", err)
	}
	for range atOnce {
		d.ask(1)
	}
	if _, err := d.Ask(t.Context(), d.one, "numbers", "数", 1); !errors.Is(err, ErrExports) {
		t.Error("too many at once: ", err)
	}
}

func TestAFileSurvivesItsMaker(t *testing.T) {
	d := newDesk(t)
	e := d.ask(7)
	dead := []byte("0123456789abcdef")
	if _, ok, err := take(t.Context(), d.DB, dead, lease); err != nil || !ok { // and then it dies
		t.Fatal(ok, err)
	}
	d.makes(0) // two do not make the same file
	d.clock.Advance(lease + time.Second)
	d.makes(1)
	late := row{Export: Export{ID: e.ID}}
	if err := d.DB.InTx(t.Context(), func(tx *db.Tx) error { return reach(t.Context(), tx, late, dead, lease) }); err != errLost {
		t.Error("the dead one writes on: ", err)
	}
	d.clock.Advance(kept + time.Hour)
	if err := d.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if list, err := d.Mine(t.Context(), d.one); err != nil || len(list) != 0 {
		t.Error("old files stay", list, err)
	}
}

func TestAFileThatCannotBeMadeIsGivenUp(t *testing.T) {
	d := newDesk(t)
	d.ask("nonsense")
	for range attempts {
		if _, err := d.Make(t.Context()); err == nil {
			t.Fatal("made from nonsense")
		}
		d.clock.Advance(lease + time.Second)
	}
	d.makes(1)
	if list, err := d.Mine(t.Context(), d.one); err != nil || list[0].State != Failed {
		t.Errorf("%+v %v", list, err)
	}
	if _, err := d.Ask(t.Context(), d.one, "letters", "字", 1); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Make(t.Context()); err == nil {
		t.Error("made by nobody")
	}
}
