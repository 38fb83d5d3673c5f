package issue

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huiyin/server/internal/export"
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
func (w *town) export(who string, q Query) export.Export {
	w.Helper()
	q.Scope = Work
	e, err := w.AskExport(w.Context(), w.who[who], q)
	if err != nil {
		w.Fatal(err)
	}
	if n, err := w.Exports.Make(w.Context()); n != 1 || err != nil {
		w.Fatal(n, err)
	}
	return e
}

// file reads a file of somebody's back, without its headings.
func (w *town) file(who string, e export.Export) [][]string {
	w.Helper()
	_, file, err := w.Exports.Open(w.Context(), w.who[who], e.ID)
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
	list, err := w.Exports.Mine(t.Context(), w.who["staff"])
	if err != nil || len(list) != 1 || list[0].State != export.Done || list[0].Done != 2 || list[0].Total != 2 {
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

func TestALongExportGoesOnPageByPage(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{})
	n := 1
	for n < export.Batch*2+1 { // doubled until there are enough
		w.exec(`INSERT INTO issues (community_id, grid_id, micro_grid_id, reporter_id, owner_id, category, state, title, words, hide_name, place_text, moderation, due_at, next_due_at, version, created_at, updated_at)
			SELECT community_id, grid_id, micro_grid_id, reporter_id, owner_id, category, state, title, words, hide_name, place_text, moderation, due_at, next_due_at, version, created_at, updated_at FROM issues LIMIT ?`, min(n, export.Batch*2+1-n))
		n *= 2
	}
	rows, numbers := w.file("staff", w.export("staff", Query{Sort: ByDue})), map[string]bool{}
	for _, r := range rows {
		numbers[r[0]] = true
	}
	if len(rows) != export.Batch*2+1 || len(numbers) != len(rows) || !numbers[is.Number] {
		t.Errorf("%d rows, %d of them different", len(rows), len(numbers))
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
