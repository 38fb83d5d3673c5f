package volunteer

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func (k *Kind) columns() []any {
	return []any{&k.Code, &k.Name, &k.Hint, &k.Service, &k.Children}
}

// kinds are a community's; those that take no new activities too when all are asked for.
func kinds(ctx context.Context, q db.Querier, community int64, all bool) ([]Kind, error) {
	return db.All(ctx, q, (*Kind).columns,
		`SELECT code, name, hint, service, children FROM activity_kinds WHERE community_id = ? AND (active OR ?) ORDER BY position, code`, community, all)
}

// SetKinds makes a community's kinds these, in this order. One that is left out
// stays with its activities but takes no new ones.
func (s *Service) SetKinds(ctx context.Context, tx *db.Tx, community int64, list []Kind) error {
	if _, err := tx.ExecContext(ctx, `UPDATE activity_kinds SET active = FALSE WHERE community_id = ?`, community); err != nil {
		return err
	}
	for i, k := range list {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO activity_kinds (community_id, code, name, hint, service, children, position, active) VALUES (?, ?, ?, ?, ?, ?, ?, TRUE)
			ON DUPLICATE KEY UPDATE name = VALUES(name), hint = VALUES(hint), service = VALUES(service), children = VALUES(children), position = VALUES(position), active = TRUE`,
			community, k.Code, k.Name, k.Hint, k.Service, k.Children, i); err != nil {
			return err
		}
	}
	return nil
}

// An Organiser may make activities in a community though he has no office.
type Organiser struct {
	Account      account.ID `json:"account_id"`
	Name         string     `json:"name"`
	Organisation string     `json:"organisation" doc:"empty for a volunteer on his own"`
}

func organisers(ctx context.Context, q db.Querier, community int64) ([]Organiser, error) {
	return db.All(ctx, q, func(o *Organiser) []any { return []any{&o.Account, &o.Organisation} },
		`SELECT account_id, organisation FROM activity_organisers WHERE community_id = ? ORDER BY given_at, account_id`, community)
}

func organises(ctx context.Context, q db.Querier, community int64, id account.ID) (bool, error) {
	return db.One(ctx, q, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM activity_organisers WHERE community_id = ? AND account_id = ?)`, community, id)
}

func insertOrganiser(ctx context.Context, tx *db.Tx, community int64, o Organiser, by account.ID) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO activity_organisers (community_id, account_id, organisation, given_by, given_at) VALUES (?, ?, ?, ?, ?)
		ON DUPLICATE KEY UPDATE organisation = VALUES(organisation)`, community, o.Account, o.Organisation, by, tx.Now)
	return err
}

func deleteOrganiser(ctx context.Context, tx *db.Tx, community int64, id account.ID) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM activity_organisers WHERE community_id = ? AND account_id = ?`, community, id)
	return err
}
