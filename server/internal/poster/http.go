package poster

import (
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/api"
)

// Routes declares the operations about posters.
func (s *Service) Routes(a huma.API) {
	may := account.Roles(printers...)
	api.Get(a, "/v1/staff/posters", "getPosters", may, s.codesHTTP)
	api.Do(a, "/v1/staff/posters", "askPosters", may, s.askHTTP)
	api.Get(a, "/v1/staff/posters/file", "downloadPosters", may, s.fileHTTP)
}

// Schema publishes what has a page of its own.
func (Each) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what has a poster of its own", eachs)
}

// CodesInput is a wish in an address.
type CodesInput struct {
	Community grid.CommunityID `query:"community" minimum:"1" required:"true"`
	MicroGrid grid.MicroGridID `query:"micro_grid" minimum:"0" doc:"only this one; all of the caller's when left out"`
}

func (in CodesInput) wish() Wish { return Wish(in) }

type codesOutput struct{ Body Codes }

func (s *Service) codesHTTP(ctx context.Context, in *CodesInput) (*codesOutput, error) {
	c, err := s.Codes(ctx, account.From(ctx), in.wish())
	return &codesOutput{c}, err
}

func (s *Service) askHTTP(ctx context.Context, in *struct{ Body Wish }) (*codesOutput, error) {
	c, err := s.Ask(ctx, account.From(ctx), in.Body)
	return &codesOutput{c}, err
}

type fileInput struct {
	CodesInput
	Each Each `query:"each" default:"micro_grid"`
}

func (s *Service) fileHTTP(ctx context.Context, in *fileInput) (*huma.StreamResponse, error) {
	f, err := s.File(ctx, account.From(ctx), in.wish(), in.Each)
	if err != nil {
		return nil, err
	}
	return api.File(f.Name, "application/pdf", int64(len(f.PDF)), func(w io.Writer) error {
		_, err := w.Write(f.PDF)
		return err
	}), nil
}
