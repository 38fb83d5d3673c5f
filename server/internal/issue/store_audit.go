package issue

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// audited is an issue with what the audit must know beside its row.
type audited struct {
	ID          ID
	At          account.Territory
	represented bool
	escalated   bool
	lost        bool // nobody's overview shows it
	tasks       []task
	standing
}

func (r *audited) columns() []any {
	return append([]any{&r.ID, &r.At.Community, &r.At.MicroGrid, &r.lost, &r.represented, &r.escalated}, r.standing.columns()...)
}

func auditAfter(ctx context.Context, q db.Querier, after ID, n int) ([]audited, error) {
	return db.All(ctx, q, (*audited).columns, `
		SELECT i.id, i.community_id, i.micro_grid_id, i.micro_grid_id <> 0 AND (m.id IS NULL OR m.valid_until IS NOT NULL OR m.grid_id <> i.grid_id), i.represented, EXISTS (SELECT 1 FROM issue_escalations x WHERE x.issue_id = i.id AND x.due_at = COALESCE(i.next_due_at, i.tell_by) AND x.level >= 2), `+standingColumns+`
		FROM issues i LEFT JOIN micro_grids m ON m.id = i.micro_grid_id WHERE i.id > ? ORDER BY i.id LIMIT ?`, after, n)
}

// replayed is an event, with whether it ought to have brought a reply to the
// reporter, and whether it did.
type replayed struct {
	issue             ID
	brings, delivered bool
	event
}

func (e *replayed) columns() []any {
	return append([]any{&e.issue, &e.delivered}, e.event.columns()...)
}

func eventsBetween(ctx context.Context, q db.Querier, first, last ID) (map[ID][]replayed, error) {
	rows, err := db.All(ctx, q, (*replayed).columns, `
		SELECT issue_id, message_id IS NOT NULL AND EXISTS (SELECT 1 FROM messages m WHERE m.id = message_id), `+eventColumns+`
		FROM issue_events WHERE issue_id BETWEEN ? AND ? ORDER BY issue_id, version`, first, last)
	out := map[ID][]replayed{}
	for _, e := range rows {
		from := State("")
		if had := out[e.issue]; len(had) > 0 {
			from = had[len(had)-1].State
		}
		e.brings = e.Step == Withdraw || replies(from, e.State)
		out[e.issue] = append(out[e.issue], e)
	}
	return out, err
}
