package group

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// importRoutes declares the operation about a spreadsheet of groups.
func (s *Service) importRoutes(a huma.API) {
	api.Do(a, "/v1/group-imports", "importGroups", account.Roles(keepers...), s.importHTTP, api.MaxBody(maxImport+64<<10))
}

// Schema publishes the verdicts.
func (Verdict) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what a row would do", verdicts)
}

type importForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"CSV or XLSX with the columns 群名, 微网格 and 成员数"`
}

type importInput struct {
	Community int64  `query:"community" required:"true" minimum:"1"`
	Seen      string `query:"seen" maxLength:"32" doc:"the name of the report that is to be done; without it nothing is written"`
	RawBody   huma.MultipartFormFiles[importForm]
}

type importOutput struct{ Body Import }

func (s *Service) importHTTP(ctx context.Context, in *importInput) (*importOutput, error) {
	f := in.RawBody.Data().File
	defer f.Close()
	out, err := s.Import(ctx, account.From(ctx), in.Community, f.Filename, f, in.Seen)
	return &importOutput{out}, err
}
