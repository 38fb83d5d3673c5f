package issue

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/problem"
	"huiyin/server/internal/platform/table"
)

// An ExportState says how far a file is.
type ExportState string

const (
	ExportQueued  ExportState = "queued"
	ExportRunning ExportState = "running"
	ExportDone    ExportState = "done"
	ExportFailed  ExportState = "failed"
)

var exportStates = []ExportState{ExportQueued, ExportRunning, ExportDone, ExportFailed}

// An Export is a file that somebody asked for; it is made while he does
// something else.
type Export struct {
	ID        int64       `json:"id"`
	Name      string      `json:"name" doc:"of the file"`
	State     ExportState `json:"state"`
	Done      int         `json:"done" doc:"rows written so far"`
	Total     int         `json:"total" doc:"rows to be written; 0 until they are counted"`
	Bytes     int64       `json:"bytes"`
	CreatedAt time.Time   `json:"created_at"`
	ExpiresAt time.Time   `json:"expires_at" doc:"when it is removed"`
}

const (
	exportBatch    = 1000
	exportLease    = 2 * time.Minute
	exportAttempts = 3
	exportKept     = 7 * 24 * time.Hour
	exportsAtOnce  = 3 // of one person
	exportsListed  = 20
)

var (
	ErrExport  = problem.New(problem.NotFound, "issue.export", "没有找到这个文件，可能已过期，请重新导出")
	ErrExports = problem.New(problem.Conflict, "issue.exports", "您已有几个文件正在导出，请等它们完成后再试")
	errLost    = errors.New("the lease of the export was lost")
)

// AskExport puts a list, narrowed as it is, on the way to become a file. What
// is in it is decided now: what the actor may see.
func (s *Service) AskExport(ctx context.Context, by account.Actor, q Query) (Export, error) {
	f, err := s.filter(ctx, by, q)
	if err != nil {
		return Export{}, err
	}
	return once.Do(ctx, s.DB, func(tx *db.Tx) (Export, error) {
		waiting, err := unfinishedExports(ctx, tx, by.ID)
		if err != nil {
			return Export{}, err
		}
		if waiting >= exportsAtOnce {
			return Export{}, ErrExports
		}
		e := Export{Name: "诉求_" + tx.Now.In(shanghai).Format("2006-01-02_1504") + ".xlsx", State: ExportQueued, CreatedAt: tx.Now, ExpiresAt: tx.Now.Add(exportKept)}
		e.ID, err = insertExport(ctx, tx, by.ID, e.Name, f)
		s.Log.InfoContext(ctx, "export asked", "export", e.ID, "by", by.ID, "community", f.At.Community)
		return e, err
	})
}

// Exports lists the actor's own files, the newest first.
func (s *Service) Exports(ctx context.Context, by account.Actor) ([]Export, error) {
	return exportsOf(ctx, s.DB, by.ID, exportsListed)
}

// OpenExport opens one of the actor's own files; that he took it is in the log.
func (s *Service) OpenExport(ctx context.Context, by account.Actor, id int64) (Export, io.ReadCloser, error) {
	e, err := exportOf(ctx, s.DB, by.ID, id)
	if err == nil && e.State != ExportDone {
		err = ErrExport
	}
	if err != nil {
		return Export{}, nil, err
	}
	file, _, err := s.Files.Get(ctx, *e.key)
	if errors.Is(err, blob.ErrMissing) {
		err = ErrExport
	}
	if err == nil {
		s.Log.InfoContext(ctx, "export taken", "export", id, "by", by.ID, "rows", e.Done)
	}
	return e.Export, file, err
}

// RemoveExport removes one of the actor's own files, or stops its making.
func (s *Service) RemoveExport(ctx context.Context, by account.Actor, id int64) error {
	e, err := exportOf(ctx, s.DB, by.ID, id)
	if err != nil {
		return err
	}
	return s.dropExport(ctx, e)
}

func (s *Service) dropExport(ctx context.Context, e exportRow) error {
	if e.key != nil {
		if err := s.Files.Delete(ctx, *e.key); err != nil {
			return err
		}
	}
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return deleteExport(ctx, tx, e.ID) })
}

// SweepExports removes files whose time has passed.
func (s *Service) SweepExports(ctx context.Context) error {
	old, err := oldExports(ctx, s.DB, s.DB.Now().Add(-exportKept), 200)
	for _, e := range old {
		if err := s.dropExport(ctx, e); err != nil {
			return err
		}
	}
	return err
}

// Export makes the next file that waits, and says how many it made. One that
// died with its process is begun anew by another.
func (s *Service) Export(ctx context.Context) (int, error) {
	token := make([]byte, 16)
	rand.Read(token)
	e, ok, err := leaseExport(ctx, s.DB, token, exportLease)
	if err != nil || !ok {
		return 0, err
	}
	if e.attempts > exportAttempts {
		return 1, s.DB.InTx(ctx, func(tx *db.Tx) error { return endExport(ctx, tx, e, token, ExportFailed) })
	}
	err = s.makeExport(ctx, &e, token)
	if errors.Is(err, errLost) { // it was removed, or another has it
		return 1, nil
	}
	return 1, err
}

func (s *Service) makeExport(ctx context.Context, e *exportRow, token []byte) error {
	file, err := os.CreateTemp("", "huiyin-export-*.xlsx")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	book, err := table.NewBook()
	if err != nil {
		return err
	}
	defer book.Close()
	if err := s.fillExport(ctx, book, e, token); err != nil {
		return err
	}
	if err := book.Write(file); err != nil {
		return err
	}
	if e.Bytes, err = file.Seek(0, io.SeekCurrent); err != nil {
		return err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	key := blob.NewKey()
	if err := s.Files.Put(ctx, key, file, e.Bytes, "application/octet-stream"); err != nil { // what it is says whoever hands it out
		return err
	}
	e.key = &key
	s.Log.InfoContext(ctx, "export made", "export", e.ID, "rows", e.Done, "bytes", e.Bytes)
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return endExport(ctx, tx, *e, token, ExportDone) })
}

// fillExport writes the rows, a batch at a time, and says after each how far it is.
func (s *Service) fillExport(ctx context.Context, book *table.Book, e *exportRow, token []byte) (err error) {
	f, err := e.filter()
	if err != nil {
		return err
	}
	if e.Total, err = howMany(ctx, s.DB, f); err != nil {
		return err
	}
	if err := book.Sheet("诉求", exportColumns); err != nil {
		return err
	}
	f.Full, f.Limit, e.Done = true, exportBatch, 0
	for more := true; more; {
		rows, err := list(ctx, s.DB, f)
		if err != nil {
			return err
		}
		rows = rows[:min(len(rows), table.MostRows-e.Done)]
		if err := s.exportRows(ctx, book, rows); err != nil {
			return err
		}
		e.Done, more = e.Done+len(rows), len(rows) == exportBatch
		if more {
			f.After = mark(&rows[len(rows)-1])
		}
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return reachExport(ctx, tx, *e, token, exportLease) }); err != nil {
			return err
		}
	}
	return nil
}
