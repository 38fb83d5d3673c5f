package notice

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

func (t *Tag) columns() []any {
	return []any{&t.Code, &t.Name, &t.Hint, &t.ByResident, &t.ToldFirst, &t.Called}
}

func tags(ctx context.Context, q db.Querier, community int64) ([]Tag, error) {
	return db.All(ctx, q, (*Tag).columns, `SELECT code, name, hint, by_resident, told_first, called FROM notice_tags WHERE community_id = ? AND active ORDER BY position, code`, community)
}

// tagNames are those of the listed codes, also of tags that are not chosen any more.
func tagNames(ctx context.Context, q db.Querier, community int64, codes []string) ([]string, error) {
	if len(codes) == 0 {
		return []string{}, nil
	}
	return db.All(ctx, q, db.Value[string], `SELECT name FROM notice_tags WHERE community_id = ? AND code IN (`+db.Marks(len(codes))+`) ORDER BY position, code`,
		append([]any{community}, db.Args(codes)...)...)
}

func (c *Category) columns() []any { return []any{&c.Code, &c.Name, &c.Hint, &c.Approved, &c.Answer} }

const categoryColumns = `SELECT code, name, hint, approved, answer_limit FROM notice_categories WHERE community_id = ? AND active`

func categories(ctx context.Context, q db.Querier, community int64) ([]Category, error) {
	return db.All(ctx, q, (*Category).columns, categoryColumns+` ORDER BY position, code`, community)
}

// category is one that can be chosen.
func category(ctx context.Context, q db.Querier, community int64, code string) (Category, error) {
	c, err := db.One(ctx, q, (*Category).columns, categoryColumns+` AND code = ?`, community, code)
	if db.Missing(err) {
		return c, ErrCategory
	}
	if err == nil {
		c.AnswerLimit, err = calendar.ParseLimit(c.Answer)
	}
	return c, err
}

type categoryKey struct {
	community int64
	code      string
}

type categoryName struct {
	categoryKey
	name string
}

func (c *categoryName) columns() []any { return []any{&c.community, &c.code, &c.name} }

// categoryNames are those of the listed notices, also of categories that are not
// chosen any more.
func categoryNames(ctx context.Context, q db.Querier, rows []record) (map[categoryKey]string, error) {
	out, in := map[categoryKey]string{}, []int64{}
	for _, r := range rows {
		in = append(in, r.Community)
	}
	var w db.Where
	db.In(&w, "community_id", in)
	list, err := db.All(ctx, q, (*categoryName).columns, `SELECT community_id, code, name FROM notice_categories`+w.SQL(), w.Args()...)
	for _, c := range list {
		out[c.categoryKey] = c.name
	}
	return out, err
}

// SetCategories makes a community's categories these, in this order. One that is
// left out stays with its notices.
func (s *Service) SetCategories(ctx context.Context, tx *db.Tx, community int64, list []Category) error {
	if _, err := tx.ExecContext(ctx, `UPDATE notice_categories SET active = FALSE WHERE community_id = ?`, community); err != nil {
		return err
	}
	for i, c := range list {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO notice_categories (community_id, code, position, active, name, hint, approved, answer_limit) VALUES (?, ?, ?, TRUE, ?, ?, ?, ?)
			ON DUPLICATE KEY UPDATE position = VALUES(position), active = TRUE, name = VALUES(name), hint = VALUES(hint), approved = VALUES(approved), answer_limit = VALUES(answer_limit)`,
			community, c.Code, i, c.Name, c.Hint, c.Approved, c.AnswerLimit.String()); err != nil {
			return err
		}
	}
	return nil
}

// SetTags makes a community's tags these, in this order. Of one that is left out
// nothing is kept of anybody.
func (s *Service) SetTags(ctx context.Context, tx *db.Tx, community int64, list []Tag) error {
	if _, err := tx.ExecContext(ctx, `UPDATE notice_tags SET active = FALSE WHERE community_id = ?`, community); err != nil {
		return err
	}
	for i, t := range list {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO notice_tags (community_id, code, position, active, name, hint, by_resident, told_first, called) VALUES (?, ?, ?, TRUE, ?, ?, ?, ?, ?)
			ON DUPLICATE KEY UPDATE position = VALUES(position), active = TRUE, name = VALUES(name), hint = VALUES(hint), by_resident = VALUES(by_resident), told_first = VALUES(told_first), called = VALUES(called)`,
			community, t.Code, i, t.Name, t.Hint, t.ByResident, t.ToldFirst, t.Called); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `
		DELETE FROM notice_tag_holders WHERE community_id = ? AND tag IN (SELECT code FROM notice_tags WHERE community_id = ? AND NOT active)`, community, community)
	return err
}

type heldRow struct {
	community int64
	tag       string
	by        account.ID
}

func (h *heldRow) columns() []any { return []any{&h.community, &h.tag, &h.by} }

func tagsOf(ctx context.Context, q db.Querier, id account.ID) ([]heldRow, error) {
	return db.All(ctx, q, (*heldRow).columns, `SELECT community_id, tag, set_by FROM notice_tag_holders WHERE account_id = ?`, id)
}

// setTags makes somebody's tags in a community these; who set one before stays.
func setTags(ctx context.Context, tx *db.Tx, community int64, id, by account.ID, codes []string) error {
	var w db.Where
	w.And("account_id = ? AND community_id = ?", id, community)
	if len(codes) > 0 {
		w.And("tag NOT IN ("+db.Marks(len(codes))+")", db.Args(codes)...)
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM notice_tag_holders`+w.SQL(), w.Args()...); err != nil {
		return err
	}
	for _, code := range codes {
		if _, err := tx.ExecContext(ctx, `INSERT IGNORE INTO notice_tag_holders (community_id, tag, account_id, set_by, set_at) VALUES (?, ?, ?, ?, ?)`, community, code, id, by, tx.Now); err != nil {
			return err
		}
	}
	return nil
}

func homeOf(ctx context.Context, q db.Querier, id account.ID) (account.Territory, error) {
	t, err := db.One(ctx, q, func(t *account.Territory) []any { return []any{&t.Community, &t.Grid, &t.MicroGrid} }, `
		SELECT x.community_id, COALESCE(m.grid_id, 0), x.micro_grid_id FROM memberships x LEFT JOIN micro_grids m ON m.id = x.micro_grid_id
		WHERE x.account_id = ? AND x.until_at IS NULL ORDER BY x.id DESC LIMIT 1`, id)
	if db.Missing(err) {
		err = ErrResident
	}
	return t, err
}
