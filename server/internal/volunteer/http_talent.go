package volunteer

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

func (s *Service) talentRoutes(a huma.API) {
	api.Get(a, "/v1/skill-kinds", "listSkillKinds", account.SignedIn(), s.skillKindsHTTP)
	api.Get(a, "/v1/me/listing", "getListing", account.SignedIn(), s.listingHTTP)
	api.Put(a, "/v1/me/listing", "setListing", account.Consented(), s.setListingHTTP)
	api.Get(a, "/v1/talents", "listTalents", account.SignedIn(), s.talentsHTTP)
}

func (s *Service) skillKindsHTTP(ctx context.Context, in *kindsInput) (*careKindsOutput, error) {
	if in.Community == 0 {
		in.Community = account.From(ctx).Home.Community
	}
	list, err := s.SkillKinds(ctx, in.Community)
	return &careKindsOutput{api.Page[CareKind]{Items: list}}, err
}

type listingOutput struct{ Body Listing }

func (s *Service) listingHTTP(ctx context.Context, _ *struct{}) (*listingOutput, error) {
	l, err := s.MyListing(ctx, account.From(ctx))
	return &listingOutput{l}, err
}

func (s *Service) setListingHTTP(ctx context.Context, in *struct{ Body Listing }) (*listingOutput, error) {
	l, err := s.SetListing(ctx, account.From(ctx), in.Body)
	return &listingOutput{l}, err
}

type talentsInput struct {
	Community int64  `query:"community" minimum:"0" doc:"whose directory; one's own when left out"`
	Grid      int64  `query:"grid" minimum:"0"`
	MicroGrid int64  `query:"micro_grid" minimum:"0"`
	Skill     string `query:"skill" maxLength:"32" doc:"only who offers it"`
	Words     string `query:"q" maxLength:"50" doc:"in the name, or in what he says of himself"`
	api.Paging
}

type talentsOutput struct{ Body api.Page[Talent] }

func (s *Service) talentsHTTP(ctx context.Context, in *talentsInput) (*talentsOutput, error) {
	var after int64
	if err := in.After(&after); err != nil {
		return nil, err
	}
	at := account.Territory{Community: in.Community, Grid: in.Grid, MicroGrid: in.MicroGrid}
	list, err := s.Talents(ctx, account.From(ctx), TalentQuery{at, in.Skill, strings.TrimSpace(in.Words), account.ID(after), in.Limit + 1})
	return &talentsOutput{api.Cut(list, in.Limit, func(t Talent) string { return api.EncodeCursor(t.ID) })}, err
}
