// Package table reads tables that people keep, from CSV or XLSX, and names
// what is wrong with them by file, line and column.
package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// A Sheet is one table, read but not yet understood.
type Sheet struct {
	File    string // its name without the folder
	columns map[string]int
	rows    []row
}

type row struct {
	line  int // as a person counts, the header being line 1
	cells []string
}

// A Mistake is one thing that is wrong with a table, and what to do.
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

// Find is the path of a table in a folder: name.xlsx when there is one and no
// name.csv.
func Find(dir, name string) string {
	csv, xlsx := filepath.Join(dir, name+".csv"), filepath.Join(dir, name+".xlsx")
	if _, err := os.Stat(csv); errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(xlsx); err == nil {
			return xlsx
		}
	}
	return csv
}

// Read reads a file whose first row names its columns, in English or by a
// heading that stands for it. A sheet with mistakes must not be used.
func Read(path string, headings map[string]string, required []string) (Sheet, []Mistake) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		file := filepath.Base(path)
		return Sheet{File: file}, []Mistake{{File: file, Text: "没有这个文件（CSV 或 XLSX 都可以），请补上"}}
	}
	if err != nil {
		return Sheet{}, []Mistake{{File: filepath.Base(path), Text: err.Error()}}
	}
	return Parse(filepath.Base(path), b, headings, required)
}

// Parse is Read for a file that is at hand.
func Parse(name string, b []byte, headings map[string]string, required []string) (Sheet, []Mistake) {
	s := Sheet{File: name, columns: map[string]int{}}
	read := readCSV
	if strings.EqualFold(filepath.Ext(name), ".xlsx") {
		read = readXLSX
	}
	rows, err := read(b)
	switch {
	case err != nil:
		return s, []Mistake{{File: s.File, Text: err.Error()}}
	case len(rows) == 0:
		return s, []Mistake{{File: s.File, Text: "文件是空的，第一行应为列名"}}
	}
	for i, h := range rows[0].cells {
		h = strings.TrimSpace(h)
		if en, ok := headings[h]; ok {
			h = en
		}
		s.columns[h] = i
	}
	var bad []Mistake
	for _, c := range required {
		if _, ok := s.columns[c]; !ok {
			bad = append(bad, Mistake{s.File, 1, c, "缺少这一列，请补上"})
		}
	}
	s.rows = rows[1:]
	return s, bad
}

func readCSV(b []byte) ([]row, error) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(b) {
		return nil, errors.New("不是 UTF-8 编码，请在表格软件中另存为“CSV UTF-8”后重试")
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord = -1
	var rows []row
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("不是完整的 CSV 表格（%v），请重新导出", err)
		}
		line, _ := r.FieldPos(0) // blank lines and line breaks in a cell count, as in an editor
		rows = append(rows, row{line, cells})
	}
}

// options shows cells that a spreadsheet keeps as dates as 2026-01-31,
// whatever the writer's country.
var options = excelize.Options{ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy-mm-dd", UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped}

const maxUnzipped = 128 << 20 // a spreadsheet that unpacks to more is none

func readXLSX(b []byte) ([]row, error) {
	f, err := excelize.OpenReader(bytes.NewReader(b), options)
	if err != nil {
		return nil, errors.New("不是能打开的表格，请重新导出")
	}
	defer f.Close()
	list, err := f.GetRows(f.GetSheetList()[0])
	rows := make([]row, len(list))
	for i, cells := range list {
		rows[i] = row{i + 1, cells}
	}
	return rows, err
}

// cell is the text of a row's column; empty when it has none.
func (s *Sheet) cell(r row, column string) string {
	if i, ok := s.columns[column]; ok && i < len(r.cells) {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

// Each calls fn for every row that is not blank, with its line number, and
// reports cells that must be filled and are not.
func (s *Sheet) Each(required []string, fn func(line int, get func(string) string)) (bad []Mistake) {
	for _, r := range s.rows {
		if !slices.ContainsFunc(r.cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			continue
		}
		get := func(c string) string { return s.cell(r, c) }
		complete := true
		for _, c := range required {
			if get(c) == "" {
				bad, complete = append(bad, Mistake{s.File, r.line, c, "是空的，请填写"}), false
			}
		}
		if complete {
			fn(r.line, get)
		}
	}
	return bad
}
