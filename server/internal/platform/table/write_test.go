package table

import (
	"bytes"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestWhatIsWrittenIsReadBackAsItWas(t *testing.T) {
	b, err := NewBook()
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	at := time.Date(2026, 1, 5, 17, 30, 0, 0, time.UTC)
	hostile := []string{`=HYPERLINK("http://evil","x")`, "+1+1", "-2", "@SUM(1)", "\t=1", "=1+1\n第二行", "a\x00b\x0b<&>\"'", "01234567890", "😀", strings.Repeat("长", 2000)}
	err = b.Sheet("诉求", []Column{{"话", 40}, {"时间", 20}, {"数", 10}})
	for i, words := range hostile {
		if err == nil {
			err = b.Row(words, at, i)
		}
	}
	if err == nil {
		err = b.Row("没有时间", (*time.Time)(nil), nil)
	}
	if err == nil {
		err = b.Sheet("第二张", []Column{{"话", 10}})
	}
	if err == nil {
		err = b.Row("在")
	}
	var out bytes.Buffer
	if err == nil {
		err = b.Write(&out)
	}
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); len(got) != 2 || got[0] != "诉求" || got[1] != "第二张" {
		t.Error(got)
	}
	rows, err := f.GetRows("诉求")
	if err != nil || len(rows) != len(hostile)+2 || rows[0][0] != "话" {
		t.Fatal(len(rows), err)
	}
	for i, words := range hostile {
		cell, _ := excelize.CoordinatesToCellName(1, i+2)
		formula, _ := f.GetCellFormula("诉求", cell)
		kind, _ := f.GetCellType("诉求", cell)
		want := strings.NewReplacer("\x00", "\uFFFD", "\x0b", "\uFFFD").Replace(words)
		if got := rows[i+1]; got[0] != want || formula != "" || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%q became %q, formula %q, type %d", words, got[0], formula, kind)
		}
		if rows[i+1][1] != "2026-01-06 01:30" {
			t.Errorf("the time reads %q", rows[i+1][1])
		}
	}
	if last := rows[len(rows)-1]; len(last) != 1 {
		t.Errorf("%q", last)
	}
}

func TestAHundredThousandRowsNeedLittleMemory(t *testing.T) {
	b, err := NewBook()
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := b.Sheet("诉求", []Column{{"话", 40}}); err != nil {
		t.Fatal(err)
	}
	words, most := strings.Repeat("楼道的灯不亮", 30), uint64(0)
	var m runtime.MemStats
	for i := range 100_000 {
		if err := b.Row(words, i, time.Now()); err != nil {
			t.Fatal(err)
		}
		if i%10_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	if err := b.Write(io.Discard); err != nil {
		t.Fatal(err)
	}
	if most > 64<<20 { // the rows alone are 54 MB of text
		t.Errorf("%d MB of heap", most>>20)
	}
	t.Logf("%d MB of heap at most", most>>20)
}
