package push

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A Stock is how many messages of a template a person can still get.
type Stock struct {
	Template string
	Left     int
	Choice   Choice // his last word in the dialog
}

func (s *Stock) columns() []any { return []any{&s.Template, &s.Left, &s.Choice} }

func stock(ctx context.Context, q db.Querier, id account.ID) ([]Stock, error) {
	return db.All(ctx, q, (*Stock).columns, `SELECT template_id, available, choice FROM push_grants WHERE account_id = ?`, id)
}

type quotaRow struct {
	carrier
	Quota
}

func (r *quotaRow) columns() []any {
	return []any{&r.app, &r.template, &r.Asked, &r.Holders, &r.Stock, &r.Earned, &r.Spent, &r.Refused, &r.Refusers, &r.Banned}
}

// quotas sums up the ledgers of who lives or works in a community, by template.
func quotas(ctx context.Context, q db.Querier, community int64, templates []string) ([]quotaRow, error) {
	if len(templates) == 0 {
		return nil, nil
	}
	args := append([]any{Rejected, Off, Banned}, db.Args(templates)...)
	return db.All(ctx, q, (*quotaRow).columns, `
		SELECT g.app, g.template_id, COUNT(*), COUNT(CASE WHEN g.available > 0 THEN 1 END), SUM(g.available), SUM(g.earned), SUM(g.spent), SUM(g.refused),
			COUNT(CASE WHEN g.choice IN (?, ?) THEN 1 END), COUNT(CASE WHEN g.choice = ? THEN 1 END)
		FROM push_grants g WHERE g.template_id IN (`+db.Marks(len(templates))+`)
			AND (EXISTS (SELECT 1 FROM memberships m WHERE m.account_id = g.account_id AND m.community_id = ? AND m.until_at IS NULL)
				OR EXISTS (SELECT 1 FROM role_grants r WHERE r.account_id = g.account_id AND r.community_id = ? AND r.revoked_at IS NULL))
		GROUP BY g.app, g.template_id`, append(args, community, community)...)
}

func residents(ctx context.Context, q db.Querier, community int64) (int, error) {
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(DISTINCT account_id) FROM memberships WHERE community_id = ? AND until_at IS NULL`, community)
}
