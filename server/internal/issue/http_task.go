package issue

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// taskRoutes declares the operations on tasks and on the outside bodies that
// have some.
func (s *Service) taskRoutes(a huma.API) {
	api.Get(a, "/v1/tasks", "listTasks", account.SignedIn(), s.tasksHTTP)
	api.Get(a, "/v1/issues/{id}/helpers", "listHelpers", account.SignedIn(), s.helpersHTTP)
	api.Get(a, "/v1/issues/{id}/tasks/{task}/contact", "getTaskContact", account.SignedIn(), s.taskContactHTTP)
	desk := account.Roles(keepers...)
	api.Get(a, "/v1/staff/bodies", "listBodies", desk, s.bodiesHTTP)
	api.Post(a, "/v1/staff/bodies", "createBody", desk, s.addBodyHTTP)
	api.Get(a, "/v1/staff/bodies/{id}", "getBody", desk, s.bodyHTTP)
	api.Put(a, "/v1/staff/bodies/{id}", "updateBody", desk, s.changeBodyHTTP)
}

// Schema publishes the states of a task.
func (TaskState) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "where a task stands", taskStates)
}

type tasksInput struct {
	Scope     Scope  `query:"scope" required:"true" doc:"mine: those that the caller has; work: those of the issues that he answers for"`
	Ended     bool   `query:"ended" doc:"those that ended, the latest first; else open ones by deadline"`
	Overdue   bool   `query:"overdue"`
	Outside   bool   `query:"outside" doc:"those that outside bodies have"`
	Of        BodyID `query:"body" doc:"those that this outside body has"`
	Community int64  `query:"community"`
	Grid      int64  `query:"grid"`
	api.Paging
}

type tasksOutput struct{ Body api.Page[TaskItem] }

func (s *Service) tasksHTTP(ctx context.Context, in *tasksInput) (*tasksOutput, error) {
	q := TaskQuery{Mine: in.Scope == Mine, Ended: in.Ended, Overdue: in.Overdue, Outside: in.Outside, Body: in.Of, Community: in.Community, Grid: in.Grid, Limit: in.Limit}
	if in.Scope != Mine && in.Scope != Work {
		return nil, ErrScope
	}
	if err := in.After(&q.After.Issue, &q.After.No, &q.After.At); err != nil {
		return nil, err
	}
	items, marks, err := s.Tasks(ctx, account.From(ctx), q)
	if err != nil {
		return nil, err
	}
	return &tasksOutput{api.Cut(items, in.Limit, func(TaskItem) string {
		m := marks[in.Limit-1]
		return api.EncodeCursor(m.Issue, m.No, m.At)
	})}, nil
}

type helpersOutput struct{ Body api.Page[Helper] }

func (s *Service) helpersHTTP(ctx context.Context, in *idInput) (*helpersOutput, error) {
	list, err := s.Helpers(ctx, account.From(ctx), in.ID)
	return &helpersOutput{api.Page[Helper]{Items: list}}, err
}

type taskInput struct {
	ID   ID  `path:"id"`
	Task int `path:"task"`
}

type reachableOutput struct{ Body Reachable }

func (s *Service) taskContactHTTP(ctx context.Context, in *taskInput) (*reachableOutput, error) {
	r, err := s.TaskContact(ctx, account.From(ctx), in.ID, in.Task)
	return &reachableOutput{r}, err
}

type bodiesOutput struct{ Body api.Page[Body] }

func (s *Service) bodiesHTTP(ctx context.Context, in *communityInput) (*bodiesOutput, error) {
	list, err := s.Bodies(ctx, account.From(ctx), in.Community)
	return &bodiesOutput{api.Page[Body]{Items: list}}, err
}

type addBodyInput struct {
	Community int64 `query:"community" doc:"the caller's own when left out"`
	Body      BodyDraft
}

type addBodyOutput struct {
	Body struct {
		ID BodyID `json:"id"`
	}
}

func (s *Service) addBodyHTTP(ctx context.Context, in *addBodyInput) (out *addBodyOutput, err error) {
	out = &addBodyOutput{}
	out.Body.ID, err = s.AddBody(ctx, account.From(ctx), in.Community, in.Body)
	return out, err
}

type bodyInput struct {
	ID BodyID `path:"id"`
}

type bodyOutput struct{ Body BodyDraft }

func (s *Service) bodyHTTP(ctx context.Context, in *bodyInput) (*bodyOutput, error) {
	b, err := s.Body(ctx, account.From(ctx), in.ID)
	return &bodyOutput{b}, err
}

type changeBodyInput struct {
	ID   BodyID `path:"id"`
	Body BodyDraft
}

func (s *Service) changeBodyHTTP(ctx context.Context, in *changeBodyInput) (*struct{}, error) {
	return nil, s.ChangeBody(ctx, account.From(ctx), in.ID, in.Body)
}
