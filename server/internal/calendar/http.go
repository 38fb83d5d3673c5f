package calendar

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// Routes declares the operations about days and hours.
func (s *Service) Routes(a huma.API) {
	desk := account.Roles(account.Staff, account.County, account.Admin)
	api.Get(a, "/v1/calendar", "listDays", account.SignedIn(), s.daysHTTP)
	api.Get(a, "/v1/staff/calendar", "getCalendarCoverage", desk, s.coverageHTTP)
	api.Put(a, "/v1/staff/calendar/days/{day}", "correctDay", account.Roles(account.Admin), s.correctHTTP)
	api.Do(a, "/v1/staff/calendar/due", "tryLimit", desk, s.dueHTTP)
	api.Get(a, "/v1/staff/communities/{id}/service-hours", "getServiceHours", desk, s.hoursHTTP)
	api.Put(a, "/v1/staff/communities/{id}/service-hours", "setServiceHours", account.Roles(account.Staff, account.Admin), s.setHoursHTTP)
}

// Schema publishes a date as 2026-01-31.
func (Date) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date"}
}

type daysInput struct {
	From  string `query:"from" format:"date" doc:"today when left out"`
	Until string `query:"until" format:"date" doc:"60 days later when left out"`
}

type daysOutput struct{ Body api.Page[Day] }

func (s *Service) daysHTTP(ctx context.Context, in *daysInput) (_ *daysOutput, err error) {
	from := DateOf(s.DB.Now())
	if in.From != "" {
		if from, err = ParseDate(in.From); err != nil {
			return nil, err
		}
	}
	until := from + 60
	if in.Until != "" {
		if until, err = ParseDate(in.Until); err != nil {
			return nil, err
		}
	}
	list, err := s.Days(ctx, from, until)
	return &daysOutput{api.Page[Day]{Items: list}}, err
}

type coverageOutput struct{ Body Coverage }

func (s *Service) coverageHTTP(ctx context.Context, _ *struct{}) (*coverageOutput, error) {
	c, err := s.Coverage(ctx, s.DB)
	return &coverageOutput{c}, err
}

type correctInput struct {
	Day  string `path:"day" format:"date"`
	Body struct {
		Work   bool   `json:"work"`
		Name   string `json:"name" maxLength:"20" doc:"needed where the day differs from its weekday"`
		Reason string `json:"reason" minLength:"1" maxLength:"200" doc:"why it is changed by hand: kept in the log"`
	}
}

type dayOutput struct{ Body Day }

func (s *Service) correctHTTP(ctx context.Context, in *correctInput) (*dayOutput, error) {
	date, err := ParseDate(in.Day)
	if err != nil {
		return nil, err
	}
	d, err := s.Correct(ctx, account.From(ctx), Day{date, in.Body.Work, in.Body.Name}, in.Body.Reason)
	return &dayOutput{d}, err
}

type dueInput struct {
	Body struct {
		Community int64      `json:"community_id" minimum:"1"`
		Start     *time.Time `json:"start,omitempty" doc:"now when left out"`
		Limit     string     `json:"limit" maxLength:"20" doc:"such as 24小时, 4工作时 or 5工作日"`
	}
}

// Due is the answer of a dry run.
type Due struct {
	At          time.Time `json:"due"`
	Provisional bool      `json:"provisional" doc:"days on the way are not published yet"`
	Explanation []string  `json:"explanation" doc:"which days were left out, and why: a sentence each"`
}

type dueOutput struct{ Body Due }

func (s *Service) dueHTTP(ctx context.Context, in *dueInput) (*dueOutput, error) {
	l, err := ParseLimit(in.Body.Limit)
	if err != nil {
		return nil, err
	}
	start := s.DB.Now()
	if in.Body.Start != nil {
		start = *in.Body.Start
	}
	due, lines, err := s.TryLimit(ctx, account.From(ctx), in.Body.Community, start, l)
	return &dueOutput{Due{due.At, due.Provisional, lines}}, err
}

type communityInput struct {
	ID int64 `path:"id" minimum:"1"`
}

// ServiceHours is what a community's office keeps.
type ServiceHours struct {
	Spans []string `json:"spans" minItems:"1" maxItems:"6" doc:"from morning to evening, such as 08:30-12:00"`
}

type hoursOutput struct{ Body ServiceHours }

func (s *Service) hoursHTTP(ctx context.Context, in *communityInput) (*hoursOutput, error) {
	h, err := s.ServiceHours(ctx, account.From(ctx), in.ID)
	return &hoursOutput{ServiceHours{h.Texts()}}, err
}

type setHoursInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body ServiceHours
}

func (s *Service) setHoursHTTP(ctx context.Context, in *setHoursInput) (*hoursOutput, error) {
	h, err := ParseHours(in.Body.Spans)
	if err != nil {
		return nil, err
	}
	return &hoursOutput{ServiceHours{h.Texts()}}, s.ChangeServiceHours(ctx, account.From(ctx), in.ID, h)
}
