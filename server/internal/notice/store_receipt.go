package notice

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

type receipt struct {
	notice    ID
	account   account.ID
	grid      int64
	micro     int64
	state     Receipt
	read      *time.Time
	confirmed *time.Time
	told      *time.Time
	toldBy    *account.ID
	way       *Way
}

func (r *receipt) columns() []any {
	return []any{&r.notice, &r.account, &r.grid, &r.micro, &r.state, &r.read, &r.confirmed, &r.told, &r.toldBy, &r.way}
}

const receiptColumns = `SELECT notice_id, account_id, grid_id, micro_grid_id, state, read_at, confirmed_at, told_at, told_by, told_way FROM notice_receipts WHERE notice_id = ? AND account_id = ?`

// receiptOf is somebody's; ErrNotFound when the notice was not for him.
func receiptOf(ctx context.Context, q db.Querier, id ID, who account.ID) (receipt, error) {
	r, err := db.One(ctx, q, (*receipt).columns, receiptColumns, id, who)
	if db.Missing(err) {
		err = ErrNotFound
	}
	return r, err
}

func lockReceipt(ctx context.Context, tx *db.Tx, id ID, who account.ID) (receipt, error) {
	r, err := db.One(ctx, tx, (*receipt).columns, receiptColumns+` FOR UPDATE`, id, who)
	if db.Missing(err) {
		err = ErrNotFound
	}
	return r, err
}

func saveReceipt(ctx context.Context, tx *db.Tx, r *receipt) error {
	_, err := tx.ExecContext(ctx, `UPDATE notice_receipts SET state = ?, read_at = ?, confirmed_at = ?, told_at = ?, told_by = ?, told_way = ? WHERE notice_id = ? AND account_id = ?`,
		r.state, r.read, r.confirmed, r.told, r.toldBy, r.way, r.notice, r.account)
	return err
}

var tallyColumns = map[Receipt]string{Unreached: "unreached", Read: "read_count", Confirmed: "confirmed", Told: "told"}

func moveTally(ctx context.Context, tx *db.Tx, id ID, micro int64, was, now Receipt) error {
	a, b := tallyColumns[was], tallyColumns[now]
	_, err := tx.ExecContext(ctx, `UPDATE notice_tallies SET `+a+` = `+a+` - 1, `+b+` = `+b+` + 1 WHERE notice_id = ? AND micro_grid_id = ?`, id, micro)
	return err
}

type tally struct {
	notice ID
	micro  int64
	Counts
}

func (t *tally) columns() []any {
	return []any{&t.notice, &t.micro, &t.Targeted, &t.Read, &t.Confirmed, &t.Told, &t.Unreached}
}

func tallies(ctx context.Context, q db.Querier, id ID) ([]tally, error) {
	return db.All(ctx, q, (*tally).columns, `
		SELECT notice_id, micro_grid_id, targeted, read_count, confirmed, told, unreached FROM notice_tallies WHERE notice_id = ? ORDER BY unreached DESC, micro_grid_id`, id)
}

func countsOf(ctx context.Context, q db.Querier, ids []ID) (map[ID]Counts, error) {
	out := map[ID]Counts{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := db.All(ctx, q, (*tally).columns, `
		SELECT notice_id, 0, SUM(targeted), SUM(read_count), SUM(confirmed), SUM(told), SUM(unreached) FROM notice_tallies WHERE notice_id IN (`+db.Marks(len(ids))+`) GROUP BY notice_id`, db.Args(ids)...)
	for _, t := range rows {
		out[t.notice] = t.Counts
	}
	return out, err
}

// mine lists the notices that were for somebody, the newest first.
func mine(ctx context.Context, q db.Querier, who account.ID, words string, before ID, limit int) ([]mineRow, error) {
	var w db.Where
	w.And("r.account_id = ? AND n.state IN (?, ?, ?)", who, Sending, Sent, Stopped)
	meet(&w, words, "n.title MEETS ?", "n.words MEETS ?", "n.source MEETS ?", "EXISTS (SELECT 1 FROM notice_faqs f WHERE f.notice_id = n.id AND (f.question MEETS ? OR f.answer MEETS ?))")
	if before > 0 {
		w.And("r.notice_id < ?", before)
	}
	return db.All(ctx, q, (*mineRow).columns, `
		SELECT n.id, n.community_id, n.category, n.title, n.summary, n.emergency, n.sent_at, n.valid_until, n.corrected_at, n.correction, r.read_at, r.confirmed_at
		FROM notice_receipts r JOIN notices n ON n.id = r.notice_id`+w.SQL()+` ORDER BY r.notice_id DESC LIMIT ?`, w.Args(limit)...)
}

type mineRow struct {
	Mine
	community int64
	category  string
}

func (m *mineRow) columns() []any {
	return []any{&m.ID, &m.community, &m.category, &m.Title, &m.Summary, &m.Emergency, &m.SentAt, &m.ValidUntil, &m.CorrectedAt, &m.Correction, &m.ReadAt, &m.ConfirmedAt}
}

func unread(ctx context.Context, q db.Querier, who account.ID) (int, error) {
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM notice_receipts r JOIN notices n ON n.id = r.notice_id WHERE r.account_id = ? AND r.read_at IS NULL AND n.state IN (?, ?, ?)`, who, Sending, Sent, Stopped)
}
