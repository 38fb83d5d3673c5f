package notice

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

type fileRow struct {
	id, community   int64
	key, kind, name string
	bytes           int64
}

func (f *fileRow) columns() []any {
	return []any{&f.id, &f.community, &f.key, &f.kind, &f.name, &f.bytes}
}

const fileColumns = `SELECT id, community_id, blob_key, kind, name, bytes FROM notice_files WHERE `

func insertFile(ctx context.Context, tx *db.Tx, by account.ID, f fileRow) (int64, error) {
	return db.Insert(ctx, tx, `INSERT INTO notice_files (community_id, uploader_id, blob_key, kind, name, bytes, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		f.community, by, f.key, f.kind, f.name, f.bytes, tx.Now)
}

// attach makes files of the community a notice's attachments, these and no others.
func attach(ctx context.Context, tx *db.Tx, community int64, id ID, files []int64) error {
	if _, err := tx.ExecContext(ctx, `UPDATE notice_files SET notice_id = NULL WHERE notice_id = ?`, id); err != nil {
		return err
	}
	for i, f := range files {
		n, err := db.Exec(ctx, tx, `UPDATE notice_files SET notice_id = ?, position = ? WHERE id = ? AND community_id = ? AND notice_id IS NULL`, id, i, f, community)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrFile
		}
	}
	return nil
}

func filesOf(ctx context.Context, q db.Querier, id ID) ([]fileRow, error) {
	return db.All(ctx, q, (*fileRow).columns, fileColumns+`notice_id = ? ORDER BY position`, id)
}

// filesIn are those of the listed files that the community has.
func filesIn(ctx context.Context, q db.Querier, community int64, ids []int64) ([]fileRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return db.All(ctx, q, (*fileRow).columns, fileColumns+`community_id = ? AND id IN (`+db.Marks(len(ids))+`)`, append([]any{community}, db.Args(ids)...)...)
}

func filesByKey(ctx context.Context, q db.Querier, community int64, keys []string) (map[string]int64, error) {
	out := map[string]int64{}
	if len(keys) == 0 {
		return out, nil
	}
	rows, err := db.All(ctx, q, (*fileRow).columns, fileColumns+`community_id = ? AND blob_key IN (`+db.Marks(len(keys))+`)`, append([]any{community}, db.Args(keys)...)...)
	for _, f := range rows {
		out[f.key] = f.id
	}
	return out, err
}

// unused are files that no notice has. A name in a text ends where its quotation does.
const unused = `f.notice_id IS NULL AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.community_id = f.community_id AND n.html LIKE CONCAT('%"notice-file:', f.id, '"%'))`

func looseFiles(ctx context.Context, q db.Querier, before time.Time, n int) ([]fileRow, error) {
	return db.All(ctx, q, (*fileRow).columns, `SELECT f.id, f.community_id, f.blob_key, f.kind, f.name, f.bytes FROM notice_files f WHERE f.created_at < ? AND `+unused+` LIMIT ?`, before, n)
}

// dropFile removes a file's row unless it was attached meanwhile.
func dropFile(ctx context.Context, tx *db.Tx, id int64) (bool, error) {
	n, err := db.Exec(ctx, tx, `DELETE FROM notice_files WHERE id = ? AND notice_id IS NULL`, id)
	return n == 1, err
}
