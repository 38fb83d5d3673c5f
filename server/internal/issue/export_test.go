package issue

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
)

// cells reads a sheet of a spreadsheet back.
func cells(t *testing.T, r io.Reader, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(r)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// export asks for a file and makes it.
func (w *town) export(who string, q Query) Export {
	w.Helper()
	q.Scope = Work
	e, err := w.AskExport(w.Context(), w.who[who], q)
	if err != nil {
		w.Fatal(err)
	}
	if n, err := w.Export(w.Context()); n != 1 || err != nil {
		w.Fatal(n, err)
	}
	return e
}

// file reads a file of somebody's back, without its headings.
func (w *town) file(who string, e Export) [][]string {
	w.Helper()
	_, file, err := w.OpenExport(w.Context(), w.who[who], e.ID)
	if err != nil {
		w.Fatal(err)
	}
	defer file.Close()
	return cells(w.T, file, "诉求")[1:]
}

func TestAnExportHoldsWhatTheListShows(t *testing.T) {
	w := newTown(t)
	first := w.report("reporter", Draft{Words: "=1+1 灯不亮", Place: &PlaceDraft{Text: "3 号楼"}})
	w.report("neighbour", Draft{Category: "quiet", Words: "楼上太吵"})
	w.report("stranger", Draft{})
	done := w.take("worker 01-01", first, StepDraft{Step: Accept})
	w.take("worker 01-01", done, StepDraft{Step: Close, Outcome: solved(), Text: "换好了"})

	e := w.export("staff", Query{})
	rows := w.file("staff", e)
	if len(rows) != 2 {
		t.Fatalf("%q", rows)
	}
	want := []string{first.Number, "=1+1 灯不亮", "路灯", "第一网格", "01-01", "3 号楼", "已办结", "已解决", "张", "2026-01-05 10:00"}
	if !slices.Equal(rows[1][:len(want)], want) || rows[1][14] != "换好了" {
		t.Errorf("%q", rows[1])
	}
	if rows[0][1] != "楼上太吵" || rows[0][6] != "待受理" {
		t.Errorf("%q", rows[0])
	}
	list, err := w.Exports(t.Context(), w.who["staff"])
	if err != nil || len(list) != 1 || list[0].State != ExportDone || list[0].Done != 2 || list[0].Total != 2 || list[0].Bytes == 0 || !list[0].ExpiresAt.Equal(w.clock.Now().Add(exportKept)) {
		t.Errorf("%+v %v", list, err)
	}
	for name, q := range map[string]Query{"category": {Category: "quiet"}, "words": {Words: "太吵"}, "state": {States: []State{Submitted}}} {
		if got := w.file("staff", w.export("staff", q)); len(got) != 1 || got[0][1] != "楼上太吵" {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := w.file("leader", w.export("leader", Query{})); len(got) != 2 {
		t.Errorf("the leader's: %q", got)
	}
	if got := w.file("staff", w.export("staff", Query{Community: w.at["b"].Community})); len(got) != 0 {
		t.Errorf("another community's: %q", got)
	}
}

func TestAFileIsOnlyForWhoAskedForIt(t *testing.T) {
	w := newTown(t)
	w.report("reporter", Draft{})
	e := w.export("staff", Query{})
	for _, who := range []string{"leader", "county", "admin"} {
		_, _, err := w.OpenExport(t.Context(), w.who[who], e.ID)
		wants(t, who, err, ErrExport)
		wants(t, who+" removes", w.RemoveExport(t.Context(), w.who[who], e.ID), ErrExport)
	}
	if err := w.RemoveExport(t.Context(), w.who["staff"], e.ID); err != nil {
		t.Fatal(err)
	}
	_, _, err := w.OpenExport(t.Context(), w.who["staff"], e.ID)
	wants(t, "removed", err, ErrExport)

	for range exportsAtOnce {
		if _, err := w.AskExport(t.Context(), w.who["staff"], Query{Scope: Work}); err != nil {
			t.Fatal(err)
		}
	}
	_, err = w.AskExport(t.Context(), w.who["staff"], Query{Scope: Work})
	wants(t, "too many at once", err, ErrExports)
	_, _, err = w.OpenExport(t.Context(), w.who["staff"], e.ID+1)
	wants(t, "not made yet", err, ErrExport)
}

func TestALongExportGoesOnPageByPageAndSurvivesItsMaker(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{})
	n := 1
	for n < exportBatch*2+1 { // doubled until there are enough
		w.exec(`INSERT INTO issues (community_id, grid_id, micro_grid_id, reporter_id, owner_id, category, state, title, words, hide_name, place_text, moderation, due_at, next_due_at, version, created_at, updated_at)
			SELECT community_id, grid_id, micro_grid_id, reporter_id, owner_id, category, state, title, words, hide_name, place_text, moderation, due_at, next_due_at, version, created_at, updated_at FROM issues LIMIT ?`, min(n, exportBatch*2+1-n))
		n *= 2
	}
	e, err := w.AskExport(t.Context(), w.who["staff"], Query{Scope: Work, Sort: ByDue})
	if err != nil {
		t.Fatal(err)
	}
	dead := []byte("0123456789abcdef")
	if _, ok, err := leaseExport(t.Context(), w.DB, dead, exportLease); err != nil || !ok { // and then it dies
		t.Fatal(ok, err)
	}
	if n, err := w.Export(t.Context()); n != 0 || err != nil {
		t.Fatal("two make the same file: ", n, err)
	}
	w.clock.Advance(exportLease + time.Second)
	if n, err := w.Export(t.Context()); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	rows, numbers := w.file("staff", e), map[string]bool{}
	for _, r := range rows {
		numbers[r[0]] = true
	}
	if len(rows) != exportBatch*2+1 || len(numbers) != len(rows) || !numbers[is.Number] {
		t.Errorf("%d rows, %d of them different", len(rows), len(numbers))
	}
	late := exportRow{Export: Export{ID: e.ID}}
	if err := w.DB.InTx(t.Context(), func(tx *db.Tx) error { return reachExport(t.Context(), tx, late, dead, exportLease) }); err != errLost {
		t.Error("the dead one writes on: ", err)
	}
	w.clock.Advance(exportKept + time.Hour)
	if err := w.SweepExports(t.Context()); err != nil || w.number(`SELECT COUNT(*) FROM issue_exports`) != 0 {
		t.Error("old files stay", err)
	}
}

func TestAnExportThatCannotBeMadeIsGivenUp(t *testing.T) {
	w := newTown(t)
	e, err := w.AskExport(t.Context(), w.who["staff"], Query{Scope: Work})
	if err != nil {
		t.Fatal(err)
	}
	w.exec(`UPDATE issue_exports SET narrowed = '"nonsense"'`)
	for range exportAttempts {
		if _, err := w.Export(t.Context()); err == nil {
			t.Fatal("made from nonsense")
		}
		w.clock.Advance(exportLease + time.Second)
	}
	if n, err := w.Export(t.Context()); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if list, err := w.Exports(t.Context(), w.who["staff"]); err != nil || list[0].ID != e.ID || list[0].State != ExportFailed {
		t.Errorf("%+v %v", list, err)
	}
}

func TestAWeekIsASpreadsheetToo(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{Words: "+86 的灯不亮"})
	w.clock.Advance(7 * 24 * time.Hour)
	if err := w.FreezeWeeks(t.Context()); err != nil {
		t.Fatal(err)
	}
	week := monday(dbtest.NewClock().Now())
	if err := w.Correct(t.Context(), w.who["staff"], w.at["a"].Community, week, CorrectionDraft{Text: "少登记一件"}); err != nil {
		t.Fatal(err)
	}
	got, err := w.Week(t.Context(), w.who["staff"], w.at["a"].Community, week)
	if err != nil {
		t.Fatal(err)
	}
	book, err := weekBook(got)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	for sheet, want := range map[string][]string{"汇总": {"全社区", "", "0", "1", "0", "1"}, "转入下周": {is.Number, "+86 的灯不亮", "第一网格", "01-01", "张"}, "更正": {}} {
		rows := cells(t, bytes.NewReader(out.Bytes()), sheet)
		if len(rows) < 2 || !slices.Equal(rows[1][:len(want)], want) {
			t.Errorf("%s: %q", sheet, rows)
		}
	}
	if rows := cells(t, bytes.NewReader(out.Bytes()), "更正"); rows[1][2] != "少登记一件" {
		t.Error(fmt.Sprint(rows))
	}
}
