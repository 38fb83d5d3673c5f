package table_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huiyin/server/internal/platform/table"
)

var headings = map[string]string{"日期": "day", "名称": "name"}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func workbook(t *testing.T, rows ...[]any) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, r := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow("Sheet1", cell, &r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "days.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLinesAreThoseOfTheEditor(t *testing.T) {
	s, bad := table.Read(write(t, "days.csv", "\xef\xbb\xbf日期, name \n\n1,甲\n2,\"乙\n乙\"\n , \n3,\n4,丁\n"), headings, []string{"day", "name"})
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	got := map[string]int{}
	bad = s.Each([]string{"day", "name"}, func(line int, get func(string) string) { got[get("day")] = line })
	if len(got) != 3 || got["1"] != 3 || got["2"] != 4 || got["4"] != 8 {
		t.Error(got)
	}
	if len(bad) != 1 || bad[0].String() != "days.csv 第 7 行「name」：是空的，请填写" {
		t.Error(bad)
	}
}

func TestASpreadsheetsDatesAreReadAsDates(t *testing.T) {
	path := workbook(t, []any{"日期"}, []any{time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC)}, []any{"2027-02-01"})
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	typed, err := f.NewStyle(&excelize.Style{NumFmt: 14}) // what a spreadsheet makes of a typed date
	if err == nil {
		err = f.SetCellStyle("Sheet1", "A2", "A2", typed)
	}
	if err == nil {
		err = f.Save()
	}
	if err != nil {
		t.Fatal(err)
	}
	s, bad := table.Read(path, headings, []string{"day"})
	got := []string{}
	bad = append(bad, s.Each(nil, func(_ int, get func(string) string) { got = append(got, get("day")) })...)
	if len(bad) > 0 || !slices.Equal(got, []string{"2027-01-31", "2027-02-01"}) {
		t.Errorf("%q %v", got, bad)
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	for what, c := range map[string][2]string{
		"nothing there": {filepath.Join(t.TempDir(), "x.csv"), "x.csv：没有这个文件（CSV 或 XLSX 都可以），请补上"},
		"no workbook":   {filepath.Join(t.TempDir(), "x.xlsx"), "x.xlsx：没有这个文件（CSV 或 XLSX 都可以），请补上"},
		"not one":       {write(t, "x.xlsx", "text"), "x.xlsx：不是能打开的表格，请重新导出"},
		"empty":         {write(t, "x.csv", ""), "x.csv：文件是空的，第一行应为列名"},
		"GBK":           {write(t, "x.csv", "day\n\xb5\xda"), "x.csv：不是 UTF-8 编码，请在表格软件中另存为“CSV UTF-8”后重试"},
		"no column":     {write(t, "x.csv", "name\n"), "x.csv 第 1 行「day」：缺少这一列，请补上"},
	} {
		if _, bad := table.Read(c[0], headings, []string{"day"}); len(bad) != 1 || bad[0].String() != c[1] {
			t.Errorf("%s: %v", what, bad)
		}
	}
	if _, bad := table.Read(write(t, "x.csv", "day\n\"open"), headings, nil); len(bad) != 1 || bad[0].Line != 0 {
		t.Error(bad)
	}
}

func TestAFoldersTableIsFoundInEitherForm(t *testing.T) {
	book := workbook(t, []any{"day"})
	if got := table.Find(filepath.Dir(book), "days"); got != book {
		t.Error(got)
	}
	both := write(t, "days.csv", "day\n")
	if got := table.Find(filepath.Dir(both), "days"); got != both {
		t.Error(got)
	}
	if got := table.Find(t.TempDir(), "days"); filepath.Base(got) != "days.csv" {
		t.Error(got)
	}
}
