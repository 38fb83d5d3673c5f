package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func secretOf(ctx context.Context, q db.Querier, id ID) (string, error) {
	return db.One(ctx, q, db.Value[string], `SELECT secret FROM activity_secrets WHERE activity_id = ?`, id)
}

// insertSecret leaves alone what another request made meanwhile.
func insertSecret(ctx context.Context, tx *db.Tx, id ID, secret string) error {
	_, err := tx.ExecContext(ctx, `INSERT IGNORE INTO activity_secrets (activity_id, secret) VALUES (?, ?)`, id, secret)
	return err
}

// lockSignup lets marks and statements about one sign-up come one after another.
func lockSignup(ctx context.Context, tx *db.Tx, id SignupID) error {
	_, err := db.One(ctx, tx, db.Value[SignupID], `SELECT id FROM activity_signups WHERE id = ? FOR UPDATE`, id)
	if db.Missing(err) {
		err = ErrSignup
	}
	return err
}

func insertMark(ctx context.Context, tx *db.Tx, m Mark, by account.ID) error {
	_, err := tx.ExecContext(ctx, `INSERT IGNORE INTO attendance_marks (id, signup_id, leaves, at, how, marked_by, received_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		m.ID, m.signup, m.Leaves, m.At, m.how, by, tx.Now)
	return err
}

// A presence is the first coming and the last going of a sign-up.
type presence struct {
	signup        SignupID
	arrived, left *time.Time
}

func (p *presence) columns() []any { return []any{&p.signup, &p.arrived, &p.left} }

const presenceColumns = `m.signup_id, MIN(CASE WHEN NOT m.leaves THEN m.at END), MAX(CASE WHEN m.leaves THEN m.at END)`

func presences(ctx context.Context, q db.Querier, id ID) (map[SignupID]presence, error) {
	rows, err := db.All(ctx, q, (*presence).columns, `
		SELECT `+presenceColumns+` FROM activity_signups u JOIN attendance_marks m ON m.signup_id = u.id WHERE u.activity_id = ? GROUP BY m.signup_id`, id)
	out := map[SignupID]presence{}
	for _, p := range rows {
		out[p.signup] = p
	}
	return out, err
}

func presenceOf(ctx context.Context, q db.Querier, id SignupID) (presence, error) {
	return db.One(ctx, q, (*presence).columns, `SELECT `+presenceColumns+` FROM attendance_marks m WHERE m.signup_id = ? GROUP BY m.signup_id`, id)
}

const hoursColumns = `id, signup_id, kind, minutes, reason, recorded_by, recorded_at, accepted, decided_by, decided_at`

func (h *Hours) columns() []any {
	return []any{&h.ID, &h.Signup, &h.Kind, &h.Minutes, &h.Reason, &h.by, &h.At, &h.Accepted, &h.decider, &h.Decided}
}

func insertHours(ctx context.Context, tx *db.Tx, su signup, h Hours) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO volunteer_hours (signup_id, community_id, volunteer_id, account_id, kind, minutes, reason, recorded_by, recorded_at, accepted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		su.ID, su.Community, su.Person, su.Account, h.Kind, h.Minutes, h.Reason, h.by, tx.Now, h.Accepted)
	return err
}

// lastMeasured is -1 when nothing was measured yet.
func lastMeasured(ctx context.Context, q db.Querier, id SignupID) (int, error) {
	n, err := db.One(ctx, q, db.Value[int], `SELECT minutes FROM volunteer_hours WHERE signup_id = ? AND kind = ? ORDER BY id DESC LIMIT 1`, id, Measured)
	if db.Missing(err) {
		return -1, nil
	}
	return n, err
}

func undecided(ctx context.Context, q db.Querier, id SignupID) (bool, error) {
	return db.One(ctx, q, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM volunteer_hours WHERE signup_id = ? AND accepted IS NULL)`, id)
}

func lockHours(ctx context.Context, tx *db.Tx, id HoursID) (Hours, error) {
	h, err := db.One(ctx, tx, (*Hours).columns, `SELECT `+hoursColumns+` FROM volunteer_hours WHERE id = ? FOR UPDATE`, id)
	if db.Missing(err) {
		err = ErrHours
	}
	return h, err
}

func decideHours(ctx context.Context, tx *db.Tx, id HoursID, by account.ID, accept bool) error {
	_, err := tx.ExecContext(ctx, `UPDATE volunteer_hours SET accepted = ?, decided_by = ?, decided_at = ? WHERE id = ?`, accept, by, tx.Now, id)
	return err
}

func hoursOf(ctx context.Context, q db.Querier, ids []SignupID) ([]Hours, error) {
	var w db.Where
	db.In(&w, "signup_id", append([]SignupID{}, ids...))
	return db.All(ctx, q, (*Hours).columns, `SELECT `+hoursColumns+` FROM volunteer_hours`+w.SQL()+` ORDER BY id`, w.Args()...)
}

// services are those of the sign-ups whose hours count: who comes to a booth is
// served, and serves nobody.
func services(ctx context.Context, q db.Querier, ids []SignupID) (map[SignupID]bool, error) {
	var w db.Where
	w.And("k.service AND s.booth = ''")
	db.In(&w, "u.id", append([]SignupID{}, ids...))
	list, err := db.All(ctx, q, db.Value[SignupID], `SELECT u.id FROM activity_signups u JOIN activities a ON a.id = u.activity_id
		JOIN activity_shifts s ON s.id = u.shift_id
		JOIN activity_kinds k ON k.community_id = a.community_id AND k.code = a.kind`+w.SQL(), w.Args()...)
	out := map[SignupID]bool{}
	for _, id := range list {
		out[id] = true
	}
	return out, err
}
