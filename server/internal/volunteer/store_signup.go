package volunteer

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// insertSignups writes sign-ups in the order in which they came: ids say it
// from then on.
func insertSignups(ctx context.Context, tx *db.Tx, list []*signup) error {
	var args []any
	for _, su := range list {
		args = append(args, su.Community, su.Activity, su.Shift, su.Person, su.Account, su.State, tx.Now)
	}
	rows := strings.TrimSuffix(strings.Repeat(`(?, ?, ?, ?, ?, ?, TRUE, ?), `, len(list)), `, `)
	first, err := db.Insert(ctx, tx, `INSERT INTO activity_signups (community_id, activity_id, shift_id, volunteer_id, account_id, state, live, created_at) VALUES `+rows, args...)
	for i, su := range list {
		su.ID = SignupID(first) + SignupID(i) // one statement's rows follow one another
	}
	return err
}

const signupColumns = `u.id, u.activity_id, u.shift_id, u.community_id, u.volunteer_id, u.account_id, u.state, u.offered_until, u.created_at,
	a.kind, a.title, a.place, s.starts_at, s.ends_at, s.booth, s.called, v.relation, v.name_sealed, v.account_id`

const signupTables = ` FROM activity_signups u JOIN activity_shifts s ON s.id = u.shift_id JOIN activities a ON a.id = u.activity_id JOIN volunteers v ON v.id = u.volunteer_id`

// signupSelect finds them by themselves: a shift that thousands are in, or a
// table that is still small, would be read whole otherwise.
const signupSelect = `SELECT STRAIGHT_JOIN ` + signupColumns + signupTables

func (r *signup) columns() []any {
	return []any{&r.ID, &r.Activity, &r.Shift, &r.Community, &r.Person, &r.Account, &r.State, &r.Until, &r.Created,
		&r.Kind, &r.Title, &r.Place, &r.Starts, &r.Ends, &r.Booth, &r.Called, &r.Relation, &r.sealed, &r.Owner}
}

// busyWith is what people are signed up for at the time of a shift.
func busyWith(ctx context.Context, q db.Querier, people map[PersonID]personRow, sh shift) (map[PersonID][]*signup, error) {
	var w db.Where
	db.In(&w, "u.volunteer_id", append([]PersonID{}, slices.Collect(maps.Keys(people))...))
	w.And("u.live AND s.starts_at < ? AND s.ends_at > ?", sh.Ends, sh.Starts)
	rows, err := db.All(ctx, q, (*signup).columns, signupSelect+w.SQL(), w.Args()...)
	out := map[PersonID][]*signup{}
	for i := range rows {
		out[rows[i].Person] = append(out[rows[i].Person], &rows[i])
	}
	return out, err
}

type signupQuery struct {
	id        SignupID
	among     []SignupID
	account   account.ID
	itself    PersonID // of that account: or it was signed up itself
	activity  ID
	shift     ShiftID
	shifts    []ShiftID
	person    PersonID
	live      bool
	state     State
	begun     time.Time // only shifts that began before
	since     time.Time // only shifts that begin from then on
	until     time.Time
	community int64
	before    SignupID
	limit     int
}

func signups(ctx context.Context, q db.Querier, f signupQuery) ([]signup, error) {
	var w db.Where
	db.Equal(&w, "u.id", f.id)
	db.In(&w, "u.id", f.among)
	if f.itself != 0 {
		w.And("(u.account_id = ? OR u.volunteer_id = ?)", f.account, f.itself)
	} else {
		db.Equal(&w, "u.account_id", f.account)
	}
	db.Equal(&w, "u.activity_id", f.activity)
	db.Equal(&w, "u.shift_id", f.shift)
	db.In(&w, "u.shift_id", f.shifts)
	db.Equal(&w, "u.volunteer_id", f.person)
	db.Equal(&w, "u.community_id", f.community)
	db.Equal(&w, "u.state", f.state)
	for _, c := range []struct {
		cond string
		at   time.Time
	}{{"s.starts_at <= ?", f.begun}, {"s.starts_at >= ?", f.since}, {"s.starts_at < ?", f.until}} {
		if !c.at.IsZero() {
			w.And(c.cond, c.at)
		}
	}
	if f.live {
		w.And("u.live")
	}
	if f.before != 0 {
		w.And("u.id < ?", f.before)
	}
	if f.limit == 0 {
		return db.All(ctx, q, (*signup).columns, signupSelect+w.SQL()+` ORDER BY u.id`, w.Args()...)
	}
	return db.All(ctx, q, (*signup).columns, signupSelect+w.SQL()+` ORDER BY u.id DESC LIMIT ?`, w.Args(f.limit)...)
}

func shiftOf(ctx context.Context, q db.Querier, id SignupID) (ShiftID, error) {
	at, err := db.One(ctx, q, db.Value[ShiftID], `SELECT shift_id FROM activity_signups WHERE id = ?`, id)
	if db.Missing(err) {
		err = ErrSignup
	}
	return at, err
}

// edge are those who wait longest, or those with a place who came last.
func edge(ctx context.Context, tx *db.Tx, id ShiftID, waiting bool, n int) ([]signup, error) {
	where, order := `u.state IN ('confirmed', 'offered')`, ` ORDER BY u.id DESC`
	if waiting {
		where, order = `u.state = 'waiting'`, ` ORDER BY u.id`
	}
	return db.All(ctx, tx, (*signup).columns, signupSelect+` WHERE u.shift_id = ? AND `+where+order+` LIMIT ?`, id, n)
}

func setState(ctx context.Context, tx *db.Tx, id SignupID, to State, until *time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_signups SET state = ?, offered_until = ? WHERE id = ?`, to, until, id)
	return err
}

func endSignup(ctx context.Context, tx *db.Tx, id SignupID, to State) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_signups SET state = ?, live = NULL, offered_until = NULL, ended_at = ? WHERE id = ?`, to, tx.Now, id)
	return err
}

func endAll(ctx context.Context, tx *db.Tx, id ShiftID, to State) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_signups SET state = ?, live = NULL, offered_until = NULL, ended_at = ? WHERE shift_id = ? AND live`, to, tx.Now, id)
	return err
}

func moveSignup(ctx context.Context, tx *db.Tx, id SignupID, to ShiftID) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_signups SET shift_id = ? WHERE id = ?`, to, id)
	return err
}

func overdue(ctx context.Context, q db.Querier, now time.Time, n int) ([]SignupID, error) {
	return db.All(ctx, q, db.Value[SignupID], `SELECT id FROM activity_signups WHERE state = ? AND offered_until <= ? ORDER BY offered_until LIMIT ?`, Offered, now, n)
}

// activitiesOf are those among some for which an account signed somebody up, or
// was signed up itself.
func activitiesOf(ctx context.Context, q db.Querier, by account.ID, among []ID) (map[ID]bool, error) {
	var w db.Where
	w.And("u.live AND (u.account_id = ? OR u.volunteer_id = (SELECT v.id FROM volunteers v WHERE v.itself = ?))", by, by)
	db.In(&w, "u.activity_id", append([]ID{}, among...))
	ids, err := db.All(ctx, q, db.Value[ID], `SELECT DISTINCT u.activity_id FROM activity_signups u`+w.SQL(), w.Args()...)
	out := map[ID]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}
