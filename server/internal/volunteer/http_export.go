package volunteer

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/export"
	"huiyin/server/internal/platform/api"
)

func (s *Service) exportRoutes(a huma.API) {
	names := account.Roles(account.Staff, account.Admin) // files with people's names
	api.Post(a, "/v1/staff/activity-exports", "exportActivities", export.Readers(), s.exportActivitiesHTTP)
	api.Post(a, "/v1/staff/signup-exports", "exportSignups", names, s.exportSignupsHTTP)
	api.Post(a, "/v1/staff/hours-exports", "exportHours", names, s.exportHoursHTTP)
}

func exportOut(e export.Export, err error) (*export.Output, error) {
	return &export.Output{Body: e}, err
}

// ActivityExport is the staff's list of activities, narrowed as it is.
type ActivityExport struct{ StaffFilter }

func (s *Service) exportActivitiesHTTP(ctx context.Context, in *struct{ Body ActivityExport }) (*export.Output, error) {
	q, err := in.Body.query()
	if err != nil {
		return nil, err
	}
	return exportOut(s.ExportActivities(ctx, account.From(ctx), q))
}

func (s *Service) exportSignupsHTTP(ctx context.Context, in *struct{ Body Period }) (*export.Output, error) {
	return exportOut(s.ExportSignups(ctx, account.From(ctx), in.Body))
}

func (s *Service) exportHoursHTTP(ctx context.Context, in *struct{ Body Period }) (*export.Output, error) {
	return exportOut(s.ExportHours(ctx, account.From(ctx), in.Body))
}
