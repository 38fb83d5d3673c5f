package push

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// Routes declares the message operations.
func (s *Service) Routes(a huma.API) {
	desk := account.Roles(account.Staff, account.Admin)
	api.Get(a, "/v1/messages", "listMessages", account.SignedIn(), s.inboxHTTP)
	api.Do(a, "/v1/messages/{id}/read", "readMessage", account.SignedIn(), s.readHTTP)
	api.Do(a, "/v1/messages/read", "readAllMessages", account.SignedIn(), s.readAllHTTP)
	api.Get(a, "/v1/templates", "listTemplates", account.SignedIn(), s.templatesHTTP)
	api.Get(a, "/v1/staff/deliveries", "listDeliveries", desk, s.deliveriesHTTP)
	api.Get(a, "/v1/staff/deliveries/{id}", "getDelivery", desk, s.deliveryHTTP)
	api.Do(a, "/v1/staff/deliveries/{id}/retry", "retryDelivery", desk, s.retryHTTP)
}

// Schema publishes the kinds.
func (Kind) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how much a message matters", kinds)
}

// Schema publishes the states.
func (State) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "where the delivery of a message stands", states)
}

// ListInput asks for a page.
type ListInput struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
	Cursor string `query:"cursor" maxLength:"100"`
}

func (in *ListInput) before() (id int64, err error) {
	if in.Cursor != "" {
		err = api.DecodeCursor(in.Cursor, &id)
	}
	return id, err
}

type inboxOutput struct{ Body api.Page[Received] }

func (s *Service) inboxHTTP(ctx context.Context, in *ListInput) (*inboxOutput, error) {
	before, err := in.before()
	if err != nil {
		return nil, err
	}
	list, err := s.Inbox(ctx, account.From(ctx), before, in.Limit+1)
	return &inboxOutput{api.Cut(list, in.Limit, func(m Received) string { return api.EncodeCursor(m.ID) })}, err
}

type idInput struct {
	ID int64 `path:"id" minimum:"1"`
}

func (s *Service) readHTTP(ctx context.Context, in *idInput) (*struct{}, error) {
	return nil, s.Read(ctx, account.From(ctx), in.ID)
}

type readAllInput struct {
	Page string `query:"page" maxLength:"200" doc:"only those that lead to this page of the mini-program"`
}

func (s *Service) readAllHTTP(ctx context.Context, in *readAllInput) (*struct{}, error) {
	return nil, s.ReadAll(ctx, account.From(ctx), in.Page)
}

type templatesInput struct {
	Community int64 `query:"community" doc:"the caller's own when left out"`
}

// Offered is a template for which consent can be asked.
type Offered struct {
	Event    string `json:"event"`
	Template string `json:"template_id"`
	Title    string `json:"title"`
	Purpose  string `json:"purpose" doc:"what will be sent, in a sentence"`
	LongTerm bool   `json:"long_term"`
	Left     int    `json:"left" doc:"messages that can still come"`
}

type templatesOutput struct{ Body api.Page[Offered] }

func (s *Service) templatesHTTP(ctx context.Context, in *templatesInput) (*templatesOutput, error) {
	by := account.From(ctx)
	if in.Community == 0 {
		in.Community = by.Home.Community
		if at := by.Territories(account.Worker, account.Leader, account.Staff); in.Community == 0 && len(at) > 0 {
			in.Community = at[0].Community
		}
	}
	list, err := s.Templates(ctx, in.Community)
	if err != nil {
		return nil, err
	}
	left, err := stock(ctx, s.DB, by.ID)
	out := []Offered{}
	for _, t := range list {
		o := Offered{Event: t.Event, Template: t.ID, Title: t.Title, Purpose: t.Purpose, LongTerm: t.LongTerm}
		for _, l := range left {
			if l.Template == t.ID {
				o.Left = l.Left
			}
		}
		out = append(out, o)
	}
	return &templatesOutput{api.Page[Offered]{Items: out}}, err
}

type deliveriesInput struct {
	ListInput
	State     string `query:"state" maxLength:"10"`
	Community int64  `query:"community"`
}

type deliveriesOutput struct{ Body api.Page[Tracked] }

func (s *Service) deliveriesHTTP(ctx context.Context, in *deliveriesInput) (*deliveriesOutput, error) {
	before, err := in.before()
	if err != nil {
		return nil, err
	}
	list, err := s.Deliveries(ctx, account.From(ctx), State(in.State), in.Community, before, in.Limit+1)
	return &deliveriesOutput{api.Cut(list, in.Limit, func(d Tracked) string { return api.EncodeCursor(d.ID) })}, err
}

type deliveryOutput struct{ Body Tracked }

func (s *Service) deliveryHTTP(ctx context.Context, in *idInput) (*deliveryOutput, error) {
	d, err := s.Delivery(ctx, account.From(ctx), in.ID)
	return &deliveryOutput{d}, err
}

func (s *Service) retryHTTP(ctx context.Context, in *idInput) (*struct{}, error) {
	if err := s.Retry(ctx, account.From(ctx), in.ID); err != nil {
		return nil, err
	}
	s.Wake(ctx)
	return nil, nil
}
