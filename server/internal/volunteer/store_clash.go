package volunteer

import (
	"context"

	"huiyin/server/internal/platform/db"
)

// lockCrowd holds those in shifts whose rows are held against signing up for
// anything else. It must come before anything is read without a lock: what is read
// afterwards is what is so from then on.
func lockCrowd(ctx context.Context, tx *db.Tx, shifts ...ShiftID) error {
	var w db.Where
	db.In(&w, "shift_id", shifts)
	w.And("live")
	ids, err := db.All(ctx, tx, db.Value[PersonID], `SELECT volunteer_id FROM activity_signups`+w.SQL()+` ORDER BY volunteer_id FOR UPDATE`, w.Args()...)
	if err != nil || len(ids) == 0 {
		return err
	}
	_, err = lockPeople(ctx, tx, ids)
	return err
}

// clashes are the sign-ups of a shift whose people are busy elsewhere at the
// time of another one; who is in that one already is not elsewhere.
func clashes(ctx context.Context, q db.Querier, id ShiftID, at shift) ([]signup, error) {
	return db.All(ctx, q, (*signup).columns, signupSelect+`
		WHERE u.shift_id = ? AND u.live AND EXISTS (
			SELECT 1 FROM activity_signups o FORCE INDEX (activity_signups_once) JOIN activity_shifts t ON t.id = o.shift_id
			WHERE o.volunteer_id = u.volunteer_id AND o.live AND o.shift_id NOT IN (u.shift_id, ?) AND t.starts_at < ? AND t.ends_at > ?)
		ORDER BY u.id`, id, at.ID, at.Ends, at.Starts)
}
