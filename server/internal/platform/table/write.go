package table

import (
	"archive/zip"
	"io"
	"time"

	"github.com/xuri/excelize/v2"
)

// XLSX is how a browser knows such a file.
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// MostRows is how many rows a sheet can have below its headings.
const MostRows = 1_048_575

// A Column is one of a sheet that is written.
type Column struct {
	Heading string
	Width   float64 // in characters
}

// A Book is a file with sheets that is written row by row: what was written
// goes to a file of the system's, so that memory stays small.
type Book struct {
	file                   *excelize.File
	sheet                  *excelize.StreamWriter
	sheets, row            int
	heading, words, moment int
}

var china = time.FixedZone("Asia/Shanghai", 8*3600)

// NewBook returns an empty book, which must be closed.
func NewBook() (*Book, error) {
	b := &Book{file: excelize.NewFile()}
	day, text := "yyyy-mm-dd hh:mm", "@"
	for to, style := range map[*int]*excelize.Style{
		&b.heading: {Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8F1EC"}}},
		&b.words:   {CustomNumFmt: &text}, // typed over, it still is no formula
		&b.moment:  {CustomNumFmt: &day},
	} {
		var err error
		if *to, err = b.file.NewStyle(style); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// Sheet begins the next sheet; the one before is finished.
func (b *Book) Sheet(name string, columns []Column) (err error) {
	if err := b.flush(); err != nil {
		return err
	}
	if b.sheets++; b.sheets == 1 {
		err = b.file.SetSheetName("Sheet1", name)
	} else {
		_, err = b.file.NewSheet(name)
	}
	if err != nil {
		return err
	}
	if b.sheet, err = b.file.NewStreamWriter(name); err != nil {
		return err
	}
	headings := make([]any, len(columns))
	for i, c := range columns {
		headings[i] = excelize.Cell{StyleID: b.heading, Value: c.Heading}
		if err := b.sheet.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	if err := b.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	b.row = 1
	return b.sheet.SetRow("A1", headings)
}

// Row writes a row of texts, numbers and times. A text is a text, whatever it
// begins with; a time is shown in China's; nil is an empty cell.
func (b *Book) Row(values ...any) error {
	cells := make([]any, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case string:
			cells[i] = excelize.Cell{StyleID: b.words, Value: v}
		case time.Time:
			cells[i] = b.time(v)
		case *time.Time:
			if v != nil {
				cells[i] = b.time(*v)
			}
		default:
			cells[i] = v
		}
	}
	b.row++
	at, err := excelize.CoordinatesToCellName(1, b.row)
	if err != nil {
		return err
	}
	return b.sheet.SetRow(at, cells)
}

// time is a cell with what a clock in China shows: cells know no zones.
func (b *Book) time(t time.Time) excelize.Cell {
	t = t.In(china)
	return excelize.Cell{StyleID: b.moment, Value: time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)}
}

func (b *Book) flush() error {
	if b.sheet == nil {
		return nil
	}
	return b.sheet.Flush()
}

// Write writes the whole book. The library would collect it in memory first.
func (b *Book) Write(w io.Writer) error {
	if err := b.flush(); err != nil {
		return err
	}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) })
	_, err := b.file.WriteToBuffer()
	return err
}

// Close removes what was kept outside of memory.
func (b *Book) Close() error { return b.file.Close() }
