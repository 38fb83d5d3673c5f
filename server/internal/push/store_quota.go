package push

import (
	"context"
	"time"

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

// stock is what a person can still get. A template that WeChat took away is asked
// for again once its word is old.
func stock(ctx context.Context, q db.Querier, id account.ID, bannedSince time.Time) ([]Stock, error) {
	return db.All(ctx, q, (*Stock).columns, `SELECT template_id, available, IF(choice = ? AND chosen_at < ?, '', choice) FROM push_grants WHERE account_id = ?`, Banned, bannedSince, id)
}

type quotaRow struct {
	carrier
	Standing
}

func (r *quotaRow) columns() []any {
	return []any{&r.app, &r.template, &r.Asked, &r.Holders, &r.Stock, &r.Earned, &r.Spent, &r.Refused, &r.Refusers, &r.Banned}
}

// among finds who of a community belongs to an audience.
func among(who Audience, community int64, now time.Time) (query string, args []any) {
	if who != Residents {
		return `SELECT account_id FROM role_grants WHERE community_id = ? AND revoked_at IS NULL AND from_at <= ? AND (until_at IS NULL OR until_at > ?)`, []any{community, now, now}
	}
	return `SELECT account_id FROM memberships WHERE community_id = ? AND until_at IS NULL`, []any{community}
}

// quotas sums up the ledgers of an audience, by template.
func quotas(ctx context.Context, q db.Querier, who Audience, community int64, templates []string, now time.Time) ([]quotaRow, error) {
	if len(templates) == 0 {
		return nil, nil
	}
	people, of := among(who, community, now)
	args := append([]any{Rejected, Off, Banned, now.Add(-banBelieved)}, db.Args(templates)...)
	return db.All(ctx, q, (*quotaRow).columns, `
		SELECT g.app, g.template_id, COUNT(*), COUNT(CASE WHEN g.available > 0 THEN 1 END), SUM(g.available), SUM(g.earned), SUM(g.spent), SUM(g.refused),
			COUNT(CASE WHEN g.choice IN (?, ?) THEN 1 END), COUNT(CASE WHEN g.choice = ? AND g.chosen_at >= ? THEN 1 END)
		FROM push_grants g WHERE g.template_id IN (`+db.Marks(len(templates))+`) AND g.account_id IN (`+people+`)
		GROUP BY g.app, g.template_id`, append(args, of...)...)
}

func peopleOf(ctx context.Context, q db.Querier, who Audience, community int64, now time.Time) (int, error) {
	people, args := among(who, community, now)
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(DISTINCT account_id) FROM (`+people+`) AS people`, args...)
}
