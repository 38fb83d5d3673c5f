package notice

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

// residentRoutes are the operations of those whom notices are for, and of the
// workers who bring them.
func (s *Service) residentRoutes(a huma.API) {
	tagger := account.Roles(taggers...)
	api.Get(a, "/v1/notices", "listMyNotices", account.SignedIn(), s.mineHTTP)
	api.Get(a, "/v1/notices/to-tell", "listPeopleToTell", account.Roles(account.Worker, account.Leader), s.toTellHTTP)
	api.Get(a, "/v1/notices/{id}", "getNoticePage", account.SignedIn(), s.pageHTTP)
	api.Do(a, "/v1/notices/{id}/read", "readNotice", account.SignedIn(), s.readHTTP)
	api.Do(a, "/v1/notices/{id}/confirmation", "confirmNotice", account.SignedIn(), s.confirmHTTP)
	api.Get(a, "/v1/notices/{id}/people/{account}/phone", "getPhoneToTell", account.Roles(account.Worker, account.Leader), s.phoneHTTP)
	api.Do(a, "/v1/notices/{id}/tellings", "tellNotice", account.Roles(account.Worker, account.Leader), s.tellHTTP)
	api.Do(a, "/v1/notices/{id}/acknowledgement", "acknowledgeNotice", account.SignedIn(), s.acknowledgeHTTP)
	api.Get(a, "/v1/me/tags", "listMyTags", account.Consented(), s.myTagsHTTP)
	api.Put(a, "/v1/me/tags", "setMyTags", account.Consented(), s.chooseHTTP)
	api.Get(a, "/v1/residents/{id}/tags", "listResidentTags", tagger, s.tagsHTTP)
	api.Put(a, "/v1/residents/{id}/tags", "setResidentTags", tagger, s.noteTagsHTTP)
}

type mineInput struct {
	Words string `query:"q" maxLength:"50" doc:"in the notice, or in questions and answers shown with it"`
	api.Paging
}

// A MinePage is a page of somebody's notices.
type MinePage struct {
	Items  []Mine `json:"items"`
	Next   string `json:"next,omitempty"`
	Unread int    `json:"unread" doc:"of all that were for the caller"`
}

type mineOutput struct{ Body MinePage }

func (s *Service) mineHTTP(ctx context.Context, in *mineInput) (*mineOutput, error) {
	var last ID
	if err := in.After(&last); err != nil {
		return nil, err
	}
	by := account.From(ctx)
	list, err := s.MyNotices(ctx, by, in.Words, last, in.Limit+1)
	if err != nil {
		return nil, err
	}
	p := api.Cut(list, in.Limit, func(n Mine) string { return api.EncodeCursor(n.ID) })
	n, err := unread(ctx, s.DB, by.ID)
	return &mineOutput{MinePage{p.Items, p.Next, n}}, err
}

type pageOutput struct{ Body Page }

func (s *Service) pageHTTP(ctx context.Context, in *idInput) (*pageOutput, error) {
	p, err := s.Page(ctx, account.From(ctx), in.ID)
	return &pageOutput{p}, err
}

func (s *Service) readHTTP(ctx context.Context, in *idInput) (*struct{}, error) {
	return nil, s.Read(ctx, account.From(ctx), in.ID)
}

func (s *Service) confirmHTTP(ctx context.Context, in *idInput) (*struct{}, error) {
	return nil, s.Confirm(ctx, account.From(ctx), in.ID)
}

type toTellInput struct {
	Notice int64 `query:"notice" doc:"only of this one"`
	api.Paging
}

type toTellOutput struct{ Body api.Page[ToTell] }

func (s *Service) toTellHTTP(ctx context.Context, in *toTellInput) (*toTellOutput, error) {
	q := TellQuery{Notice: ID(in.Notice), Limit: in.Limit + 1}
	if err := in.After(&q.After.Rest, &q.After.Notice, &q.After.Account); err != nil {
		return nil, err
	}
	list, err := s.ToTell(ctx, account.From(ctx), q)
	return &toTellOutput{api.Cut(list, in.Limit, func(t ToTell) string { m := t.mark(); return api.EncodeCursor(m.Rest, m.Notice, m.Account) })}, err
}

type telInput struct {
	ID      ID         `path:"id" minimum:"1"`
	Account account.ID `path:"account" minimum:"1"`
}

type telOutput struct {
	Body struct {
		Phone string `json:"phone" doc:"empty when he gave none"`
	}
}

func (s *Service) phoneHTTP(ctx context.Context, in *telInput) (out *telOutput, err error) {
	out = &telOutput{}
	out.Body.Phone, err = s.PhoneToTell(ctx, account.From(ctx), in.ID, in.Account)
	return out, err
}

type tellInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body Telling
}

func (s *Service) tellHTTP(ctx context.Context, in *tellInput) (*struct{}, error) {
	return nil, s.Tell(ctx, account.From(ctx), in.ID, in.Body)
}

func (s *Service) acknowledgeHTTP(ctx context.Context, in *idInput) (*struct{}, error) {
	return nil, s.Acknowledge(ctx, account.From(ctx), in.ID)
}

type tagsOutput struct{ Body api.Page[Held] }

func (s *Service) myTagsHTTP(ctx context.Context, _ *struct{}) (*tagsOutput, error) {
	list, err := s.MyTags(ctx, account.From(ctx))
	return &tagsOutput{api.Page[Held]{Items: list}}, err
}

type chooseInput struct {
	Body struct {
		Tags []string `json:"tags" maxItems:"20"`
	}
}

func (s *Service) chooseHTTP(ctx context.Context, in *chooseInput) (*tagsOutput, error) {
	list, err := s.ChooseTags(ctx, account.From(ctx), in.Body.Tags)
	return &tagsOutput{api.Page[Held]{Items: list}}, err
}

type residentInput struct {
	Account account.ID `path:"id" minimum:"1"`
}

func (s *Service) tagsHTTP(ctx context.Context, in *residentInput) (*tagsOutput, error) {
	list, err := s.TagsOf(ctx, account.From(ctx), in.Account)
	return &tagsOutput{api.Page[Held]{Items: list}}, err
}

type noteTagsInput struct {
	Account account.ID `path:"id" minimum:"1"`
	Body    struct {
		Tags   []string `json:"tags" maxItems:"20"`
		Agreed bool     `json:"agreed" doc:"he was asked and agreed; needed for every new tag"`
	}
}

func (s *Service) noteTagsHTTP(ctx context.Context, in *noteTagsInput) (*tagsOutput, error) {
	list, err := s.NoteTags(ctx, account.From(ctx), in.Account, in.Body.Tags, in.Body.Agreed)
	return &tagsOutput{api.Page[Held]{Items: list}}, err
}
