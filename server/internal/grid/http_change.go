package grid

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// changeRoutes declares the operations about what becomes of the territory.
func (s *Service) changeRoutes(a huma.API) {
	api.Get(a, "/v1/staff/territory-changes", "listTerritoryChanges", account.Roles(append(changers, account.County)...), s.changesHTTP)
	api.Post(a, "/v1/staff/territory-changes", "changeTerritory", account.Roles(changers...), s.changeHTTP)
	api.Post(a, "/v1/staff/territory-changes/preview", "previewTerritoryChange", account.Roles(changers...), s.tryHTTP)
	api.Put(a, "/v1/me/relocation", "acknowledgeRelocation", account.SignedIn(), s.acknowledgeHTTP)
}

// Schema publishes the kinds.
func (ChangeKind) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what becomes of a micro-grid", changeKinds)
}

type changesInput struct {
	Community int64 `query:"community" minimum:"1" required:"true"`
	MicroGrid int64 `query:"micro_grid" minimum:"0"`
	api.Paging
}

type changesOutput struct{ Body api.Page[Change] }

func (s *Service) changesHTTP(ctx context.Context, in *changesInput) (*changesOutput, error) {
	q := ChangeQuery{Community: in.Community, MicroGrid: in.MicroGrid, Limit: in.Limit + 1}
	if err := in.After(&q.Before); err != nil {
		return nil, err
	}
	list, err := s.Changes(ctx, account.From(ctx), q)
	return &changesOutput{api.Cut(list, in.Limit, func(c Change) string { return api.EncodeCursor(c.ID) })}, err
}

type changeInput struct{ Body ChangeDraft }

type changeOutput struct{ Body Change }

func (s *Service) changeHTTP(ctx context.Context, in *changeInput) (*changeOutput, error) {
	c, err := s.Change(ctx, account.From(ctx), in.Body)
	return &changeOutput{c}, err
}

func (s *Service) tryHTTP(ctx context.Context, in *changeInput) (*changeOutput, error) {
	c, err := s.Try(ctx, account.From(ctx), in.Body)
	return &changeOutput{c}, err
}

type acknowledgeInput struct {
	Body struct {
		MicroGrid MicroGridID `json:"micro_grid_id" minimum:"1" doc:"where he lives: one of the choices"`
	}
}

func (s *Service) acknowledgeHTTP(ctx context.Context, in *acknowledgeInput) (*struct{}, error) {
	return nil, s.Acknowledge(ctx, account.From(ctx), in.Body.MicroGrid)
}
