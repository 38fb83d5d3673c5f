package issue

import (
	"context"
	"encoding/json"

	"huiyin/server/internal/account"
	"huiyin/server/internal/export"
	"huiyin/server/internal/platform/table"
)

// ExportKind is what exports call a list of issues.
const ExportKind = "issues"

// AskExport puts a list, narrowed as it is, on the way to become a file.
func (s *Service) AskExport(ctx context.Context, by account.Actor, q Query) (export.Export, error) {
	f, err := s.filter(ctx, by, q)
	if err != nil {
		return export.Export{}, err
	}
	return s.Exports.Ask(ctx, by, ExportKind, "诉求", f)
}

// FillExport writes the issues that a filter finds.
func (s *Service) FillExport(ctx context.Context, book *table.Book, asked []byte, reach export.Reach) error {
	var f filter
	if err := json.Unmarshal(asked, &f); err != nil {
		return err
	}
	total, err := howMany(ctx, s.DB, f)
	if err != nil {
		return err
	}
	if err := book.Sheet("诉求", exportColumns); err != nil {
		return err
	}
	f.Full, f.Limit = true, export.Batch
	for done, more := 0, true; more; {
		rows, err := list(ctx, s.DB, f)
		if err != nil {
			return err
		}
		rows = rows[:min(len(rows), table.MostRows-done)]
		if err := s.exportRows(ctx, book, rows); err != nil {
			return err
		}
		if done, more = done+len(rows), len(rows) == export.Batch; more {
			f.After = mark(&rows[len(rows)-1])
		}
		if err := reach(done, total); err != nil {
			return err
		}
	}
	return nil
}
