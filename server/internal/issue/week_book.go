package issue

import "huiyin/server/internal/platform/table"

var (
	sumColumns = []table.Column{{Heading: "网格", Width: 20}, {Heading: "微网格", Width: 24}, {Heading: "上周转入", Width: 10}, {Heading: "本周新增", Width: 10},
		{Heading: "已答复", Width: 10}, {Heading: "转入下周", Width: 10}, {Heading: "其中超期", Width: 10}}
	agendaColumns = []table.Column{{Heading: "编号", Width: 18}, {Heading: "诉求", Width: 40}, {Heading: "网格", Width: 16}, {Heading: "微网格", Width: 20}, {Heading: "负责人", Width: 12},
		{Heading: "没有办完的原因", Width: 24}, {Heading: "下一步期限", Width: 17}}
	correctionColumns = []table.Column{{Heading: "时间", Width: 17}, {Heading: "更正人", Width: 12}, {Heading: "内容", Width: 60}}
)

// weekBook is a frozen week as a spreadsheet: its sums, what it carried out,
// and its corrections.
func weekBook(w Week) (*table.Book, error) {
	book, err := table.NewBook()
	if err != nil {
		return nil, err
	}
	for _, sheet := range []func() error{
		func() error { return sumSheet(book, w.Sums) }, func() error { return agendaSheet(book, w.Agenda) }, func() error { return correctionSheet(book, w.Corrections) },
	} {
		if err := sheet(); err != nil {
			book.Close()
			return nil, err
		}
	}
	return book, nil
}

func sumSheet(book *table.Book, sums []WeekSum) error {
	if err := book.Sheet("汇总", sumColumns); err != nil {
		return err
	}
	for _, l := range sums {
		grid := nameOf(l.Grid)
		if grid == "" && l.MicroGrid == nil {
			grid = "全社区"
		}
		if err := book.Row(grid, nameOf(l.MicroGrid), l.CarriedIn, l.New, l.Answered, l.CarriedOut, l.Late); err != nil {
			return err
		}
	}
	return nil
}

func agendaSheet(book *table.Book, items []WeekItem) error {
	if err := book.Sheet("转入下周", agendaColumns); err != nil {
		return err
	}
	for _, i := range items {
		if err := book.Row(i.Number, i.Title, nameOf(i.Grid), nameOf(i.MicroGrid), i.Owner.Name, i.Reason, i.NextDue); err != nil {
			return err
		}
	}
	return nil
}

func correctionSheet(book *table.Book, list []Correction) error {
	if err := book.Sheet("更正", correctionColumns); err != nil {
		return err
	}
	for _, c := range list {
		if err := book.Row(c.At, c.By.Name, c.Text); err != nil {
			return err
		}
	}
	return nil
}

func nameOf(n *Named) string {
	if n == nil {
		return ""
	}
	return n.Name
}
