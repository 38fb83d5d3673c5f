package issue

import (
	"context"
	"fmt"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

const categoryColumns = `code, name, icon, hint, domain, emergency_number, emergency_text, is_public, public_open, is_checked, accept_limit, handle_limit, reply_limit`

type categoryRow struct {
	Category
	number, text          string
	accept, handle, reply string
}

func (c *categoryRow) columns() []any {
	return []any{&c.Code, &c.Name, &c.Icon, &c.Hint, &c.Domain, &c.number, &c.text, &c.Public, &c.Open, &c.Checked, &c.accept, &c.handle, &c.reply}
}

func (c *categoryRow) category() (Category, error) {
	out := c.Category
	if c.number != "" {
		out.Emergency = &Emergency{c.number, c.text}
	}
	for _, l := range []struct {
		text  string
		limit *calendar.Limit
	}{{c.accept, &out.Limits.Accept}, {c.handle, &out.Limits.Handle}, {c.reply, &out.Limits.Reply}} {
		var err error
		if *l.limit, err = calendar.ParseLimit(l.text); err != nil {
			return out, fmt.Errorf("category %s, limit %q: %w", c.Code, l.text, err)
		}
	}
	return out, nil
}

// category is one that takes new issues.
func category(ctx context.Context, q db.Querier, community int64, code string) (Category, error) {
	return oneCategory(ctx, q, ` AND active`, community, code)
}

// categoryOf is the category of an issue, which may take no new ones.
func categoryOf(ctx context.Context, q db.Querier, community int64, code string) (Category, error) {
	return oneCategory(ctx, q, ``, community, code)
}

func oneCategory(ctx context.Context, q db.Querier, more string, community int64, code string) (Category, error) {
	row, err := db.One(ctx, q, (*categoryRow).columns, `SELECT `+categoryColumns+` FROM categories WHERE community_id = ? AND code = ?`+more, community, code)
	if db.Missing(err) {
		return Category{}, ErrCategory
	}
	if err != nil {
		return Category{}, err
	}
	return row.category()
}

func categories(ctx context.Context, q db.Querier, community int64) ([]Category, error) {
	rows, err := db.All(ctx, q, (*categoryRow).columns,
		`SELECT `+categoryColumns+` FROM categories WHERE community_id = ? AND active ORDER BY position, code`, community)
	out := make([]Category, len(rows))
	for i := range rows {
		if err == nil {
			out[i], err = rows[i].category()
		}
	}
	return out, err
}

// SetCategories makes a community's categories these, in this order. One that
// is left out stays with its issues but takes no new ones.
func (s *Service) SetCategories(ctx context.Context, tx *db.Tx, community int64, list []Category) error {
	if _, err := tx.ExecContext(ctx, `UPDATE categories SET active = FALSE WHERE community_id = ?`, community); err != nil {
		return err
	}
	for i, c := range list {
		e := Emergency{}
		if c.Emergency != nil {
			e = *c.Emergency
		}
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO categories (community_id, position, active, `+categoryColumns+`) VALUES (?, ?, TRUE, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON DUPLICATE KEY UPDATE position = VALUES(position), active = TRUE, name = VALUES(name), icon = VALUES(icon), hint = VALUES(hint),
				domain = VALUES(domain), emergency_number = VALUES(emergency_number), emergency_text = VALUES(emergency_text),
				is_public = VALUES(is_public), public_open = VALUES(public_open), is_checked = VALUES(is_checked),
				accept_limit = VALUES(accept_limit), handle_limit = VALUES(handle_limit), reply_limit = VALUES(reply_limit)`,
			community, i, c.Code, c.Name, c.Icon, c.Hint, c.Domain, e.Number, e.Text, c.Public, c.Open,
			c.Checked, c.Limits.Accept.String(), c.Limits.Handle.String(), c.Limits.Reply.String()); err != nil {
			return err
		}
	}
	return nil
}
