package group

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

const heads = "群名,微网格,成员数\n"

func (w *town) imports(who, csv, seen string) (Import, error) {
	w.Helper()
	return w.Import(w.Context(), w.who[who], 1, "groups.csv", strings.NewReader(csv), seen)
}

func TestASpreadsheetOfGroupsIsReportedRowByRowBeforeAnythingIsWritten(t *testing.T) {
	w := newTown(t)
	csv := heads + "01-01 邻里群,01-01,100\n01-02 邻里群,01-02,120\n新群,01-02,60\n"
	before := w.number(`SELECT COUNT(*) FROM wechat_groups`)
	got, err := w.imports("staff", csv, "")
	if err != nil || got.New != 1 || got.Same != 1 || got.Changed != 1 || got.Bad != 0 || got.Written {
		t.Fatalf("%+v %v", got, err)
	}
	for i, want := range []Verdict{SameRow, ChangedRow, NewRow} {
		if r := got.Rows[i]; r.Verdict != want || r.Line != i+2 {
			t.Errorf("row %d: %+v", i, r)
		}
	}
	if got.Rows[1].Was != 100 || w.number(`SELECT COUNT(*) FROM wechat_groups`) != before {
		t.Errorf("%+v", got.Rows[1])
	}
	done, err := w.imports("staff", csv, got.Seen)
	if err != nil || !done.Written || w.number(`SELECT COUNT(*) FROM wechat_groups`) != before+1 || w.number(`SELECT declared_members FROM wechat_groups WHERE name = '01-02 邻里群'`) != 120 {
		t.Errorf("%+v %v", done, err)
	}
	if d, err := w.Get(t.Context(), w.who["staff"], w.group["01-02"]); err != nil || !strings.Contains(d.History[0].Text, "120 人") {
		t.Errorf("%+v %v", d.History, err)
	}
	if again, err := w.imports("staff", csv, ""); err != nil || again.Same != 3 {
		t.Errorf("done again it changes nothing: %+v %v", again, err)
	}
	if _, err := w.Declare(t.Context(), w.who["worker2"], w.group["01-02"], 133); err != nil {
		t.Fatal(err)
	}
	if again, err := w.imports("staff", csv, ""); err != nil || again.Same != 3 {
		t.Errorf("the same table undoes what a worker counted since: %+v %v", again, err)
	}
	_, err = w.imports("staff", csv, got.Seen)
	wants(t, "the report of before", err, ErrImportSeen)
}

func TestEachMistakeOfASpreadsheetIsNamedByLineAndColumn(t *testing.T) {
	w := newTown(t)
	for what, c := range map[string]struct{ row, column, says string }{
		"no such micro-grid":     {"甲,09-09,50", "微网格", "没有这个微网格"},
		"no name":                {",01-01,50", "群名", "是空的"},
		"no number":              {"甲,01-01,很多", "成员数", "1 到 500"},
		"too many":               {"甲,01-01,501", "成员数", "1 到 500"},
		"too long":               {strings.Repeat("长", 61) + ",01-01,50", "群名", "太长"},
		"another micro-grid's":   {"01-02 邻里群,01-01,50", "微网格", "已登记在别的微网格"},
		"twice":                  {"好群,01-01,50", "群名", "和第 2 行重复"},
		"whose leader he is not": {"甲,02-01,50", "微网格", "不归您负责"},
	} {
		csv := heads + "好群,01-01,50\n" + c.row + "\n"
		got, err := w.imports("leader", csv, "")
		if err != nil || got.Bad != 1 || got.New != 1 {
			t.Errorf("%s: %+v %v", what, got, err)
			continue
		}
		if r := got.Rows[1]; r.Verdict != BadRow || r.Line != 3 || r.Column != c.column || !strings.Contains(r.Text, c.says) {
			t.Errorf("%s: %+v", what, r)
		}
		_, err = w.imports("leader", csv, got.Seen)
		wants(t, what, err, ErrImportBad)
	}
	if w.number(`SELECT COUNT(*) FROM wechat_groups WHERE name = '好群'`) != 0 {
		t.Error("a part was written")
	}
	for what, csv := range map[string]string{"an empty file": "", "a column lacks": "群名,微网格\n甲,01-01\n", "another encoding": "\xc4\xe3,\xba\xc3\n", "half a table": heads + "\"甲"} {
		if got, err := w.imports("staff", csv, ""); err != nil || got.Bad == 0 || got.Rows[0].Text == "" {
			t.Errorf("%s: %+v %v", what, got, err)
		}
	}
}

func TestASpreadsheetIsForThoseWhoKeepGroupsAndHasABound(t *testing.T) {
	w := newTown(t)
	for _, who := range []string{"worker1", "county", "r1"} {
		_, err := w.imports(who, heads, "")
		wants(t, who, err, ErrNotFound)
	}
	_, err := w.Import(t.Context(), w.who["staff"], 2, "groups.csv", strings.NewReader(heads), "")
	wants(t, "another community", err, ErrNotFound)
	_, err = w.Import(t.Context(), actor(1, account.Staff, account.Territory{Community: 2}), 1, "groups.csv", strings.NewReader(heads), "")
	wants(t, "another community's staff", err, ErrNotFound)
	_, err = w.imports("staff", heads+strings.Repeat("x", maxImport), "")
	wants(t, "a heavy file", err, ErrImportSize)
	var long strings.Builder
	for i := range maxImportRows + 1 {
		fmt.Fprintf(&long, "群%d,01-01,50\n", i)
	}
	_, err = w.imports("staff", heads+long.String(), "")
	wants(t, "a long file", err, ErrImportSize)
}

func TestAnExcelFileIsReadAsWell(t *testing.T) {
	w := newTown(t)
	f := excelize.NewFile()
	for i, cell := range []string{"群名", "微网格", "成员数", "备注"} {
		if err := f.SetCellValue("Sheet1", string(rune('A'+i))+"1", cell); err != nil {
			t.Fatal(err)
		}
	}
	for cell, v := range map[string]any{"A2": "楼长群", "B2": "01-01", "C2": 42} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := w.Import(t.Context(), w.who["admin"], 1, "群.xlsx", &b, "")
	if err != nil || got.New != 1 || got.Rows[0].Members != 42 {
		t.Errorf("%+v %v", got, err)
	}
	if got, err := w.Import(t.Context(), w.who["admin"], 1, "群.xlsx", strings.NewReader("no zip"), ""); err != nil || got.Bad != 1 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestAWorkerWhomTheSpreadsheetNamesMustHaveThePost(t *testing.T) {
	w := newTown(t)
	const named = "群名,微网格,网格员,成员数\n"
	for row, want := range map[string]string{
		"甲,01-01,员01-01,50": "", "甲,01-01,,50": "",
		"甲,01-01,王五,50": "和现在的网格员（员01-01）不一样",
	} {
		got, err := w.imports("staff", named+row+"\n", "")
		if err != nil || (got.Bad == 1) != (want != "") || want != "" && (got.Rows[0].Column != "网格员" || !strings.Contains(got.Rows[0].Text, want)) {
			t.Errorf("%s: %+v %v", row, got, err)
		}
	}
	w.tx(func(tx *db.Tx) error {
		_, err := tx.ExecContext(t.Context(), `UPDATE role_grants SET revoked_at = from_at WHERE role = 'worker'`)
		return err
	})
	if got, err := w.imports("staff", named+"甲,01-01,王五,50\n", ""); err != nil || got.Bad != 1 || !strings.Contains(got.Rows[0].Text, "现在没有网格员") {
		t.Errorf("a vacant post: %+v %v", got, err)
	}
}
