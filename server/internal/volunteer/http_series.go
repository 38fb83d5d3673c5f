package volunteer

import (
	"context"
	"io"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

func (s *Service) seriesRoutes(a huma.API) {
	api.Get(a, "/v1/activity-series", "listActivitySeries", account.SignedIn(), s.seriesListHTTP)
	api.Post(a, "/v1/activity-series", "createActivitySeries", account.SignedIn(), s.createSeriesHTTP)
	api.Get(a, "/v1/activity-series/{id}", "getActivitySeries", account.SignedIn(), s.getSeriesHTTP)
	api.Put(a, "/v1/activity-series/{id}", "editActivitySeries", account.SignedIn(), s.editSeriesHTTP)
	api.Do(a, "/v1/activity-series/{id}/end", "endActivitySeries", account.SignedIn(), s.endSeriesHTTP)
	api.Get(a, "/v1/signups/{id}/calendar", "getSignupCalendar", account.SignedIn(), s.calendarHTTP)
}

// Schema publishes where a series can be held.
func (Each) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "where a series is held: at its own place, in each grid of it, or in each micro-grid", eaches)
}

type seriesListInput struct {
	Community int64 `query:"community" minimum:"1"`
}

type seriesListOutput struct{ Body api.Page[Series] }

func (s *Service) seriesListHTTP(ctx context.Context, in *seriesListInput) (*seriesListOutput, error) {
	list, err := s.SeriesOf(ctx, account.From(ctx), in.Community)
	return &seriesListOutput{api.Page[Series]{Items: list}}, err
}

type createSeriesInput struct{ Body SeriesDraft }

type seriesOutput struct{ Body Series }

func seriesOut(r Series, err error) (*seriesOutput, error) { return &seriesOutput{r}, err }

func (s *Service) createSeriesHTTP(ctx context.Context, in *createSeriesInput) (*seriesOutput, error) {
	return seriesOut(s.CreateSeries(ctx, account.From(ctx), in.Body))
}

type seriesInput struct {
	ID SeriesID `path:"id" minimum:"1"`
}

func (s *Service) getSeriesHTTP(ctx context.Context, in *seriesInput) (*seriesOutput, error) {
	return seriesOut(s.GetSeries(ctx, account.From(ctx), in.ID))
}

type editSeriesInput struct {
	ID   SeriesID `path:"id" minimum:"1"`
	Body struct {
		Version int         `json:"version" minimum:"1"`
		Draft   SeriesDraft `json:"draft" doc:"its days, places, kind and audience are left as they are"`
	}
}

func (s *Service) editSeriesHTTP(ctx context.Context, in *editSeriesInput) (*seriesOutput, error) {
	return seriesOut(s.EditSeries(ctx, account.From(ctx), in.ID, in.Body.Version, in.Body.Draft))
}

type endSeriesInput struct {
	ID   SeriesID `path:"id" minimum:"1"`
	Body reasonBody
}

func (s *Service) endSeriesHTTP(ctx context.Context, in *endSeriesInput) (*seriesOutput, error) {
	return seriesOut(s.EndSeries(ctx, account.From(ctx), in.ID, in.Body.Reason))
}

type signupInput struct {
	ID SignupID `path:"id" minimum:"1"`
}

func (s *Service) calendarHTTP(ctx context.Context, in *signupInput) (*huma.StreamResponse, error) {
	name, text, err := s.ICS(ctx, account.From(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		c.SetHeader("Content-Type", "text/calendar; charset=utf-8")
		c.SetHeader("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
		_, _ = io.WriteString(c.BodyWriter(), text) // the client may have gone
	}}, nil
}
