package issue

import (
	"context"

	"huiyin/server/internal/platform/db"
)

func (r *audited) columns() []any {
	return []any{&r.id, &r.state, &r.version, &r.owner, &r.replied, &r.outcome, &r.ownerDisabled, &r.events, &r.lastVersion, &r.lastState, &r.lastOwner}
}

// auditAfter reads a batch with what its events say. An issue without events
// has zero of them and an empty last state.
func auditAfter(ctx context.Context, q db.Querier, after ID, n int) ([]audited, error) {
	return db.All(ctx, q, (*audited).columns, `
		SELECT i.id, i.state, i.version, i.owner_id, i.reply IS NOT NULL, i.outcome IS NOT NULL, a.disabled,
			(SELECT COUNT(*) FROM issue_events e WHERE e.issue_id = i.id),
			COALESCE((SELECT MAX(e.version) FROM issue_events e WHERE e.issue_id = i.id), 0),
			COALESCE((SELECT e.state FROM issue_events e WHERE e.issue_id = i.id ORDER BY e.version DESC LIMIT 1), ''),
			COALESCE((SELECT e.owner_id FROM issue_events e WHERE e.issue_id = i.id ORDER BY e.version DESC LIMIT 1), 0)
		FROM issues i JOIN accounts a ON a.id = i.owner_id WHERE i.id > ? ORDER BY i.id LIMIT ?`, after, n)
}
