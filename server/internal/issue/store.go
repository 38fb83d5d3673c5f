package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

const columns = `i.id, i.community_id, i.grid_id, i.micro_grid_id, i.reporter_id, i.owner_id, i.category, i.state, i.outcome,
	i.title, i.words, i.reply, i.hide_name, i.place_text, i.building_id, i.latitude, i.longitude, i.moderation,
	i.accept_due_at, i.due_at, i.grade, i.resolved, i.reopened_count, i.returned_count, i.version, i.created_at, i.updated_at, i.closed_at`

func (r *record) columns() []any {
	return []any{&r.ID, &r.At.Community, &r.At.Grid, &r.At.MicroGrid, &r.Reporter, &r.Owner, &r.Category, &r.State, &r.Outcome,
		&r.Title, &r.Words, &r.Reply, &r.HideName, &r.Place, &r.Building, &r.Latitude, &r.Longitude, &r.Moderation,
		&r.AcceptDue, &r.Due, &r.Grade, &r.Resolved, &r.Reopened, &r.Returned, &r.Version, &r.CreatedAt, &r.UpdatedAt, &r.ClosedAt}
}

// withCategory also reads what the issue's category says.
func (r *record) withCategory() []any { return append(r.columns(), &r.categoryName, &r.categoryShown) }

const fromIssues = ` FROM issues i JOIN categories c ON c.community_id = i.community_id AND c.code = i.category`

func get(ctx context.Context, q db.Querier, id ID) (record, error) {
	r, err := db.One(ctx, q, (*record).withCategory, `SELECT `+columns+`, c.name, c.is_public`+fromIssues+` WHERE i.id = ?`, id)
	if db.Missing(err) {
		return r, ErrNotFound
	}
	return r, err
}

// lock reads an issue and keeps others from changing it until tx ends.
func lock(ctx context.Context, tx *db.Tx, id ID) (record, error) {
	r, err := db.One(ctx, tx, (*record).columns, `SELECT `+columns+` FROM issues i WHERE i.id = ? FOR UPDATE`, id)
	if db.Missing(err) {
		return r, ErrNotFound
	}
	return r, err
}

func insert(ctx context.Context, tx *db.Tx, r *record) error {
	id, err := db.Insert(ctx, tx, `
		INSERT INTO issues (community_id, grid_id, micro_grid_id, reporter_id, owner_id, category, state, title, words, hide_name,
			place_text, building_id, latitude, longitude, moderation, accept_due_at, due_at, version, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.At.Community, r.At.Grid, r.At.MicroGrid, r.Reporter, r.Owner, r.Category, r.State, r.Title, r.Words, r.HideName,
		r.Place, r.Building, r.Latitude, r.Longitude, r.Moderation, r.AcceptDue, r.Due, r.Version, r.CreatedAt, r.UpdatedAt)
	r.ID = ID(id)
	return err
}

// update writes what steps change, if nobody else did meanwhile.
func update(ctx context.Context, tx *db.Tx, r *record, version int) error {
	n, err := db.Exec(ctx, tx, `
		UPDATE issues SET owner_id = ?, state = ?, outcome = ?, reply = ?, grade = ?, resolved = ?,
			reopened_count = ?, returned_count = ?, version = ?, updated_at = ?, closed_at = ?
		WHERE id = ? AND version = ?`,
		r.Owner, r.State, r.Outcome, r.Reply, r.Grade, r.Resolved, r.Reopened, r.Returned, r.Version, r.UpdatedAt, r.ClosedAt, r.ID, version)
	if err == nil && n == 0 {
		return ErrChanged
	}
	return err
}

func (e *event) columns() []any {
	return []any{&e.Version, &e.Step, &e.State, &e.Actor, &e.Part, &e.Owner, &e.Text, &e.Outcome, &e.Grade, &e.Done, &e.At}
}

func insertEvent(ctx context.Context, tx *db.Tx, id ID, e event) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO issue_events (issue_id, version, step, state, actor_id, actor_part, owner_id, text, outcome, grade, resolved, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, e.Version, e.Step, e.State, e.Actor, e.Part, e.Owner, e.Text, e.Outcome, e.Grade, e.Done, e.At)
	return err
}

func events(ctx context.Context, q db.Querier, id ID) ([]event, error) {
	return db.All(ctx, q, (*event).columns, `
		SELECT version, step, state, actor_id, actor_part, owner_id, text, outcome, grade, resolved, created_at
		FROM issue_events WHERE issue_id = ? ORDER BY version`, id)
}

// Absorb gives what an account reported, owned, did and uploaded to another:
// they turned out to be one person. Only his own issues are looked at: nobody
// who held a post is absorbed.
func (s *Service) Absorb(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	for _, query := range []string{
		`UPDATE issue_events e JOIN issues i ON i.id = e.issue_id SET e.actor_id = ? WHERE i.reporter_id = ? AND e.actor_id = i.reporter_id`,
		`UPDATE issue_photos p JOIN issues i ON i.id = p.issue_id SET p.uploader_id = ? WHERE i.reporter_id = ? AND p.uploader_id = i.reporter_id`,
		`UPDATE issue_photos SET uploader_id = ? WHERE uploader_id = ? AND issue_id IS NULL`,
		`UPDATE issue_checks SET account_id = ? WHERE account_id = ? AND state IN ('queued', 'waiting')`,
		`UPDATE issues SET reporter_id = ? WHERE reporter_id = ?`,
	} {
		if _, err := tx.ExecContext(ctx, query, to, from); err != nil {
			return err
		}
	}
	return nil
}

const categoryColumns = `code, name, icon, hint, domain, emergency_number, emergency_text, is_public, accept_hours, reply_hours`

type categoryRow struct {
	Category
	number, text  string
	accept, reply int
}

func (c *categoryRow) columns() []any {
	return []any{&c.Code, &c.Name, &c.Icon, &c.Hint, &c.Domain, &c.number, &c.text, &c.Public, &c.accept, &c.reply}
}

func (c *categoryRow) category() Category {
	out := c.Category
	out.AcceptWithin, out.ReplyWithin = time.Duration(c.accept)*time.Hour, time.Duration(c.reply)*time.Hour
	if c.number != "" {
		out.Emergency = &Emergency{c.number, c.text}
	}
	return out
}

func category(ctx context.Context, q db.Querier, community int64, code string) (Category, error) {
	row, err := db.One(ctx, q, (*categoryRow).columns,
		`SELECT `+categoryColumns+` FROM categories WHERE community_id = ? AND code = ? AND active`, community, code)
	if db.Missing(err) {
		return Category{}, ErrCategory
	}
	return row.category(), err
}

func categories(ctx context.Context, q db.Querier, community int64) ([]Category, error) {
	rows, err := db.All(ctx, q, (*categoryRow).columns,
		`SELECT `+categoryColumns+` FROM categories WHERE community_id = ? AND active ORDER BY position, code`, community)
	out := make([]Category, len(rows))
	for i := range rows {
		out[i] = rows[i].category()
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
			INSERT INTO categories (community_id, position, active, `+categoryColumns+`) VALUES (?, ?, TRUE, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON DUPLICATE KEY UPDATE position = VALUES(position), active = TRUE, name = VALUES(name), icon = VALUES(icon), hint = VALUES(hint),
				domain = VALUES(domain), emergency_number = VALUES(emergency_number), emergency_text = VALUES(emergency_text),
				is_public = VALUES(is_public), accept_hours = VALUES(accept_hours), reply_hours = VALUES(reply_hours)`,
			community, i, c.Code, c.Name, c.Icon, c.Hint, c.Domain, e.Number, e.Text, c.Public,
			int(c.AcceptWithin/time.Hour), int(c.ReplyWithin/time.Hour)); err != nil {
			return err
		}
	}
	return nil
}
