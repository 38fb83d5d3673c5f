package grid

import (
	"context"

	"huiyin/server/internal/platform/db"
)

func (d *Detail) columns() []any {
	return []any{&d.ID, &d.Code, &d.Name, &d.GridID, &d.GridName, &d.Since, &d.Residents}
}

func (g *WeChatGroup) columns() []any { return []any{&g.ID, &g.Name, &g.Status, &g.DeclaredMembers} }

// detail is a micro-grid with what lies in it, without who answers for it.
func detail(ctx context.Context, q db.Querier, id MicroGridID) (Detail, error) {
	d, err := db.One(ctx, q, (*Detail).columns, `
		SELECT m.id, m.code, m.name, g.id, g.name, m.valid_from,
			(SELECT COUNT(*) FROM memberships x WHERE x.micro_grid_id = m.id AND x.until_at IS NULL)
		FROM micro_grids m JOIN grids g ON g.id = m.grid_id WHERE m.id = ?`, id)
	if err != nil {
		return d, err
	}
	if d.Compounds, err = compoundsWhere(ctx, q, `b.id IN (SELECT building_id FROM building_micro_grids WHERE micro_grid_id = ?)`, id); err != nil {
		return d, err
	}
	if d.ResidentGroups, err = db.All(ctx, q, db.Value[string], `
		SELECT DISTINCT r.name FROM building_micro_grids x JOIN buildings b ON b.id = x.building_id JOIN resident_groups r ON r.id = b.resident_group_id
		WHERE x.micro_grid_id = ? ORDER BY r.name`, id); err != nil {
		return d, err
	}
	d.WeChatGroups, err = db.All(ctx, q, (*WeChatGroup).columns,
		`SELECT id, name, status, declared_members FROM wechat_groups WHERE micro_grid_id = ? ORDER BY id`, id)
	return d, err
}

func activeGroups(ctx context.Context, q db.Querier, of []MicroGridID) (int, error) {
	if len(of) == 0 {
		return 0, nil
	}
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM wechat_groups WHERE status = ? AND micro_grid_id IN (`+db.Numbers(of)+`)`, Active)
}
