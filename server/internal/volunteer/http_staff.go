package volunteer

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/api"
)

// staffRoutes declares what only the staff pages and organisers need.
func (s *Service) staffRoutes(a huma.API) {
	desk := account.Roles(append([]account.Role{account.County}, makers...)...)
	api.Get(a, "/v1/staff/activities", "listStaffActivities", desk, s.staffListHTTP)
	api.Get(a, "/v1/staff/hours", "listHoursToDecide", desk, s.reviewsHTTP)
	api.Get(a, "/v1/staff/care-orders", "listStaffCareOrders", desk, s.staffOrdersHTTP)
	api.Get(a, "/v1/care-orders/{id}/helpers", "listCareHelpers", account.Roles(makers...), s.helpersHTTP)
	api.Do(a, "/v1/care-orders/{id}/helper", "assignCareOrder", account.Roles(makers...), s.assignHTTP)
	api.Do(a, "/v1/activity-series/preview", "previewActivitySeries", account.SignedIn(), s.previewHTTP)
	api.Get(a, "/v1/me/organising", "getOrganising", account.SignedIn(), s.organisingHTTP)
	api.Post(a, "/v1/activities/{id}/shifts/{shift}/guests", "signUpGuest", account.ConsentedOrAtDesk(), s.guestHTTP)
}

// Schema publishes the standings.
func (Standing) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "where an activity is in its life; what is under way is still coming", standings)
}

// AtInput is a place whose community must be named.
type AtInput struct {
	Community int64 `query:"community" json:"community" minimum:"1"`
	Grid      int64 `query:"grid" json:"grid,omitempty" minimum:"0"`
	MicroGrid int64 `query:"micro_grid" json:"micro_grid,omitempty" minimum:"0"`
}

func (in AtInput) territory() account.Territory {
	return account.Territory{Community: in.Community, Grid: in.Grid, MicroGrid: in.MicroGrid}
}

// StaffFilter narrows the staff's list of activities, on a page or in a file.
type StaffFilter struct {
	AtInput
	Standing Standing `query:"standing" json:"standing,omitempty"`
	Kind     string   `query:"kind" json:"kind,omitempty" maxLength:"32"`
	Words    string   `query:"q" json:"q,omitempty" maxLength:"50" doc:"in the title or the place"`
	Series   SeriesID `query:"series" json:"series,omitempty" minimum:"0"`
	From     string   `query:"from" json:"from,omitempty" format:"date"`
	Until    string   `query:"until" json:"until,omitempty" format:"date"`
}

func (in *StaffFilter) query() (StaffQuery, error) {
	q := StaffQuery{At: in.territory(), Standing: in.Standing, Kind: in.Kind, Words: strings.TrimSpace(in.Words), Series: in.Series}
	for _, e := range []struct {
		text string
		date **calendar.Date
	}{{in.From, &q.From}, {in.Until, &q.Until}} {
		if e.text == "" {
			continue
		}
		d, err := calendar.ParseDate(e.text)
		if err != nil {
			return q, err
		}
		*e.date = &d
	}
	return q, nil
}

type staffListInput struct {
	StaffFilter
	api.Paging
}

type staffListOutput struct{ Body api.Page[Arranged] }

func (s *Service) staffListHTTP(ctx context.Context, in *staffListInput) (*staffListOutput, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	q.Limit = in.Limit + 1
	if err := in.After(&q.After.Starts, &q.After.ID); err != nil {
		return nil, err
	}
	list, err := s.ListForStaff(ctx, account.From(ctx), q)
	return &staffListOutput{api.Cut(list, in.Limit, func(a Arranged) string { return api.EncodeCursor(a.Starts, a.ID) })}, err
}

type reviewsInput struct {
	Community int64 `query:"community" minimum:"1"`
	Decided   bool  `query:"decided" doc:"what was decided; else what waits"`
	api.Paging
}

type reviewsOutput struct{ Body api.Page[Review] }

func (s *Service) reviewsHTTP(ctx context.Context, in *reviewsInput) (*reviewsOutput, error) {
	q := ReviewQuery{Community: in.Community, Decided: in.Decided, Limit: in.Limit + 1}
	if err := in.After(&q.After.Decided, &q.After.ID); err != nil {
		return nil, err
	}
	list, err := s.Reviews(ctx, account.From(ctx), q)
	return &reviewsOutput{api.Cut(list, in.Limit, func(r Review) string { return api.EncodeCursor(r.at.Decided, r.at.ID) })}, err
}

type staffOrdersInput struct {
	AtInput
	Kind  string `query:"kind" maxLength:"32"`
	Ended bool   `query:"ended"`
	api.Paging
}

type staffOrdersOutput struct{ Body api.Page[StaffOrder] }

func (s *Service) staffOrdersHTTP(ctx context.Context, in *staffOrdersInput) (*staffOrdersOutput, error) {
	q := OrderQuery{At: in.territory(), Kind: in.Kind, Ended: in.Ended, Limit: in.Limit + 1}
	if err := in.After(&q.After.Claimed, &q.After.Wanted, &q.After.ID); err != nil {
		return nil, err
	}
	list, err := s.OrdersForStaff(ctx, account.From(ctx), q)
	return &staffOrdersOutput{api.Cut(list, in.Limit, func(o StaffOrder) string { return api.EncodeCursor(o.State != Open, o.Wanted, o.ID) })}, err
}

type helpersOutput struct{ Body api.Page[Helper] }

func (s *Service) helpersHTTP(ctx context.Context, in *orderInput) (*helpersOutput, error) {
	list, err := s.Helpers(ctx, account.From(ctx), in.ID)
	return &helpersOutput{api.Page[Helper]{Items: list}}, err
}

type assignInput struct {
	ID   OrderID `path:"id" minimum:"1"`
	Body struct {
		Account account.ID `json:"account_id" minimum:"1"`
	}
}

func (s *Service) assignHTTP(ctx context.Context, in *assignInput) (*orderOutput, error) {
	return orderOf(s.Assign(ctx, account.From(ctx), in.ID, in.Body.Account))
}

type previewOutput struct{ Body Preview }

func (s *Service) previewHTTP(ctx context.Context, in *struct{ Body SeriesPlan }) (*previewOutput, error) {
	out, err := s.PreviewSeries(ctx, account.From(ctx), in.Body)
	return &previewOutput{out}, err
}

type guestInput struct {
	ID    ID      `path:"id" minimum:"1"`
	Shift ShiftID `path:"shift" minimum:"1"`
	Body  struct {
		Name string `json:"name" minLength:"1" maxLength:"30" doc:"who he is and how he is reached, for organisers only"`
	}
}

type rolledOutput struct{ Body Rolled }

func (s *Service) guestHTTP(ctx context.Context, in *guestInput) (*rolledOutput, error) {
	u, err := s.SignUpGuest(ctx, account.From(ctx), in.ID, in.Shift, in.Body.Name)
	return &rolledOutput{u}, err
}

type organisingOutput struct {
	Body struct {
		Community int64 `json:"community_id" doc:"where the caller may make activities though he has no office; 0 is nowhere"`
	}
}

func (s *Service) organisingHTTP(ctx context.Context, _ *struct{}) (out *organisingOutput, err error) {
	out = &organisingOutput{}
	out.Body.Community, err = s.Organising(ctx, account.From(ctx))
	return out, err
}
