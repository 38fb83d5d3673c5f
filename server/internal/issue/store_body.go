package issue

import (
	"context"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

type bodyRow struct {
	ID             BodyID
	community      int64
	Name, Kind     string
	limit          string
	Limit          calendar.Limit
	contact, phone []byte // sealed
	Active         bool
}

const bodyColumns = `id, community_id, name, kind, reply_limit, contact_sealed, phone_sealed, active`

func (b *bodyRow) columns() []any {
	return []any{&b.ID, &b.community, &b.Name, &b.Kind, &b.limit, &b.contact, &b.phone, &b.Active}
}

func bodies(ctx context.Context, q db.Querier, community int64, active bool) ([]bodyRow, error) {
	var w db.Where
	db.Equal(&w, "community_id", community)
	db.Equal(&w, "active", active)
	list, err := db.All(ctx, q, (*bodyRow).columns, `SELECT `+bodyColumns+` FROM bodies`+w.SQL()+` ORDER BY active DESC, kind, name`, w.Args()...)
	for i := range list {
		if err == nil {
			list[i].Limit, err = calendar.ParseLimit(list[i].limit)
		}
	}
	return list, err
}

func body(ctx context.Context, q db.Querier, id BodyID) (bodyRow, error) {
	r, err := db.One(ctx, q, (*bodyRow).columns, `SELECT `+bodyColumns+` FROM bodies WHERE id = ?`, id)
	if db.Missing(err) {
		return r, ErrBody
	}
	if err == nil {
		r.Limit, err = calendar.ParseLimit(r.limit)
	}
	return r, err
}

type bodyCount struct {
	id BodyID
	n  int
}

func (b *bodyCount) columns() []any { return []any{&b.id, &b.n} }

func openTasksByBody(ctx context.Context, q db.Querier, community int64) (map[BodyID]int, error) {
	list, err := db.All(ctx, q, (*bodyCount).columns, `
		SELECT b.id, COUNT(*) FROM bodies b JOIN issue_tasks t ON t.body_id = b.id AND t.ended_at IS NULL WHERE b.community_id = ? GROUP BY b.id`, community)
	out := map[BodyID]int{}
	for _, b := range list {
		out[b.id] = b.n
	}
	return out, err
}

func insertBody(ctx context.Context, tx *db.Tx, r bodyRow) (BodyID, error) {
	id, err := db.Insert(ctx, tx, `INSERT INTO bodies (community_id, name, kind, reply_limit, contact_sealed, phone_sealed, active) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		r.community, r.Name, r.Kind, r.Limit.String(), r.contact, r.phone, r.Active)
	return BodyID(id), err
}

func updateBody(ctx context.Context, tx *db.Tx, r bodyRow) error {
	_, err := tx.ExecContext(ctx, `UPDATE bodies SET name = ?, kind = ?, reply_limit = ?, contact_sealed = ?, phone_sealed = ?, active = ? WHERE id = ?`,
		r.Name, r.Kind, r.Limit.String(), r.contact, r.phone, r.Active, r.ID)
	return err
}

func ensureBody(ctx context.Context, tx *db.Tx, r bodyRow) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO bodies (community_id, name, kind, reply_limit, contact_sealed, phone_sealed, active) VALUES (?, ?, ?, ?, ?, ?, TRUE)
		ON DUPLICATE KEY UPDATE kind = VALUES(kind), reply_limit = VALUES(reply_limit), contact_sealed = VALUES(contact_sealed), phone_sealed = VALUES(phone_sealed), active = TRUE`,
		r.community, r.Name, r.Kind, r.Limit.String(), r.contact, r.phone)
	return err
}
