package issue

import (
	"context"
	"math"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// routingRoutes declares the operations on who gets what.
func (s *Service) routingRoutes(a huma.API) {
	readers := account.Roles(account.Staff, account.County, account.Admin)
	const at = "/v1/staff/communities/{id}/routing"
	api.Get(a, at, "getRouting", readers, s.routingHTTP)
	api.Put(a, at, "saveRouting", account.Roles(account.Staff, account.Admin), s.saveRoutingHTTP)
	api.Get(a, at+"/versions", "listRoutingVersions", readers, s.routingVersionsHTTP)
	api.Do(a, at+"/try", "tryRouting", readers, s.tryRoutingHTTP)
}

// Schema publishes the modes.
func (RoutingMode) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how a rule gives an issue to somebody", modes)
}

// Schema publishes the hours.
func (RoutingHours) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "in which hours a rule holds", routingHours)
}

type routingInput struct {
	Community int64 `path:"id" minimum:"1"`
	Version   int   `query:"version" minimum:"0" doc:"the latest when left out"`
}

type routingOutput struct{ Body Routing }

func (s *Service) routingHTTP(ctx context.Context, in *routingInput) (*routingOutput, error) {
	r, err := s.Routing(ctx, account.From(ctx), in.Community, in.Version)
	return &routingOutput{r}, err
}

type saveRoutingInput struct {
	Community int64 `path:"id" minimum:"1"`
	Body      RoutingDraft
}

func (s *Service) saveRoutingHTTP(ctx context.Context, in *saveRoutingInput) (*routingOutput, error) {
	r, err := s.SaveRouting(ctx, account.From(ctx), in.Community, in.Body)
	return &routingOutput{r}, err
}

type routingVersionsInput struct {
	Community int64 `path:"id" minimum:"1"`
	api.Paging
}

type routingVersionsOutput struct{ Body api.Page[RoutingVersion] }

func (s *Service) routingVersionsHTTP(ctx context.Context, in *routingVersionsInput) (*routingVersionsOutput, error) {
	before := 0
	if err := in.After(&before); err != nil {
		return nil, err
	}
	if before != 0 {
		before = min(max(before, 1), math.MaxInt32)
	}
	list, err := s.RoutingVersions(ctx, account.From(ctx), in.Community, before, in.Limit)
	if err != nil {
		return nil, err
	}
	return &routingVersionsOutput{api.Cut(list, in.Limit, func(v RoutingVersion) string { return api.EncodeCursor(v.Version) })}, nil
}

type tryRoutingInput struct {
	Community int64 `path:"id" minimum:"1"`
	Body      RouteTrial
}

type tryRoutingOutput struct{ Body Route }

func (s *Service) tryRoutingHTTP(ctx context.Context, in *tryRoutingInput) (*tryRoutingOutput, error) {
	r, err := s.TryRouting(ctx, account.From(ctx), in.Community, in.Body)
	return &tryRoutingOutput{r}, err
}
