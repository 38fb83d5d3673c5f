package grid

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func fallback(ctx context.Context, q db.Querier, community int64) (account.ID, error) {
	id, err := db.One(ctx, q, db.Value[account.ID], `SELECT fallback_account_id FROM communities WHERE id = ?`, community)
	if db.Missing(err) {
		return 0, ErrNotFound
	}
	return id, err
}

func (p *Place) columns() []any {
	return []any{&p.Community, &p.Grid, &p.MicroGrid, &p.CommunityName, &p.GridCode, &p.GridName, &p.MicroGridName, &p.MicroGridCode}
}

const selectPlaces = `SELECT c.id, g.id, m.id, c.name, g.code, g.name, m.name, m.code
	FROM micro_grids m JOIN grids g ON g.id = m.grid_id JOIN communities c ON c.id = m.community_id WHERE `

func places(ctx context.Context, q db.Querier, ids []MicroGridID) (map[MicroGridID]Place, error) {
	out := map[MicroGridID]Place{}
	if len(ids) == 0 {
		return out, nil
	}
	list, err := db.All(ctx, q, (*Place).columns, selectPlaces+`m.id IN (`+db.Marks(len(ids))+`)`, db.Args(ids)...)
	for _, p := range list {
		out[MicroGridID(p.MicroGrid)] = p
	}
	return out, err
}

func placesOfGrid(ctx context.Context, q db.Querier, grid int64) ([]Place, error) {
	return db.All(ctx, q, (*Place).columns, selectPlaces+`m.grid_id = ? AND m.valid_until IS NULL ORDER BY m.code`, grid)
}

func (c *Community) columns() []any { return []any{&c.ID, &c.Code, &c.Name, &c.Street} }

func communities(ctx context.Context, q db.Querier) ([]Community, error) {
	list, err := db.All(ctx, q, (*Community).columns, `SELECT id, code, name, street FROM communities ORDER BY id`)
	for i := range list {
		list[i].Grids = []Grid{}
	}
	return list, err
}

func community(ctx context.Context, q db.Querier, id CommunityID) (Community, error) {
	c, err := db.One(ctx, q, (*Community).columns, `SELECT id, code, name, street FROM communities WHERE id = ?`, id)
	if db.Missing(err) {
		return c, ErrNotFound
	}
	return c, err
}

func (g *Grid) columns() []any { return []any{&g.ID, &g.Code, &g.Name} }

func gridsOf(ctx context.Context, q db.Querier, id CommunityID) ([]Grid, error) {
	return db.All(ctx, q, (*Grid).columns, `SELECT id, code, name FROM grids WHERE community_id = ? ORDER BY code`, id)
}

type microRow struct {
	MicroGrid
	grid GridID
}

func (m *microRow) columns() []any { return []any{&m.ID, &m.Code, &m.Name, &m.grid} }

func microGridsOf(ctx context.Context, q db.Querier, id CommunityID) ([]microRow, error) {
	return db.All(ctx, q, (*microRow).columns,
		`SELECT id, code, name, grid_id FROM micro_grids WHERE community_id = ? AND valid_until IS NULL ORDER BY code`, id)
}

// livePlace is the place that a version of a micro-grid is now, or that took
// it over; in a transaction nobody changes it meanwhile.
func livePlace(ctx context.Context, q db.Querier, id MicroGridID) (Place, error) {
	lock := ""
	if _, ok := q.(*db.Tx); ok {
		lock = shared
	}
	p, err := db.One(ctx, q, (*Place).columns,
		selectPlaces+`m.id = (SELECT COALESCE(old.heir_id, old.id) FROM micro_grids old WHERE old.id = ?) AND m.valid_until IS NULL`+lock, id)
	if db.Missing(err) {
		return p, ErrNotFound
	}
	return p, err
}

type buildingRow struct {
	compound     int64
	compoundName string
	id           *BuildingID
	name         *string
	micro        *MicroGridID
}

func (b *buildingRow) columns() []any {
	return []any{&b.compound, &b.compoundName, &b.id, &b.name, &b.micro}
}

func compounds(ctx context.Context, q db.Querier, id CommunityID) ([]Compound, error) {
	return compoundsWhere(ctx, q, `c.community_id = ?`, id)
}

func compoundsWhere(ctx context.Context, q db.Querier, where string, args ...any) ([]Compound, error) {
	rows, err := db.All(ctx, q, (*buildingRow).columns, `
		SELECT c.id, c.name, b.id, b.name, x.micro_grid_id
		FROM compounds c LEFT JOIN buildings b ON b.compound_id = c.id LEFT JOIN building_micro_grids x ON x.building_id = b.id
		WHERE `+where+` ORDER BY c.id, b.id, x.micro_grid_id`, args...)
	out := []Compound{}
	for _, r := range rows {
		if len(out) == 0 || out[len(out)-1].ID != r.compound {
			out = append(out, Compound{r.compound, r.compoundName, []Building{}})
		}
		out[len(out)-1].add(r)
	}
	return out, err
}

// add takes in a row: a building of the compound in one of its micro-grids.
func (c *Compound) add(r buildingRow) {
	if r.id == nil {
		return
	}
	if n := len(c.Buildings); n == 0 || c.Buildings[n-1].ID != *r.id {
		c.Buildings = append(c.Buildings, Building{ID: *r.id, Name: *r.name, MicroGrids: []MicroGridID{}})
	}
	b := &c.Buildings[len(c.Buildings)-1]
	if r.micro != nil {
		b.MicroGrids = append(b.MicroGrids, *r.micro)
	}
	b.MicroGrid = nil
	if len(b.MicroGrids) == 1 {
		b.MicroGrid = &b.MicroGrids[0]
	}
}

// homeOfBuilding is the building's micro-grid; only its community when it lies
// in several.
func homeOfBuilding(ctx context.Context, q db.Querier, id BuildingID) (home account.Territory, err error) {
	home.Community, err = db.One(ctx, q, db.Value[int64], `SELECT community_id FROM buildings WHERE id = ?`, id)
	if db.Missing(err) {
		return home, ErrNotFound
	}
	if err != nil {
		return home, err
	}
	list, err := db.All(ctx, q, (*Place).columns,
		selectPlaces+`m.valid_until IS NULL AND m.id IN (SELECT micro_grid_id FROM building_micro_grids WHERE building_id = ?)`, id)
	if len(list) == 1 {
		home = list[0].Territory
	}
	return home, err
}

// verification is who said that somebody lives where he says.
type verification struct {
	by *account.ID
	at *time.Time
}

func (v *verification) columns() []any { return []any{&v.by, &v.at} }

// recordMembership ends where somebody belonged before. Who only chose another
// building of the same micro-grid stays verified.
func recordMembership(ctx context.Context, tx *db.Tx, id account.ID, home account.Territory, building *int64, how string) error {
	was, err := db.All(ctx, tx, (*verification).columns, `SELECT verified_by, verified_at FROM memberships
		WHERE account_id = ? AND until_at IS NULL AND community_id = ? AND micro_grid_id = ? AND verified_at IS NOT NULL LIMIT 1`, id, home.Community, home.MicroGrid)
	if err != nil {
		return err
	}
	was = append(was, verification{})
	if _, err := tx.ExecContext(ctx, `UPDATE memberships SET until_at = ? WHERE account_id = ? AND until_at IS NULL`, tx.Now, id); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO memberships (account_id, community_id, micro_grid_id, building_id, how, from_at, verified_by, verified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		id, home.Community, home.MicroGrid, building, how, tx.Now, was[0].by, was[0].at)
	return err
}

func movedSince(ctx context.Context, q db.Querier, id account.ID, how string, since time.Time) (int, error) {
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM memberships m WHERE m.account_id = ? AND m.how = ? AND m.from_at >= ?
		AND EXISTS (SELECT 1 FROM memberships b WHERE b.account_id = m.account_id AND b.id < m.id AND b.micro_grid_id <> 0 AND b.micro_grid_id <> m.micro_grid_id)`, id, how, since)
}

// Absorb gives an account's memberships to another: they turned out to be one
// person.
func (s *Service) Absorb(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	if _, err := tx.ExecContext(ctx, `UPDATE memberships SET account_id = ? WHERE account_id = ?`, to, from); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE memberships SET verified_by = ? WHERE verified_by = ?`, to, from)
	return err
}

// A living is where somebody lives, and what he is still to hear of it.
type living struct {
	dwelling string
	change   *int64
}

func (l *living) columns() []any { return []any{&l.dwelling, &l.change} }

func livingOf(ctx context.Context, q db.Querier, id account.ID) (living, error) {
	l, err := db.One(ctx, q, (*living).columns, `SELECT COALESCE(CONCAT(c.name, ' ', b.name), ''), IF(m.change_seen_at IS NULL, m.change_id, NULL)
		FROM memberships m LEFT JOIN buildings b ON b.id = m.building_id LEFT JOIN compounds c ON c.id = b.compound_id
		WHERE m.account_id = ? AND m.until_at IS NULL ORDER BY m.from_at DESC LIMIT 1`, id)
	if db.Missing(err) {
		return l, nil
	}
	return l, err
}

// coded is the grid, or the micro-grid as it is now, that has the code.
func coded(ctx context.Context, q db.Querier, id CommunityID, code string, micro bool) (account.Territory, error) {
	query := `SELECT community_id, id, 0 FROM grids WHERE community_id = ? AND code = ?`
	if micro {
		query = `SELECT community_id, grid_id, id FROM micro_grids WHERE community_id = ? AND code = ? AND valid_until IS NULL`
	}
	t, err := db.One(ctx, q, func(t *account.Territory) []any { return []any{&t.Community, &t.Grid, &t.MicroGrid} }, query, id, code)
	if db.Missing(err) {
		return account.Territory{}, nil
	}
	return t, err
}
