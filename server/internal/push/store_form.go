package push

import (
	"context"
	"time"

	"huiyin/server/internal/platform/db"
)

const lookBack = 1000 // deliveries in which the last of each template is sought

// A usage is what a template is there for: one event on one channel.
type usage struct {
	via   Via
	event string
}

// A use is the last delivery by which a template was used.
type use struct {
	usage
	code int64
	at   time.Time
}

func (u *use) columns() []any { return []any{&u.via, &u.event, &u.code, &u.at} }

// lastOf are the last deliveries of a community's templates that ended in one of the states.
func lastOf(ctx context.Context, q db.Querier, community int64, ended ...State) (map[usage]use, error) {
	out := map[usage]use{}
	for _, state := range ended {
		rows, err := db.All(ctx, q, (*use).columns, `
			SELECT via, event, code, COALESCE(done_at, created_at) FROM deliveries WHERE community_id = ? AND state = ? ORDER BY id DESC LIMIT ?`, community, state, lookBack)
		if err != nil {
			return nil, err
		}
		for _, u := range rows {
			if before, known := out[u.usage]; !known || u.at.After(before.at) {
				out[u.usage] = u
			}
		}
	}
	return out, nil
}
