package volunteer

import (
	"context"
	"strings"
	"time"

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

// lockPeople holds the rows of people against other sign-ups of the same, after
// those of shifts. Who does not exist is not among them.
func lockPeople(ctx context.Context, tx *db.Tx, ids []PersonID) (map[PersonID]personRow, error) {
	var w db.Where
	db.In(&w, "id", ids)
	rows, err := db.All(ctx, tx, (*personRow).columns, `SELECT `+personColumns+` FROM volunteers`+w.SQL()+` ORDER BY id FOR UPDATE`, w.Args()...)
	out := map[PersonID]personRow{}
	for _, p := range rows {
		out[p.ID] = p
	}
	return out, err
}

// itselfOf are accounts as people who can be signed up.
func itselfOf(ctx context.Context, q db.Querier, ids []account.ID) (map[account.ID]PersonID, error) {
	var w db.Where
	db.In(&w, "itself", ids)
	rows, err := db.All(ctx, q, func(p *personRow) []any { return []any{&p.ID, &p.Account} }, `SELECT id, itself FROM volunteers`+w.SQL(), w.Args()...)
	out := map[account.ID]PersonID{}
	for _, p := range rows {
		out[p.Account] = p.ID
	}
	return out, err
}

// insertItself leaves alone what another request made meanwhile.
func insertItself(ctx context.Context, tx *db.Tx, ids []account.ID) error {
	var args []any
	for _, id := range ids {
		args = append(args, id, Self, id, tx.Now)
	}
	rows := strings.TrimSuffix(strings.Repeat(`(?, ?, ?, ?), `, len(ids)), `, `)
	_, err := tx.ExecContext(ctx, `INSERT INTO volunteers (account_id, relation, itself, created_at) VALUES `+rows+` ON DUPLICATE KEY UPDATE itself = VALUES(itself)`, args...)
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

// insertGuest is the guest whom an account knows by a name; the same one when it
// knows him already.
func insertGuest(ctx context.Context, tx *db.Tx, by account.ID, sealed, index []byte) (PersonID, error) {
	id, err := db.Insert(ctx, tx, `INSERT INTO volunteers (account_id, relation, name_sealed, name_index, created_at) VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)`,
		by, Guest, sealed, index, tx.Now)
	return PersonID(id), err
}

// comesAfter is what a person comes to that ends at a moment or later.
const comesAfter = `SELECT 1 FROM activity_signups u JOIN activity_shifts s ON s.id = u.shift_id WHERE u.volunteer_id = v.id AND s.ends_at >= ?`

// pastGuests are guests with a name who come to nothing that ends after a moment.
func pastGuests(ctx context.Context, q db.Querier, ended time.Time, n int) ([]PersonID, error) {
	return db.All(ctx, q, db.Value[PersonID], `SELECT v.id FROM volunteers v WHERE v.relation = ? AND v.removed_at IS NULL AND v.created_at < ?
		AND NOT EXISTS (`+comesAfter+`) ORDER BY v.created_at LIMIT ?`,
		Guest, ended, ended, n)
}

// forgetGuest forgets a guest, unless he was booked again meanwhile.
func forgetGuest(ctx context.Context, tx *db.Tx, id PersonID, ended time.Time) error {
	if _, err := lockPeople(ctx, tx, []PersonID{id}); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE volunteers v SET v.name_sealed = NULL, v.name_index = NULL, v.removed_at = ? WHERE v.id = ? AND NOT EXISTS (`+comesAfter+`)`, tx.Now, id, ended)
	return err
}

func forgetPerson(ctx context.Context, tx *db.Tx, id PersonID) error {
	_, err := tx.ExecContext(ctx, `UPDATE volunteers SET name_sealed = NULL, name_index = NULL, born = NULL, removed_at = ? WHERE id = ?`, tx.Now, id)
	return err
}
