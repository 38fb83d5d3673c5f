package push

import (
	"cmp"
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
	api.Do(a, "/v1/templates/choices", "reportChoices", account.SignedIn(), s.hearHTTP)
	api.Get(a, "/v1/staff/quotas", "getQuotas", account.Roles(account.Staff, account.County, account.Admin), s.quotasHTTP)
	api.Get(a, "/v1/staff/templates", "listForms", desk, s.formsHTTP)
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

// Schema publishes the channels.
func (Via) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "by which channel a message goes: the mini-program's subscribe message, the service account, a text, the staff group's robot", vias)
}

// Schema publishes the choices.
func (Choice) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what somebody answered when WeChat asked whether messages may come; off: WeChat did not ask, since all messages are turned off", choices)
}

type inboxOutput struct{ Body api.Page[Received] }

func (s *Service) inboxHTTP(ctx context.Context, in *api.Paging) (*inboxOutput, error) {
	var before int64
	if err := in.After(&before); err != nil {
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

// TemplatesInput names a community.
type TemplatesInput struct {
	Community int64 `query:"community" doc:"the caller's own when left out"`
}

// of is the community that is named, or the caller's own.
func (in *TemplatesInput) of(by account.Actor) int64 {
	if in.Community != 0 || by.Home.Community != 0 {
		return cmp.Or(in.Community, by.Home.Community)
	}
	if at := by.Territories(account.Worker, account.Leader, account.Staff); len(at) > 0 {
		return at[0].Community
	}
	return 0
}

// Offered is a template for which consent can be asked.
type Offered struct {
	Event    string   `json:"event"`
	Template string   `json:"template_id"`
	Title    string   `json:"title"`
	Purpose  string   `json:"purpose" doc:"what will be sent, in a sentence"`
	LongTerm bool     `json:"long_term"`
	For      Audience `json:"for" enum:"residents,workers,helpers" doc:"who gets what it carries: others need not be asked; helpers are workers and residents who chose to help"`
	Left     int      `json:"left" doc:"messages that can still come"`
	Choice   string   `json:"choice" doc:"the caller's last answer in the dialog, such as reject or ban; empty when he was never asked"`
}

type templatesOutput struct{ Body api.Page[Offered] }

func (s *Service) templatesHTTP(ctx context.Context, in *TemplatesInput) (*templatesOutput, error) {
	by := account.From(ctx)
	list, err := s.Templates(ctx, in.of(by))
	if err != nil {
		return nil, err
	}
	left, err := stock(ctx, s.DB, by.ID, s.DB.Now().Add(-banBelieved))
	out := []Offered{}
	for _, t := range list {
		o := Offered{Event: t.Event, Template: t.ID, Title: t.Title, Purpose: t.Purpose, LongTerm: t.LongTerm, For: s.audience(t.Event)}
		for _, l := range left {
			if l.Template == t.ID {
				o.Left, o.Choice = l.Left, string(l.Choice)
			}
		}
		out = append(out, o)
	}
	return &templatesOutput{api.Page[Offered]{Items: out}}, err
}

type hearInput struct {
	TemplatesInput
	Body struct {
		Items []Chosen `json:"items" minItems:"1" maxItems:"10"`
	}
}

func (s *Service) hearHTTP(ctx context.Context, in *hearInput) (*struct{}, error) {
	by := account.From(ctx)
	return nil, s.Hear(ctx, by, in.of(by), in.Body.Items)
}

type quotasInput struct {
	Community int64 `query:"community" required:"true" minimum:"1"`
}

type quotasOutput struct{ Body Board }

func (s *Service) quotasHTTP(ctx context.Context, in *quotasInput) (*quotasOutput, error) {
	b, err := s.Quotas(ctx, account.From(ctx), in.Community)
	return &quotasOutput{b}, err
}

type formsOutput struct{ Body api.Page[Form] }

func (s *Service) formsHTTP(ctx context.Context, in *quotasInput) (*formsOutput, error) {
	list, err := s.Forms(ctx, account.From(ctx), in.Community)
	return &formsOutput{api.Page[Form]{Items: list}}, err
}

type deliveriesInput struct {
	api.Paging
	State     string `query:"state" maxLength:"10"`
	Community int64  `query:"community"`
}

type deliveriesOutput struct{ Body api.Page[Tracked] }

func (s *Service) deliveriesHTTP(ctx context.Context, in *deliveriesInput) (*deliveriesOutput, error) {
	var before int64
	if err := in.After(&before); err != nil {
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
