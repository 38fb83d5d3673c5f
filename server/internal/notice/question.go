package notice

import (
	"context"
	"strings"
	"time"

	"github.com/go-redis/redis_rate/v10"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/push"
)

const asksPerDay = 10 // questions of one person

// A Question is what somebody wants to know about a notice.
type Question struct {
	ID         int64      `json:"id"`
	Notice     ID         `json:"notice_id"`
	Title      string     `json:"title" doc:"of the notice"`
	Asker      string     `json:"asker_name" doc:"empty to himself"`
	Text       string     `json:"text"`
	AskedAt    time.Time  `json:"asked_at"`
	DueAt      time.Time  `json:"due_at" doc:"by when it is to be answered"`
	Owner      string     `json:"owner_name" doc:"who is to answer"`
	Answer     string     `json:"answer" doc:"empty while it waits"`
	AnsweredBy string     `json:"answered_by_name"`
	AnsweredAt *time.Time `json:"answered_at"`
}

// A FAQ is a question with its answer that is shown with a notice.
type FAQ struct {
	ID       int64     `json:"id"`
	Notice   ID        `json:"notice_id"`
	Question string    `json:"question"`
	Answer   string    `json:"answer"`
	At       time.Time `json:"at"`
}

// Ask puts a question to who answers for the asker's place.
func (s *Service) Ask(ctx context.Context, by account.Actor, id ID, text string) (Question, error) {
	if text = strings.TrimSpace(text); text == "" {
		return Question{}, ErrAsk
	}
	n, err := get(ctx, s.DB, id)
	if err != nil {
		return Question{}, err
	}
	mine, err := receiptOf(ctx, s.DB, id, by.ID)
	switch {
	case err != nil:
		return Question{}, err
	case !n.out():
		return Question{}, ErrOver
	}
	if err := s.limit(ctx, by.ID); err != nil {
		return Question{}, err
	}
	at := account.Territory{Community: n.Community, Grid: mine.grid, MicroGrid: mine.micro}
	q, err := once.Do(ctx, s.DB, func(tx *db.Tx) (int64, error) { return s.ask(ctx, tx, by, &n, at, text) })
	if err != nil {
		return Question{}, err
	}
	rows, err := questions(ctx, s.DB, QuestionQuery{id: q, Limit: 1}, nil)
	if err != nil {
		return Question{}, err
	}
	s.Push.Wake(ctx)
	shown, err := s.shown(ctx, rows, false)
	return shown[0], err
}

func (s *Service) ask(ctx context.Context, tx *db.Tx, by account.Actor, n *record, at account.Territory, text string) (int64, error) {
	due, err := s.due(ctx, tx, n)
	if err != nil {
		return 0, err
	}
	owner, err := s.Grid.Owner(ctx, tx, at, tx.Now)
	if err != nil {
		return 0, err
	}
	id, err := insertQuestion(ctx, tx, n.ID, by.ID, owner, at, text, due)
	if err != nil {
		return 0, err
	}
	m := push.Message{To: owner, Community: n.Community, Kind: push.Status, Event: "notice.asked", Title: "居民对通知有提问", Body: "《" + n.Title + "》：" + text,
		Page: "packages/notice/questions/questions", Subject: message(n).Subject, Fields: map[string]string{"title": text, "status": "待答复", "note": n.Title}}
	_, err = s.Push.Send(ctx, tx, m)
	return id, err
}

// due is when a question must be answered: by the limit of the notice's category.
func (s *Service) due(ctx context.Context, tx *db.Tx, n *record) (time.Time, error) {
	c, err := categoryOf(ctx, tx, n.Community, n.Category)
	if err != nil {
		return tx.Now, err
	}
	clock, err := s.Clock(ctx, tx, n.Community)
	if err != nil {
		return tx.Now, err
	}
	d, err := clock.Lenient().Due(tx.Now, c.AnswerLimit)
	return d.At, err
}

func (s *Service) limit(ctx context.Context, who account.ID) error {
	day := redis_rate.Limit{Rate: asksPerDay, Burst: asksPerDay, Period: 24 * time.Hour}
	res, err := redis_rate.NewLimiter(s.Redis).Allow(ctx, "notice:ask:"+itoa(int64(who)), day)
	if err != nil {
		s.Log.WarnContext(ctx, "asks are not counted", "err", err)
		return nil
	}
	if res.Allowed == 0 {
		return ErrAskMany.After(res.RetryAfter)
	}
	return nil
}

// A QuestionQuery narrows the list of questions.
type QuestionQuery struct {
	Notice ID
	Open   bool
	Before int64
	Limit  int
	id     int64
	asker  account.ID
}

// Questions lists what was asked at the places where the actor answers, the
// newest first.
func (s *Service) Questions(ctx context.Context, by account.Actor, q QuestionQuery) ([]Question, error) {
	rows, err := questions(ctx, s.DB, q, by.Territories(office...))
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, rows, true)
}

func (s *Service) shown(ctx context.Context, rows []questionRow, inside bool) ([]Question, error) {
	people := []account.ID{}
	for _, r := range rows {
		people = append(people, r.asker, r.owner)
		if r.answeredBy != nil {
			people = append(people, *r.answeredBy)
		}
	}
	names, err := s.Accounts.Names(ctx, s.DB, people...)
	out := make([]Question, len(rows))
	for i, r := range rows {
		out[i] = r.Question
		out[i].Owner = names[r.owner].DisplayName
		if inside {
			out[i].Asker = names[r.asker].DisplayName
		}
		if r.answeredBy != nil {
			out[i].AnsweredBy = names[*r.answeredBy].DisplayName
		}
	}
	return out, err
}
