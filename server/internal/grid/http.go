package grid

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// Routes declares the operations about places.
func (s *Service) Routes(a huma.API) {
	api.Get(a, "/v1/communities", "listCommunities", account.Anyone(), s.communitiesHTTP)
	api.Get(a, "/v1/communities/{id}", "getTerritory", account.Anyone(), s.treeHTTP)
	api.Get(a, "/v1/communities/{id}/compounds", "listCompounds", account.Anyone(), s.compoundsHTTP)
	api.Get(a, "/v1/staff/micro-grids/{id}", "getMicroGrid", account.Roles(works...), s.detailHTTP)
	api.Put(a, "/v1/me/home", "joinMicroGrid", account.SignedIn(), s.joinHTTP)
	s.residentRoutes(a)
	s.changeRoutes(a)
	api.Get(a, "/v1/home/worker-phone", "getWorkerPhone", account.Consented(), s.phoneHTTP)
}

type communitiesOutput struct{ Body api.Page[Community] }

func (s *Service) communitiesHTTP(ctx context.Context, _ *struct{}) (*communitiesOutput, error) {
	list, err := s.Communities(ctx, s.DB)
	return &communitiesOutput{api.Page[Community]{Items: list}}, err
}

type idInput struct {
	ID CommunityID `path:"id" minimum:"1"`
}

type treeOutput struct{ Body Community }

func (s *Service) treeHTTP(ctx context.Context, in *idInput) (*treeOutput, error) {
	c, err := s.Tree(ctx, s.DB, in.ID)
	return &treeOutput{c}, err
}

type compoundsOutput struct{ Body api.Page[Compound] }

func (s *Service) compoundsHTTP(ctx context.Context, in *idInput) (*compoundsOutput, error) {
	list, err := s.Compounds(ctx, s.DB, in.ID)
	return &compoundsOutput{api.Page[Compound]{Items: list}}, err
}

// Schema publishes the statuses.
func (GroupStatus) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "whether the group is known to be the one of its name", groupStatuses)
}

type microGridInput struct {
	ID MicroGridID `path:"id" minimum:"1"`
}

type detailOutput struct{ Body Detail }

func (s *Service) detailHTTP(ctx context.Context, in *microGridInput) (*detailOutput, error) {
	d, err := s.Detail(ctx, account.From(ctx), in.ID)
	return &detailOutput{d}, err
}

type joinInput struct{ Body HomeChoice }

type joinOutput struct{ Body account.Me }

func (s *Service) joinHTTP(ctx context.Context, in *joinInput) (*joinOutput, error) {
	by := account.From(ctx)
	if err := s.Join(ctx, by, in.Body); err != nil {
		return nil, err
	}
	m, err := s.Accounts.Me(ctx, by.ID)
	return &joinOutput{m}, err
}

type phoneOutput struct {
	Body struct {
		Phone string `json:"phone"`
	}
}

func (s *Service) phoneHTTP(ctx context.Context, _ *struct{}) (out *phoneOutput, err error) {
	out = &phoneOutput{}
	out.Body.Phone, err = s.WorkerPhone(ctx, account.From(ctx))
	return out, err
}
