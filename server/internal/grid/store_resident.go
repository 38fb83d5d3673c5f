package grid

import (
	"context"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func (r *Resident) columns() []any {
	return []any{&r.id, &r.ID, &r.MicroGrid, &r.Place, &r.Dwelling, &r.How, &r.Since, &r.VerifiedAt, &r.verifier}
}

func residents(ctx context.Context, q db.Querier, ts []account.Territory, in ResidentQuery) ([]Resident, error) {
	either, args := []string{"FALSE"}, []any{}
	for _, t := range ts {
		var one db.Where
		db.Equal(&one, "x.community_id", t.Community)
		db.Equal(&one, "m.grid_id", t.Grid)
		db.Equal(&one, "x.micro_grid_id", t.MicroGrid)
		either, args = append(either, "("+one.Cond()+")"), append(args, one.Args()...)
	}
	var w db.Where
	w.And("("+strings.Join(either, " OR ")+")", args...)
	w.And("x.until_at IS NULL AND (x.verified_at IS NOT NULL) = ?", in.Verified)
	db.Equal(&w, "x.micro_grid_id", in.MicroGrid)
	if in.Before > 0 {
		w.And("x.id < ?", in.Before)
	}
	list, err := db.All(ctx, q, (*Resident).columns, `
		SELECT x.id, x.account_id, x.micro_grid_id, m.name, COALESCE(CONCAT(c.name, ' ', b.name), ''), x.how, x.from_at, x.verified_at, x.verified_by
		FROM memberships x JOIN micro_grids m ON m.id = x.micro_grid_id LEFT JOIN buildings b ON b.id = x.building_id LEFT JOIN compounds c ON c.id = b.compound_id
		WHERE `+w.Cond()+` ORDER BY x.id DESC LIMIT ?`, w.Args(in.Limit)...)
	for i := range list {
		list[i].Verified = list[i].VerifiedAt != nil
	}
	return list, err
}

// lockHome holds somebody's current membership, and says where it is.
func lockHome(ctx context.Context, tx *db.Tx, id account.ID) (account.Territory, error) {
	t, err := db.One(ctx, tx, func(t *account.Territory) []any { return []any{&t.Community, &t.Grid, &t.MicroGrid} }, `
		SELECT x.community_id, m.grid_id, x.micro_grid_id FROM memberships x JOIN micro_grids m ON m.id = x.micro_grid_id
		WHERE x.account_id = ? AND x.until_at IS NULL ORDER BY x.id DESC LIMIT 1 FOR UPDATE`, id)
	if db.Missing(err) {
		return t, ErrResident
	}
	return t, err
}

func setVerified(ctx context.Context, tx *db.Tx, id, by account.ID, yes bool) error {
	v := verification{}
	if yes {
		v = verification{&by, &tx.Now}
	}
	_, err := tx.ExecContext(ctx, `UPDATE memberships SET verified_by = ?, verified_at = ? WHERE account_id = ? AND until_at IS NULL`, v.by, v.at, id)
	return err
}
