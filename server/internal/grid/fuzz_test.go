package grid

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// FuzzTable reads a community's folder whose table of grids is anything.
func FuzzTable(f *testing.F) {
	book := excelize.NewFile()
	for cell, v := range map[string]string{"A1": "编号", "B1": "名称", "A2": "01", "B2": "第一网格"} {
		if err := book.SetCellStr("Sheet1", cell, v); err != nil {
			f.Fatal(err)
		}
	}
	var sheet bytes.Buffer
	if err := book.Write(&sheet); err != nil {
		f.Fatal(err)
	}
	for _, csv := range []string{"code,name\n01,第一网格\n", "\ufeff编号,名称\r\n01,第一网格\r\n", "code\n", "", "\n\n", "code,name\n\"01,x", "code,name,code\n1,2,3\n", "\xff\xfe\x00", "code,name\n\x00,\x01\n", strings.Repeat("a,", 1000)} {
		f.Add([]byte(csv), false)
	}
	f.Add(sheet.Bytes(), true)
	f.Add(sheet.Bytes()[:sheet.Len()/2], true)
	f.Add([]byte("PK\x03\x04"), true)
	f.Fuzz(func(t *testing.T, data []byte, xlsx bool) {
		dir := t.TempDir()
		name := "grids.csv"
		if xlsx {
			name = "grids.xlsx"
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, bad := Read(dir)
		if len(bad) == 0 {
			t.Fatal("a folder without its other tables was accepted")
		}
		for _, m := range bad {
			if m.File == "" || m.Text == "" || m.Line < 0 || strings.Contains(m.String(), dir) {
				t.Fatalf("%+v", m)
			}
		}
	})
}
