package volunteer

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func (p *personRow) columns() []any {
	return []any{&p.ID, &p.Account, &p.Relation, &p.sealed, &p.Removed}
}

const personColumns = `id, account_id, relation, name_sealed, removed_at`

// peopleOf are oneself and one's family: guests are of one activity.
func peopleOf(ctx context.Context, q db.Querier, id account.ID) ([]personRow, error) {
	return db.All(ctx, q, (*personRow).columns, `SELECT `+personColumns+` FROM volunteers WHERE account_id = ? AND relation <> ? AND removed_at IS NULL ORDER BY id`, id, Guest)
}

// lockPerson holds the row against another sign-up of the same person.
func lockPerson(ctx context.Context, tx *db.Tx, id PersonID) (personRow, error) {
	p, err := db.One(ctx, tx, (*personRow).columns, `SELECT `+personColumns+` FROM volunteers WHERE id = ? FOR UPDATE`, id)
	if db.Missing(err) {
		err = ErrPerson
	}
	return p, err
}

func itselfOf(ctx context.Context, q db.Querier, id account.ID) (PersonID, error) {
	return db.One(ctx, q, db.Value[PersonID], `SELECT id FROM volunteers WHERE itself = ?`, id)
}

// insertItself leaves alone what another request made meanwhile.
func insertItself(ctx context.Context, tx *db.Tx, id account.ID) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO volunteers (account_id, relation, itself, created_at) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE itself = VALUES(itself)`,
		id, Self, id, tx.Now)
	return err
}

func insertPerson(ctx context.Context, tx *db.Tx, by account.ID, d PersonDraft, sealed []byte) (PersonID, error) {
	var born, consented any
	if d.Relation == Child {
		born, consented = d.Born, tx.Now
	}
	id, err := db.Insert(ctx, tx, `INSERT INTO volunteers (account_id, relation, name_sealed, born, consented_at, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
		by, d.Relation, sealed, born, consented, tx.Now)
	return PersonID(id), err
}

func forgetPerson(ctx context.Context, tx *db.Tx, id PersonID) error {
	_, err := tx.ExecContext(ctx, `UPDATE volunteers SET name_sealed = NULL, born = NULL, removed_at = ? WHERE id = ?`, tx.Now, id)
	return err
}
