package issue

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// followRoutes declares the operations on matters that others met too.
func (s *Service) followRoutes(a huma.API) {
	api.Get(a, "/v1/issues/similar", "listSimilar", account.SignedIn(), s.similarHTTP)
	api.Do(a, "/v1/issues/{id}/followers", "joinIssue", account.Consented(), s.joinHTTP)
	api.Get(a, "/v1/issues/{id}/followers", "listFollowers", account.SignedIn(), s.followersHTTP)
	api.Delete(a, "/v1/issues/{id}/followers", "leaveIssue", account.SignedIn(), s.leaveHTTP)
}

type similarInput struct {
	Category  string  `query:"category" required:"true" maxLength:"32"`
	MicroGrid int64   `query:"micro_grid" doc:"the caller's own when left out"`
	Latitude  float64 `query:"latitude" minimum:"-90" maximum:"90" doc:"with longitude: also what is near by"`
	Longitude float64 `query:"longitude" minimum:"-180" maximum:"180"`
	Words     string  `query:"q" maxLength:"200" doc:"what is to be filed: the most alike come first"`
}

func (s *Service) similarHTTP(ctx context.Context, in *similarInput) (*listOutput, error) {
	l := Likeness{Category: in.Category, MicroGrid: in.MicroGrid, Words: strings.TrimSpace(in.Words)}
	if in.Latitude != 0 || in.Longitude != 0 {
		l.Latitude, l.Longitude = &in.Latitude, &in.Longitude
	}
	list, err := s.Similar(ctx, account.From(ctx), l)
	return &listOutput{api.Page[Summary]{Items: list}}, err
}

func (s *Service) joinHTTP(ctx context.Context, in *idInput) (*issueOutput, error) {
	is, err := s.Join(ctx, account.From(ctx), in.ID)
	return &issueOutput{is}, err
}

func (s *Service) leaveHTTP(ctx context.Context, in *idInput) (*struct{}, error) {
	return nil, s.Leave(ctx, account.From(ctx), in.ID)
}

type followersOutput struct{ Body api.Page[Follower] }

func (s *Service) followersHTTP(ctx context.Context, in *idInput) (*followersOutput, error) {
	list, err := s.Followers(ctx, account.From(ctx), in.ID)
	return &followersOutput{api.Page[Follower]{Items: list}}, err
}

type contactOutput struct{ Body Behalf }

func (s *Service) contactHTTP(ctx context.Context, in *idInput) (*contactOutput, error) {
	b, err := s.Contact(ctx, account.From(ctx), in.ID)
	return &contactOutput{b}, err
}
