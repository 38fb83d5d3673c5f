package issue

import (
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/api"
	"huiyin/server/internal/platform/table"
)

func (s *Service) exportRoutes(a huma.API) {
	readers := account.Roles(account.Leader, account.Staff, account.County, account.Admin)
	api.Post(a, "/v1/staff/exports", "createExport", readers, s.askExportHTTP)
	api.Get(a, "/v1/staff/exports", "listExports", readers, s.exportsHTTP)
	api.Get(a, "/v1/staff/exports/{id}/file", "downloadExport", readers, s.exportFileHTTP)
	api.Delete(a, "/v1/staff/exports/{id}", "removeExport", readers, s.removeExportHTTP)
	api.Get(a, "/v1/staff/weeks/{week}/file", "exportWeek", readers, s.weekFileHTTP)
}

// Schema publishes the states of a file.
func (ExportState) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how far a file is", exportStates)
}

// ExportDraft is a list that is to become a file.
type ExportDraft struct {
	QueryInput
	Sort Sort `json:"sort,omitempty"`
}

type exportOutput struct{ Body Export }

func (s *Service) askExportHTTP(ctx context.Context, in *struct{ Body ExportDraft }) (*exportOutput, error) {
	q := in.Body.query()
	q.Scope, q.Sort = Work, in.Body.Sort
	e, err := s.AskExport(ctx, account.From(ctx), q)
	return &exportOutput{e}, err
}

type exportsOutput struct{ Body api.Page[Export] }

func (s *Service) exportsHTTP(ctx context.Context, _ *struct{}) (*exportsOutput, error) {
	list, err := s.Exports(ctx, account.From(ctx))
	return &exportsOutput{api.Page[Export]{Items: list}}, err
}

type exportInput struct {
	ID int64 `path:"id"`
}

func (s *Service) exportFileHTTP(ctx context.Context, in *exportInput) (*huma.StreamResponse, error) {
	e, file, err := s.OpenExport(ctx, account.From(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return api.File(e.Name, table.XLSX, e.Bytes, func(w io.Writer) error {
		defer file.Close()
		_, err := io.Copy(w, file)
		return err
	}), nil
}

func (s *Service) removeExportHTTP(ctx context.Context, in *exportInput) (*struct{}, error) {
	return nil, s.RemoveExport(ctx, account.From(ctx), in.ID)
}

func (s *Service) weekFileHTTP(ctx context.Context, in *weekInput) (*huma.StreamResponse, error) {
	day, err := calendar.ParseDate(in.Week)
	if err != nil {
		return nil, err
	}
	by := account.From(ctx)
	w, err := s.Week(ctx, by, in.Community, day)
	if err != nil {
		return nil, err
	}
	book, err := weekBook(w)
	if err != nil {
		return nil, err
	}
	s.Log.InfoContext(ctx, "week taken", "week", day.String(), "by", by.ID)
	return api.File("周周清_"+day.String()+".xlsx", table.XLSX, 0, func(out io.Writer) error {
		defer book.Close()
		return book.Write(out)
	}), nil
}
