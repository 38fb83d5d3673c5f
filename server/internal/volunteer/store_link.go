package volunteer

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

const linkColumns = `l.id, l.account_id, l.name_sealed, l.state, l.asked_at, l.answered_at, l.answered_by, l.whose,
	COALESCE(a.home_community_id, 0), COALESCE(a.home_grid_id, 0), COALESCE(a.home_micro_grid_id, 0)`

func (l *link) columns() []any {
	return []any{&l.ID, &l.Child, &l.sealed, &l.State, &l.Asked, &l.Answered, &l.by, &l.Parent, &l.Home.Community, &l.Home.Grid, &l.Home.MicroGrid}
}

// linksFrom are some links, with who agreed or has the phone now.
func linksFrom(cond string) string {
	return `SELECT ` + linkColumns + ` FROM (
		SELECT f.*, COALESCE(f.parent_id, (SELECT MIN(p.id) FROM accounts p WHERE p.phone_index = f.phone_index)) AS whose FROM family_links f WHERE ` + cond + `) l
		LEFT JOIN accounts a ON a.id = l.whose`
}

func insertLink(ctx context.Context, tx *db.Tx, by account.ID, sealed, phone []byte) (LinkID, error) {
	id, err := db.Insert(ctx, tx, `INSERT INTO family_links (account_id, name_sealed, phone_index, state, asked_at) VALUES (?, ?, ?, ?, ?)`, by, sealed, phone, LinkAsked, tx.Now)
	return LinkID(id), err
}

func linkByID(ctx context.Context, q db.Querier, id LinkID) (link, error) {
	l, err := db.One(ctx, q, (*link).columns, linksFrom(`f.id = ?`), id)
	if db.Missing(err) {
		err = ErrLink
	}
	return l, err
}

// lockLink holds a link against another step on it.
func lockLink(ctx context.Context, tx *db.Tx, id LinkID) (link, error) {
	if _, err := db.One(ctx, tx, db.Value[LinkID], `SELECT id FROM family_links WHERE id = ? FOR UPDATE`, id); db.Missing(err) {
		return link{}, ErrLink
	} else if err != nil {
		return link{}, err
	}
	return linkByID(ctx, tx, id)
}

// linksOf are those that somebody asked for, or is asked for, the newest first.
func linksOf(ctx context.Context, q db.Querier, id account.ID) ([]link, error) {
	return db.All(ctx, q, (*link).columns, linksFrom(`f.state <> ? AND (f.account_id = ? OR f.state <> ? AND (f.parent_id = ?
		OR f.parent_id IS NULL AND f.phone_index = (SELECT me.phone_index FROM accounts me WHERE me.id = ?)))`)+` ORDER BY l.id DESC LIMIT 100`, LinkEnded, id, linkRefused, id, id)
}

// linksNear are those that wait for parents who live in some places, and those
// that a worker noted for one.
func linksNear(ctx context.Context, q db.Querier, but account.ID, offices []account.Territory, after LinkID, n int) ([]link, error) {
	near, args := `FALSE`, []any{LinkAsked, LinkAgreed, but, after}
	for _, t := range offices {
		near += ` OR ? IN (0, a.home_community_id) AND ? IN (0, a.home_grid_id) AND ? IN (0, a.home_micro_grid_id)`
		args = append(args, t.Community, t.Grid, t.MicroGrid)
	}
	return db.All(ctx, q, (*link).columns, linksFrom(`(f.state = ? OR f.state = ? AND f.answered_by <> f.parent_id) AND f.account_id <> ? AND f.id > ?`)+` WHERE a.home_micro_grid_id <> 0 AND (`+near+`) ORDER BY l.id LIMIT ?`, append(args, n)...)
}

func agreeLink(ctx context.Context, tx *db.Tx, l link, by account.ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE family_links SET state = ?, parent_id = ?, answered_at = ?, answered_by = ? WHERE id = ?`, LinkAgreed, l.Parent, tx.Now, by, l.ID)
	return err
}

func refuseLink(ctx context.Context, tx *db.Tx, id LinkID, by account.ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE family_links SET state = ?, answered_at = ?, answered_by = ? WHERE id = ?`, linkRefused, tx.Now, by, id)
	return err
}

// lapseLinks ends what was asked before a moment and is not agreed to.
func lapseLinks(ctx context.Context, tx *db.Tx, before time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE family_links SET state = ?, name_sealed = NULL, phone_index = NULL, ended_at = ? WHERE state IN (?, ?) AND asked_at < ?`,
		LinkEnded, tx.Now, LinkAsked, linkRefused, before)
	return err
}

func endLink(ctx context.Context, tx *db.Tx, id LinkID, by account.ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE family_links SET state = ?, name_sealed = NULL, phone_index = NULL, ended_at = ?, ended_by = ? WHERE id = ?`, LinkEnded, tx.Now, by, id)
	return err
}

// handBack makes what a child signed a parent up for the parent's own, while no
// sign-up of him goes on.
func handBack(ctx context.Context, tx *db.Tx, l link) error {
	who, err := itselfOf(ctx, tx, []account.ID{*l.Parent})
	if err != nil {
		return err
	}
	if _, err := lockPeople(ctx, tx, []PersonID{who[*l.Parent]}); err != nil {
		return err
	}
	for _, q := range []string{
		`UPDATE activity_signups SET account_id = ? WHERE account_id = ? AND volunteer_id = ?`,
		`UPDATE volunteer_hours SET account_id = ? WHERE account_id = ? AND volunteer_id = ?`,
	} {
		if _, err := tx.ExecContext(ctx, q, l.Parent, l.Child, who[*l.Parent]); err != nil {
			return err
		}
	}
	return nil
}

// A trust is a parent whom an account may sign up, and where he lives.
type trust struct {
	child  account.ID
	person Person
	sealed []byte
	home   account.Territory
}

func (t *trust) columns() []any {
	return []any{&t.child, &t.person.ID, &t.sealed, &t.home.Community, &t.home.Grid, &t.home.MicroGrid}
}

// trusts are the parents whom some accounts may sign up.
func trusts(ctx context.Context, q db.Querier, children ...account.ID) ([]trust, error) {
	var w db.Where
	w.And("l.state = ?", LinkAgreed)
	db.In(&w, "l.account_id", append([]account.ID{}, children...))
	return db.All(ctx, q, (*trust).columns, `SELECT l.account_id, v.id, l.name_sealed, a.home_community_id, a.home_grid_id, a.home_micro_grid_id
		FROM family_links l JOIN volunteers v ON v.itself = l.parent_id JOIN accounts a ON a.id = l.parent_id`+w.SQL()+` ORDER BY l.id`, w.Args()...)
}

// stranger refuses who would decide about himself, or about a parent or a child
// whom he is linked with.
func stranger(ctx context.Context, q db.Querier, by account.Actor, refusal error, whose ...account.ID) error {
	if slices.Contains(whose, by.ID) {
		return refusal
	}
	in := `IN (` + db.Numbers(whose) + `)`
	family, err := db.One(ctx, q, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM family_links WHERE account_id = ? AND state = ? AND parent_id `+in+`)
		OR EXISTS (SELECT 1 FROM family_links WHERE parent_id = ? AND state = ? AND account_id `+in+`)`, by.ID, LinkAgreed, by.ID, LinkAgreed)
	if err == nil && family {
		err = refusal
	}
	return err
}
