package notice

import (
	"context"
	"strconv"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

type questionRow struct {
	Question
	at           account.Territory
	asker, owner account.ID
	answeredBy   *account.ID
}

func (q *questionRow) columns() []any {
	return []any{&q.ID, &q.Notice, &q.Title, &q.at.Community, &q.at.Grid, &q.at.MicroGrid, &q.asker, &q.Text, &q.AskedAt, &q.DueAt, &q.owner, &q.Answer, &q.answeredBy, &q.AnsweredAt}
}

const questionColumns = `SELECT k.id, k.notice_id, n.title, k.community_id, k.grid_id, k.micro_grid_id, k.account_id, k.text, k.asked_at, k.due_at, k.owner_id, k.answer, k.answered_by, k.answered_at
	FROM notice_questions k JOIN notices n ON n.id = k.notice_id`

func insertQuestion(ctx context.Context, tx *db.Tx, id ID, by, owner account.ID, at account.Territory, text string, due time.Time) (int64, error) {
	return db.Insert(ctx, tx, `
		INSERT INTO notice_questions (notice_id, community_id, grid_id, micro_grid_id, account_id, text, asked_at, due_at, owner_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, at.Community, at.Grid, at.MicroGrid, by, text, tx.Now, due, owner)
}

// questions lists those within territories, or anywhere when they are nil, the newest first.
func questions(ctx context.Context, q db.Querier, in QuestionQuery, ts []account.Territory) ([]questionRow, error) {
	var w db.Where
	if ts != nil {
		either, args := []string{"FALSE"}, []any{}
		for _, t := range ts {
			var one db.Where
			db.Equal(&one, "k.community_id", t.Community)
			db.Equal(&one, "k.grid_id", t.Grid)
			db.Equal(&one, "k.micro_grid_id", t.MicroGrid)
			either, args = append(either, "("+one.Cond()+")"), append(args, one.Args()...)
		}
		w.And("("+strings.Join(either, " OR ")+")", args...)
	}
	db.Equal(&w, "k.id", in.id)
	db.Equal(&w, "k.notice_id", in.Notice)
	db.Equal(&w, "k.account_id", in.asker)
	if in.Open {
		w.And("k.answered_at IS NULL")
	}
	if in.Before > 0 {
		w.And("k.id < ?", in.Before)
	}
	return db.All(ctx, q, (*questionRow).columns, questionColumns+w.SQL()+` ORDER BY k.id DESC LIMIT ?`, w.Args(in.Limit)...)
}

// countQuestions counts what somebody is to answer, in a community or anywhere.
func countQuestions(ctx context.Context, q db.Querier, community int64, owner account.ID) (int, error) {
	var w db.Where
	db.Equal(&w, "k.community_id", community)
	w.And("k.answered_at IS NULL AND k.owner_id = ?", owner)
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM notice_questions k WHERE `+w.Cond(), w.Args()...)
}

func lockQuestion(ctx context.Context, tx *db.Tx, id int64) (questionRow, error) {
	q, err := db.One(ctx, tx, (*questionRow).columns, questionColumns+` WHERE k.id = ? FOR UPDATE`, id)
	if db.Missing(err) {
		err = ErrQuestion
	}
	return q, err
}

func setAnswer(ctx context.Context, tx *db.Tx, id int64, by account.ID, text string) error {
	_, err := tx.ExecContext(ctx, `UPDATE notice_questions SET answer = ?, answered_by = ?, answered_at = ? WHERE id = ?`, text, by, tx.Now, id)
	return err
}

func (f *FAQ) columns() []any { return []any{&f.ID, &f.Notice, &f.Question, &f.Answer, &f.At} }

const faqColumns = `SELECT id, notice_id, question, answer, created_at FROM notice_faqs WHERE notice_id = ?`

func faqs(ctx context.Context, q db.Querier, id ID) ([]FAQ, error) {
	return db.All(ctx, q, (*FAQ).columns, faqColumns+` ORDER BY id`, id)
}

func faqByID(ctx context.Context, q db.Querier, id ID, faq int64) (FAQ, error) {
	f, err := db.One(ctx, q, (*FAQ).columns, faqColumns+` AND id = ?`, id, faq)
	if db.Missing(err) {
		err = ErrFAQ
	}
	return f, err
}

func insertFAQ(ctx context.Context, tx *db.Tx, id ID, community int64, by account.ID, d FAQDraft) (int64, error) {
	return db.Insert(ctx, tx, `INSERT INTO notice_faqs (notice_id, community_id, question, answer, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?)`, id, community, d.Question, d.Answer, by, tx.Now)
}

func updateFAQ(ctx context.Context, tx *db.Tx, id ID, faq int64, d FAQDraft) error {
	return met(db.Exec(ctx, tx, `UPDATE notice_faqs SET question = ?, answer = ? WHERE notice_id = ? AND id = ?`, d.Question, d.Answer, id, faq))
}

func deleteFAQ(ctx context.Context, tx *db.Tx, id ID, faq int64) error {
	return met(db.Exec(ctx, tx, `DELETE FROM notice_faqs WHERE notice_id = ? AND id = ?`, id, faq))
}

// met makes an error of a change that met no question and answer.
func met(n int64, err error) error {
	if err == nil && n == 0 {
		return ErrFAQ
	}
	return err
}

// categoryOf is the category of a notice, which may not be chosen any more.
func categoryOf(ctx context.Context, q db.Querier, community int64, code string) (Category, error) {
	c, err := db.One(ctx, q, (*Category).columns, `SELECT code, name, hint, approved, answer_limit FROM notice_categories WHERE community_id = ? AND code = ?`, community, code)
	if err == nil {
		c.AnswerLimit, err = calendar.ParseLimit(c.Answer)
	}
	return c, err
}
