package export

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"

	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/table"
)

// Make makes the next file that waits, and says how many it made. One that died
// with its process is begun anew by another.
func (s *Service) Make(ctx context.Context) (int, error) {
	token := make([]byte, 16)
	rand.Read(token)
	e, ok, err := take(ctx, s.DB, token, lease)
	if err != nil || !ok {
		return 0, err
	}
	if e.attempts > attempts {
		return 1, s.DB.InTx(ctx, func(tx *db.Tx) error { return end(ctx, tx, e, token, Failed) })
	}
	err = s.make(ctx, &e, token)
	if errors.Is(err, errLost) { // it was removed, or another has it
		return 1, nil
	}
	return 1, err
}

func (s *Service) make(ctx context.Context, e *row, token []byte) error {
	file, err := os.CreateTemp("", "huiyin-export-*.xlsx")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if err := s.write(ctx, file, e, token); err != nil {
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
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return end(ctx, tx, *e, token, Done) })
}

// write writes the book, and keeps how far it is.
func (s *Service) write(ctx context.Context, file io.Writer, e *row, token []byte) error {
	fill, ok := s.Fills[e.kind]
	if !ok {
		return fmt.Errorf("export %d: nobody fills %q", e.ID, e.kind)
	}
	book, err := table.NewBook()
	if err != nil {
		return err
	}
	defer book.Close()
	err = fill(ctx, book, e.asked, func(done, total int) error {
		e.Done, e.Total = done, total
		return s.DB.InTx(ctx, func(tx *db.Tx) error { return reach(ctx, tx, *e, token, lease) })
	})
	if err != nil {
		return err
	}
	return book.Write(file)
}
