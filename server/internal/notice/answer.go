package notice

import (
	"context"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// An Answer answers a question; it can be shown to all with the notice.
type Answer struct {
	Answer   string `json:"answer" minLength:"1" maxLength:"1000"`
	Publish  bool   `json:"publish" doc:"also as a question and answer that is shown with the notice"`
	Question string `json:"question,omitempty" maxLength:"300" doc:"as it is shown to all, without names; as it was asked when empty"`
}

var answerers = []account.Role{account.Worker, account.Leader, account.Staff, account.Admin}

// Answer answers a question at a place where the actor answers.
func (s *Service) Answer(ctx context.Context, by account.Actor, id int64, a Answer) (Question, error) {
	a.Answer, a.Question = strings.TrimSpace(a.Answer), strings.TrimSpace(a.Question)
	if a.Answer == "" {
		return Question{}, ErrAnswer
	}
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		q, err := lockQuestion(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case !holds(by, q.at, office...):
			return ErrQuestion
		case !holds(by, q.at, answerers...):
			return ErrMay
		case q.AnsweredAt != nil:
			return ErrAnswered
		}
		return s.answer(ctx, tx, by, &q, a)
	})
	if err != nil {
		return Question{}, err
	}
	s.Push.Wake(ctx)
	rows, err := questions(ctx, s.DB, QuestionQuery{id: id, Limit: 1}, nil)
	if err != nil {
		return Question{}, err
	}
	shown, err := s.shown(ctx, rows, true)
	return shown[0], err
}

// answer keeps an answer, publishes it when it is to be, and tells who asked.
func (s *Service) answer(ctx context.Context, tx *db.Tx, by account.Actor, q *questionRow, a Answer) error {
	if err := setAnswer(ctx, tx, q.ID, by.ID, a.Answer); err != nil {
		return err
	}
	if a.Publish {
		if a.Question == "" {
			a.Question = q.Text
		}
		if _, err := insertFAQ(ctx, tx, q.Notice, q.at.Community, by.ID, FAQDraft{a.Question, a.Answer}); err != nil {
			return err
		}
	}
	m := push.Message{To: q.asker, Community: q.at.Community, Kind: push.Answer, Event: "notice.answered", Title: "您的提问有答复了", Body: a.Answer,
		Page: message(&record{ID: q.Notice}).Page, Subject: message(&record{ID: q.Notice}).Subject, Fields: map[string]string{"title": q.Text, "status": "已答复", "note": a.Answer}}
	_, err := s.Push.Send(ctx, tx, m)
	return err
}

// A FAQDraft is a question and answer to be shown with a notice.
type FAQDraft struct {
	Question string `json:"question" minLength:"1" maxLength:"300"`
	Answer   string `json:"answer" minLength:"1" maxLength:"1000"`
}

func (d *FAQDraft) check() error {
	d.Question, d.Answer = strings.TrimSpace(d.Question), strings.TrimSpace(d.Answer)
	if d.Question == "" || d.Answer == "" {
		return ErrAnswer
	}
	return nil
}

// FAQs are what is shown with a notice.
func (s *Service) FAQs(ctx context.Context, by account.Actor, id ID) ([]FAQ, error) {
	if _, err := s.seen(ctx, s.DB, by, id); err != nil {
		return nil, err
	}
	return faqs(ctx, s.DB, id)
}

// AddFAQ shows one more with a notice.
func (s *Service) AddFAQ(ctx context.Context, by account.Actor, id ID, d FAQDraft) (FAQ, error) {
	return s.changeFAQ(ctx, by, id, &d, func(tx *db.Tx, r *record) (int64, error) { return insertFAQ(ctx, tx, id, r.Community, by.ID, d) })
}

// EditFAQ changes one.
func (s *Service) EditFAQ(ctx context.Context, by account.Actor, id ID, faq int64, d FAQDraft) (FAQ, error) {
	return s.changeFAQ(ctx, by, id, &d, func(tx *db.Tx, _ *record) (int64, error) { return faq, updateFAQ(ctx, tx, id, faq, d) })
}

func (s *Service) changeFAQ(ctx context.Context, by account.Actor, id ID, d *FAQDraft, do func(*db.Tx, *record) (int64, error)) (f FAQ, err error) {
	r, err := s.seen(ctx, s.DB, by, id)
	if err != nil {
		return f, err
	}
	if !holds(by, r.at(), writers...) {
		return f, ErrMay
	}
	if err := d.check(); err != nil {
		return f, err
	}
	var faq int64
	if err = s.DB.InTx(ctx, func(tx *db.Tx) error { faq, err = do(tx, &r); return err }); err != nil {
		return f, err
	}
	return faqByID(ctx, s.DB, id, faq)
}

// DropFAQ shows one no more.
func (s *Service) DropFAQ(ctx context.Context, by account.Actor, id ID, faq int64) error {
	r, err := s.seen(ctx, s.DB, by, id)
	if err != nil {
		return err
	}
	if !holds(by, r.at(), writers...) {
		return ErrMay
	}
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return deleteFAQ(ctx, tx, id, faq) })
}
