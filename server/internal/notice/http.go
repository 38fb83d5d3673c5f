package notice

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
	"huiyin/server/internal/push"
)

// Routes declares the operations about notices.
func (s *Service) Routes(a huma.API) {
	desk, write := account.Roles(readers...), account.Roles(writers...)
	api.Get(a, "/v1/staff/notice-options", "getNoticeOptions", desk, s.optionsHTTP)
	api.Do(a, "/v1/staff/notice-audience", "countNoticeAudience", desk, s.countHTTP)
	api.Do(a, "/v1/staff/notice-preview", "previewNotice", write, s.previewHTTP)
	api.Post(a, "/v1/staff/notice-files", "uploadNoticeFile", write, s.uploadHTTP, api.MaxBody(MaxFile+64<<10))
	api.Get(a, "/v1/staff/notices-waiting", "getNoticesWaiting", desk, s.waitingHTTP)
	api.Get(a, "/v1/staff/notices", "listNotices", desk, s.listHTTP)
	api.Post(a, "/v1/staff/notices", "createNotice", write, s.createHTTP)
	api.Get(a, "/v1/staff/notices/{id}", "getNotice", desk, s.getHTTP)
	api.Put(a, "/v1/staff/notices/{id}", "editNotice", write, s.editHTTP)
	api.Delete(a, "/v1/staff/notices/{id}", "dropNotice", write, s.dropHTTP)
	api.Do(a, "/v1/staff/notices/{id}/steps", "takeNoticeStep", write, s.stepHTTP)
	api.Get(a, "/v1/staff/notices/{id}/progress", "getNoticeProgress", desk, s.progressHTTP)
	api.Get(a, "/v1/staff/notices/{id}/receipts", "getNoticeReceipts", desk, s.receiptsHTTP)
	api.Get(a, "/v1/staff/notices/{id}/failures", "listNoticeFailures", desk, s.failuresHTTP)
	api.Do(a, "/v1/staff/notices/{id}/retries", "retryNotice", write, s.retryHTTP)
	api.Get(a, "/v1/staff/notices/{id}/calls", "listNoticeCalls", desk, s.callsHTTP)
	s.residentRoutes(a)
	s.questionRoutes(a)
}

// Schema publishes the states.
func (State) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "where a notice is in its life", states)
}

// Schema publishes the steps.
func (Step) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what is done with a notice", steps)
}

// Schema publishes the ways.
func (Way) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how somebody was told in person", ways)
}

type communityInput struct {
	Community int64 `query:"community" required:"true" minimum:"1"`
}

type optionsOutput struct{ Body Options }

func (s *Service) optionsHTTP(ctx context.Context, in *communityInput) (*optionsOutput, error) {
	o, err := s.EditorOptions(ctx, account.From(ctx), in.Community)
	return &optionsOutput{o}, err
}

type countInput struct {
	Body struct {
		Community int64    `json:"community_id" minimum:"1"`
		Audience  Audience `json:"audience"`
	}
}

type countOutput struct{ Body Head }

func (s *Service) countHTTP(ctx context.Context, in *countInput) (*countOutput, error) {
	h, err := s.Count(ctx, account.From(ctx), in.Body.Community, in.Body.Audience)
	return &countOutput{h}, err
}

type draftInput struct {
	Body struct {
		Community int64 `json:"community_id" minimum:"1"`
		Draft
	}
}

type previewOutput struct{ Body Preview }

func (s *Service) previewHTTP(ctx context.Context, in *draftInput) (*previewOutput, error) {
	p, err := s.Preview(ctx, account.From(ctx), in.Body.Community, in.Body.Draft)
	return &previewOutput{p}, err
}

type uploadForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"a picture, PDF, Word, Excel or PowerPoint file, at most 10 MB"`
}

type uploadInput struct {
	Community int64 `query:"community" required:"true" minimum:"1"`
	RawBody   huma.MultipartFormFiles[uploadForm]
}

type uploadOutput struct{ Body File }

func (s *Service) uploadHTTP(ctx context.Context, in *uploadInput) (*uploadOutput, error) {
	f := in.RawBody.Data().File
	defer f.Close()
	out, err := s.Upload(ctx, account.From(ctx), in.Community, f.Filename, f)
	return &uploadOutput{out}, err
}

type waitingInput struct {
	Community int64 `query:"community"`
}

type waitingOutput struct{ Body Waiting }

func (s *Service) waitingHTTP(ctx context.Context, in *waitingInput) (*waitingOutput, error) {
	t, err := s.Waiting(ctx, account.From(ctx), in.Community)
	return &waitingOutput{t}, err
}

type listInput struct {
	Community int64  `query:"community"`
	State     string `query:"state" maxLength:"10"`
	Category  string `query:"category" maxLength:"32"`
	Words     string `query:"q" maxLength:"50"`
	Approves  bool   `query:"to_approve" doc:"only those that wait for the caller's approval"`
	api.Paging
}

type listOutput struct{ Body api.Page[Listed] }

func (s *Service) listHTTP(ctx context.Context, in *listInput) (*listOutput, error) {
	q := Query{Community: in.Community, State: State(in.State), Category: in.Category, Words: in.Words, Approves: in.Approves, Limit: in.Limit + 1}
	if err := in.After(&q.Before); err != nil {
		return nil, err
	}
	list, err := s.List(ctx, account.From(ctx), q)
	return &listOutput{api.Cut(list, in.Limit, func(n Listed) string { return api.EncodeCursor(n.ID) })}, err
}

type noticeOutput struct{ Body Notice }

func (s *Service) createHTTP(ctx context.Context, in *draftInput) (*noticeOutput, error) {
	n, err := s.Create(ctx, account.From(ctx), in.Body.Community, in.Body.Draft)
	return &noticeOutput{n}, err
}

type idInput struct {
	ID ID `path:"id" minimum:"1"`
}

func (s *Service) getHTTP(ctx context.Context, in *idInput) (*noticeOutput, error) {
	n, err := s.Get(ctx, account.From(ctx), in.ID)
	return &noticeOutput{n}, err
}

type editInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body struct {
		Version int `json:"version" minimum:"1"`
		Draft
	}
}

func (s *Service) editHTTP(ctx context.Context, in *editInput) (*noticeOutput, error) {
	n, err := s.Edit(ctx, account.From(ctx), in.ID, in.Body.Version, in.Body.Draft)
	return &noticeOutput{n}, err
}

func (s *Service) dropHTTP(ctx context.Context, in *idInput) (*struct{}, error) {
	return nil, s.Drop(ctx, account.From(ctx), in.ID)
}

type stepInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body Take
}

func (s *Service) stepHTTP(ctx context.Context, in *stepInput) (*noticeOutput, error) {
	n, err := s.Do(ctx, account.From(ctx), in.ID, in.Body)
	return &noticeOutput{n}, err
}

type progressOutput struct{ Body Progress }

func (s *Service) progressHTTP(ctx context.Context, in *idInput) (*progressOutput, error) {
	p, err := s.Progress(ctx, account.From(ctx), in.ID)
	return &progressOutput{p}, err
}

type receiptsOutput struct{ Body Receipts }

func (s *Service) receiptsHTTP(ctx context.Context, in *idInput) (*receiptsOutput, error) {
	r, err := s.Receipts(ctx, account.From(ctx), in.ID)
	return &receiptsOutput{r}, err
}

type failuresOutput struct{ Body api.Page[push.Failure] }

func (s *Service) failuresHTTP(ctx context.Context, in *idInput) (*failuresOutput, error) {
	list, err := s.Failures(ctx, account.From(ctx), in.ID)
	return &failuresOutput{api.Page[push.Failure]{Items: list}}, err
}

type retryOutput struct {
	Body struct {
		People int `json:"people" doc:"whose message is sent again"`
	}
}

func (s *Service) retryHTTP(ctx context.Context, in *idInput) (*retryOutput, error) {
	out := &retryOutput{}
	var err error
	out.Body.People, err = s.Retry(ctx, account.From(ctx), in.ID)
	return out, err
}

type callsOutput struct{ Body api.Page[Call] }

func (s *Service) callsHTTP(ctx context.Context, in *idInput) (*callsOutput, error) {
	list, err := s.Calls(ctx, account.From(ctx), in.ID)
	return &callsOutput{api.Page[Call]{Items: list}}, err
}
