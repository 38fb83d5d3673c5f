package group

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

func (s *Service) digestRoutes(a huma.API) {
	office, share := account.Roles(offices...), account.Roles(sharers...)
	api.Get(a, "/v1/group-digests", "listGroupDigests", office, s.digestsHTTP)
	api.Do(a, "/v1/group-digests", "remakeGroupDigests", share, s.remakeHTTP)
	api.Get(a, "/v1/group-digests/{id}", "getGroupDigest", account.SignedIn(), s.digestHTTP)
	api.Get(a, "/v1/group-digests/{id}/picture", "getGroupDigestPicture", account.Anyone(), s.pictureHTTP)
	api.Do(a, "/v1/group-digests/{id}/sharing", "shareGroupDigest", share, s.shareHTTP)
	api.Do(a, "/v1/groups/{id}/digest", "refreshGroupDigest", share, s.refreshHTTP)
}

// Schema publishes the stages.
func (Stage) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how far a week's card has come", stages)
}

type digestsOutput struct{ Body api.Page[Card] }

func digestsOf(list []Card, err error) (*digestsOutput, error) {
	return &digestsOutput{api.Page[Card]{Items: list}}, err
}

func (s *Service) digestsHTTP(ctx context.Context, in *boardInput) (*digestsOutput, error) {
	return digestsOf(s.Digests(ctx, account.From(ctx), in.Community))
}

func (s *Service) remakeHTTP(ctx context.Context, in *struct{ Body Remake }) (*digestsOutput, error) {
	return digestsOf(s.Remake(ctx, account.From(ctx), in.Body))
}

type digestInput struct {
	ID DigestID `path:"id" minimum:"1"`
}

type digestOutput struct{ Body Digest }

func (s *Service) digestHTTP(ctx context.Context, in *digestInput) (*digestOutput, error) {
	d, err := s.Digest(ctx, in.ID)
	return &digestOutput{d}, err
}

type pictureInput struct {
	ID  DigestID `path:"id" minimum:"1"`
	Key string   `query:"key" required:"true" maxLength:"20"`
}

type pictureOutput struct {
	ContentType string `header:"Content-Type"`
	Cache       string `header:"Cache-Control"`
	Body        []byte
}

func (s *Service) pictureHTTP(ctx context.Context, in *pictureInput) (*pictureOutput, error) {
	b, err := s.Picture(ctx, in.ID, in.Key)
	return &pictureOutput{"image/png", "public, max-age=86400", b}, err
}

func (s *Service) shareHTTP(ctx context.Context, in *digestInput) (*struct{}, error) {
	return nil, s.Share(ctx, account.From(ctx), in.ID)
}

type refreshInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body struct {
		Another bool `json:"another,omitempty" doc:"one more, where this week's was shared"`
	}
}

func (s *Service) refreshHTTP(ctx context.Context, in *refreshInput) (*digestOutput, error) {
	d, err := s.Refresh(ctx, account.From(ctx), in.ID, in.Body.Another)
	return &digestOutput{d}, err
}
