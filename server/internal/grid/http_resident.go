package grid

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// residentRoutes declares the operations about who lives where.
func (s *Service) residentRoutes(a huma.API) {
	api.Get(a, "/v1/residents", "listResidents", account.Roles(verifiers...), s.residentsHTTP)
	api.Put(a, "/v1/residents/{id}/verified", "verifyResident", account.Roles(verifiers...), s.verifyHTTP)
}

type residentsInput struct {
	MicroGrid MicroGridID `query:"micro_grid" minimum:"0" doc:"only of this one; of all the caller's when left out"`
	Verified  bool        `query:"verified" doc:"those who were verified; else those who were not"`
	api.Paging
}

type residentsOutput struct{ Body api.Page[Resident] }

func (s *Service) residentsHTTP(ctx context.Context, in *residentsInput) (*residentsOutput, error) {
	q := ResidentQuery{MicroGrid: in.MicroGrid, Verified: in.Verified, Limit: in.Limit + 1}
	if err := in.After(&q.Before); err != nil {
		return nil, err
	}
	list, err := s.Residents(ctx, account.From(ctx), q)
	return &residentsOutput{api.Cut(list, in.Limit, func(r Resident) string { return api.EncodeCursor(r.id) })}, err
}

type verifyInput struct {
	ID   account.ID `path:"id" minimum:"1"`
	Body struct {
		Verified bool `json:"verified"`
	}
}

func (s *Service) verifyHTTP(ctx context.Context, in *verifyInput) (*struct{}, error) {
	return nil, s.Verify(ctx, account.From(ctx), in.ID, in.Body.Verified)
}
