package notice

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

func (s *Service) questionRoutes(a huma.API) {
	desk, write := account.Roles(readers...), account.Roles(writers...)
	api.Post(a, "/v1/notices/{id}/questions", "askNotice", account.Consented(), s.askHTTP)
	api.Get(a, "/v1/notice-questions", "listNoticeQuestions", account.Roles(office...), s.questionsHTTP)
	api.Do(a, "/v1/notice-questions/{id}/answer", "answerNoticeQuestion", account.Roles(answerers...), s.answerHTTP)
	api.Get(a, "/v1/staff/notices/{id}/faqs", "listNoticeFAQs", desk, s.faqsHTTP)
	api.Post(a, "/v1/staff/notices/{id}/faqs", "addNoticeFAQ", write, s.addFAQHTTP)
	api.Put(a, "/v1/staff/notices/{id}/faqs/{faq}", "editNoticeFAQ", write, s.editFAQHTTP)
	api.Delete(a, "/v1/staff/notices/{id}/faqs/{faq}", "dropNoticeFAQ", write, s.dropFAQHTTP)
}

type askInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"300"`
	}
}

type questionOutput struct{ Body Question }

func (s *Service) askHTTP(ctx context.Context, in *askInput) (*questionOutput, error) {
	q, err := s.Ask(ctx, account.From(ctx), in.ID, in.Body.Text)
	return &questionOutput{q}, err
}

type questionsInput struct {
	Notice int64 `query:"notice" doc:"only about this one"`
	Open   bool  `query:"open" doc:"only those that wait for an answer"`
	api.Paging
}

type questionsOutput struct{ Body api.Page[Question] }

func (s *Service) questionsHTTP(ctx context.Context, in *questionsInput) (*questionsOutput, error) {
	q := QuestionQuery{Notice: ID(in.Notice), Open: in.Open, Limit: in.Limit + 1}
	if err := in.After(&q.Before); err != nil {
		return nil, err
	}
	list, err := s.Questions(ctx, account.From(ctx), q)
	return &questionsOutput{api.Cut(list, in.Limit, func(k Question) string { return api.EncodeCursor(k.ID) })}, err
}

type answerInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body Answer
}

func (s *Service) answerHTTP(ctx context.Context, in *answerInput) (*questionOutput, error) {
	q, err := s.Answer(ctx, account.From(ctx), in.ID, in.Body)
	return &questionOutput{q}, err
}

type faqsOutput struct{ Body api.Page[FAQ] }

func (s *Service) faqsHTTP(ctx context.Context, in *idInput) (*faqsOutput, error) {
	list, err := s.FAQs(ctx, account.From(ctx), in.ID)
	return &faqsOutput{api.Page[FAQ]{Items: list}}, err
}

type faqOutput struct{ Body FAQ }

type addFAQInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body FAQDraft
}

func (s *Service) addFAQHTTP(ctx context.Context, in *addFAQInput) (*faqOutput, error) {
	f, err := s.AddFAQ(ctx, account.From(ctx), in.ID, in.Body)
	return &faqOutput{f}, err
}

type editFAQInput struct {
	ID   ID    `path:"id" minimum:"1"`
	FAQ  int64 `path:"faq" minimum:"1"`
	Body FAQDraft
}

func (s *Service) editFAQHTTP(ctx context.Context, in *editFAQInput) (*faqOutput, error) {
	f, err := s.EditFAQ(ctx, account.From(ctx), in.ID, in.FAQ, in.Body)
	return &faqOutput{f}, err
}

type dropFAQInput struct {
	ID  ID    `path:"id" minimum:"1"`
	FAQ int64 `path:"faq" minimum:"1"`
}

func (s *Service) dropFAQHTTP(ctx context.Context, in *dropFAQInput) (*struct{}, error) {
	return nil, s.DropFAQ(ctx, account.From(ctx), in.ID, in.FAQ)
}
