package volunteer

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/api"
)

// Routes declares the operations about activities.
func (s *Service) Routes(a huma.API) {
	api.Get(a, "/v1/activity-kinds", "listActivityKinds", account.SignedIn(), s.kindsHTTP)
	api.Get(a, "/v1/activities", "listActivities", account.SignedIn(), s.listHTTP)
	api.Post(a, "/v1/activities", "createActivity", account.SignedIn(), s.createHTTP)
	api.Get(a, "/v1/activities/{id}", "getActivity", account.SignedIn(), s.getHTTP)
	api.Put(a, "/v1/activities/{id}", "editActivity", account.SignedIn(), s.editHTTP)
	api.Do(a, "/v1/activities/{id}/cancellation", "cancelActivity", account.SignedIn(), s.cancelHTTP)
	api.Get(a, "/v1/activities/{id}/signups", "listActivitySignups", account.SignedIn(), s.rollHTTP)
	api.Do(a, "/v1/activities/{id}/shifts", "addShift", account.SignedIn(), s.addShiftHTTP)
	api.Put(a, "/v1/activities/{id}/shifts/{shift}", "editShift", account.SignedIn(), s.editShiftHTTP)
	api.Do(a, "/v1/activities/{id}/shifts/{shift}/merge", "mergeShift", account.SignedIn(), s.mergeHTTP)
	api.Get(a, "/v1/activities/{id}/shifts/{shift}/clashes", "listShiftClashes", account.SignedIn(), s.clashesHTTP)
	api.Put(a, "/v1/activities/{id}/shifts/{shift}/called", "callNumber", account.SignedIn(), s.callHTTP)
	organisers := account.Roles(account.Staff, account.Admin)
	api.Get(a, "/v1/staff/communities/{id}/organisers", "listOrganisers", organisers, s.organisersHTTP)
	api.Put(a, "/v1/staff/communities/{id}/organisers/{account}", "setOrganiser", organisers, s.setOrganiserHTTP)
	s.signupRoutes(a)
	s.seriesRoutes(a)
	s.hoursRoutes(a)
	s.careRoutes(a)
	s.staffRoutes(a)
	s.certificateRoutes(a)
	s.photoRoutes(a)
	s.talentRoutes(a)
	s.exportRoutes(a)
	s.linkRoutes(a)
}

// Schema publishes the audiences.
func (Audience) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "who may join: the whole community, or who lives where the activity is", audiences)
}

// Schema publishes the acts.
func (Act) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what can be done with an activity", acts)
}

type kindsInput struct {
	Community int64 `query:"community" minimum:"0" doc:"where the caller lives when left out"`
}

type kindsOutput struct{ Body api.Page[Kind] }

func (s *Service) kindsHTTP(ctx context.Context, in *kindsInput) (*kindsOutput, error) {
	if in.Community == 0 {
		in.Community = account.From(ctx).Home.Community
	}
	list, err := s.Kinds(ctx, in.Community)
	return &kindsOutput{api.Page[Kind]{Items: list}}, err
}

type listInput struct {
	Community int64  `query:"community" minimum:"0" doc:"with none, those that reach where the caller lives"`
	Grid      int64  `query:"grid" minimum:"0"`
	MicroGrid int64  `query:"micro_grid" minimum:"0"`
	Week      string `query:"week" format:"date" doc:"any day of it; the current one when left out"`
	From      string `query:"from" format:"date" doc:"instead of a week; at most 42 days"`
	Until     string `query:"until" format:"date"`
	Kind      string `query:"kind" maxLength:"32"`
	Own       bool   `query:"own" doc:"only those that the caller organises"`
}

type listOutput struct {
	Body struct {
		From  calendar.Date  `json:"from" doc:"the first day that is shown"`
		Until calendar.Date  `json:"until" doc:"the last day that is shown"`
		Days  []calendar.Day `json:"days" doc:"those that differ from their weekday: holidays, and weekends on which people work"`
		Items []Activity     `json:"items"`
	}
}

func (s *Service) listHTTP(ctx context.Context, in *listInput) (*listOutput, error) {
	q := Query{At: account.Territory{Community: in.Community, Grid: in.Grid, MicroGrid: in.MicroGrid}, Kind: in.Kind, Own: in.Own}
	q.From, q.Until = week(calendar.DateOf(s.DB.Now()))
	if in.Week != "" {
		d, err := calendar.ParseDate(in.Week)
		if err != nil {
			return nil, err
		}
		q.From, q.Until = week(d)
	}
	for _, e := range []struct {
		text string
		date *calendar.Date
	}{{in.From, &q.From}, {in.Until, &q.Until}} {
		if e.text == "" {
			continue
		}
		var err error
		if *e.date, err = calendar.ParseDate(e.text); err != nil {
			return nil, err
		}
	}
	out := &listOutput{}
	out.Body.From, out.Body.Until = q.From, q.Until
	var err error
	if out.Body.Items, err = s.List(ctx, account.From(ctx), q); err != nil {
		return nil, err
	}
	out.Body.Days, err = s.special(ctx, q.From, q.Until)
	return out, err
}

type createInput struct{ Body Draft }

type detailOutput struct{ Body Detail }

func detailOf(d Detail, err error) (*detailOutput, error) { return &detailOutput{d}, err }

func (s *Service) createHTTP(ctx context.Context, in *createInput) (*detailOutput, error) {
	return detailOf(s.Create(ctx, account.From(ctx), in.Body))
}

type idInput struct {
	ID ID `path:"id" minimum:"1"`
}

func (s *Service) getHTTP(ctx context.Context, in *idInput) (*detailOutput, error) {
	return detailOf(s.Get(ctx, account.From(ctx), in.ID))
}

type editInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body Words
}

func (s *Service) editHTTP(ctx context.Context, in *editInput) (*detailOutput, error) {
	return detailOf(s.Edit(ctx, account.From(ctx), in.ID, in.Body))
}

type reasonBody struct {
	Reason string `json:"reason" minLength:"1" maxLength:"100" doc:"as it is told to people"`
}

type cancelInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body reasonBody
}

func (s *Service) cancelHTTP(ctx context.Context, in *cancelInput) (*detailOutput, error) {
	return detailOf(s.Cancel(ctx, account.From(ctx), in.ID, in.Body.Reason))
}

type addShiftInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body ShiftDraft
}

func (s *Service) addShiftHTTP(ctx context.Context, in *addShiftInput) (*detailOutput, error) {
	return detailOf(s.AddShift(ctx, account.From(ctx), in.ID, in.Body))
}

type editShiftInput struct {
	ID    ID      `path:"id" minimum:"1"`
	Shift ShiftID `path:"shift" minimum:"1"`
	Body  struct {
		ShiftDraft
		Dropping
	}
}

func (s *Service) editShiftHTTP(ctx context.Context, in *editShiftInput) (*detailOutput, error) {
	return detailOf(s.EditShift(ctx, account.From(ctx), in.ID, in.Shift, in.Body.ShiftDraft, in.Body.Drop))
}

type mergeInput struct {
	ID    ID      `path:"id" minimum:"1"`
	Shift ShiftID `path:"shift" minimum:"1"`
	Body  struct {
		Into ShiftID `json:"into" minimum:"1" doc:"which shift everybody moves to"`
		Dropping
	}
}

func (s *Service) mergeHTTP(ctx context.Context, in *mergeInput) (*detailOutput, error) {
	return detailOf(s.Merge(ctx, account.From(ctx), in.ID, in.Shift, in.Body.Into, in.Body.Drop))
}

// Dropping is the organiser's word on those who would be in two places at once.
type Dropping struct {
	Drop bool `json:"drop_clashes,omitempty" doc:"take them out, and tell them; otherwise it is refused (volunteer.clash) when there are any"`
}

type clashesInput struct {
	ID     ID        `path:"id" minimum:"1"`
	Shift  ShiftID   `path:"shift" minimum:"1"`
	Starts time.Time `query:"starts_at" doc:"to which it would be moved"`
	Ends   time.Time `query:"ends_at"`
	Into   ShiftID   `query:"into" minimum:"0" doc:"instead of a time: the shift into which it would be merged"`
}

func (s *Service) clashesHTTP(ctx context.Context, in *clashesInput) (*rollOutput, error) {
	list, err := s.Clashes(ctx, account.From(ctx), in.ID, in.Shift, Moving{in.Starts, in.Ends, in.Into})
	return &rollOutput{api.Page[Rolled]{Items: list}}, err
}

type communityInput struct {
	ID int64 `path:"id" minimum:"1"`
}

type organisersOutput struct{ Body api.Page[Organiser] }

func (s *Service) organisersHTTP(ctx context.Context, in *communityInput) (*organisersOutput, error) {
	list, err := s.Organisers(ctx, account.From(ctx), in.ID)
	return &organisersOutput{api.Page[Organiser]{Items: list}}, err
}

type setOrganiserInput struct {
	ID      int64      `path:"id" minimum:"1"`
	Account account.ID `path:"account" minimum:"1"`
	Body    struct {
		Organises    bool   `json:"organises"`
		Organisation string `json:"organisation,omitempty" maxLength:"40"`
	}
}

func (s *Service) setOrganiserHTTP(ctx context.Context, in *setOrganiserInput) (*struct{}, error) {
	return nil, s.SetOrganiser(ctx, account.From(ctx), in.ID, Organiser{Account: in.Account, Organisation: in.Body.Organisation}, in.Body.Organises)
}
