package notice

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// How a notice comes to whom it is for: the transaction that sends it writes a
// fan-out with a cursor over memberships, and workers walk it in chunks. A
// chunk is one transaction: receipts, inbox messages, deliveries and the cursor,
// so that a crash anywhere leaves whole chunks. Ids of memberships commit out of
// order and people go on joining, so a walked fan-out stays open and looks again
// a little before its cursor, for those who have no receipt.

const (
	chunkSize  = 1000            // people in one transaction
	margin     = 10_000          // memberships before the cursor that may commit after it moved on
	fresh      = time.Hour       // who joins within gets a message too; later it stands in his list only
	again      = time.Minute     // how often an open fan-out looks for who joined
	soon       = 2 * time.Second // and while messages are on their way
	openAtMost = 30 * 24 * time.Hour
)

// Where a fan-out stands.
const (
	walking  = "walking"
	reviving = "reviving" // halted messages are queued again
	open     = "open"     // all who lived there have it; who joins gets it
	halted   = "halted"
	closed   = "closed"
)

// send begins to send a notice.
func (s *Service) send(ctx context.Context, tx *db.Tx, r *record) error {
	counts, err := countAudience(ctx, tx, r.Community, r.Audience)
	if err != nil {
		return err
	}
	expected := 0
	for _, c := range counts {
		expected += c.people
	}
	if expected == 0 && r.State != Scheduled {
		return ErrNobody
	}
	r.State, r.SentAt = Sending, &tx.Now
	if err := updateNotice(ctx, tx, r); err != nil {
		return err
	}
	if err := note(ctx, tx, r.ID, 0, started, ""); err != nil {
		return err
	}
	b, err := s.Push.Open(ctx, tx, message(r), r.Service)
	if err != nil {
		return err
	}
	if err := insertFanout(ctx, tx, r, b, expected); err != nil || !r.Emergency {
		return err
	}
	return s.call(ctx, tx, r)
}

// Expand takes up one chunk of a fan-out, and says how many people it gave a
// notice to, or 1 when there is more to do.
func (s *Service) Expand(ctx context.Context) (int, error) {
	id, err := dueFanout(ctx, s.DB, s.DB.Now())
	if err != nil || id == 0 {
		return 0, err
	}
	done := 0
	err = s.DB.InTx(ctx, func(tx *db.Tx) error {
		done = 0
		r, err := lock(ctx, tx, id)
		if err != nil {
			return err
		}
		f, err := lockFanout(ctx, tx, id)
		if err != nil || f.due.After(tx.Now) { // somebody else has just done it
			return err
		}
		switch f.state {
		case walking:
			done, err = s.walk(ctx, tx, &r, &f)
		case reviving:
			done, err = s.revive(ctx, tx, &f)
		case open:
			err = s.lookAgain(ctx, tx, &r, &f)
		}
		return err
	})
	return done, err
}

// walk gives the notice to the next chunk of people.
func (s *Service) walk(ctx context.Context, tx *db.Tx, r *record, f *fanout) (int, error) {
	chunk, err := nextOf(ctx, tx, r.ID, r.Community, r.Audience, f.after, chunkSize)
	if err != nil {
		return 0, err
	}
	if err := s.give(ctx, tx, r, f, chunk, true); err != nil {
		return 0, err
	}
	if len(chunk) < chunkSize {
		f.state, f.due, f.walked = open, tx.Now, &tx.Now
	}
	return max(len(chunk), 1), saveFanout(ctx, tx, f)
}

// give writes receipts and messages for people who have none.
func (s *Service) give(ctx context.Context, tx *db.Tx, r *record, f *fanout, chunk []member, tell bool) error {
	if len(chunk) == 0 {
		return nil
	}
	if err := insertReceipts(ctx, tx, r.ID, chunk); err != nil {
		return err
	}
	ids := make([]account.ID, len(chunk))
	for i, m := range chunk {
		ids[i], f.after = m.account, max(f.after, m.membership)
	}
	if !tell {
		return nil
	}
	return s.Push.Spread(ctx, tx, f.broadcast, ids)
}

func (s *Service) revive(ctx context.Context, tx *db.Tx, f *fanout) (int, error) {
	n, err := s.Push.Revive(ctx, tx, f.broadcast, chunkSize)
	if n < chunkSize {
		if f.state = walking; f.walked != nil {
			f.state = open
		}
	}
	if err != nil {
		return 0, err
	}
	return 1, saveFanout(ctx, tx, f)
}

// lookAgain gives the notice to who joined meanwhile, and ends its sending when
// no message waits any more.
func (s *Service) lookAgain(ctx context.Context, tx *db.Tx, r *record, f *fanout) error {
	if r.ValidUntil != nil && !tx.Now.Before(*r.ValidUntil) || tx.Now.Sub(f.started) > openAtMost {
		f.state = closed
	} else {
		chunk, err := nextOf(ctx, tx, r.ID, r.Community, r.Audience, f.after-margin, chunkSize)
		if err != nil {
			return err
		}
		if err := s.give(ctx, tx, r, f, chunk, tx.Now.Sub(f.started) < fresh); err != nil {
			return err
		}
	}
	f.due = tx.Now.Add(again)
	if r.State == Sending {
		left, err := s.waiting(ctx, tx, f)
		if err != nil {
			return err
		}
		if f.due = tx.Now.Add(soon); left == 0 || f.state == closed {
			r.State = Sent
			if err := updateNotice(ctx, tx, r); err != nil {
				return err
			}
			if err := note(ctx, tx, r.ID, 0, finished, ""); err != nil {
				return err
			}
		}
	}
	return saveFanout(ctx, tx, f)
}

func (s *Service) waiting(ctx context.Context, q db.Querier, f *fanout) (int, error) {
	by, err := s.Push.Standing(ctx, q, f.broadcast)
	return by[push.Queued] + by[push.Sending], err
}

// halt stops whatever of a notice is still on its way.
func (s *Service) halt(ctx context.Context, tx *db.Tx, r *record) error {
	if err := updateNotice(ctx, tx, r); err != nil {
		return err
	}
	f, err := lockFanout(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	f.state = halted
	if err := saveFanout(ctx, tx, &f); err != nil {
		return err
	}
	if r.State == Withdrawn {
		if err := s.Push.Reword(ctx, tx, f.broadcast, message(r)); err != nil {
			return err
		}
	}
	return s.Push.Halt(ctx, tx, f.broadcast)
}

// resume lets a stopped notice go on where it was stopped.
func (s *Service) resume(ctx context.Context, tx *db.Tx, r *record) error {
	if err := updateNotice(ctx, tx, r); err != nil {
		return err
	}
	f, err := lockFanout(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	f.state, f.due = reviving, tx.Now
	if err := saveFanout(ctx, tx, &f); err != nil {
		return err
	}
	return s.Push.GoOn(ctx, tx, f.broadcast)
}

// reword puts a correction into inboxes and into what was not sent yet.
func (s *Service) reword(ctx context.Context, tx *db.Tx, r *record) error {
	f, err := lockFanout(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	return s.Push.Reword(ctx, tx, f.broadcast, message(r))
}
