package issue

import (
	"context"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// openIn are the next open issues that go along with a change of territory: in
// the buildings that go or, where none was named, of who lives there.
func openIn(ctx context.Context, tx *db.Tx, m grid.Move, after ID, n int) ([]record, error) {
	var w db.Where
	w.And("i.micro_grid_id = ? AND i.id > ?", m.From.MicroGrid, after)
	db.In(&w, "i.state", openStates)
	if !m.Whole {
		either, args := "i.building_id IN ("+db.Marks(len(m.Buildings))+")", db.Args(m.Buildings)
		if len(m.Residents) > 0 {
			either, args = either+" OR i.building_id IS NULL AND i.reporter_id IN ("+db.Marks(len(m.Residents))+")", append(args, db.Args(m.Residents)...)
		}
		w.And("("+either+")", args...)
	}
	list, err := db.All(ctx, tx, (*record).columns, `SELECT `+columns+` FROM issues i`+w.SQL()+` ORDER BY i.id LIMIT ? FOR UPDATE`, w.Args(n)...)
	if err != nil {
		return nil, err
	}
	rows := make([]*record, len(list))
	for i := range list {
		rows[i] = &list[i]
	}
	return list, openTasks(ctx, tx, rows...)
}
