package volunteer

import (
	"context"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Codes are codes in one column, with commas between them.
type Codes []string

// Scan reads them.
func (c *Codes) Scan(v any) error {
	*c = Codes{}
	if b, ok := v.([]byte); ok && len(b) > 0 {
		*c = strings.Split(string(b), ",")
	}
	return nil
}

func (c Codes) column() string { return strings.Join(c, ",") }

func skillKinds(ctx context.Context, q db.Querier, community int64) ([]CareKind, error) {
	return db.All(ctx, q, func(k *CareKind) []any { return []any{&k.Code, &k.Name} },
		`SELECT code, name FROM care_kinds WHERE community_id = ? AND active ORDER BY NOT orderable, position, code`, community)
}

func listingOf(ctx context.Context, q db.Querier, id account.ID) (Listing, error) {
	intro, err := db.One(ctx, q, db.Value[string], `SELECT intro FROM volunteer_talents WHERE account_id = ?`, id)
	if db.Missing(err) {
		return Listing{}, nil
	}
	return Listing{err == nil, intro}, err
}

func setListing(ctx context.Context, tx *db.Tx, id account.ID, l Listing) error {
	q, args := `DELETE FROM volunteer_talents WHERE account_id = ?`, []any{id}
	if l.Listed {
		q, args = `INSERT INTO volunteer_talents (account_id, intro, since) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE intro = VALUES(intro)`, []any{id, l.Intro, tx.Now}
	}
	_, err := tx.ExecContext(ctx, q, args...)
	return err
}

// talentRow is somebody in the directory, with the codes of what he offers.
type talentRow struct {
	ID     account.ID
	Name   string
	At     account.Territory
	Intro  string
	skills string
}

func (r *talentRow) columns() []any {
	return []any{&r.ID, &r.Name, &r.Intro, &r.At.Community, &r.At.Grid, &r.At.MicroGrid, &r.skills}
}

// talents are those whose worker knows them now, by when they came to be known here.
func talents(ctx context.Context, q db.Querier, f TalentQuery) ([]talentRow, error) {
	var w db.Where
	w.And("k.community_id = ? AND a.level >= ? AND t.account_id > ?", f.At.Community, account.Verified, f.After)
	db.Equal(&w, "k.grid_id", f.At.Grid)
	db.Equal(&w, "k.micro_grid_id", f.At.MicroGrid)
	if f.Skill != "" {
		w.And("EXISTS (SELECT 1 FROM care_skills o WHERE o.account_id = t.account_id AND o.kind = ?)", f.Skill)
	}
	if f.Words != "" {
		w.And("(a.name LIKE ? OR t.intro LIKE ?)", db.Like(f.Words), db.Like(f.Words))
	}
	return db.All(ctx, q, (*talentRow).columns, `SELECT t.account_id, a.name, t.intro, MAX(k.community_id), MAX(k.grid_id), MAX(k.micro_grid_id), GROUP_CONCAT(k.kind)
		FROM volunteer_talents t JOIN accounts a ON a.id = t.account_id JOIN care_skills k ON k.account_id = t.account_id`+w.SQL()+`
		GROUP BY t.account_id, a.name, t.intro ORDER BY t.account_id LIMIT ?`, w.Args(f.Limit)...)
}

// skilled are those within reach of an activity who offer one of some skills;
// who offers the longest is asked first, so that nobody is ranked.
func skilled(ctx context.Context, q db.Querier, d Draft, needs []string, n int) ([]account.ID, error) {
	var w db.Where
	w.And("community_id = ?", d.Community)
	if d.Audience == Near {
		db.Equal(&w, "grid_id", d.Grid)
		db.Equal(&w, "micro_grid_id", d.MicroGrid)
	}
	db.In(&w, "kind", needs)
	return db.All(ctx, q, db.Value[account.ID], `SELECT account_id FROM care_skills`+w.SQL()+` GROUP BY account_id ORDER BY MIN(micro_grid_id <> ?), MIN(grid_id <> ?), MIN(since), account_id LIMIT ?`,
		w.Args(d.MicroGrid, d.Grid, n)...)
}
