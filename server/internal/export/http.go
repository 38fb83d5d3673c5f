package export

import (
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
	"huiyin/server/internal/platform/table"
)

// Readers are the roles that may have lists as files.
func Readers() api.Access {
	return account.Roles(account.Leader, account.Staff, account.County, account.Admin)
}

// Routes declares the operations about everybody's own files. Who asks for one
// asks the feature whose list it is.
func (s *Service) Routes(a huma.API) {
	api.Get(a, "/v1/staff/exports", "listExports", Readers(), s.mineHTTP)
	api.Get(a, "/v1/staff/exports/{id}/file", "downloadExport", Readers(), s.fileHTTP)
	api.Delete(a, "/v1/staff/exports/{id}", "removeExport", Readers(), s.removeHTTP)
}

// Schema publishes the states of a file.
func (State) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how far a file is", states)
}

// Output answers who asked for a file.
type Output struct{ Body Export }

type mineOutput struct{ Body api.Page[Export] }

func (s *Service) mineHTTP(ctx context.Context, _ *struct{}) (*mineOutput, error) {
	list, err := s.Mine(ctx, account.From(ctx))
	return &mineOutput{api.Page[Export]{Items: list}}, err
}

type exportInput struct {
	ID int64 `path:"id"`
}

func (s *Service) fileHTTP(ctx context.Context, in *exportInput) (*huma.StreamResponse, error) {
	e, file, err := s.Open(ctx, account.From(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return api.File(e.Name, table.XLSX, e.Bytes, func(w io.Writer) error {
		defer file.Close()
		_, err := io.Copy(w, file)
		return err
	}), nil
}

func (s *Service) removeHTTP(ctx context.Context, in *exportInput) (*struct{}, error) {
	return nil, s.Remove(ctx, account.From(ctx), in.ID)
}
