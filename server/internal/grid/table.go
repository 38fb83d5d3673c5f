package grid

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// A sheet is one table of a community's folder, from CSV or XLSX.
type sheet struct {
	file    string
	columns map[string]int
	rows    [][]string
}

// A Mistake is one thing that is wrong with the tables, and what to do.
type Mistake struct {
	File   string
	Line   int    // as a person counts, the header being line 1; 0 is the whole file
	Column string // empty: the whole line
	Text   string
}

func (m Mistake) String() string {
	where := m.File
	if m.Line > 0 {
		where += fmt.Sprintf(" 第 %d 行", m.Line)
	}
	if m.Column != "" {
		where += fmt.Sprintf("「%s」", m.Column)
	}
	return where + "：" + m.Text
}

// headings are the Chinese names of columns, accepted beside the English ones.
var headings = map[string]string{
	"编号": "code", "名称": "name", "网格": "grid", "微网格": "micro_grid", "小区": "compound", "居民小组": "resident_group", "姓名": "name",
	"手机": "phone", "用户名": "username", "角色": "role", "成员数": "declared_members", "图标": "icon", "说明": "hint", "领域": "domain",
	"紧急电话": "emergency_number", "紧急提示": "emergency_text", "公开": "public", "受理时限": "accept_hours", "答复时限": "reply_hours",
}

// readSheet finds name.csv or name.xlsx in the folder.
func readSheet(dir, name string, required []string) (sheet, []Mistake) {
	rows, file, err := readRows(dir, name)
	if err != nil {
		return sheet{}, []Mistake{{File: file, Text: err.Error()}}
	}
	s := sheet{file: file, columns: map[string]int{}}
	if len(rows) == 0 {
		return s, []Mistake{{File: file, Text: "文件是空的，第一行应为列名"}}
	}
	for i, h := range rows[0] {
		h = strings.TrimSpace(h)
		if en, ok := headings[h]; ok {
			h = en
		}
		s.columns[h] = i
	}
	var bad []Mistake
	for _, c := range required {
		if _, ok := s.columns[c]; !ok {
			bad = append(bad, Mistake{file, 1, c, "缺少这一列，请补上"})
		}
	}
	s.rows = rows[1:]
	return s, bad
}

func readRows(dir, name string) ([][]string, string, error) {
	file := name + ".csv"
	b, err := os.ReadFile(filepath.Join(dir, file))
	if errors.Is(err, fs.ErrNotExist) {
		return readXLSX(dir, name)
	}
	if err != nil {
		return nil, file, err
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(b) {
		return nil, file, errors.New("不是 UTF-8 编码，请在表格软件中另存为“CSV UTF-8”后重试")
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, file, fmt.Errorf("不是完整的 CSV 表格（%v），请重新导出", err)
	}
	return rows, file, nil
}

func readXLSX(dir, name string) ([][]string, string, error) {
	file := name + ".xlsx"
	f, err := excelize.OpenFile(filepath.Join(dir, file))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, name + ".csv", errors.New("没有这个文件（也没有同名的 .xlsx），请补上")
	}
	if err != nil {
		return nil, file, errors.New("不是能打开的表格，请重新导出")
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetList()[0])
	return rows, file, err
}

// cell is the text of a row's column; empty when it has none.
func (s *sheet) cell(row []string, column string) string {
	if i, ok := s.columns[column]; ok && i < len(row) {
		return strings.TrimSpace(row[i])
	}
	return ""
}

// each calls fn for every row that is not blank, with its line number, and
// reports cells that must be filled and are not.
func (s *sheet) each(required []string, fn func(line int, get func(string) string)) (bad []Mistake) {
	for i, row := range s.rows {
		if !slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			continue
		}
		get := func(c string) string { return s.cell(row, c) }
		complete := true
		for _, c := range required {
			if get(c) == "" {
				bad, complete = append(bad, Mistake{s.file, i + 2, c, "是空的，请填写"}), false
			}
		}
		if complete {
			fn(i+2, get)
		}
	}
	return bad
}
