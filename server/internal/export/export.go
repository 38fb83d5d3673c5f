// Package export makes files of long lists while whoever asked for one does
// something else. What is in a list is said by the feature that it is of.
package export

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/problem"
	"huiyin/server/internal/platform/table"
)

// A State says how far a file is.
type State string

const (
	Queued  State = "queued"
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed"
)

var states = []State{Queued, Running, Done, Failed}

// An Export is a file that somebody asked for; it is made while he does
// something else.
type Export struct {
	ID        int64     `json:"id"`
	Name      string    `json:"name" doc:"of the file"`
	State     State     `json:"state"`
	Done      int       `json:"done" doc:"rows written so far"`
	Total     int       `json:"total" doc:"rows to be written; 0 until they are counted"`
	Bytes     int64     `json:"bytes"`
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at" doc:"when it is removed"`
}

// A Fill writes what was asked for into a book, a batch at a time, and says after
// each how far it is. It ends when that fails.
type Fill func(ctx context.Context, book *table.Book, asked []byte, reach Reach) error

// Reach says how many rows are written, of how many.
type Reach func(done, total int) error

const (
	// Batch is how many rows a Fill should write between two words on how far it is.
	Batch    = 1000
	lease    = 2 * time.Minute
	attempts = 3
	kept     = 7 * 24 * time.Hour
	atOnce   = 3 // of one person
	listed   = 20
)

var (
	ErrExport  = problem.New(problem.NotFound, "export.not_found", "没有找到这个文件，可能已过期，请重新导出")
	ErrExports = problem.New(problem.Conflict, "export.busy", "您已有几个文件正在导出，请等它们完成后再试")
	errLost    = errors.New("the lease of the export was lost")
)

// Deps is what the service stands on.
type Deps struct {
	DB    *db.DB
	Files blob.Store
	Log   *slog.Logger
}

// Service is everything that can be done with exports.
type Service struct {
	Deps
	Fills map[string]Fill // by kind of list; set before the first is made
}

// New returns the service of exports.
func New(d Deps) *Service { return &Service{Deps: d} }

// Ask puts a list, narrowed as it is, on the way to become a file that is called
// by a title. What is in it is decided now: what the actor may see.
func (s *Service) Ask(ctx context.Context, by account.Actor, kind, title string, asked any) (Export, error) {
	narrowed, err := json.Marshal(asked)
	if err != nil {
		return Export{}, err
	}
	return once.Do(ctx, s.DB, func(tx *db.Tx) (Export, error) {
		waiting, err := unfinished(ctx, tx, by.ID)
		if err != nil {
			return Export{}, err
		}
		if waiting >= atOnce {
			return Export{}, ErrExports
		}
		e := Export{Name: title + "_" + tx.Now.In(calendar.Zone).Format("2006-01-02_1504") + ".xlsx", State: Queued, CreatedAt: tx.Now, ExpiresAt: tx.Now.Add(kept)}
		e.ID, err = insert(ctx, tx, by.ID, kind, e.Name, narrowed)
		s.Log.InfoContext(ctx, "export asked", "export", e.ID, "kind", kind, "by", by.ID)
		return e, err
	})
}

// Mine lists the actor's own files, the newest first.
func (s *Service) Mine(ctx context.Context, by account.Actor) ([]Export, error) {
	return exportsOf(ctx, s.DB, by.ID, listed)
}

// Open opens one of the actor's own files; that he took it is in the log.
func (s *Service) Open(ctx context.Context, by account.Actor, id int64) (Export, io.ReadCloser, error) {
	e, err := exportOf(ctx, s.DB, by.ID, id)
	if err == nil && e.State != Done {
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

// Remove removes one of the actor's own files, or stops its making.
func (s *Service) Remove(ctx context.Context, by account.Actor, id int64) error {
	e, err := exportOf(ctx, s.DB, by.ID, id)
	if err != nil {
		return err
	}
	return s.drop(ctx, e)
}

func (s *Service) drop(ctx context.Context, e row) error {
	if e.key != nil {
		if err := s.Files.Delete(ctx, *e.key); err != nil {
			return err
		}
	}
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return remove(ctx, tx, e.ID) })
}

// Sweep removes files whose time has passed.
func (s *Service) Sweep(ctx context.Context) error {
	old, err := older(ctx, s.DB, s.DB.Now().Add(-kept), 200)
	for _, e := range old {
		if err := s.drop(ctx, e); err != nil {
			return err
		}
	}
	return err
}
