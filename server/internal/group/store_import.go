package group

import (
	"context"

	"huiyin/server/internal/platform/db"
)

type listedRow struct {
	id      ID
	members int
}

func (r *listedRow) columns() []any { return []any{&r.id, &r.members} }

// listedMembers are the numbers of members that the last table said.
func listedMembers(ctx context.Context, q db.Querier, community int64) (map[ID]int, error) {
	rows, err := db.All(ctx, q, (*listedRow).columns, `SELECT id, listed_members FROM wechat_groups WHERE community_id = ? AND listed_members IS NOT NULL`, community)
	out := map[ID]int{}
	for _, r := range rows {
		out[r.id] = r.members
	}
	return out, err
}

func setListed(ctx context.Context, tx *db.Tx, id ID, members int) error {
	_, err := tx.ExecContext(ctx, `UPDATE wechat_groups SET listed_members = ? WHERE id = ?`, members, id)
	return err
}
