package notice

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// Failures says why WeChat messages of a notice did not arrive, and of how many
// people: nobody's name is said.
func (s *Service) Failures(ctx context.Context, by account.Actor, id ID) ([]push.Failure, error) {
	if _, err := s.seen(ctx, s.DB, by, id); err != nil {
		return nil, err
	}
	f, err := fanoutOf(ctx, s.DB, id)
	if db.Missing(err) {
		return []push.Failure{}, nil
	}
	if err != nil {
		return nil, err
	}
	return s.Push.Failures(ctx, s.DB, f.broadcast)
}

// Retry sends the messages of a notice again that failed, and says to how many.
func (s *Service) Retry(ctx context.Context, by account.Actor, id ID) (people int, err error) {
	for begun := s.DB.Now(); ; {
		var n int64
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error { n, err = s.retry(ctx, tx, by, id, begun); return err }); err != nil {
			return people, err
		}
		if people += int(n); n < chunkSize {
			break
		}
	}
	if people == 0 {
		return 0, ErrRetry
	}
	s.Push.Wake(ctx)
	return people, nil
}

// retry queues one chunk. The notice is held: it is not stopped meanwhile.
func (s *Service) retry(ctx context.Context, tx *db.Tx, by account.Actor, id ID, begun time.Time) (int64, error) {
	r, err := lock(ctx, tx, id)
	switch {
	case err != nil:
		return 0, err
	case !holds(by, r.at(), readers...):
		return 0, ErrNotFound
	case !holds(by, r.at(), writers...):
		return 0, ErrMay
	case r.State != Sending && r.State != Sent:
		return 0, ErrState
	}
	f, err := fanoutOf(ctx, tx, id)
	if err != nil {
		return 0, err
	}
	return s.Push.RetryFailed(ctx, tx, f.broadcast, begun, chunkSize)
}
