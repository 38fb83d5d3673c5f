package group

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// Routes declares the operations about WeChat groups.
func (s *Service) Routes(a huma.API) {
	office := account.Roles(offices...)
	api.Get(a, "/v1/groups", "listGroups", office, s.boardHTTP)
	api.Post(a, "/v1/groups", "addGroup", office, s.addHTTP)
	api.Get(a, "/v1/groups/{id}", "getGroup", office, s.getHTTP)
	api.Post(a, "/v1/groups/{id}/tickets", "beginBinding", office, s.beginHTTP)
	api.Do(a, "/v1/groups/{id}/sightings", "seeGroup", office, s.seeHTTP)
	api.Do(a, "/v1/groups/{id}/binding", "confirmBinding", office, s.confirmHTTP)
	api.Do(a, "/v1/groups/{id}/activation", "activateGroup", office, s.activateHTTP)
	api.Do(a, "/v1/groups/{id}/unbinding", "unbindGroup", office, s.unbindHTTP)
	api.Put(a, "/v1/groups/{id}/members", "declareMembers", office, s.declareHTTP)
	api.Do(a, "/v1/group-entries", "enterGroup", account.SignedIn(), s.enterHTTP)
	api.Do(a, "/v1/group-members", "joinGroup", account.Consented(), s.joinHTTP)
	api.Get(a, "/v1/group-conflicts", "listGroupConflicts", office, s.disputesHTTP)
	api.Do(a, "/v1/group-conflicts/{id}/decision", "decideGroupConflict", account.Roles(append([]account.Role{account.County}, keepers...)...), s.decideHTTP)
	api.Get(a, "/v1/group-leaks", "listGroupLeaks", office, s.leaksHTTP)
	s.importRoutes(a)
	s.digestRoutes(a)
}

// Schema publishes the marks.
func (Mark) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how a group stands on the board", marks)
}

// Schema publishes the acts.
func (Act) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what can be done with a group", acts)
}

// Schema publishes the kinds.
func (Kind) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "taken: one WeChat group for two micro-grids; second: two WeChat groups for one", kinds)
}

// Schema publishes the decisions.
func (Decision) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how a conflict ends", decisions)
}

// Schema publishes what an opening can find.
func (Found) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "where somebody is who opened a card", founds)
}

// Schema publishes the standings.
func (Standing) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "where somebody belongs, towards the group's micro-grid", standings)
}

type boardInput struct {
	Community int64 `query:"community" minimum:"0" doc:"only this one; all of the caller's when left out"`
}

type boardOutput struct{ Body Board }

func (s *Service) boardHTTP(ctx context.Context, in *boardInput) (*boardOutput, error) {
	b, err := s.Board(ctx, account.From(ctx), in.Community)
	return &boardOutput{b}, err
}

type addInput struct{ Body Draft }

type detailOutput struct{ Body Detail }

func detailOf(d Detail, err error) (*detailOutput, error) { return &detailOutput{d}, err }

func (s *Service) addHTTP(ctx context.Context, in *addInput) (*detailOutput, error) {
	return detailOf(s.Add(ctx, account.From(ctx), in.Body))
}

type idInput struct {
	ID ID `path:"id" minimum:"1"`
}

func (s *Service) getHTTP(ctx context.Context, in *idInput) (*detailOutput, error) {
	return detailOf(s.Get(ctx, account.From(ctx), in.ID))
}

type beginInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body struct {
		Private bool `json:"private" doc:"the phone knows wx.authPrivateMessage"`
	}
}

type ticketOutput struct{ Body Ticket }

func (s *Service) beginHTTP(ctx context.Context, in *beginInput) (*ticketOutput, error) {
	t, err := s.Begin(ctx, account.From(ctx), in.ID, in.Body.Private)
	return &ticketOutput{t}, err
}

type seeInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body Sighting
}

type seeOutput struct {
	Body struct {
		OpenGID string `json:"open_gid" doc:"for <open-data type=\"groupName\">, which shows the name to members only"`
	}
}

func (s *Service) seeHTTP(ctx context.Context, in *seeInput) (out *seeOutput, err error) {
	out = &seeOutput{}
	out.Body.OpenGID, err = s.See(ctx, account.From(ctx), in.ID, in.Body)
	return out, err
}

type confirmInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body struct {
		Ticket string `json:"ticket" minLength:"1" maxLength:"64"`
	}
}

func (s *Service) confirmHTTP(ctx context.Context, in *confirmInput) (*detailOutput, error) {
	return detailOf(s.Confirm(ctx, account.From(ctx), in.ID, in.Body.Ticket))
}

func (s *Service) activateHTTP(ctx context.Context, in *idInput) (*detailOutput, error) {
	return detailOf(s.Activate(ctx, account.From(ctx), in.ID))
}

type unbindInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"100"`
	}
}

func (s *Service) unbindHTTP(ctx context.Context, in *unbindInput) (*detailOutput, error) {
	return detailOf(s.Unbind(ctx, account.From(ctx), in.ID, in.Body.Reason))
}

type declareInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body struct {
		Members int `json:"declared_members" minimum:"1" maximum:"500"`
	}
}

func (s *Service) declareHTTP(ctx context.Context, in *declareInput) (*detailOutput, error) {
	return detailOf(s.Declare(ctx, account.From(ctx), in.ID, in.Body.Members))
}

type enterInput struct{ Body Opening }

type enterOutput struct{ Body Entry }

func (s *Service) enterHTTP(ctx context.Context, in *enterInput) (*enterOutput, error) {
	e, err := s.Enter(ctx, account.From(ctx), in.Body)
	return &enterOutput{e}, err
}

type joinInput struct {
	Body struct {
		Change bool `json:"change,omitempty" doc:"needed to leave another micro-grid for this one"`
	}
}

type meOutput struct{ Body account.Me }

func (s *Service) joinHTTP(ctx context.Context, in *joinInput) (*meOutput, error) {
	by := account.From(ctx)
	if err := s.Join(ctx, by, in.Body.Change); err != nil {
		return nil, err
	}
	m, err := s.Accounts.Me(ctx, by.ID)
	return &meOutput{m}, err
}

type disputesInput struct {
	Open bool `query:"open" doc:"only those that wait for a decision"`
	api.Paging
}

type disputesOutput struct{ Body api.Page[Dispute] }

func (s *Service) disputesHTTP(ctx context.Context, in *disputesInput) (*disputesOutput, error) {
	var before int64
	if err := in.After(&before); err != nil {
		return nil, err
	}
	list, err := s.Disputes(ctx, account.From(ctx), in.Open, before, in.Limit+1)
	return &disputesOutput{api.Cut(list, in.Limit, func(d Dispute) string { return api.EncodeCursor(d.ID) })}, err
}

type decideInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body struct {
		Decision Decision `json:"decision"`
		Reason   string   `json:"reason,omitempty" maxLength:"100"`
	}
}

func (s *Service) decideHTTP(ctx context.Context, in *decideInput) (*struct{}, error) {
	return nil, s.Decide(ctx, account.From(ctx), in.ID, in.Body.Decision, in.Body.Reason)
}

type leaksOutput struct{ Body api.Page[Leak] }

func (s *Service) leaksHTTP(ctx context.Context, in *boardInput) (*leaksOutput, error) {
	list, err := s.Leaks(ctx, account.From(ctx), in.Community)
	return &leaksOutput{api.Page[Leak]{Items: list}}, err
}
