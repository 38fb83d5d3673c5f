package account

import (
	"context"
	"time"

	"huiyin/server/internal/platform/db"
)

func (g *Grant) columns() []any {
	return []any{&g.ID, &g.Role, &g.Community, &g.Grid, &g.MicroGrid, &g.From, &g.Until}
}

const grantColumns = `g.id, g.role, g.community_id, g.grid_id, g.micro_grid_id, g.from_at, g.until_at`

func grantsOf(ctx context.Context, q db.Querier, id ID) ([]Grant, error) {
	return db.All(ctx, q, (*Grant).columns, `SELECT `+grantColumns+` FROM role_grants g WHERE g.account_id = ? AND g.revoked_at IS NULL ORDER BY g.id`, id)
}

const inForce = `g.revoked_at IS NULL AND g.from_at <= ? AND (g.until_at IS NULL OR g.until_at > ?) AND NOT a.disabled`

// Holders are the active accounts that have exactly this role on exactly this
// territory, the longest in office first.
func (s *Service) Holders(ctx context.Context, q db.Querier, role Role, t Territory, at time.Time) ([]ID, error) {
	return db.All(ctx, q, db.Value[ID], `
		SELECT g.account_id FROM role_grants g JOIN accounts a ON a.id = g.account_id
		WHERE g.community_id = ? AND g.grid_id = ? AND g.micro_grid_id = ? AND g.role = ? AND `+inForce+` ORDER BY g.id`,
		t.Community, t.Grid, t.MicroGrid, role, at, at)
}

// InOffice says whether an account still has a role in the community.
func (s *Service) InOffice(ctx context.Context, q db.Querier, id ID, community int64, now time.Time) (yes bool, err error) {
	err = q.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM role_grants g JOIN accounts a ON a.id = g.account_id
		WHERE g.account_id = ? AND g.community_id IN (0, ?) AND `+inForce+`)`, id, community, now, now).Scan(&yes)
	return yes, err
}

// A Post is who holds a role where.
type Post struct {
	Person
	Territory
}

func (p *Post) columns() []any {
	return []any{&p.ID, &p.DisplayName, &p.Community, &p.Grid, &p.MicroGrid}
}

// HoldersWithin are all workers and leaders of a community, the longest in
// office first.
func (s *Service) HoldersWithin(ctx context.Context, q db.Querier, community int64, at time.Time) ([]Post, error) {
	return db.All(ctx, q, (*Post).columns, `
		SELECT a.id, a.name, g.community_id, g.grid_id, g.micro_grid_id FROM role_grants g JOIN accounts a ON a.id = g.account_id
		WHERE g.community_id = ? AND g.role IN (?, ?) AND `+inForce+` ORDER BY g.id`, community, Worker, Leader, at, at)
}
