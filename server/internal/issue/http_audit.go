package issue

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

func (s *Service) auditRoutes(a huma.API) {
	api.Get(a, "/v1/staff/findings", "listFindings", account.Roles(account.Leader, account.Staff, account.County, account.Admin), s.findingsHTTP)
}

type findingsOutput struct{ Body api.Page[FoundIssue] }

func (s *Service) findingsHTTP(ctx context.Context, in *communityInput) (*findingsOutput, error) {
	list, err := s.Findings(ctx, account.From(ctx), in.Community)
	return &findingsOutput{api.Page[FoundIssue]{Items: list}}, err
}
