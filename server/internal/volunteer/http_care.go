package volunteer

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

func (s *Service) careRoutes(a huma.API) {
	api.Get(a, "/v1/care-kinds", "listCareKinds", account.SignedIn(), s.careKindsHTTP)
	api.Get(a, "/v1/me/skills", "getSkills", account.SignedIn(), s.skillsHTTP)
	api.Put(a, "/v1/me/skills", "setSkills", account.Consented(), s.setSkillsHTTP)
	api.Get(a, "/v1/care-orders", "listCareOrders", account.SignedIn(), s.ordersHTTP)
	api.Post(a, "/v1/care-orders", "createCareOrder", account.ConsentedOrAtDesk(), s.askHTTP)
	api.Get(a, "/v1/care-orders/{id}", "getCareOrder", account.SignedIn(), s.orderHTTP)
	api.Do(a, "/v1/care-orders/{id}/steps", "stepCareOrder", account.SignedIn(), s.stepOrderHTTP)
}

// Schema publishes the states of an order.
func (OrderState) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how far a care order is", orderStates)
}

// Schema publishes the steps of an order.
func (OrderStep) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what can be done with a care order", orderSteps)
}

type careKindsOutput struct{ Body api.Page[CareKind] }

func (s *Service) careKindsHTTP(ctx context.Context, in *kindsInput) (*careKindsOutput, error) {
	if in.Community == 0 {
		in.Community = account.From(ctx).Home.Community
	}
	list, err := s.CareKinds(ctx, in.Community)
	return &careKindsOutput{api.Page[CareKind]{Items: list}}, err
}

// SkillList is what somebody offers, by his own choice.
type SkillList struct {
	Kinds []string `json:"kinds" maxItems:"50" doc:"codes of kinds of care; none when he offers nothing"`
}

type skillsOutput struct{ Body SkillList }

func (s *Service) skillsHTTP(ctx context.Context, _ *struct{}) (*skillsOutput, error) {
	list, err := s.Skills(ctx, account.From(ctx))
	return &skillsOutput{SkillList{list}}, err
}

type setSkillsInput struct{ Body SkillList }

func (s *Service) setSkillsHTTP(ctx context.Context, in *setSkillsInput) (*skillsOutput, error) {
	by := account.From(ctx)
	if err := s.SetSkills(ctx, by, in.Body.Kinds); err != nil {
		return nil, err
	}
	list, err := s.Skills(ctx, by)
	return &skillsOutput{SkillList{list}}, err
}

type ordersOutput struct{ Body api.Page[Order] }

func (s *Service) ordersHTTP(ctx context.Context, in *api.Paging) (*ordersOutput, error) {
	var before int64
	if err := in.After(&before); err != nil {
		return nil, err
	}
	list, err := s.Orders(ctx, account.From(ctx), OrderID(before), in.Limit+1)
	return &ordersOutput{api.Cut(list, in.Limit, func(o Order) string { return api.EncodeCursor(o.ID) })}, err
}

type askInput struct{ Body OrderDraft }

type orderOutput struct{ Body Order }

func orderOf(o Order, err error) (*orderOutput, error) { return &orderOutput{o}, err }

func (s *Service) askHTTP(ctx context.Context, in *askInput) (*orderOutput, error) {
	return orderOf(s.Ask(ctx, account.From(ctx), in.Body))
}

type orderInput struct {
	ID OrderID `path:"id" minimum:"1"`
}

func (s *Service) orderHTTP(ctx context.Context, in *orderInput) (*orderOutput, error) {
	return orderOf(s.Order(ctx, account.From(ctx), in.ID))
}

type stepOrderInput struct {
	ID   OrderID `path:"id" minimum:"1"`
	Body struct {
		Step OrderStep `json:"step"`
	}
}

func (s *Service) stepOrderHTTP(ctx context.Context, in *stepOrderInput) (*orderOutput, error) {
	return orderOf(s.StepOrder(ctx, account.From(ctx), in.ID, in.Body.Step))
}
