package issue

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/export"
	"huiyin/server/internal/platform/api"
)

func (s *Service) exportRoutes(a huma.API) {
	api.Post(a, "/v1/staff/exports", "createExport", export.Readers(), s.askExportHTTP)
}

// ExportDraft is a list that is to become a file.
type ExportDraft struct {
	QueryInput
	Sort Sort `json:"sort,omitempty"`
}

func (s *Service) askExportHTTP(ctx context.Context, in *struct{ Body ExportDraft }) (*export.Output, error) {
	q := in.Body.query()
	q.Scope, q.Sort = Work, in.Body.Sort
	e, err := s.AskExport(ctx, account.From(ctx), q)
	return &export.Output{Body: e}, err
}
