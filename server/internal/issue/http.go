package issue

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// Routes declares the issue operations.
func (s *Service) Routes(a huma.API) {
	api.Get(a, "/v1/categories", "listCategories", account.SignedIn(), s.categoriesHTTP)
	api.Post(a, "/v1/attachments", "createAttachment", account.ConsentedOrAtDesk(), s.uploadHTTP, api.MaxBody(MaxPhoto+64<<10))
	api.Post(a, "/v1/issues", "reportIssue", account.ConsentedOrAtDesk(), s.reportHTTP)
	api.Get(a, "/v1/issues", "listIssues", account.SignedIn(), s.listHTTP)
	api.Get(a, "/v1/issues/counts", "countIssues", account.SignedIn(), s.countHTTP)
	api.Get(a, "/v1/issues/{id}", "getIssue", account.SignedIn(), s.getHTTP)
	api.Do(a, "/v1/issues/{id}/steps", "takeStep", account.SignedIn(), s.stepHTTP)
	api.Get(a, "/v1/issues/{id}/targets", "listTransferTargets", account.SignedIn(), s.targetsHTTP)
	api.Get(a, "/v1/issues/{id}/contact", "getContact", account.SignedIn(), s.contactHTTP)
	api.Get(a, "/v1/staff/overview", "getOverview", account.Roles(account.Leader, account.Staff, account.County, account.Admin), s.overviewHTTP)
	s.followRoutes(a)
	s.taskRoutes(a)
	s.weekRoutes(a)
	s.auditRoutes(a)
	s.exportRoutes(a)
	s.routingRoutes(a)
}

// Schema publishes the states.
func (State) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "where an issue stands", states)
}

// Schema publishes the outcomes.
func (Outcome) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how an issue ended", outcomes)
}

// Schema publishes the verdicts.
func (Moderation) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "whether WeChat's content check let it pass", moderations)
}

// Schema publishes the steps.
func (Step) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what a person does with an issue", steps)
}

// Schema publishes the needs.
func (Need) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what a step asks for", needs)
}

// Schema publishes the ways.
func (Way) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how a reply was told in person", ways)
}

// Schema publishes the requests.
func (Request) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what a handler asks a manager for", []Request{Extension, Suspension, Exclusion})
}

// Schema publishes the scopes.
func (Scope) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "whose issues: mine I reported; joined I met too; work I answer for; pool waits for whoever takes it first; public may be shown to neighbours", scopes)
}

// Schema publishes the orders.
func (Sort) Schema(r huma.Registry) *huma.Schema { return api.Enum(r, "order of a list", sorts) }

type categoriesInput struct {
	Community int64 `query:"community" doc:"the caller's own when left out"`
}

type categoriesOutput struct{ Body api.Page[Category] }

func (s *Service) categoriesHTTP(ctx context.Context, in *categoriesInput) (*categoriesOutput, error) {
	list, err := s.Categories(ctx, account.From(ctx), in.Community)
	return &categoriesOutput{api.Page[Category]{Items: list}}, err
}

type uploadForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"JPEG, PNG or WebP, at most 10 MB"`
}

type uploadInput struct {
	RawBody huma.MultipartFormFiles[uploadForm]
}

type uploadOutput struct{ Body Photo }

func (s *Service) uploadHTTP(ctx context.Context, in *uploadInput) (*uploadOutput, error) {
	f := in.RawBody.Data().File
	defer f.Close()
	p, err := s.Upload(ctx, account.From(ctx), f)
	return &uploadOutput{p}, err
}

type reportInput struct{ Body Draft }

type issueOutput struct{ Body Issue }

func (s *Service) reportHTTP(ctx context.Context, in *reportInput) (*issueOutput, error) {
	is, err := s.Report(ctx, account.From(ctx), in.Body)
	return &issueOutput{is}, err
}

type listInput struct {
	QueryInput
	Sort Sort `query:"sort"`
	api.Paging
}

// QueryInput is what a list and its counts are narrowed by.
type QueryInput struct {
	Scope     Scope  `query:"scope" json:"scope" required:"true"`
	State     string `query:"state" json:"state,omitempty" maxLength:"120" doc:"one or more states, separated by commas; of scope public: open or solved, which is what it lists when left out"`
	Category  string `query:"category" json:"category,omitempty" maxLength:"32"`
	Community int64  `query:"community" json:"community,omitempty"`
	Grid      int64  `query:"grid" json:"grid,omitempty"`
	MicroGrid int64  `query:"micro_grid" json:"micro_grid,omitempty"`
	Words     string `query:"q" json:"q,omitempty" maxLength:"50"`
	Overdue   bool   `query:"overdue" json:"overdue,omitempty"`
	DueToday  bool   `query:"due_today" json:"due_today,omitempty" doc:"what the overview counts as due today; with overdue: either"`
	ToTell    bool   `query:"to_tell" json:"to_tell,omitempty" doc:"answered, and still to be told in person"`
	Answered  bool   `query:"answered_week" json:"answered_week,omitempty" doc:"what was answered within the last seven days"`
}

func (in *QueryInput) query() Query {
	q := Query{Scope: in.Scope, Category: in.Category, Community: in.Community, Grid: in.Grid, MicroGrid: in.MicroGrid,
		Words: strings.TrimSpace(in.Words), Overdue: in.Overdue, DueToday: in.DueToday, ToTell: in.ToTell, AnsweredWeek: in.Answered}
	if in.State != "" {
		for part := range strings.SplitSeq(in.State, ",") {
			q.States = append(q.States, State(part))
		}
	}
	return q
}

type listOutput struct{ Body api.Page[Summary] }

func (s *Service) listHTTP(ctx context.Context, in *listInput) (*listOutput, error) {
	q := in.query()
	q.Sort, q.Limit = in.Sort, in.Limit
	if err := in.After(&q.After.ID, &q.After.Due); err != nil {
		return nil, err
	}
	items, marks, err := s.List(ctx, account.From(ctx), q)
	if err != nil {
		return nil, err
	}
	return &listOutput{api.Cut(items, in.Limit, func(Summary) string {
		m := marks[in.Limit-1]
		return api.EncodeCursor(m.ID, m.Due)
	})}, nil
}

type countInput struct{ QueryInput }

type countOutput struct{ Body Counts }

func (s *Service) countHTTP(ctx context.Context, in *countInput) (*countOutput, error) {
	c, err := s.Count(ctx, account.From(ctx), in.query())
	return &countOutput{c}, err
}

type idInput struct {
	ID ID `path:"id"`
}

func (s *Service) getHTTP(ctx context.Context, in *idInput) (*issueOutput, error) {
	is, err := s.Get(ctx, account.From(ctx), in.ID)
	return &issueOutput{is}, err
}

type stepInput struct {
	ID   ID `path:"id"`
	Body StepDraft
}

func (s *Service) stepHTTP(ctx context.Context, in *stepInput) (*issueOutput, error) {
	is, err := s.Take(ctx, account.From(ctx), in.ID, in.Body)
	return &issueOutput{is}, err
}

type targetsOutput struct{ Body api.Page[Successor] }

func (s *Service) targetsHTTP(ctx context.Context, in *idInput) (*targetsOutput, error) {
	list, err := s.Targets(ctx, account.From(ctx), in.ID)
	return &targetsOutput{api.Page[Successor]{Items: list}}, err
}

type overviewInput struct {
	Community int64 `query:"community" doc:"the caller's own when left out"`
}

type overviewOutput struct{ Body Overview }

func (s *Service) overviewHTTP(ctx context.Context, in *overviewInput) (*overviewOutput, error) {
	o, err := s.Overview(ctx, account.From(ctx), in.Community)
	return &overviewOutput{o}, err
}
