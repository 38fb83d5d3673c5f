package calendar_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"huiyin/server/internal/calendar"
)

const (
	file2025 = "../../../configs/calendar/2025.csv"
	file2026 = "../../../configs/calendar/2026.csv"
)

func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// damaged is the calendar of 2026 with one thing replaced.
func damaged(t *testing.T, old, fresh string) string {
	t.Helper()
	b, err := os.ReadFile(file2026)
	if err != nil || strings.Count(string(b), old) == 0 {
		t.Fatalf("no %q: %v", old, err)
	}
	return written(t, "2026.csv", strings.Replace(string(b), old, fresh, 1))
}

func TestEveryMistakeIsNamedByFileLineAndColumn(t *testing.T) {
	for _, c := range []struct{ old, fresh, want string }{
		{"2026-01-06,1,", "2026-01-36,1,", `2026.csv 第 7 行「day」："2026-01-36" 不是日期，请写作 2026-01-31`},
		{"2026-01-06,1,", "2026-01-05,1,", `2026.csv 第 7 行「day」：2026-01-05 重复了，已经在2026.csv 第 6 行，请只留一行`},
		{"2026-01-06,1,", "2026-01-06,maybe,", `2026.csv 第 7 行「work」："maybe" 看不懂，上班请写 1，休息请写 0`},
		{"2026-01-06,1,", "2026-01-06,,", `2026.csv 第 7 行「work」：是空的，请填写`},
		{"2026-01-06,1,", "2026-01-06,0,", `2026.csv 第 7 行「name」：2026年1月6日（周二）与平常的周几不同，请写明名称，如“春节”或“春节调休”`},
		{"2026-02-14,1,春节调休", "2026-02-14,1,", `2026.csv 第 46 行「name」：2026年2月14日（周六）与平常的周几不同，请写明名称，如“春节”或“春节调休”`},
		{"2026-01-06,1,", "2026-01-06,1," + strings.Repeat("节", 21), `2026.csv 第 7 行「name」：名称最多 20 个字，请改短`},
		{"2026-01-06,1,\n2026-01-07,1,\n", "", `2026.csv「day」：缺少 2026-01-06 起的 2 天，请每天填写一行`},
		{"day,work,name", "date,work,name", `2026.csv 第 1 行「day」：缺少这一列，请补上`},
	} {
		_, bad := calendar.Read(damaged(t, c.old, c.fresh))
		if len(bad) != 1 || bad[0].String() != c.want {
			t.Errorf("%q → %q: %v", c.old, c.fresh, bad)
		}
	}
	if _, bad := calendar.Read(file2026, damaged(t, "2026-01-06,1,", "2026-01-06,1,")); len(bad) != 365 {
		t.Errorf("a year in two files: %d mistakes", len(bad))
	}
	if _, bad := calendar.Read(written(t, "2027.csv", "day,work\n")); len(bad) != 1 || bad[0].String() != "2027.csv：没有一行日期，请每天填写一行" {
		t.Error(bad)
	}
	if _, bad := calendar.Read(damaged(t, "2026-01-06,1,\n2026-01-07,1,\n2026-01-08,1,\n", "2026-01-06,2,\n2026-01-36,1,\n2026-01-08,0,\n")); len(bad) != 3 {
		t.Error("all mistakes are named at once: ", bad)
	}
}

func TestACalendarMayBeASpreadsheetInChinese(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i, r := range [][]any{{"日期", "上班", "名称"}, {"2027年1月1日", "休", "元旦"}, {"2027/1/2", "否", ""}, {"2027-01-03", 0, ""}, {"2027-1-4", "班", ""}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "2027.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	days, bad := calendar.Read(path)
	if len(bad) > 0 || len(days) != 4 || days[0] != (calendar.Day{Date: date(t, "2027-01-01"), Name: "元旦"}) || !days[3].Work || days[2].Work {
		t.Error(days, bad)
	}
}

func TestAnImportSaysWhatItChangedAndDoingItAgainChangesNothing(t *testing.T) {
	_, s := service(t)
	read := func(paths ...string) calendar.Report {
		t.Helper()
		days, bad := calendar.Read(paths...)
		if len(bad) > 0 {
			t.Fatal(bad)
		}
		r, err := s.Import(t.Context(), days)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := read(file2025, file2026); r.String() != "新增 730 天，更新 0 天，不变 0 天\n" {
		t.Error(r)
	}
	if r := read(file2025, file2026); r.String() != "新增 0 天，更新 0 天，不变 730 天\n" {
		t.Error(r)
	}
	changed := damaged(t, "2026-05-09,1,劳动节调休\n", "2026-05-09,0,\n")
	if r := read(changed); r.String() != "新增 0 天，更新 1 天，不变 364 天\n2026-05-09：班（劳动节调休） → 休\n" {
		t.Error(r)
	}
	c, err := s.Clock(t.Context(), s.DB, 1)
	if err != nil {
		t.Fatal(err)
	}
	if work, err := c.IsWorkDay(date(t, "2026-05-09")); err != nil || work {
		t.Error("the clock has the old day: ", work, err)
	}
	if work, err := c.IsWorkDay(date(t, "2026-05-08")); err != nil || !work {
		t.Error(work, err)
	}
}
