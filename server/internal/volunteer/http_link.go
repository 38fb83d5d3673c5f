package volunteer

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

func (s *Service) linkRoutes(a huma.API) {
	api.Get(a, "/v1/family-links", "listFamilyLinks", account.SignedIn(), s.linksHTTP)
	api.Post(a, "/v1/family-links", "askParent", account.Consented(), s.askParentHTTP)
	api.Do(a, "/v1/family-links/{id}/steps", "stepFamilyLink", account.ConsentedOrAtDesk(), s.stepLinkHTTP)
	api.Get(a, "/v1/staff/family-links", "listFamilyLinksToTell", account.Roles(makers...), s.linksToTellHTTP)
}

// Schema publishes the states of a link.
func (LinkState) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "whether a parent agreed to be signed up by a child", linkStates)
}

// Schema publishes the steps of a link.
func (LinkStep) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what can be done with a link", linkSteps)
}

type linksOutput struct{ Body api.Page[Link] }

func (s *Service) linksHTTP(ctx context.Context, _ *struct{}) (*linksOutput, error) {
	list, err := s.FamilyLinks(ctx, account.From(ctx))
	return &linksOutput{api.Page[Link]{Items: list}}, err
}

type linkOutput struct{ Body Link }

func (s *Service) askParentHTTP(ctx context.Context, in *struct{ Body LinkDraft }) (*linkOutput, error) {
	l, err := s.AskParent(ctx, account.From(ctx), in.Body)
	return &linkOutput{l}, err
}

type stepLinkInput struct {
	ID   LinkID `path:"id" minimum:"1"`
	Body struct {
		Step LinkStep `json:"step"`
	}
}

func (s *Service) stepLinkHTTP(ctx context.Context, in *stepLinkInput) (*linkOutput, error) {
	l, err := s.StepLink(ctx, account.From(ctx), in.ID, in.Body.Step)
	return &linkOutput{l}, err
}

func (s *Service) linksToTellHTTP(ctx context.Context, in *api.Paging) (*linksOutput, error) {
	var after int64
	if err := in.After(&after); err != nil {
		return nil, err
	}
	list, err := s.FamilyLinksToTell(ctx, account.From(ctx), LinkID(after), in.Limit+1)
	return &linksOutput{api.Cut(list, in.Limit, func(l Link) string { return api.EncodeCursor(l.ID) })}, err
}
