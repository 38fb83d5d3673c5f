package push

import (
	"context"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

// follow notes that somebody came or went. Who comes is asked for anew: he may
// have become known to WeChat meanwhile.
func follow(ctx context.Context, tx *db.Tx, app, openid string, yes bool) error {
	var meet *time.Time
	if yes {
		meet = &tx.Now
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO push_followers (app, openid, follows, meet_at, updated_at) VALUES (?, ?, ?, ?, ?)
		ON DUPLICATE KEY UPDATE follows = VALUES(follows), meet_at = VALUES(meet_at), updated_at = VALUES(updated_at)`, app, openid, yes, meet, tx.Now)
	return err
}

// found adds followers of whom nothing was known.
func found(ctx context.Context, tx *db.Tx, app string, openids []string) error {
	for len(openids) > 0 {
		n := min(500, len(openids))
		args := []any{}
		for _, id := range openids[:n] {
			args = append(args, app, id, true, tx.Now, tx.Now)
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO push_followers (app, openid, follows, meet_at, updated_at) VALUES `+strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?, ?), ", n), ", ")+`
			ON DUPLICATE KEY UPDATE follows = TRUE`, args...); err != nil {
			return err
		}
		openids = openids[n:]
	}
	return nil
}

func strangers(ctx context.Context, q db.Querier, app string, now time.Time, n int) ([]string, error) {
	return db.All(ctx, q, db.Value[string], `SELECT openid FROM push_followers WHERE meet_at <= ? AND app = ? ORDER BY meet_at LIMIT ?`, now, app, n)
}

func meetLater(ctx context.Context, tx *db.Tx, app, openid string, at time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE push_followers SET meet_at = ? WHERE app = ? AND openid = ?`, at, app, openid)
	return err
}

// met keeps what WeChat said of a follower. Without an open platform it knows no unionid.
func met(ctx context.Context, tx *db.Tx, app, openid string, f wechat.Follower) error {
	_, err := tx.ExecContext(ctx, `UPDATE push_followers SET unionid = COALESCE(NULLIF(?, ''), unionid), follows = ?, meet_at = NULL WHERE app = ? AND openid = ?`, f.UnionID, f.Follows, app, openid)
	return err
}

type follower struct {
	account account.ID
	openid  string
}

func (f *follower) columns() []any { return []any{&f.account, &f.openid} }

// followers are those of the people who follow the service account, with its openids.
func followers(ctx context.Context, q db.Querier, app string, ids []account.ID) (map[account.ID]string, error) {
	out := map[account.ID]string{}
	if len(ids) == 0 || app == "" {
		return out, nil
	}
	rows, err := db.All(ctx, q, (*follower).columns, `
		SELECT a.id, f.openid FROM accounts a JOIN push_followers f ON f.unionid = a.unionid AND f.app = ? WHERE a.id IN (`+db.Numbers(ids)+`) AND f.follows`, app)
	for _, r := range rows {
		out[r.account] = r.openid
	}
	return out, err
}

func followerAccount(ctx context.Context, q db.Querier, app, openid string) (account.ID, error) {
	id, err := db.One(ctx, q, db.Value[account.ID], `SELECT a.id FROM push_followers f JOIN accounts a ON a.unionid = f.unionid WHERE f.app = ? AND f.openid = ?`, app, openid)
	if db.Missing(err) {
		return 0, nil
	}
	return id, err
}

// messageOf is the message that a delivery brings, as the inbox shows it.
func messageOf(ctx context.Context, q db.Querier, d delivery) (Message, error) {
	return db.One(ctx, q, func(m *Message) []any {
		return []any{&m.To, &m.Community, &m.Kind, &m.Event, &m.Title, &m.Body, &m.Page, &m.Subject}
	}, `SELECT m.account_id, m.community_id, m.kind, m.event, COALESCE(b.title, m.title), COALESCE(b.body, m.body), m.page, m.subject
		FROM messages m LEFT JOIN broadcasts b ON b.id = m.broadcast_id WHERE m.id = ?`, d.message)
}

func queuedVia(ctx context.Context, q db.Querier, message int64, via Via) (bool, error) {
	return db.One(ctx, q, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM deliveries WHERE message_id = ? AND via = ?)`, message, via)
}
