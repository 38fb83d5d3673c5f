package issue

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func insertFollower(ctx context.Context, tx *db.Tx, id ID, who account.ID) error {
	_, err := tx.ExecContext(ctx, `INSERT IGNORE INTO issue_followers (issue_id, account_id, joined_at) VALUES (?, ?, ?)`, id, who, tx.Now)
	return err
}

func deleteFollower(ctx context.Context, tx *db.Tx, id ID, who account.ID) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM issue_followers WHERE issue_id = ? AND account_id = ?`, id, who)
	return err
}

// followers are the accounts that met the issue too.
func followers(ctx context.Context, q db.Querier, id ID) ([]account.ID, error) {
	return db.All(ctx, q, db.Value[account.ID], `SELECT DISTINCT account_id FROM issue_followers WHERE issue_id = ? ORDER BY account_id`, id)
}

func (f *Follower) columns() []any { return []any{&f.Account, &f.From, &f.JoinedAt} }

// followersOf are they with when and how they came, each once.
func followersOf(ctx context.Context, q db.Querier, id ID, n int) ([]Follower, error) {
	return db.All(ctx, q, (*Follower).columns, `SELECT account_id, NULLIF(MAX(from_issue_id), 0), MIN(joined_at) FROM issue_followers WHERE issue_id = ? GROUP BY account_id ORDER BY MIN(joined_at), account_id LIMIT ?`, id, n)
}

// joined are those of the issues that the account met too.
func joined(ctx context.Context, q db.Querier, who account.ID, ids []ID) (map[ID]bool, error) {
	out := map[ID]bool{}
	if len(ids) == 0 {
		return out, nil
	}
	list, err := db.All(ctx, q, db.Value[ID], `SELECT DISTINCT issue_id FROM issue_followers WHERE account_id = ? AND issue_id IN (`+db.Marks(len(ids))+`)`,
		append([]any{who}, db.Args(ids)...)...)
	for _, id := range list {
		out[id] = true
	}
	return out, err
}

// joinedMost is how many joined issues are listed: nobody pages through more.
const joinedMost = 500

// joinedBy are the issues that the account met too, the newest.
func joinedBy(ctx context.Context, q db.Querier, who account.ID) ([]ID, error) {
	return db.All(ctx, q, db.Value[ID], `SELECT DISTINCT issue_id FROM issue_followers WHERE account_id = ? ORDER BY issue_id DESC LIMIT ?`, who, joinedMost)
}

// countFollowers keeps their number beside the issue's state: it makes no
// event, and nobody who is writing an answer is told that the issue changed.
func countFollowers(ctx context.Context, tx *db.Tx, id ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE issues SET followers = (SELECT COUNT(DISTINCT f.account_id) FROM issue_followers f WHERE f.issue_id = ?) WHERE id = ?`, id, id)
	return err
}

// follow makes the reporter of a duplicate, and who met it too, co-reporters
// of the original. They are marked with the duplicate that brought them, so
// that unfollow finds them.
func follow(ctx context.Context, tx *db.Tx, duplicate *record, original ID) error {
	if _, err := tx.ExecContext(ctx, `
		INSERT IGNORE INTO issue_followers (issue_id, account_id, from_issue_id, joined_at)
		SELECT ?, d.reporter_id, d.id, ? FROM issues d JOIN issues o ON o.id = ? WHERE d.id = ? AND d.reporter_id <> o.reporter_id
		UNION SELECT ?, f.account_id, IF(f.from_issue_id = 0, f.issue_id, f.from_issue_id), ?
		FROM issue_followers f JOIN issues o ON o.id = ? WHERE f.issue_id = ? AND f.account_id <> o.reporter_id`,
		original, tx.Now, original, duplicate.ID, original, tx.Now, original, duplicate.ID); err != nil {
		return err
	}
	return countFollowers(ctx, tx, original)
}

// unfollow undoes follow, also where the original was merged further.
func unfollow(ctx context.Context, tx *db.Tx, duplicate, original ID) error {
	came, err := db.All(ctx, tx, db.Value[ID], `SELECT DISTINCT from_issue_id FROM issue_followers WHERE issue_id = ? AND from_issue_id <> 0`, duplicate)
	if err != nil {
		return err
	}
	came = append(came, duplicate)
	for next := &original; next != nil; {
		if _, err := tx.ExecContext(ctx, `DELETE FROM issue_followers WHERE issue_id = ? AND from_issue_id IN (`+db.Marks(len(came))+`)`,
			append([]any{*next}, db.Args(came)...)...); err != nil {
			return err
		}
		if err := countFollowers(ctx, tx, *next); err != nil {
			return err
		}
		o, err := lock(ctx, tx, *next)
		if err != nil {
			return err
		}
		next = o.Original
	}
	return nil
}

// absorbFollower gives what one account joined to another; what that one
// reported himself needs no joining.
func absorbFollower(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	ids, err := db.All(ctx, tx, db.Value[ID], `SELECT DISTINCT issue_id FROM issue_followers WHERE account_id = ?`, from)
	if err != nil {
		return err
	}
	for _, query := range []string{
		`UPDATE IGNORE issue_followers SET account_id = ? WHERE account_id = ?`,
		`DELETE f FROM issue_followers f JOIN issues i ON i.id = f.issue_id WHERE f.account_id = ? AND i.reporter_id = f.account_id OR f.account_id = ?`,
	} {
		if _, err := tx.ExecContext(ctx, query, to, from); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if err := countFollowers(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}
